//! Checks enumerations.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use super::Checker;
use crate::fault::{DUPLICATE_ENUM_VALUE, Finding, quote};
use crate::model::{EnumMember, IntEnumMember, Shape, ShapeId};

impl<'m> Checker<'m> {
    pub(super) fn check_enum(&mut self, id: &'m ShapeId, members: &'m [EnumMember]) {
        if members.is_empty() {
            self.report_no_members(id, "enum");
        }
        self.check_names(id, members.iter().map(|member| member.name.as_str()));
        self.check_values(id, members.iter().map(|member| (Some(member.name.as_str()), member.value.as_str())));
    }

    pub(super) fn check_int_enum(&mut self, id: &'m ShapeId, members: &'m [IntEnumMember]) {
        if members.is_empty() {
            self.report_no_members(id, "intEnum");
        }
        self.check_values(id, members.iter().map(|member| (Some(member.name.as_str()), member.value)));
    }

    pub(super) fn check_unnamed_enum(&mut self, id: &'m ShapeId, shape: &'m Shape) {
        let Some(values) = shape.traits.unnamed_enum() else { return };
        if values.is_empty() {
            self.report_no_members(id, "enum");
        }
        self.check_values(id, values.iter().map(|value| (None, value.as_str())));
    }

    fn check_values<V: Eq + Hash + Display>(
        &mut self,
        id: &'m ShapeId,
        values: impl Iterator<Item = (Option<&'m str>, V)>,
    ) {
        let mut seen: HashMap<V, Option<&str>> = HashMap::new();
        for (name, value) in values {
            let place = |name: Option<&str>| match name {
                Some(name) => self.origins.member(id, name),
                None => self.origins.trait_of(id, None, "smithy.api#enum"),
            };
            if let Some(first) = seen.get(&value) {
                let message = format!("two members of `{id}` have the value {}", quote(&value.to_string()));
                let finding = Finding::new(DUPLICATE_ENUM_VALUE, place(name), message);
                let finding = finding.shape(name.map_or(id.to_string(), |name| id.member(name)));
                self.findings
                    .push(finding.expected("a value for each member").related("first given here", place(*first)));
            } else {
                seen.insert(value, name);
            }
        }
    }
}
