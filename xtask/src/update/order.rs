//! The order of a new model's text: that of the old one, so that a comparison of the files shows what has changed.

use serde_json::{Map, Value};

/// The value with the keys of its objects in the order that they have in `old`, and new ones behind them. The order
/// of members is a fact, and stays.
pub(super) fn like(old: &Value, new: Value) -> Value {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => Value::Object(like_object(old, new)),
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            Value::Array(old.iter().zip(new).map(|(old, new)| like(old, new)).collect())
        }
        (_, new) => new,
    }
}

fn like_object(old: &Map<String, Value>, mut new: Map<String, Value>) -> Map<String, Value> {
    let mut ordered = Map::new();
    let keys: Vec<String> = old.keys().filter(|key| new.contains_key(*key)).cloned().collect();
    for key in keys.into_iter().chain(new.keys().filter(|key| !old.contains_key(*key)).cloned().collect::<Vec<_>>()) {
        let Some(value) = new.get_mut(&key).map(Value::take) else { continue };
        let value = match (old.get(&key), value) {
            (Some(old), Value::Object(members)) if key == "members" => Value::Object(in_place(old, members)),
            (Some(old), value) => like(old, value),
            (None, value) => value,
        };
        ordered.insert(key, value);
    }
    ordered
}

/// Members in their own order, each like the old one.
fn in_place(old: &Value, members: Map<String, Value>) -> Map<String, Value> {
    let like_old = |(name, member): (String, Value)| match old.get(&name) {
        Some(old) => (name, like(old, member)),
        None => (name, member),
    };
    members.into_iter().map(like_old).collect()
}

/// Shapes in the order of the old ones. A new one comes before the first of its kind with a greater name, or
/// behind all of its kind.
pub(super) fn shapes(old: &Map<String, Value>, new: Map<String, Value>) -> Map<String, Value> {
    let (known, fresh): (Vec<_>, Vec<_>) = new.into_iter().partition(|(id, _)| old.contains_key(id));
    let mut known: std::collections::BTreeMap<String, Value> = known.into_iter().collect();
    let mut ordered: Vec<(String, Value)> =
        old.iter().filter_map(|(id, old)| Some((id.clone(), like(old, known.remove(id)?)))).collect();
    for (id, shape) in fresh {
        let at = place(&ordered, &id, &shape);
        ordered.insert(at, (id, shape));
    }
    ordered.into_iter().collect()
}

fn place(ordered: &[(String, Value)], id: &str, shape: &Value) -> usize {
    let is_like = |other: &Value| other.get("type") == shape.get("type");
    let next = ordered.iter().position(|(other, value)| is_like(value) && other.as_str() > id);
    let last = ordered.iter().rposition(|(_, value)| is_like(value)).map(|at| at + 1);
    next.or(last).unwrap_or(ordered.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_follow_the_old_and_members_do_not() {
        let old = json!({ "a": 1, "b": { "x": 1, "y": 2 }, "members": { "m": { "p": 1, "q": 2 }, "n": {} } });
        let new = json!({ "members": { "n": {}, "m": { "q": 2, "p": 1 } }, "c": 3, "b": { "y": 2, "x": 1 }, "a": 1 });
        let expected = r#"{"a":1,"b":{"x":1,"y":2},"members":{"n":{},"m":{"p":1,"q":2}},"c":3}"#;
        assert_eq!(like(&old, new).to_string(), expected);
    }

    #[test]
    fn new_shapes_stand_beside_their_kind() {
        let shape = |kind: &str| json!({ "type": kind });
        let all = |ids: &[(&str, &str)]| -> Map<String, Value> {
            ids.iter().map(|(id, kind)| ((*id).to_owned(), shape(kind))).collect()
        };
        let old = all(&[("s", "service"), ("b", "operation"), ("d", "operation"), ("a", "string")]);
        let new = all(&[
            ("a", "string"),
            ("c", "operation"),
            ("e", "operation"),
            ("b", "operation"),
            ("d", "operation"),
            ("s", "service"),
        ]);
        let keys: Vec<String> = shapes(&old, new).keys().cloned().collect();
        assert_eq!(keys, ["s", "b", "c", "d", "e", "a"]);
    }
}
