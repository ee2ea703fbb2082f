//! What a service binds and reaches.

use std::collections::BTreeSet;

use super::{Model, Service, ShapeId, ShapeKind};

/// The operations of the service and of its resources, at any depth.
pub(crate) fn operations_of(model: &Model, service: &Service) -> BTreeSet<ShapeId> {
    let mut operations: BTreeSet<ShapeId> = service.operations.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut stack: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(ShapeKind::Resource(resource)) = model.shape(id).map(|shape| &shape.kind) {
            operations.extend(resource.operations.iter().cloned());
            stack.extend(&resource.resources);
        }
    }
    operations
}

/// The shapes of the model that `operations` of the service reach, without the operations themselves.
pub(crate) fn reach(model: &Model, service: &Service, operations: &[ShapeId]) -> BTreeSet<ShapeId> {
    let mut reached = vec![false; model.shapes.len()];
    let mut stack: Vec<&ShapeId> = if operations.is_empty() { Vec::new() } else { service.errors.iter().collect() };
    for operation in operations {
        if let Some(shape) = model.shape(operation) {
            stack.extend(neighbours(&shape.kind));
        }
    }
    while let Some(id) = stack.pop() {
        let Some((index, _, shape)) = model.shapes.get_full(id) else { continue };
        if reached.get_mut(index).is_some_and(|reached| !std::mem::replace(reached, true)) {
            stack.extend(neighbours(&shape.kind));
        }
    }
    let all = model.shapes.keys().zip(reached);
    all.filter(|(_, is_reached)| *is_reached).map(|(id, _)| id.clone()).collect()
}

/// The shapes that a shape refers to for the data that it carries.
fn neighbours(kind: &ShapeKind) -> Vec<&ShapeId> {
    match kind {
        ShapeKind::List(member) => vec![&member.target],
        ShapeKind::Map(key, value) => vec![&key.target, &value.target],
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            members.iter().map(|member| &member.target).collect()
        }
        ShapeKind::Operation(operation) => {
            operation.input.iter().chain(&operation.output).chain(&operation.errors).collect()
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
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => Vec::new(),
    }
}
