//! The model of one service, checked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::assemble::{Assembled, Origins};
use crate::fault::{Code, Fault, Finding, Place, Step, Texts};
use crate::model::{Model, Service, ShapeId, ShapeKind, operations_of, reach};

/// A model without faults, and the one service of it that is generated.
///
/// Later stages need not ask whether a target exists or is of the right kind.
#[derive(Clone, Debug)]
pub struct CheckedModel {
    model: Model,
    service: (ShapeId, Service),
    operations: Vec<ShapeId>,
    errors: BTreeMap<ShapeId, Vec<ShapeId>>,
    closure: Vec<ShapeId>,
    origins: Arc<Origins>,
    texts: Arc<Texts>,
}

impl CheckedModel {
    /// Takes the service `id` of a model that has been checked.
    pub(crate) fn new(assembled: Assembled, id: ShapeId, service: Service, texts: Texts) -> CheckedModel {
        let Assembled { model, origins } = assembled;
        CheckedModel::with(model, id, service, Arc::new(origins), Arc::new(texts))
    }

    /// Takes all shapes of a model without services, as if they were of one called `id`.
    pub(crate) fn of_shapes(assembled: Assembled, id: ShapeId, texts: Texts) -> CheckedModel {
        let mut model = CheckedModel::new(assembled, id, Service::default(), texts);
        model.closure = model.model.shapes.keys().cloned().collect();
        model
    }

    fn with(model: Model, id: ShapeId, service: Service, origins: Arc<Origins>, texts: Arc<Texts>) -> CheckedModel {
        let mut operations: Vec<ShapeId> = operations_of(&model, &service).into_iter().collect();
        operations.sort_by(|a, b| (a.name(), a).cmp(&(b.name(), b)));
        let errors =
            operations.iter().map(|operation| (operation.clone(), errors_of(&model, &service, operation))).collect();
        let closure = reach(&model, &service, &operations).into_iter().collect();
        CheckedModel { model, service: (id, service), operations, errors, closure, origins, texts }
    }

    /// Keeps the `operations` of the service, and the shapes that they reach.
    pub(crate) fn keep(self, operations: Vec<ShapeId>) -> CheckedModel {
        let CheckedModel { mut model, service: (id, mut service), origins, texts, .. } = self;
        service.operations = operations;
        service.resources.clear();
        let kept: BTreeSet<ShapeId> = reach(&model, &service, &service.operations);
        service.rename.retain(|id, _| kept.contains(id));
        let bound: BTreeSet<&ShapeId> = service.operations.iter().chain([&id]).collect();
        model.shapes.retain(|id, _| kept.contains(id) || bound.contains(id));
        if let Some(shape) = model.shapes.get_mut(&id) {
            shape.kind = ShapeKind::Service(service.clone());
        }
        CheckedModel::with(model, id, service, origins, texts)
    }

    /// The whole model. It may have more shapes than the service reaches.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The service.
    pub fn service(&self) -> (&ShapeId, &Service) {
        (&self.service.0, &self.service.1)
    }

    /// The operations of the service and of all its resources, each once, sorted by name.
    pub fn operations(&self) -> &[ShapeId] {
        &self.operations
    }

    /// The errors of an operation: its own and those of the service, sorted by name.
    pub fn errors(&self, operation: &ShapeId) -> &[ShapeId] {
        self.errors.get(operation).map_or(&[], Vec::as_slice)
    }

    /// Every shape that the operations reach through inputs, outputs, errors and members, sorted by id.
    /// Shapes of the prelude that the model does not define itself are not listed.
    pub fn closure(&self) -> &[ShapeId] {
        &self.closure
    }

    /// The name of a shape within the service: its own unless the service renames it.
    pub fn name_of<'m>(&'m self, id: &'m ShapeId) -> &'m str {
        self.service.1.rename.get(id).map_or(id.name(), String::as_str)
    }

    /// A fault of the shape `id`, or of its member, that a later stage has found.
    pub fn fault(&self, code: Code, id: &ShapeId, member: Option<&str>, message: String) -> Fault {
        let (place, shape) = match member {
            Some(member) => (self.origins.member(id, member), id.member(member)),
            None => (self.origins.shape(id), id.to_string()),
        };
        self.locate(Finding::new(code, place, message).shape(shape))
    }

    /// A fault of what `within` leads to in a trait of the shape `id`.
    pub(crate) fn fault_in_trait(
        &self,
        code: Code,
        id: &ShapeId,
        name: &str,
        within: &[Step],
        message: String,
    ) -> Fault {
        let place = self.origins.in_trait(id, None, name, within);
        self.locate(Finding::new(code, place, message).shape(id.to_string()))
    }

    /// The fault for a finding that no place in a file can be blamed for, or that has one.
    pub(crate) fn locate(&self, finding: Finding) -> Fault {
        self.texts.fault(finding)
    }

    /// Where the service is defined.
    pub(crate) fn service_place(&self) -> Place {
        self.origins.shape(&self.service.0)
    }
}

impl Deref for CheckedModel {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.model
    }
}

fn errors_of(model: &Model, service: &Service, operation: &ShapeId) -> Vec<ShapeId> {
    let own = match model.shape(operation).map(|shape| &shape.kind) {
        Some(ShapeKind::Operation(operation)) => operation.errors.as_slice(),
        _ => &[],
    };
    let mut errors: Vec<ShapeId> = own.iter().chain(&service.errors).cloned().collect();
    errors.sort_by(|a, b| (a.name(), a).cmp(&(b.name(), b)));
    errors.dedup();
    errors
}
