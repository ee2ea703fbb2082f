//! Lowers assembled drafts to the semantic model: typed traits, no mixins, and one entry a shape.

use super::Assembled;
use super::draft::{Applied, Draft, DraftKind, DraftMember, Home, Homes};
use super::merge::Drafts;
use super::origins::Origins;
use super::traits::{ENUM_VALUE, MIXIN, type_trait};
use crate::fault::{Finding, Findings, MISSING_ENUM_VALUE, MISSING_FIELD, Step, WRONG_TRAIT_VALUE, quote};
use crate::model::{
    EnumMember, IntEnumMember, Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Trait, Traits,
};
use crate::read::{Aggregate, AstOperation, AstResource, AstService, Json, Simple};

pub(super) fn lower(drafts: Drafts<'_>, homes: Homes, findings: &mut Findings) -> Assembled {
    let mut lowering = Lowering { origins: Origins { homes, ..Origins::default() }, findings };
    let protocols = protocol_definitions(&drafts);
    let mut model = Model::default();
    for (id, draft) in drafts {
        if draft.traits.iter().any(|one| one.id.as_str() == MIXIN) {
            lowering.origins.mixins.insert(id, draft.home);
        } else {
            let shape = lowering.lower_shape(&id, draft, &protocols);
            model.shapes.extend(shape.map(|shape| (id, shape)));
        }
    }
    Assembled { model, origins: lowering.origins }
}

/// The traits that the model itself defines as protocols.
fn protocol_definitions(drafts: &Drafts<'_>) -> Vec<ShapeId> {
    let is_protocol = |one: &Applied<'_>| one.id.as_str() == "smithy.api#protocolDefinition";
    drafts.iter().filter(|(_, draft)| draft.traits.iter().any(is_protocol)).map(|(id, _)| id.clone()).collect()
}

struct Lowering<'f> {
    origins: Origins,
    findings: &'f mut Findings,
}

