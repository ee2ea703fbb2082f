//! Checks what services and resources bind.

use super::Checker;
use crate::fault::WRONG_TARGET;
use crate::model::{ShapeId, ShapeKind};

impl<'m> Checker<'m> {
    pub(super) fn check_bindings(
        &mut self,
        id: &'m ShapeId,
        operations: &'m [ShapeId],
        resources: &'m [ShapeId],
        errors: &'m [ShapeId],
    ) {
        for operation in operations {
            self.check_binding(id, operation, "operations", "an operation", |kind| {
                matches!(kind, ShapeKind::Operation(_))
            });
        }
        for resource in resources {
            self.check_binding(id, resource, "resources", "a resource", |kind| matches!(kind, ShapeKind::Resource(_)));
        }
        for error in errors {
            self.check_error(id, error);
        }
    }

    fn check_binding(
        &mut self,
        id: &'m ShapeId,
        target: &'m ShapeId,
        role: &str,
        expected: &str,
        is_right: fn(&ShapeKind) -> bool,
    ) {
        let Some(shape) = self.resolve_binding(id, target) else { return };
        if !is_right(&shape.kind) {
            let word = shape.kind.word();
            let message = format!("`{id}` has `{target}` among its {role}, which is of type {word}");
            self.report(WRONG_TARGET, self.origins.binding(id, target), id.to_string(), message, expected);
        }
    }
}
