//! One side of a comparison: a model, the crate that it becomes, and which shape is which type.

use std::collections::{BTreeMap, HashSet};

use crate::check::CheckedModel;
use crate::ir::Crate;
use crate::model::{Member, ShapeId, ShapeKind, Traits};
use crate::names::{self, Name};

/// A model, and the crate that it becomes.
pub(super) struct Side<'m> {
    pub(super) model: &'m CheckedModel,
    pub(super) krate: &'m Crate,
    /// The operations by their names.
    operations: BTreeMap<&'m str, &'m ShapeId>,
    /// The shapes by the names of their types.
    types: BTreeMap<String, &'m ShapeId>,
    /// The shapes by their names in the service.
    pub(super) shapes: BTreeMap<&'m str, &'m ShapeId>,
    /// The shapes that requests are made of.
    sent: HashSet<&'m ShapeId>,
}

impl<'m> Side<'m> {
    pub(super) fn new(model: &'m CheckedModel, krate: &'m Crate) -> Side<'m> {
        let name = |id: &'m ShapeId| names::ident(&names::type_name(model.name_of(id))).to_string();
        Side {
            model,
            krate,
            operations: model.operations().iter().map(|id| (id.name(), id)).collect(),
            types: model.closure().iter().map(|id| (name(id), id)).collect(),
            shapes: model.closure().iter().map(|id| (model.name_of(id), id)).collect(),
            sent: sent(model),
        }
    }

    /// The shape of a type, or the service's where the type is made up.
    pub(super) fn id_of(&self, ident: &Name) -> &'m ShapeId {
        self.types.get(&ident.to_string()).copied().unwrap_or(self.model.service().0)
    }

    /// The operation of this name.
    pub(super) fn operation(&self, name: &str) -> Option<&'m ShapeId> {
        self.operations.get(name).copied()
    }

    /// The shape of an operation's input; the operation itself where it has none.
    pub(super) fn input_of(&self, operation: &'m ShapeId) -> &'m ShapeId {
        match self.model.model().shapes.get(operation).map(|shape| &shape.kind) {
            Some(ShapeKind::Operation(one)) => one.input.as_ref().unwrap_or(operation),
            _ => operation,
        }
    }

    /// The shape of an operation's output; the operation itself where it has none.
    pub(super) fn output_of(&self, operation: &'m ShapeId) -> &'m ShapeId {
        match self.model.model().shapes.get(operation).map(|shape| &shape.kind) {
            Some(ShapeKind::Operation(one)) => one.output.as_ref().unwrap_or(operation),
            _ => operation,
        }
    }

    /// Whether the shape can be in a request.
    pub(super) fn is_sent(&self, id: &ShapeId) -> bool {
        self.sent.contains(id)
    }

    /// The traits of a shape.
    pub(super) fn traits(&self, id: &ShapeId) -> Option<&'m Traits> {
        self.model.model().shapes.get(id).map(|shape| &shape.traits)
    }

    /// The member of a shape that is called so in the model.
    pub(super) fn member(&self, id: &ShapeId, name: &str) -> Option<&'m Member> {
        members(&self.model.model().shapes.get(id)?.kind).into_iter().find(|member| member.name == name)
    }
}

/// The members of a shape that hold data.
pub(super) fn members(kind: &ShapeKind) -> Vec<&Member> {
    match kind {
        ShapeKind::List(member) => vec![member],
        ShapeKind::Map(key, value) => vec![key, value],
        ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter().collect(),
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
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => Vec::new(),
    }
}

/// The shapes that inputs reach. Without operations, nobody knows: it is all of them.
fn sent(model: &CheckedModel) -> HashSet<&ShapeId> {
    if model.operations().is_empty() {
        return model.closure().iter().collect();
    }
    let shapes = &model.model().shapes;
    let input = |id| match shapes.get(id).map(|shape| &shape.kind) {
        Some(ShapeKind::Operation(operation)) => operation.input.as_ref(),
        _ => None,
    };
    let mut open: Vec<&ShapeId> = model.operations().iter().filter_map(input).collect();
    let mut sent = HashSet::new();
    while let Some(id) = open.pop() {
        if sent.insert(id)
            && let Some(shape) = shapes.get(id)
        {
            open.extend(members(&shape.kind).into_iter().map(|member| &member.target));
        }
    }
    sent
}
