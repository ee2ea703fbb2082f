//! Members: what a use of a shape says becomes the traits of the member.

use std::borrow::Cow;

use super::Lowering;
use super::applied::{List, object};
use super::shape::Target;
use crate::assemble::draft::{DraftKind, DraftMember, Home, MemberStyle};
use crate::fault::{Code, Finding, Step, WRONG_TRAIT_VALUE, quote};
use crate::model::ShapeId;
use crate::read::{C2jRef, Facts, Json, Simple};

impl<'a> Lowering<'a, '_> {
    /// The member `name` of a structure or union.
    pub(super) fn member(
        &mut self,
        home: Home,
        name: Cow<'a, str>,
        reference: C2jRef<'a>,
        is_required: bool,
        is_payload: bool,
    ) -> Option<DraftMember<'a>> {
        let C2jRef { shape, mut facts, .. } = reference;
        let mut traits = List::new(home);
        traits.mark("smithy.api#required", is_required);
        traits.mark("smithy.api#httpPayload", is_payload && self.dialect.http);
        let location = facts.location.take().filter(|_| self.dialect.http);
        match location {
            Some(location) => self.binding(home, &name, &shape, &location, &mut facts, &mut traits),
            None => self.names(&name, &shape, is_payload, &mut facts, &mut traits),
        }
        let target = self.target_of(&shape, facts.streaming)?;
        self.member_traits(home, &name, facts, &mut traits);
        Some(DraftMember { home, name, target, traits: traits.all })
    }

    /// The element of a list, or the key or value of a map.
    pub(super) fn element(
        &mut self,
        home: Home,
        name: &'static str,
        reference: C2jRef<'a>,
        is_flattened: bool,
    ) -> Option<DraftMember<'a>> {
        let C2jRef { shape, mut facts, .. } = reference;
        let mut traits = List::new(home);
        // The elements of a flattened list are called as the member that is the list.
        let own = facts.location_name.take().filter(|own| !is_flattened && own != name && self.dialect.xml_names);
        traits.text("smithy.api#xmlName", own);
        let target = self.id(&shape)?;
        self.member_traits(home, name, facts, &mut traits);
        Some(DraftMember { home, name: Cow::Borrowed(name), target, traits: traits.all })
    }

    /// The names of a member of a body.
    fn names(&self, name: &str, shape: &str, is_payload: bool, facts: &mut Facts<'a>, traits: &mut List<'a>) {
        let default = Target::default();
        let target = self.targets.get(shape).unwrap_or(&default);
        let own = facts.location_name.take();
        let query_name = facts.query_name.take();
        if self.dialect.json_names {
            traits.text("smithy.api#jsonName", own.clone().filter(|own| own != name && !is_payload));
        }
        if !self.dialect.xml_names {
            facts.flattened = false;
            return;
        }
        let is_flattened = (facts.flattened || target.flattened) && (target.is_list || target.is_map);
        facts.flattened = is_flattened;
        let own = target.element_name.clone().filter(|_| is_flattened).or(own).or(target.location_name.clone());
        // A payload is called as its shape where nothing is said.
        traits.text("smithy.api#xmlName", own.filter(|own| own != name || is_payload));
        traits.text("aws.protocols#ec2QueryName", query_name.or(target.query_name.clone()));
        let namespace = facts.xml_namespace.take().or(target.xml_namespace.clone());
        traits.xml_namespace(namespace);
    }

    /// The place of a member outside of the body.
    fn binding(
        &mut self,
        home: Home,
        name: &str,
        shape: &str,
        location: &str,
        facts: &mut Facts<'a>,
        traits: &mut List<'a>,
    ) {
        facts.flattened = false;
        let own = facts.location_name.take();
        let is_map = self.targets.get(shape).is_some_and(|target| target.is_map);
        let named = own.clone().unwrap_or_else(|| Cow::Owned(name.to_owned()));
        match location {
            "uri" => traits.mark("smithy.api#httpLabel", true),
            "querystring" if is_map => traits.mark("smithy.api#httpQueryParams", true),
            "querystring" => traits.text("smithy.api#httpQuery", Some(named)),
            "header" => traits.text("smithy.api#httpHeader", Some(named)),
            "headers" => traits.text("smithy.api#httpPrefixHeaders", Some(own.unwrap_or_default())),
            "statusCode" => traits.mark("smithy.api#httpResponseCode", true),
            _ => {
                let message = format!("there is no location {}", quote(location));
                let steps = [Step::from("traits"), Step::from("smithy.api#httpHeader")];
                let expected = "`uri`, `querystring`, `header`, `headers` or `statusCode`";
                self.report_at(WRONG_TRAIT_VALUE, (home, Some(name), &steps), message, expected);
            }
        }
    }

    fn member_traits(&mut self, home: Home, name: &str, facts: Facts<'a>, traits: &mut List<'a>) {
        let format = facts.timestamp_format.and_then(|format| self.timestamp_format(home, Some(name), &format));
        traits.text("smithy.api#timestampFormat", format.map(Cow::Borrowed));
        traits.deprecated(facts.deprecation);
        traits.text("smithy.api#documentation", facts.documentation);
        traits.text("smithy.api#mediaType", facts.json_value.then_some("application/json".into()));
        let param = facts.context_param.map(|name| object([("name", Some(Json::String(name)))]));
        traits.value("smithy.rules#contextParam", param);
        for (id, is_there) in [
            ("smithy.api#box", facts.boxed),
            ("smithy.api#eventHeader", facts.event_header),
            ("smithy.api#eventPayload", facts.event_payload),
            ("smithy.api#hostLabel", facts.host_label),
            ("smithy.api#idempotencyToken", facts.idempotency_token),
            ("smithy.api#sensitive", facts.sensitive),
            ("smithy.api#xmlAttribute", facts.xml_attribute && self.dialect.xml_names),
            ("smithy.api#xmlFlattened", facts.flattened),
        ] {
            traits.mark(id, is_there);
        }
    }

    /// The shape that a member targets. A blob that is streamed by this use of it alone has a twin that is
    /// always streamed: in Smithy, streaming is of shapes.
    fn target_of(&mut self, name: &str, streaming: bool) -> Option<ShapeId> {
        let is_twin = streaming && self.targets.get(name).is_some_and(|target| target.is_blob && !target.streaming);
        if !is_twin {
            return self.id(name);
        }
        let id = ShapeId::parse(&format!("{}.streaming#{name}", self.namespace))?;
        if !self.drafts.contains_key(&id) {
            let home = self.home("shapes", name, MemberStyle::Named);
            let mut traits = List::new(home);
            traits.mark("smithy.api#streaming", true);
            self.add(id.clone(), home, DraftKind::Simple(Simple::Blob), traits);
        }
        Some(id)
    }

    pub(super) fn report_at(
        &mut self,
        code: Code,
        (home, member, tail): (Home, Option<&str>, &[Step]),
        message: String,
        expected: &str,
    ) {
        let place = self.homes.place(home, member, tail);
        self.findings.push(Finding::new(code, place, message).expected(expected));
    }
}
