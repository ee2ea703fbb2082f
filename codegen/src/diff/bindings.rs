//! What belongs to what: operations to a service or its resources, resources to each other. Clients have no
//! resources, and call all operations alike.

use std::collections::{BTreeMap, BTreeSet};

use super::wire::quoted;
use super::{At, Comparison, Kind, Side};
use crate::model::{ShapeId, ShapeKind};

impl Comparison<'_> {
    pub(super) fn bindings(&mut self) {
        let (old, new) = (owners(&self.old), owners(&self.new));
        for (operation, to) in &new.operations {
            let Some(from) = old.operations.get(operation) else { continue };
            let text = |owners: &BTreeSet<Owner<'_>>| quoted(&owners.iter().map(|one| one.name()).collect::<Vec<_>>());
            for owner in from.symmetric_difference(to) {
                let id = owner.0.unwrap_or(self.new.model.service().0);
                let with = |owners| format!("{}, with `{operation}`", text(owners));
                self.change(Kind::OperationBinding, &At::new("", id.as_str()), with(from), with(to));
            }
        }
        let none = BTreeSet::new();
        let all: BTreeSet<Owner<'_>> = old.resources.keys().chain(new.resources.keys()).copied().collect();
        for owner in all {
            let (from, to) = (old.resources.get(&owner).unwrap_or(&none), new.resources.get(&owner).unwrap_or(&none));
            let id = owner.0.unwrap_or(self.new.model.service().0);
            let text = |resources: &BTreeSet<&str>| quoted(&resources.iter().collect::<Vec<_>>());
            self.compare(Kind::ResourceBinding, &At::new("", id.as_str()), from, to, text);
        }
    }
}

/// A resource; or nothing, which stands for the service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Owner<'m>(Option<&'m ShapeId>);

impl<'m> Owner<'m> {
    fn name(self) -> &'m str {
        self.0.map_or("the service", ShapeId::name)
    }
}

/// Who has the operations, by their names, and the resources of each.
#[derive(Default)]
struct Owners<'m> {
    operations: BTreeMap<&'m str, BTreeSet<Owner<'m>>>,
    resources: BTreeMap<Owner<'m>, BTreeSet<&'m str>>,
}

fn owners<'m>(side: &Side<'m>) -> Owners<'m> {
    let mut owners = Owners::default();
    let (_, service) = side.model.service();
    owners.add(Owner(None), &service.operations, &service.resources);
    for (id, shape) in &side.model.model().shapes {
        if let ShapeKind::Resource(resource) = &shape.kind {
            owners.add(Owner(Some(id)), &resource.operations, &resource.resources);
        }
    }
    owners
}

impl<'m> Owners<'m> {
    fn add(&mut self, owner: Owner<'m>, operations: &'m [ShapeId], resources: &'m [ShapeId]) {
        for operation in operations {
            self.operations.entry(operation.name()).or_default().insert(owner);
        }
        self.resources.entry(owner).or_default().extend(resources.iter().map(ShapeId::name));
    }
}
