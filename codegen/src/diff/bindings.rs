//! What belongs to what: operations to a service or its resources, resources to each other. Clients have no
//! resources, and call all operations alike.

use std::collections::{BTreeMap, BTreeSet};

use super::wire::quoted;
use super::{At, Comparison, Kind, Side};
use crate::model::{ShapeId, ShapeKind};

impl Comparison<'_> {
    pub(super) fn bindings(&mut self) {
        let (old, new) = (owners(&self.old), owners(&self.new));
        for (id, shape) in new.operations.iter().filter_map(|(id, to)| Some((*id, (old.operations.get(id)?, to)))) {
            let (from, to) = shape;
            if from != to {
                for owner in from.symmetric_difference(to) {
                    let at = At::new("", owner.as_str());
                    let text = |owners: &BTreeSet<&ShapeId>| {
                        let owners: Vec<&str> = owners.iter().map(|id| id.as_str()).collect();
                        format!("{} with {}", quoted(&owners), id.name())
                    };
                    self.change(Kind::OperationBinding, &at, text(from), text(to));
                }
            }
        }
        let none = BTreeSet::new();
        let ids: BTreeSet<&ShapeId> = old.resources.keys().chain(new.resources.keys()).copied().collect();
        for id in ids {
            let (from, to) = (old.resources.get(id).unwrap_or(&none), new.resources.get(id).unwrap_or(&none));
            let text =
                |resources: &BTreeSet<&ShapeId>| quoted(&resources.iter().map(|id| id.name()).collect::<Vec<_>>());
            self.compare(Kind::ResourceBinding, &At::new("", id.as_str()), from, to, text);
        }
    }
}

/// Who has the operations, and the resources of each.
#[derive(Default)]
struct Owners<'m> {
    operations: BTreeMap<&'m ShapeId, BTreeSet<&'m ShapeId>>,
    resources: BTreeMap<&'m ShapeId, BTreeSet<&'m ShapeId>>,
}

fn owners<'m>(side: &Side<'m>) -> Owners<'m> {
    let mut owners = Owners::default();
    let (id, service) = side.model.service();
    owners.add(id, &service.operations, &service.resources);
    for (id, shape) in &side.model.model().shapes {
        if let ShapeKind::Resource(resource) = &shape.kind {
            owners.add(id, &resource.operations, &resource.resources);
        }
    }
    owners
}

impl<'m> Owners<'m> {
    fn add(&mut self, id: &'m ShapeId, operations: &'m [ShapeId], resources: &'m [ShapeId]) {
        for operation in operations {
            self.operations.entry(operation).or_default().insert(id);
        }
        self.resources.entry(id).or_default().extend(resources);
    }
}
