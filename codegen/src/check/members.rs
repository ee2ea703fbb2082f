//! Checks the members of structures and unions as a whole.

use std::collections::HashMap;

use super::Checker;
use crate::fault::{DUPLICATE_MEMBER, Finding, NO_MEMBERS, quote};
use crate::model::{Member, ShapeId};

impl<'m> Checker<'m> {
    /// Names that differ in case only are no fault: models of AWS have them.
    pub(super) fn check_member_names(&mut self, id: &'m ShapeId, members: &'m [Member]) {
        self.check_names(id, members.iter().map(|member| member.name.as_str()));
    }

    pub(super) fn check_names(&mut self, id: &'m ShapeId, names: impl Iterator<Item = &'m str>) {
        let mut seen = HashMap::new();
        for name in names {
            if seen.insert(name, ()).is_some() {
                let message = format!("`{id}` has two members called {}", quote(name));
                let finding = Finding::new(DUPLICATE_MEMBER, self.origins.shape(id), message);
                self.findings.push(finding.shape(id.member(name)).expected("a name for each member"));
            }
        }
    }

    pub(super) fn check_union(&mut self, id: &'m ShapeId, members: &'m [Member]) {
        if members.is_empty() {
            self.report_no_members(id, "union");
        }
    }

    pub(super) fn report_no_members(&mut self, id: &'m ShapeId, word: &str) {
        let message = format!("the {word} `{id}` has no members");
        self.report(NO_MEMBERS, self.origins.shape(id), id.to_string(), message, "at least one member");
    }
}
