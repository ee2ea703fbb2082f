//! Documentation of ours: what of it is of shapes that are gone, and what has none yet.

use serde_json::Value;
use tinsmith_codegen::CheckedModel;
use tinsmith_codegen::model::{ShapeId, ShapeKind, Traits};

/// The trait that documentation is in.
const DOCUMENTATION: &str = "smithy.api#documentation";

/// Has what is said of the service `old` said of `new`: C2J gives the service a name of its own.
pub(super) fn move_service(file: &mut Value, old: &ShapeId, new: &ShapeId) {
    let Some(shapes) = file.get_mut("shapes").and_then(Value::as_object_mut) else { return };
    if old != new && shapes.contains_key(old.as_str()) && !shapes.contains_key(new.as_str()) {
        let moved = std::mem::take(shapes).into_iter();
        *shapes = moved.map(|(id, shape)| (if id == old.as_str() { new.to_string() } else { id }, shape)).collect();
    }
}

/// Whether a model file is documentation and nothing else.
pub(super) fn is_documentation(file: &Value) -> bool {
    let Some(shapes) = file.get("shapes").and_then(Value::as_object) else { return false };
    let is_documentation = |shape: &Value| {
        let mut traits = shape["traits"].as_object().into_iter().flatten();
        shape["type"] == "apply" && traits.all(|(id, _)| id == DOCUMENTATION)
    };
    !shapes.is_empty() && shapes.values().all(is_documentation)
}

/// Drops what is said of shapes and members that `model` does not have, and gives their ids.
pub(super) fn drop_stale(file: &mut Value, model: &CheckedModel) -> Vec<String> {
    let Some(shapes) = file.get_mut("shapes").and_then(Value::as_object_mut) else { return Vec::new() };
    let stale: Vec<String> = shapes.keys().filter(|id| !is_there(model, id)).cloned().collect();
    shapes.retain(|id, _| !stale.contains(id));
    stale
}

fn is_there(model: &CheckedModel, id: &str) -> bool {
    let (shape, member) = match id.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (id, None),
    };
    let Some(shape) = ShapeId::parse(shape).and_then(|id| model.model().shapes.get(&id)) else { return false };
    member.is_none_or(|name| has_member(&shape.kind, name))
}

fn has_member(kind: &ShapeKind, name: &str) -> bool {
    match kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter().any(|member| member.name == name),
        ShapeKind::Enum(members) => members.iter().any(|member| member.name == name),
        ShapeKind::IntEnum(members) => members.iter().any(|member| member.name == name),
        ShapeKind::List(_) => name == "member",
        ShapeKind::Map(..) => matches!(name, "key" | "value"),
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
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => false,
    }
}

/// What a caller must know and is not documented: the service, its operations, what goes into them, and their
/// errors.
pub fn undocumented(model: &CheckedModel) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: String, traits: Option<&Traits>| {
        if traits.and_then(Traits::documentation).is_none_or(|text| text.trim().is_empty()) && !found.contains(&what) {
            found.push(what);
        }
    };
    let shape = |id: &ShapeId| model.model().shapes.get(id);
    let traits = |id: &ShapeId| shape(id).map(|shape| &shape.traits);
    let (service, _) = model.service();
    check(service.to_string(), traits(service));
    for id in model.operations() {
        check(id.to_string(), traits(id));
        for error in model.errors(id) {
            check(error.to_string(), traits(error));
        }
        let Some(ShapeKind::Operation(operation)) = shape(id).map(|shape| &shape.kind) else { continue };
        let Some(input) = &operation.input else { continue };
        check(input.to_string(), traits(input));
        for member in shape(input).map_or(&[][..], |shape| shape.kind.members()) {
            check(input.member(&member.name), Some(&member.traits));
        }
    }
    found
}
