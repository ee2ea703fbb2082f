//! What C2J does not say of operations: errors, paginators and waiters, which are kept there by hand, apart from the
//! model (that one is not there does not say that it is gone); and all of their URIs.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const HTTP: &str = "smithy.api#http";
const PAGINATED: &str = "smithy.api#paginated";
const WAITABLE: &str = "smithy.waiters#waitable";

type Shapes = Map<String, Value>;

/// Has the errors, paginators and waiters of the operations that both have.
pub(super) fn carry_operations(shapes: &mut Shapes, known: &Shapes) {
    let is_operation = |shape: &Value| shape["type"] == "operation";
    let operations: Vec<String> =
        shapes.iter().filter(|(_, shape)| is_operation(shape)).map(|(id, _)| id.clone()).collect();
    for id in operations {
        let Some(before) = known.get(&id).filter(|shape| is_operation(shape)) else { continue };
        add_errors(shapes, known, &id, before);
        let has_members = has_members_of(shapes, known, &id, before);
        let Some(operation) = shapes.get_mut(&id) else { continue };
        carry_uri(operation, before);
        if has_members {
            add_traits(operation, before);
        }
    }
}

fn add_errors(shapes: &mut Shapes, known: &Shapes, id: &str, before: &Value) {
    let target = |error: &Value| error["target"].as_str().map(str::to_owned);
    let now: BTreeSet<String> = shapes[id]["errors"].as_array().into_iter().flatten().filter_map(target).collect();
    let errors = before["errors"].as_array().into_iter().flatten();
    let missing: Vec<&Value> = errors.filter(|error| target(error).is_some_and(|id| !now.contains(&id))).collect();
    if missing.is_empty() {
        return;
    }
    for error in missing.iter().filter_map(|error| target(error)) {
        add_shape(shapes, known, &error);
    }
    if let Some(Value::Object(operation)) = shapes.get_mut(id)
        && let Value::Array(errors) = operation.entry("errors").or_insert_with(|| Value::Array(Vec::new()))
    {
        errors.extend(missing.into_iter().cloned());
    }
}

/// Adds a shape, and what it needs, where they are not there.
pub(super) fn add_shape(shapes: &mut Shapes, known: &Shapes, id: &str) {
    let mut wanted = vec![id.to_owned()];
    while let Some(id) = wanted.pop() {
        let Some(shape) = known.get(&id).filter(|_| !shapes.contains_key(&id)) else { continue };
        let members = shape["members"].as_object().into_iter().flatten().map(|(_, member)| member);
        let parts = ["member", "key", "value"].into_iter().filter_map(|part| shape.get(part));
        wanted.extend(members.chain(parts).filter_map(|member| member["target"].as_str().map(str::to_owned)));
        shapes.insert(id, shape.clone());
    }
}

/// Has the URI that is known, where C2J's is the same but for a slash at the end and the parameter of the query that
/// names the operation for logs.
fn carry_uri(operation: &mut Value, before: &Value) {
    let Some(known) = before["traits"][HTTP]["uri"].as_str() else { return };
    if let Some(Value::String(uri)) =
        operation.get_mut("traits").and_then(|traits| traits.get_mut(HTTP)?.get_mut("uri"))
        && plain_uri(uri) == plain_uri(known)
    {
        known.clone_into(uri);
    }
}

fn plain_uri(uri: &str) -> (&str, Vec<&str>) {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    (
        path.trim_end_matches('/'),
        query.split('&').filter(|part| !part.is_empty() && !part.starts_with("x-id=")).collect(),
    )
}

/// Whether the input and the output have all members that they had: paginators and waiters name some of them.
fn has_members_of(shapes: &Shapes, known: &Shapes, id: &str, before: &Value) -> bool {
    let members = |shapes: &Shapes, operation: &Value, side: &str| -> BTreeSet<String> {
        let shape = operation[side]["target"].as_str().and_then(|target| shapes.get(target));
        shape
            .and_then(|shape| shape["members"].as_object())
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect()
    };
    let has = |side| members(known, before, side).is_subset(&members(shapes, &shapes[id], side));
    has("input") && has("output")
}

