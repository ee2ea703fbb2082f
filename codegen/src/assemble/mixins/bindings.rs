//! Flattens what operations, services and resources bind.

use std::collections::HashSet;

use crate::assemble::draft::{Draft, DraftKind};
use crate::model::ShapeId;
use crate::read::{AstOperation, AstResource, AstService};

/// What is inherited, and then what is a shape's own, each once.
fn joined<'l>(inherited: impl Iterator<Item = &'l Vec<ShapeId>>, own: &'l [ShapeId]) -> Vec<ShapeId> {
    let mut seen = HashSet::new();
    inherited.flatten().chain(own).filter(|id| seen.insert(*id)).cloned().collect()
}

pub(super) fn flatten_operation(operation: &mut AstOperation, mixins: &[&Draft<'_>]) {
    let mixins: Vec<&AstOperation> = mixins.iter().filter_map(|mixin| mixin.kind.operation()).collect();
    let last =
        |field: fn(&AstOperation) -> &Option<ShapeId>| mixins.iter().rev().find_map(|mixin| field(mixin).clone());
    operation.input = operation.input.take().or_else(|| last(|mixin| &mixin.input));
    operation.output = operation.output.take().or_else(|| last(|mixin| &mixin.output));
    operation.errors = joined(mixins.iter().map(|mixin| &mixin.errors), &operation.errors);
}

pub(super) fn flatten_service<'a>(service: &mut AstService<'a>, mixins: &[&Draft<'a>]) {
    let mixins: Vec<&AstService<'a>> = mixins.iter().filter_map(|mixin| mixin.kind.service()).collect();
    service.version = service.version.take().or_else(|| mixins.iter().rev().find_map(|mixin| mixin.version.clone()));
    service.operations = joined(mixins.iter().map(|mixin| &mixin.operations), &service.operations);
    service.resources = joined(mixins.iter().map(|mixin| &mixin.resources), &service.resources);
    service.errors = joined(mixins.iter().map(|mixin| &mixin.errors), &service.errors);
    // Lowering keeps the last name that a shape is given.
    let mut rename: Vec<_> = mixins.iter().flat_map(|mixin| mixin.rename.iter().cloned()).collect();
    rename.append(&mut service.rename);
    service.rename = rename;
}

pub(super) fn flatten_resource(resource: &mut AstResource, mixins: &[&Draft<'_>]) {
    let mixins: Vec<&AstResource> = mixins.iter().filter_map(|mixin| mixin.kind.resource()).collect();
    for (field, operation) in mixins.iter().rev().flat_map(|mixin| &mixin.lifecycle) {
        if !resource.lifecycle.iter().any(|(own, _)| own == field) {
            resource.lifecycle.push((field, operation.clone()));
        }
    }
    resource.operations = joined(mixins.iter().map(|mixin| &mixin.operations), &resource.operations);
    let collection = joined(mixins.iter().map(|mixin| &mixin.collection_operations), &resource.collection_operations);
    resource.collection_operations = collection;
    resource.resources = joined(mixins.iter().map(|mixin| &mixin.resources), &resource.resources);
}

/// How many shapes a shape binds.
pub(super) fn count(kind: &DraftKind<'_>) -> usize {
    match kind {
        DraftKind::Simple(_) | DraftKind::Aggregate(..) => 0,
        DraftKind::Operation(operation) => operation.errors.len(),
        DraftKind::Service(service) => {
            service.operations.len() + service.resources.len() + service.errors.len() + service.rename.len()
        }
        DraftKind::Resource(resource) => {
            resource.operations.len() + resource.collection_operations.len() + resource.resources.len()
        }
    }
}