impl Lowering<'_> {
    fn lower_shape(&mut self, id: &ShapeId, draft: Draft<'_>, protocols: &[ShapeId]) -> Option<Shape> {
        let home = draft.home;
        self.origins.shapes.insert(id.clone(), home);
        let mut traits = self.lower_traits(id, None, home, draft.traits);
        for one in traits.iter_mut() {
            if let Trait::Other(name, _) = one
                && protocols.binary_search(name).is_ok()
            {
                *one = Trait::Protocol(None, name.clone());
            }
        }
        let kind = match draft.kind {
            DraftKind::Simple(simple) => lower_simple(simple),
            DraftKind::Aggregate(aggregate, members) => self.lower_aggregate(id, home, aggregate, members)?,
            DraftKind::Operation(operation) => self.lower_operation(id, home, operation),
            DraftKind::Service(service) => self.lower_service(id, home, service),
            DraftKind::Resource(resource) => self.lower_resource(id, home, resource),
        };
        Some(Shape { kind, traits: Traits::from_iter(traits) })
    }

    /// Types traits, in order of their ids.
    fn lower_traits(
        &mut self,
        id: &ShapeId,
        member: Option<&str>,
        home: Home,
        mut traits: Vec<Applied<'_>>,
    ) -> Vec<Trait> {
        traits.sort_by(|a, b| a.id.cmp(&b.id));
        let mut typed = Vec::with_capacity(traits.len());
        for one in traits {
            if one.home != home {
                let key = (id.clone(), member.map(str::to_owned), one.id.to_string());
                self.origins.traits.insert(key, one.home);
            }
            match type_trait(&one.id, &one.value) {
                Ok(one) => typed.push(one),
                Err(wrong) => {
                    let mut tail = vec![Step::from("traits"), Step::from(one.id.as_str())];
                    tail.extend(wrong.path);
                    // The fault is that of the shape which the trait was written at, once.
                    let place = self.origins.homes.place(one.home, member, &tail);
                    let owner = place.shape().unwrap_or_else(|| id.to_string());
                    let message = format!("the trait `{}` of {} has {}", one.id, quote(&owner), wrong.found);
                    self.findings.push(Finding::new(WRONG_TRAIT_VALUE, place, message).expected(wrong.expected));
                }
            }
        }
        typed
    }

    fn lower_member(&mut self, id: &ShapeId, home: Home, member: DraftMember<'_>) -> Member {
        if member.home != home {
            self.origins.members.insert((id.clone(), member.name.to_string()), member.home);
        }
        let traits = self.lower_traits(id, Some(&member.name), member.home, member.traits);
        Member { name: member.name.into_owned(), target: member.target, traits: Traits::from_iter(traits) }
    }

    fn lower_aggregate(
        &mut self,
        id: &ShapeId,
        home: Home,
        of: Aggregate,
        members: Vec<DraftMember<'_>>,
    ) -> Option<ShapeKind> {
        Some(match of {
            Aggregate::Enum => {
                ShapeKind::Enum(members.into_iter().map(|member| self.lower_enum_member(id, home, member)).collect())
            }
            Aggregate::IntEnum => ShapeKind::IntEnum(
                members.into_iter().filter_map(|member| self.lower_int_enum_member(id, home, member)).collect(),
            ),
            Aggregate::Structure => ShapeKind::Structure(self.lower_members(id, home, members)),
            Aggregate::Union => ShapeKind::Union(self.lower_members(id, home, members)),
            Aggregate::List | Aggregate::Set => {
                let mut members = self.lower_members(id, home, members);
                ShapeKind::List(Box::new(self.take(id, &mut members, "member")?))
            }
            Aggregate::Map => {
                let mut members = self.lower_members(id, home, members);
                let (key, value) = (self.take(id, &mut members, "key"), self.take(id, &mut members, "value"));
                ShapeKind::Map(Box::new(key?), Box::new(value?))
            }
        })
    }

    fn lower_members(&mut self, id: &ShapeId, home: Home, members: Vec<DraftMember<'_>>) -> Vec<Member> {
        members.into_iter().map(|member| self.lower_member(id, home, member)).collect()
    }

    fn take(&mut self, id: &ShapeId, members: &mut Vec<Member>, name: &str) -> Option<Member> {
        if let Some(index) = members.iter().position(|member| member.name == name) {
            return Some(members.swap_remove(index));
        }
        let message = format!("`{id}` has no `{name}`, and mixes none in");
        self.findings
            .push(Finding::new(MISSING_FIELD, self.origins.shape(id), message).expected(format!("a field `{name}`")));
        None
    }

    fn lower_enum_member(&mut self, id: &ShapeId, home: Home, mut member: DraftMember<'_>) -> EnumMember {
        let value = take_enum_value(&mut member);
        let name = member.name.to_string();
        let value = match value.as_ref().map(|one| &one.value) {
            None => name.clone(),
            Some(Json::String(text)) => text.to_string(),
            Some(other) => {
                let found = other.word();
                self.wrong_enum_value(id, &name, value.as_ref().map_or(home, |one| one.home), found, "a string");
                String::new()
            }
        };
        let member = self.lower_member(id, home, member);
        EnumMember { name: member.name, value, traits: member.traits }
    }

    fn lower_int_enum_member(
        &mut self,
        id: &ShapeId,
        home: Home,
        mut member: DraftMember<'_>,
    ) -> Option<IntEnumMember> {
        let value = take_enum_value(&mut member);
        let name = member.name.to_string();
        let member = self.lower_member(id, home, member);
        let Some(value) = value else {
            let message = format!("{} has no `smithy.api#enumValue`", quote(&id.member(&name)));
            let finding = Finding::new(MISSING_ENUM_VALUE, self.origins.member(id, &name), message);
            self.findings.push(finding.expected("a 32-bit integer for each member of an intEnum"));
            return None;
        };
        let number = match &value.value {
            Json::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
            Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
        };
        if number.is_none() {
            self.wrong_enum_value(id, &name, value.home, value.value.word(), "a 32-bit integer");
        }
        Some(IntEnumMember { name: member.name, value: number?, traits: member.traits })
    }

    fn wrong_enum_value(&mut self, id: &ShapeId, member: &str, home: Home, found: &str, expected: &str) {
        let place = self.origins.homes.place(home, Some(member), &[Step::from("traits"), Step::from(ENUM_VALUE)]);
        let message = format!("the trait `{ENUM_VALUE}` of {} has {found} as value", quote(&id.member(member)));
        self.findings.push(Finding::new(WRONG_TRAIT_VALUE, place, message).expected(expected));
    }

    fn bind(&mut self, id: &ShapeId, home: Home, targets: &[ShapeId], field: &str) {
        for (index, target) in targets.iter().enumerate() {
            let path = vec![Step::from(field), Step::Index(index), Step::from("target")];
            self.origins.bindings.entry((id.clone(), target.clone())).or_insert((home, path));
        }
    }

    fn bind_one(&mut self, id: &ShapeId, home: Home, target: &ShapeId, field: &str) {
        let path = vec![Step::from(field), Step::from("target")];
        self.origins.bindings.entry((id.clone(), target.clone())).or_insert((home, path));
    }

    fn lower_operation(&mut self, id: &ShapeId, home: Home, operation: AstOperation) -> ShapeKind {
        for (target, field) in [(&operation.input, "input"), (&operation.output, "output")] {
            if let Some(target) = target {
                self.bind_one(id, home, target, field);
            }
        }
        self.bind(id, home, &operation.errors, "errors");
        ShapeKind::Operation(Operation {
            input: operation.input.filter(|input| !input.is_unit()),
            output: operation.output.filter(|output| !output.is_unit()),
            errors: operation.errors,
        })
    }

    fn lower_service(&mut self, id: &ShapeId, home: Home, service: AstService<'_>) -> ShapeKind {
        self.bind(id, home, &service.operations, "operations");
        self.bind(id, home, &service.resources, "resources");
        self.bind(id, home, &service.errors, "errors");
        ShapeKind::Service(Service {
            version: service.version.unwrap_or_default().into_owned(),
            operations: service.operations,
            resources: service.resources,
            errors: service.errors,
            rename: service.rename.into_iter().map(|(id, name)| (id, name.into_owned())).collect(),
        })
    }

    fn lower_resource(&mut self, id: &ShapeId, home: Home, resource: AstResource) -> ShapeKind {
        for (field, target) in &resource.lifecycle {
            self.bind_one(id, home, target, field);
        }
        self.bind(id, home, &resource.operations, "operations");
        self.bind(id, home, &resource.collection_operations, "collectionOperations");
        self.bind(id, home, &resource.resources, "resources");
        let lifecycle = resource.lifecycle.into_iter().map(|(_, operation)| operation);
        let operations = lifecycle.chain(resource.operations).chain(resource.collection_operations).collect();
        ShapeKind::Resource(Resource { operations, resources: resource.resources })
    }
}

fn take_enum_value<'a>(member: &mut DraftMember<'a>) -> Option<Applied<'a>> {
    let index = member.traits.iter().position(|one| one.id.as_str() == ENUM_VALUE)?;
    Some(member.traits.remove(index))
}

fn lower_simple(simple: Simple) -> ShapeKind {
    match simple {
        Simple::Blob => ShapeKind::Blob,
        Simple::Boolean => ShapeKind::Boolean,
        Simple::String => ShapeKind::String,
        Simple::Byte => ShapeKind::Byte,
        Simple::Short => ShapeKind::Short,
        Simple::Integer => ShapeKind::Integer,
        Simple::Long => ShapeKind::Long,
        Simple::Float => ShapeKind::Float,
        Simple::Double => ShapeKind::Double,
        Simple::BigInteger => ShapeKind::BigInteger,
        Simple::BigDecimal => ShapeKind::BigDecimal,
        Simple::Timestamp => ShapeKind::Timestamp,
        Simple::Document => ShapeKind::Document,
    }
}
