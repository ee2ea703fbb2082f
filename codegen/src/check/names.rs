//! Checks the names that shapes have within the service.

use std::collections::HashMap;

use super::Checker;
use crate::fault::{Finding, NAME_CONFLICT, Step, UNKNOWN_RENAME, quote};
use crate::model::{Model, Service, ShapeId, ShapeKind, operations_of, reach};

impl<'m> Checker<'m> {
    /// Checks that a service renames only what it reaches, and that two types have two names.
    pub(super) fn check_rename(&mut self, id: &'m ShapeId, service: &'m Service) {
        let operations: Vec<ShapeId> = operations_of(self.model, service).into_iter().collect();
        let closure = reach(self.model, service, &operations);
        for (shape, _) in service.rename.iter().filter(|(shape, _)| !closure.contains(*shape)) {
            let place = self.origins.in_shape(id, &[Step::from("rename"), Step::from(shape.as_str())]);
            let message = format!("`{id}` renames {}, which it does not reach", quote(shape.as_str()));
            let help = self.suggestions.help(shape.as_str(), closure.iter().map(ShapeId::as_str));
            let finding = Finding::new(UNKNOWN_RENAME, place, message).shape(id.to_string());
            self.findings.push(finding.expected("a shape that an operation of the service reaches").help(help));
        }
        let mut names: HashMap<&str, &ShapeId> = HashMap::new();
        for shape in closure.iter().filter(|shape| is_type(self.model, shape)) {
            let name = service.rename.get(shape).map_or(shape.name(), String::as_str);
            let Some(first) = names.insert(name, shape) else { continue };
            let message = format!("`{first}` and `{shape}` are both called {} in `{id}`", quote(name));
            let finding = Finding::new(NAME_CONFLICT, self.origins.shape(shape), message).shape(shape.to_string());
            let finding =
                finding.expected("a name for each shape").related("the other is here", self.origins.shape(first));
            self.findings.push(finding.help(Some(format!("give one of them another name with `rename` of `{id}`"))));
        }
    }
}

/// Whether the shape becomes a type with a name.
fn is_type(model: &Model, id: &ShapeId) -> bool {
    model.shape(id).is_some_and(|shape| match &shape.kind {
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) => true,
        ShapeKind::String => shape.traits.unnamed_enum().is_some(),
        ShapeKind::Blob
        | ShapeKind::Boolean
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
        | ShapeKind::IntEnum(_)
        | ShapeKind::List(_)
        | ShapeKind::Map(..)
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => false,
    })
}
