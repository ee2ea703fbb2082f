//! Changes to JSON, as proptest makes them up.

use proptest::prelude::*;
use serde_json::Value;

/// Changes the value at `path`, which counts its way down the model.
pub fn mutate(value: &mut Value, path: &[usize], change: &Change) {
    let Some((&step, rest)) = path.split_first() else { return apply(value, change) };
    match value {
        Value::Array(items) if !items.is_empty() => {
            let index = step % items.len();
            mutate(&mut items[index], rest, change);
        }
        Value::Object(entries) if !entries.is_empty() => {
            let key = entries.keys().nth(step % entries.len()).unwrap().clone();
            mutate(&mut entries[&key], rest, change);
        }
        _ => apply(value, change),
    }
}

#[derive(Clone, Debug)]
pub enum Change {
    Replace(Value),
    RenameKey(usize, String),
    RemoveKey(usize),
    AddKey(String, Value),
}

fn apply(value: &mut Value, change: &Change) {
    match (value, change) {
        (value, Change::Replace(new)) => *value = new.clone(),
        (Value::Object(entries), Change::RenameKey(index, name)) if !entries.is_empty() => {
            let key = entries.keys().nth(index % entries.len()).unwrap().clone();
            let old = entries.remove(&key).unwrap();
            entries.insert(name.clone(), old);
        }
        (Value::Object(entries), Change::RemoveKey(index)) if !entries.is_empty() => {
            let key = entries.keys().nth(index % entries.len()).unwrap().clone();
            entries.remove(&key);
        }
        (Value::Object(entries), Change::AddKey(name, new)) => drop(entries.insert(name.clone(), new.clone())),
        _ => {}
    }
}

fn word() -> impl Strategy<Value = String> {
    let known = [
        "a#Shop",
        "a#Get",
        "a#Input",
        "a#Names",
        "a#ByName",
        "a#Color",
        "a#Token",
        "a#Page",
        "a#Page$next",
        "smithy.api#String",
        "smithy.api#PrimitiveInteger",
        "smithy.api#Unit",
        "smithy.api#mixin",
        "smithy.api#streaming",
        "smithy.api#httpPayload",
        "smithy.api#default",
        "type",
        "target",
        "traits",
        "members",
        "member",
        "mixins",
        "structure",
        "union",
        "list",
        "map",
        "enum",
        "set",
        "apply",
        "resource",
        "service",
        "operation",
        "string",
        "1.0",
        "2.0",
        "/{a}/{b+}",
        "{",
        "x.y",
        "shapes",
        "shape",
        "operations",
        "metadata",
        "merge",
        "pagination",
        "locationName",
        "location",
        "uri",
        "Input",
        "GetThing",
        "",
        // What is no name, or means something elsewhere.
        "Self",
        "self",
        "r#type",
        "unknown",
        "Unknown",
        "Unhandled",
        "builder",
        "region",
        "\u{b2}",
        "é",
        "e\u{301}",
        "\u{202e}",
        "../../a",
        "/a//b",
        "a\nb\r\u{0}",
        "*/ \"#; ]] ``` <b> [x] `",
        "9",
        "_",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

pub fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        json_value().prop_map(Change::Replace),
        word().prop_map(|word| Change::Replace(word.into())),
        (any::<usize>(), word()).prop_map(|(index, name)| Change::RenameKey(index, name)),
        any::<usize>().prop_map(Change::RemoveKey),
        (word(), json_value()).prop_map(|(name, value)| Change::AddKey(name, value)),
    ]
}
