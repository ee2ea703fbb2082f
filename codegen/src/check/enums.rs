//! Checks enumerations.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use super::Checker;
use crate::fault::{DUPLICATE_ENUM_VALUE, Finding, Step, quote};
use crate::model::{EnumMember, IntEnumMember, Shape, ShapeId};

/// Where the value of an enumeration stands: at a member, or at an entry of the `enum` trait.
#[derive(Clone, Copy)]
enum At<'m> {
    Member(&'m str),
    Entry(usize),
}

impl<'m> Checker<'m> {
    pub(super) fn check_enum(&mut self, id: &'m ShapeId, members: &'m [EnumMember]) {
        if members.is_empty() {
            self.report_no_members(id, "enum");
        }
        self.check_names(id, members.iter().map(|member| member.name.as_str()));
        self.check_values(id, members.iter().map(|member| (At::Member(&member.name), member.value.as_str())));
    }

    pub(super) fn check_int_enum(&mut self, id: &'m ShapeId, members: &'m [IntEnumMember]) {
        if members.is_empty() {
            self.report_no_members(id, "intEnum");
        }
        self.check_values(id, members.iter().map(|member| (At::Member(&member.name), member.value)));
    }

    pub(super) fn check_unnamed_enum(&mut self, id: &'m ShapeId, shape: &'m Shape) {
        let Some(values) = shape.traits.unnamed_enum() else { return };
        if values.is_empty() {
            self.report_no_members(id, "enum");
        }
        self.check_values(id, values.iter().enumerate().map(|(index, value)| (At::Entry(index), value.as_str())));
    }

    fn check_values<V: Eq + Hash + Display>(&mut self, id: &'m ShapeId, values: impl Iterator<Item = (At<'m>, V)>) {
        let mut seen: HashMap<V, At<'_>> = HashMap::new();
        for (at, value) in values {
            let place = |at: At<'_>| match at {
                At::Member(name) => self.origins.member(id, name),
                At::Entry(index) => self.origins.in_trait(id, None, "smithy.api#enum", &[Step::Index(index)]),
            };
            if let Some(first) = seen.get(&value) {
                let message = format!("two members of `{id}` have the value {}", quote(&value.to_string()));
                let finding = Finding::new(DUPLICATE_ENUM_VALUE, place(at), message);
                self.findings
                    .push(finding.expected("a value for each member").related("first given here", place(*first)));
            } else {
                seen.insert(value, at);
            }
        }
    }
}
