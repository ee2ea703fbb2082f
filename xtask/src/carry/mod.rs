//! What C2J does not say, taken from the Smithy model of the same service: which values nobody need send, names of
//! enumerations' values, some traits, and of operations what is kept by hand. So a comparison of the two forms finds
//! what has changed, and an update from C2J keeps what was known.

mod operations;

use serde_json::{Map, Value};

use operations::{add_shape, carry_operations};

/// The traits that are as the Smithy model has them, there or not: C2J's are guessed.
const GUESSED: &[&str] = &["smithy.api#addedDefault", "smithy.api#clientOptional", "smithy.api#default"];

/// The traits that C2J cannot say, or says for few services.
const SILENT: &[&str] = &[
    "aws.api#clientDiscoveredEndpoint",
    "aws.api#clientEndpointDiscovery",
    "aws.protocols#awsQueryError",
    "smithy.api#httpError",
    "smithy.api#idempotent",
    "smithy.api#input",
    "smithy.api#mediaType",
    "smithy.api#output",
    "smithy.api#readonly",
    "smithy.api#retryable",
    "smithy.api#sparse",
    "smithy.api#uniqueItems",
    "smithy.rules#endpointTests",
];

/// The protocols that send the name of the service's shape.
const WITH_SHAPE_NAME: &[&str] = &[
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// The protocols that send numbers as text.
const OF_TEXT: &[&str] = &["aws.protocols#awsQuery", "aws.protocols#ec2Query", "aws.protocols#restXml"];

/// The model that came from C2J, as Smithy JSON, with what `smithy` says and it does not.
pub(crate) fn carry(mut c2j: Value, smithy: &Value) -> Value {
    let Some(known) = smithy.get("shapes").and_then(Value::as_object) else { return c2j };
    if let Some(shapes) = c2j.get_mut("shapes").and_then(Value::as_object_mut) {
        rename_service(shapes, known);
        add_messages(shapes, known);
        carry_operations(shapes, known);
        let speaks_text = shapes
            .values()
            .any(|shape| shape["type"] == "service" && OF_TEXT.iter().any(|id| !shape["traits"][*id].is_null()));
        for (id, shape) in shapes.iter_mut() {
            let Some(known) = known.get(id) else { continue };
            if speaks_text {
                carry_type(shape, known);
            }
            if known["type"] == shape["type"] {
                carry_shape(shape, known);
            }
        }
    }
    c2j
}

/// Has the service under the name that it is known by, where that name is not sent: C2J makes one up.
fn rename_service(shapes: &mut Map<String, Value>, known: &Map<String, Value>) {
    let service = |shapes: &Map<String, Value>| {
        let mut services = shapes.iter().filter(|(_, shape)| shape["type"] == "service");
        services.next().map(|(id, _)| id.clone()).filter(|_| services.next().is_none())
    };
    let (Some(old), Some(new)) = (service(shapes), service(known)) else { return };
    let sends = |shape: &Value| WITH_SHAPE_NAME.iter().any(|protocol| shape["traits"].get(protocol).is_some());
    if old == new || shapes.contains_key(&new) || shapes.get(&old).is_some_and(sends) {
        return;
    }
    let renamed = std::mem::take(shapes).into_iter();
    *shapes = renamed.map(|(id, shape)| (if id == old { new.clone() } else { id }, shape)).collect();
}

/// Has the messages of errors that are known: C2J has lost those of many.
fn add_messages(shapes: &mut Map<String, Value>, known: &Map<String, Value>) {
    let mut targets = Vec::new();
    for (id, shape) in shapes.iter_mut().filter(|(_, shape)| !shape["traits"]["smithy.api#error"].is_null()) {
        let known = known.get(id).and_then(|known| known["members"].as_object()).into_iter().flatten();
        let Some(members) = shape.get_mut("members").and_then(Value::as_object_mut) else { continue };
        for (name, member) in known.filter(|(name, _)| name.eq_ignore_ascii_case("message")) {
            if !members.keys().any(|other| other.eq_ignore_ascii_case(name)) {
                targets.extend(member["target"].as_str().map(str::to_owned));
                members.insert(name.clone(), member.clone());
            }
        }
    }
    for target in targets {
        add_shape(shapes, known, &target);
    }
}

/// Has the type that is known where C2J keeps the one that a shape once had: what was a number is a text now, or the
/// other way round. Only for protocols where it looks the same.
fn carry_type(shape: &mut Value, known: &Value) {
    let types = [&shape["type"], &known["type"]].map(Value::as_str);
    if matches!(types, [Some("integer"), Some("string")] | [Some("string"), Some("integer")]) {
        *shape = known.clone();
    }
}

fn carry_shape(shape: &mut Value, known: &Value) {
    carry_traits(shape, known);
    for part in ["member", "key", "value"] {
        if let Some(member) = shape.get_mut(part) {
            carry_traits(member, &known[part]);
        }
    }
    match known["type"].as_str() {
        Some("enum") => rename_values(shape, known),
        _ => {
            for (name, member) in shape.get_mut("members").and_then(Value::as_object_mut).into_iter().flatten() {
                if let Some(known) = known["members"].get(name.as_str()) {
                    carry_traits(member, known);
                }
            }
        }
    }
}

fn carry_traits(holder: &mut Value, known: &Value) {
    let Some(holder) = holder.as_object_mut() else { return };
    let is_there = |id: &str| known["traits"].get(id).cloned();
    let mut traits = match holder.shift_remove("traits") {
        Some(Value::Object(traits)) => traits,
        _ => Map::new(),
    };
    for id in GUESSED {
        traits.shift_remove(*id);
        traits.extend(is_there(id).map(|value| ((*id).to_owned(), value)));
    }
    for id in SILENT.iter().filter(|id| !known["traits"][**id].is_null()) {
        if !traits.contains_key(*id) {
            traits.extend(is_there(id).map(|value| ((*id).to_owned(), value)));
        }
    }
    if !traits.is_empty() {
        holder.insert("traits".into(), Value::Object(traits));
    }
}

/// Has the values of an enumeration under the names that they are known by.
fn rename_values(shape: &mut Value, known: &Value) {
    const VALUE: &str = "smithy.api#enumValue";
    let value_of = |name: &str, member: &Value| member["traits"].get(VALUE).cloned().unwrap_or_else(|| name.into());
    let known: Vec<(&String, Value)> =
        known["members"].as_object().into_iter().flatten().map(|(name, one)| (name, value_of(name, one))).collect();
    let Some(members) = shape.get_mut("members").and_then(Value::as_object_mut) else { return };
    let renamed = std::mem::take(members).into_iter().map(|(name, mut member)| {
        let value = value_of(&name, &member);
        let found = known.iter().find(|(_, other)| *other == value).map(|(name, _)| (*name).clone());
        if let Some(traits) = member.get_mut("traits").and_then(Value::as_object_mut) {
            traits.entry(VALUE).or_insert(value);
        }
        (found.unwrap_or(name), member)
    });
    *members = renamed.collect();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(c2j: Value, smithy: Value, expected: Value) {
        let file = |shape| json!({ "shapes": { "a#B": shape } });
        assert_eq!(carry(file(c2j), &file(smithy)), file(expected));
    }

    #[test]
    fn values_have_the_names_that_they_are_known_by() {
        let member = |value: &str| json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } });
        check(
            json!({ "type": "enum", "members": { "x8": member("x.8"), "y": member("y") } }),
            json!({ "type": "enum", "members": { "X_8": member("x.8") } }),
            json!({ "type": "enum", "members": { "X_8": member("x.8"), "y": member("y") } }),
        );
    }

    #[test]
    fn errors_have_their_messages() {
        let error = |members: Value| json!({ "type": "structure", "members": members, "traits": { "smithy.api#error": "client" } });
        let message = json!({ "message": { "target": "a#Text" }, "more": { "target": "a#Text" } });
        let known = json!({ "shapes": { "a#B": error(message), "a#Text": { "type": "string" } } });
        let carried = carry(json!({ "shapes": { "a#B": error(json!({})) } }), &known);
        let expected = error(json!({ "message": { "target": "a#Text" } }));
        assert_eq!(carried, json!({ "shapes": { "a#B": expected, "a#Text": { "type": "string" } } }));
    }

    #[test]
    fn defaults_are_those_that_are_known() {
        let member = |traits: Value| json!({ "target": "smithy.api#Integer", "traits": traits });
        let structure = |members: Value| json!({ "type": "structure", "members": members });
        check(
            structure(
                json!({ "a": member(json!({ "smithy.api#default": 0 })), "b": { "target": "smithy.api#Integer" } }),
            ),
            structure(
                json!({ "a": { "target": "smithy.api#Integer" }, "b": member(json!({ "smithy.api#default": 7 })) }),
            ),
            structure(
                json!({ "a": { "target": "smithy.api#Integer" }, "b": member(json!({ "smithy.api#default": 7 })) }),
            ),
        );
    }

    #[test]
    fn texts_are_not_numbers_again() {
        let file = |protocol: &str, kind: &str| {
            let service = json!({ "type": "service", "traits": { protocol: {} } });
            json!({ "shapes": { "a#S": service, "a#Marker": { "type": kind } } })
        };
        let check = |protocol: &str, c2j: &str, smithy: &str, expected: &str| {
            assert_eq!(carry(file(protocol, c2j), &file(protocol, smithy)), file(protocol, expected));
        };
        check("aws.protocols#restXml", "integer", "string", "string");
        check("aws.protocols#restXml", "integer", "boolean", "integer");
        check("aws.protocols#restJson1", "integer", "string", "integer");
    }

    #[test]
    fn services_keep_their_names_where_those_are_not_sent() {
        let service = |protocol: &str| json!({ "type": "service", "traits": { protocol: {} } });
        let c2j = |protocol: &str| json!({ "shapes": { "a#Guess": service(protocol) } });
        let known = json!({ "shapes": { "a#Known": service("aws.protocols#restJson1") } });
        let rest = carry(c2j("aws.protocols#restJson1"), &known);
        assert!(rest["shapes"].get("a#Known").is_some(), "{rest}");
        let json = carry(c2j("aws.protocols#awsJson1_0"), &known);
        assert!(json["shapes"].get("a#Guess").is_some(), "{json}");
    }
}
