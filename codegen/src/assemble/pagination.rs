//! Merges the `paginated` trait of a service into those of its operations.

use std::collections::HashSet;

use crate::model::{Model, PaginatedTrait, Service, ShapeId, ShapeKind, Trait};

/// An operation of several services takes from the first of them, by id.
pub(super) fn merge_service_pagination(model: &mut Model) {
    let mut merges: Vec<(ShapeId, PaginatedTrait)> = Vec::new();
    let mut seen = HashSet::new();
    for (id, service) in model.services() {
        let Some(defaults) = model.shape(id).and_then(|shape| shape.traits.paginated()) else { continue };
        let operations = new_operations(model, service, &mut seen);
        merges.extend(operations.into_iter().map(|operation| (operation.clone(), defaults.clone())));
    }
    for (operation, defaults) in merges {
        let Some(shape) = model.shapes.get_mut(&operation) else { continue };
        for one in shape.traits.iter_mut() {
            if let Trait::Paginated(paginated) = one {
                fill(paginated, &defaults);
            }
        }
    }
}

/// The operations of the service and its resources that have not been seen before.
fn new_operations<'m>(model: &'m Model, service: &'m Service, seen: &mut HashSet<&'m ShapeId>) -> Vec<&'m ShapeId> {
    let mut operations: Vec<&ShapeId> = service.operations.iter().filter(|id| seen.insert(id)).collect();
    let mut stack: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = stack.pop() {
        if let Some(ShapeKind::Resource(resource)) = model.shape(id).map(|shape| &shape.kind)
            && seen.insert(id)
        {
            operations.extend(resource.operations.iter().filter(|id| seen.insert(id)));
            stack.extend(&resource.resources);
        }
    }
    operations
}

fn fill(paginated: &mut PaginatedTrait, defaults: &PaginatedTrait) {
    let pairs = [
        (&mut paginated.input_token, &defaults.input_token),
        (&mut paginated.output_token, &defaults.output_token),
        (&mut paginated.items, &defaults.items),
        (&mut paginated.page_size, &defaults.page_size),
    ];
    for (own, default) in pairs {
        if own.is_none() {
            own.clone_from(default);
        }
    }
}