/// Adds what the paginator says, and the waiters.
fn add_traits(operation: &mut Value, before: &Value) {
    let Value::Object(operation) = operation else { return };
    let Value::Object(traits) = operation.entry("traits").or_insert_with(|| Value::Object(Map::new())) else { return };
    for id in [PAGINATED, WAITABLE] {
        let known = before["traits"][id].as_object().into_iter().flatten();
        for (name, value) in known {
            if let Value::Object(now) = traits.entry(id).or_insert_with(|| Value::Object(Map::new())) {
                now.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }
    if traits.is_empty() {
        operation.shift_remove("traits");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operation(errors: Value, traits: Value) -> Value {
        json!({ "type": "operation", "input": { "target": "a#In" }, "output": { "target": "a#Out" },
            "errors": errors, "traits": traits })
    }

    fn model(operation: Value, members: Value, more: &[(&str, Value)]) -> Shapes {
        let fixed = [("a#Do", operation), ("a#In", json!({ "type": "structure", "members": members }))];
        let fixed = fixed.into_iter().chain([("a#Out", json!({ "type": "structure" }))]);
        fixed.chain(more.iter().cloned()).map(|(id, shape)| (id.to_owned(), shape)).collect()
    }

    #[track_caller]
    fn check(mut c2j: Shapes, smithy: &Shapes, expected: Shapes) {
        carry_operations(&mut c2j, smithy);
        assert_eq!(c2j, expected);
    }

    #[test]
    fn errors_are_kept_with_what_they_need() {
        let error = json!({ "type": "structure", "members": { "m": { "target": "a#Text" } } });
        let more = [("a#Gone", error), ("a#Text", json!({ "type": "string" }))];
        let (gone, new) = (json!({ "target": "a#Gone" }), json!({ "target": "a#New" }));
        check(
            model(operation(json!([new]), json!({ "x": 1 })), json!({}), &[]),
            &model(operation(json!([gone]), json!({})), json!({}), &more),
            model(operation(json!([new, gone]), json!({ "x": 1 })), json!({}), &more),
        );
    }

    #[test]
    fn paginators_and_waiters_are_kept() {
        let known = json!({ PAGINATED: { "pageSize": "n", "items": "i" }, WAITABLE: { "A": 1, "B": 2 } });
        let smithy = model(operation(json!([]), known), json!({ "n": {} }), &[]);
        let c2j = operation(json!([]), json!({ WAITABLE: { "B": 3 }, PAGINATED: { "pageSize": "o" } }));
        let kept = json!({ WAITABLE: { "B": 3, "A": 1 }, PAGINATED: { "pageSize": "o", "items": "i" } });
        let members = json!({ "n": {}, "o": {} });
        check(model(c2j.clone(), members.clone(), &[]), &smithy, model(operation(json!([]), kept), members, &[]));
        // They may name the member that is gone.
        check(model(c2j.clone(), json!({}), &[]), &smithy, model(c2j, json!({}), &[]));
    }

    #[track_caller]
    fn check_uri(c2j: &str, smithy: &str, expected: &str) {
        let of = |uri: &str| model(operation(json!([]), json!({ HTTP: { "uri": uri } })), json!({}), &[]);
        check(of(c2j), &of(smithy), of(expected));
    }

    #[test]
    fn uris_are_those_that_are_known_where_they_mean_the_same() {
        check_uri("/a/{b}/", "/a/{b}?x-id=C", "/a/{b}?x-id=C");
        check_uri("/?list", "/?list&x-id=List", "/?list&x-id=List");
        check_uri("/?list", "/?other", "/?list");
        check_uri("/b", "/a?x-id=C", "/b");
    }
}
