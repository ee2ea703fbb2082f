//! A model as Smithy JSON AST, whichever form it came in. What no stage consumes of a known trait is not in a model,
//! and cases of protocol tests are not written.

mod traits;

use serde_json::{Map, Value, json};

use crate::model::{Member, Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, Traits};

/// The model as a Smithy file.
pub fn smithy(model: &Model) -> Value {
    let shapes: Map<String, Value> = model.shapes.iter().map(|(id, one)| (id.to_string(), shape(one))).collect();
    json!({ "smithy": "2.0", "shapes": shapes })
}

fn shape(shape: &Shape) -> Value {
    let mut object = Map::new();
    object.insert("type".into(), shape.kind.word().into());
    match &shape.kind {
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
        | ShapeKind::Document => {}
        ShapeKind::Enum(values) => {
            let values = values.iter().map(|one| (one.name.clone(), value(one.value.as_str().into(), &one.traits)));
            object.insert("members".into(), Value::Object(values.collect()));
        }
        ShapeKind::IntEnum(values) => {
            let values = values.iter().map(|one| (one.name.clone(), value(one.value.into(), &one.traits)));
            object.insert("members".into(), Value::Object(values.collect()));
        }
        ShapeKind::List(item) => drop(object.insert("member".into(), member(item))),
        ShapeKind::Map(key, item) => {
            object.insert("key".into(), member(key));
            object.insert("value".into(), member(item));
        }
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            let members = members.iter().map(|one| (one.name.clone(), member(one)));
            object.insert("members".into(), Value::Object(members.collect()));
        }
        ShapeKind::Operation(one) => operation(&mut object, one),
        ShapeKind::Service(one) => service(&mut object, one),
        ShapeKind::Resource(one) => resource(&mut object, one),
    }
    with_traits(object, traits::of(&shape.traits))
}

fn with_traits(mut object: Map<String, Value>, traits: Map<String, Value>) -> Value {
    if !traits.is_empty() {
        object.insert("traits".into(), Value::Object(traits));
    }
    Value::Object(object)
}

fn target(id: &ShapeId) -> Value {
    json!({ "target": id.as_str() })
}

fn member(member: &Member) -> Value {
    let target = Map::from_iter([("target".to_owned(), Value::from(member.target.as_str()))]);
    with_traits(target, traits::of(&member.traits))
}

/// The value of an enumeration.
fn value(value: Value, own: &Traits) -> Value {
    let target = Map::from_iter([("target".to_owned(), Value::from("smithy.api#Unit"))]);
    let mut all = Map::from_iter([("smithy.api#enumValue".to_owned(), value)]);
    all.extend(traits::of(own));
    with_traits(target, all)
}

fn operation(object: &mut Map<String, Value>, operation: &Operation) {
    let end = |id: &Option<ShapeId>| id.as_ref().map_or_else(|| json!({ "target": "smithy.api#Unit" }), target);
    object.insert("input".into(), end(&operation.input));
    object.insert("output".into(), end(&operation.output));
    targets(object, "errors", &operation.errors);
}

fn service(object: &mut Map<String, Value>, service: &Service) {
    object.insert("version".into(), service.version.as_str().into());
    targets(object, "operations", &service.operations);
    targets(object, "resources", &service.resources);
    targets(object, "errors", &service.errors);
    if !service.rename.is_empty() {
        let names = service.rename.iter().map(|(id, name)| (id.to_string(), Value::from(name.as_str())));
        object.insert("rename".into(), Value::Object(names.collect()));
    }
}

fn resource(object: &mut Map<String, Value>, resource: &Resource) {
    targets(object, "operations", &resource.operations);
    targets(object, "resources", &resource.resources);
}

fn targets(object: &mut Map<String, Value>, field: &str, ids: &[ShapeId]) {
    if !ids.is_empty() {
        object.insert(field.to_owned(), ids.iter().map(target).collect());
    }
}
