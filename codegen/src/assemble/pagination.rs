//! Merges the `paginated` trait of a service into those of its operations.

use crate::model::{Model, PaginatedTrait, ShapeId, Trait, operations_of};

pub(super) fn merge_service_pagination(model: &mut Model) {
    let mut merges: Vec<(ShapeId, PaginatedTrait)> = Vec::new();
    for (id, service) in model.services() {
        let Some(defaults) = model.shape(id).and_then(|shape| shape.traits.paginated()) else { continue };
        merges.extend(operations_of(model, service).into_iter().map(|operation| (operation, defaults.clone())));
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
