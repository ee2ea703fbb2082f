//! Checks what members and operations refer to.

use super::Checker;
use crate::fault::{DANGLING_TARGET, Finding, MISSING_ERROR_TRAIT, Place, WRONG_TARGET, quote};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl<'m> Checker<'m> {
    /// The shape `target` that a service, resource or operation refers to; a finding if there is none.
    pub(super) fn resolve_binding(&mut self, from: &ShapeId, target: &ShapeId) -> Option<&'m Shape> {
        let shape = self.model.shape(target);
        if shape.is_none() {
            self.report_dangling(from.as_str(), target, self.origins.binding(from, target));
        }
        shape
    }

    fn report_dangling(&mut self, from: &str, target: &ShapeId, place: Place) {
        let finding = match self.origins.mixin(target) {
            Some(mixin) => {
                let message = format!("{} targets {}, which is a mixin", quote(from), quote(target.as_str()));
                Finding::new(DANGLING_TARGET, place, message).related("the mixin is defined here", mixin)
            }
            None => {
                let message =
                    format!("{} targets {}, which no model file defines", quote(from), quote(target.as_str()));
                Finding::new(DANGLING_TARGET, place, message).help(self.did_you_mean(target))
            }
        };
        self.findings.push(finding.shape(from.to_owned()).expected("the id of a shape"));
    }

    /// The nearest shape of the model, or the shape of that name in another namespace.
    fn did_you_mean(&self, target: &ShapeId) -> Option<String> {
        let prelude = [
            "Blob",
            "Boolean",
            "String",
            "Byte",
            "Short",
            "Integer",
            "Long",
            "Float",
            "Double",
            "Timestamp",
            "Document",
        ];
        let prelude: Vec<String> = prelude.iter().map(|name| format!("smithy.api#{name}")).collect();
        let known = self.model.shapes.keys().map(ShapeId::as_str);
        self.suggestions
            .help(target.as_str(), known.chain(prelude.iter().map(String::as_str)))
            .or_else(|| self.namesake(target).map(|id| format!("did you mean `{id}`?")))
    }

    fn namesake(&self, target: &ShapeId) -> Option<&'m ShapeId> {
        let by_name = || self.model.shapes.keys().rev().map(|id| (id.name(), id)).collect();
        self.by_name.get_or_init(by_name).get(target.name()).copied()
    }

    /// The shape that a member targets, if it can be the target of a member.
    pub(super) fn check_target(&mut self, id: &'m ShapeId, member: &'m Member) -> Option<&'m Shape> {
        let Some(target) = self.model.shape(&member.target) else {
            self.report_dangling(&id.member(&member.name), &member.target, self.origins.target(id, &member.name));
            return None;
        };
        match &target.kind {
            ShapeKind::Operation(_) | ShapeKind::Service(_) | ShapeKind::Resource(_) => {
                let found = format!("`{}`, which is of type {}", member.target, target.kind.word());
                let message = format!("{} targets {found}", quote(&id.member(&member.name)));
                self.report(
                    WRONG_TARGET,
                    self.origins.target(id, &member.name),
                    id.member(&member.name),
                    message,
                    "a shape that has values",
                );
                None
            }
            ShapeKind::Blob
            | ShapeKind::Boolean
            | ShapeKind::String
            | ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
            | ShapeKind::Timestamp
            | ShapeKind::Document
            | ShapeKind::Enum(_)
            | ShapeKind::IntEnum(_)
            | ShapeKind::List(_)
            | ShapeKind::Map(..)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_) => Some(target),
        }
    }

    /// The keys of maps are strings or enums.
    pub(super) fn check_map_key(&mut self, id: &'m ShapeId, key: &'m Member) {
        let Some(target) = self.check_target(id, key) else { return };
        if !matches!(target.kind, ShapeKind::String | ShapeKind::Enum(_)) {
            let message = format!("the keys of `{id}` are of type {}", target.kind.word());
            self.report(
                WRONG_TARGET,
                self.origins.target(id, &key.name),
                id.member(&key.name),
                message,
                "a string or enum",
            );
        }
    }

    /// The members of an input or output.
    pub(super) fn check_message(&mut self, id: &'m ShapeId, target: &'m ShapeId, role: &str) -> Option<&'m [Member]> {
        let shape = self.resolve_binding(id, target)?;
        if let ShapeKind::Structure(members) = &shape.kind {
            return Some(members);
        }
        let message = format!("the {role} of `{id}` is `{target}`, which is of type {}", shape.kind.word());
        self.report(WRONG_TARGET, self.origins.binding(id, target), id.to_string(), message, "a structure");
        None
    }

    pub(super) fn check_error(&mut self, id: &'m ShapeId, error: &'m ShapeId) {
        let Some(shape) = self.resolve_binding(id, error) else { return };
        let place = || self.origins.binding(id, error);
        if !matches!(shape.kind, ShapeKind::Structure(_)) {
            let message = format!("`{id}` has the error `{error}`, which is of type {}", shape.kind.word());
            self.report(WRONG_TARGET, place(), id.to_string(), message, "a structure");
        } else if shape.traits.error().is_none() {
            let message = format!("`{id}` has the error `{error}`, which has no trait `smithy.api#error`");
            let finding = Finding::new(MISSING_ERROR_TRAIT, place(), message).shape(id.to_string());
            let finding = finding.expected("a structure with `smithy.api#error`, `client` or `server`");
            self.findings.push(finding.related("defined here", self.origins.shape(error)));
        }
    }
}
