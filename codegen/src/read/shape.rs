//! Reads the entries of `shapes`.

use std::borrow::Cow;

use super::ast::{LIFECYCLE, TYPE_NAMES, TypeName};
use super::fields::{Fields, Reader};
use super::{
    Aggregate, Apply, AstKind, AstMember, AstOperation, AstResource, AstService, AstShape, AstTrait, Entry, Json,
};
use crate::fault::{At, Finding, MALFORMED_SHAPE_ID, Suggestions, UNKNOWN_SHAPE_TYPE, quote};
use crate::model::{ShapeId, is_identifier};

impl Reader<'_> {
    pub(super) fn read_entries<'a>(&mut self, shapes: Json<'a>, at: &At<'_>) -> Vec<Entry<'a>> {
        let Some(entries) = self.object(shapes, at) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            read.extend(self.read_entry(&key, value, &at.key(&key)));
        }
        read
    }

    fn read_entry<'a>(&mut self, key: &str, json: Json<'a>, at: &At<'_>) -> Option<Entry<'a>> {
        let mut fields = self.fields(json, at)?;
        let ty = self.read_type(fields.take("type"), at)?;
        if matches!(ty, TypeName::Apply) {
            return self.read_apply(key, fields, at).map(Entry::Apply);
        }
        let id = self.shape_id(key, at)?;
        let traits = self.read_traits(fields.take("traits"), &at.key("traits"));
        let mixins = self.references(fields.take("mixins"), &at.key("mixins"));
        let kind = match ty {
            TypeName::Simple(simple) => AstKind::Simple(*simple),
            TypeName::Aggregate(aggregate) => {
                AstKind::Aggregate(*aggregate, self.read_members(*aggregate, &mut fields, !mixins.is_empty(), at))
            }
            TypeName::Operation => AstKind::Operation(self.read_operation(fields, at)),
            TypeName::Service => AstKind::Service(self.read_service(fields, at)),
            TypeName::Resource => AstKind::Resource(self.read_resource(fields, at)),
            TypeName::Apply => return None,
        };
        Some(Entry::Shape(AstShape { id, kind, mixins, traits }))
    }

    fn read_type(&mut self, ty: Option<Json<'_>>, at: &At<'_>) -> Option<&'static TypeName> {
        let Some(ty) = ty else {
            self.missing(at, "type");
            return None;
        };
        let here = at.key("type");
        let name = self.string(ty, &here)?;
        let known = TYPE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, ty)| ty);
        if known.is_none() {
            let help = Suggestions::new().help(&name, TYPE_NAMES.iter().map(|(known, _)| *known));
            let message = format!("no shape is of type {}", quote(&name));
            let finding = Finding::new(UNKNOWN_SHAPE_TYPE, here.place(), message);
            self.findings.push(finding.expected("a type of Smithy, such as `structure`").help(help));
        }
        known
    }

    fn read_apply<'a>(&mut self, key: &str, mut fields: Fields<'a>, at: &At<'_>) -> Option<Apply<'a>> {
        let (shape, member) = match key.split_once('$') {
            Some((shape, member)) => (shape, Some(member.to_owned())),
            None => (key, None),
        };
        if member.as_deref().is_some_and(|member| !is_identifier(member)) {
            let message = format!("{} is not the id of a member", quote(key));
            self.report(MALFORMED_SHAPE_ID, at, message, "`namespace#Name$member`");
            return None;
        }
        let target = self.shape_id(shape, at)?;
        Some(Apply { target, member, traits: self.read_traits(fields.take("traits"), &at.key("traits")) })
    }

    fn read_traits<'a>(&mut self, traits: Option<Json<'a>>, at: &At<'_>) -> Vec<AstTrait<'a>> {
        let Some(entries) = traits.and_then(|traits| self.object(traits, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if let Some(id) = self.shape_id(&key, &at.key(&key)) {
                read.push(AstTrait { id, value });
            }
        }
        read
    }

    /// Reads the members of an aggregate. Those of a shape with mixins may all be mixed in.
    fn read_members<'a>(
        &mut self,
        of: Aggregate,
        fields: &mut Fields<'a>,
        mixed: bool,
        at: &At<'_>,
    ) -> Vec<AstMember<'a>> {
        let names: &[&'static str] = match of {
            Aggregate::List | Aggregate::Set => &["member"],
            Aggregate::Map => &["key", "value"],
            Aggregate::Structure | Aggregate::Union | Aggregate::Enum | Aggregate::IntEnum => {
                return self.read_named_members(fields.take("members"), &at.key("members"));
            }
        };
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            match fields.take(name) {
                Some(json) => members.extend(self.read_member(Cow::Borrowed(name), json, &at.key(name))),
                None if mixed => {}
                None => self.missing(at, name),
            }
        }
        members
    }

    fn read_named_members<'a>(&mut self, members: Option<Json<'a>>, at: &At<'_>) -> Vec<AstMember<'a>> {
        let Some(entries) = members.and_then(|members| self.object(members, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            if !self.check_name(&name, "member", &here) {
                continue;
            }
            read.extend(self.read_member(name, json, &here));
        }
        read
    }

    fn read_member<'a>(&mut self, name: Cow<'a, str>, json: Json<'a>, at: &At<'_>) -> Option<AstMember<'a>> {
        let mut fields = self.fields(json, at)?;
        let traits = self.read_traits(fields.take("traits"), &at.key("traits"));
        let target = self.target(fields.take("target"), at)?;
        Some(AstMember { name, target, traits })
    }

    fn read_operation(&mut self, mut fields: Fields<'_>, at: &At<'_>) -> AstOperation {
        AstOperation {
            input: fields.take("input").and_then(|input| self.reference(input, &at.key("input"))),
            output: fields.take("output").and_then(|output| self.reference(output, &at.key("output"))),
            errors: self.references(fields.take("errors"), &at.key("errors")),
        }
    }

    fn read_service<'a>(&mut self, mut fields: Fields<'a>, at: &At<'_>) -> AstService<'a> {
        AstService {
            version: fields.take("version").and_then(|version| self.string(version, &at.key("version"))),
            operations: self.references(fields.take("operations"), &at.key("operations")),
            resources: self.references(fields.take("resources"), &at.key("resources")),
            errors: self.references(fields.take("errors"), &at.key("errors")),
            rename: self.read_rename(fields.take("rename"), &at.key("rename")),
        }
    }

    fn read_rename<'a>(&mut self, rename: Option<Json<'a>>, at: &At<'_>) -> Vec<(ShapeId, Cow<'a, str>)> {
        let Some(entries) = rename.and_then(|rename| self.object(rename, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (key, name) in entries {
            let here = at.key(&key);
            let (Some(id), Some(name)) = (self.shape_id(&key, &here), self.string(name, &here)) else { continue };
            if !self.check_name(&name, "shape", &here) {
                continue;
            }
            read.push((id, name));
        }
        read
    }

    fn read_resource(&mut self, mut fields: Fields<'_>, at: &At<'_>) -> AstResource {
        let mut lifecycle = Vec::new();
        for field in LIFECYCLE {
            let Some(reference) = fields.take(field) else { continue };
            lifecycle.extend(self.reference(reference, &at.key(field)).map(|id| (field, id)));
        }
        AstResource {
            lifecycle,
            operations: self.references(fields.take("operations"), &at.key("operations")),
            collection_operations: self
                .references(fields.take("collectionOperations"), &at.key("collectionOperations")),
            resources: self.references(fields.take("resources"), &at.key("resources")),
        }
    }
}
