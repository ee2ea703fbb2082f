//! The facts of a model, without its documentation: names, types, constraints and wire formats. Words that the old
//! facts had of our own stay: those of parameters, waiters and of what is deprecated.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};
use tinsmith_codegen::CheckedModel;
use tinsmith_codegen::model::{ShapeId, ShapeKind};

use super::{order, pretty};

/// The traits of the prelude that are words, of older versions, or of no use to a client.
const LEFT_OUT: &[&str] = &[
    "box",
    "cors",
    "documentation",
    "examples",
    "externalDocumentation",
    "internal",
    "private",
    "recommended",
    "references",
    "since",
    "suppress",
    "tags",
    "trait",
    "unstable",
];

/// The traits of AWS's that say something about a client.
const OF_AWS: &[&str] = &["clientDiscoveredEndpoint", "clientEndpointDiscovery", "service"];

/// The facts of a Smithy model, as far as the service reaches, in the order of the old ones. `texts` are the model's
/// files, `model` what they make, with the operations that are wanted.
pub(super) fn of_smithy(
    texts: &[Value],
    model: &CheckedModel,
    old: Option<&Value>,
    is_selection: bool,
) -> anyhow::Result<Value> {
    let version =
        texts.first().and_then(|text| text.get("smithy")).cloned().context("the model says no version of Smithy")?;
    let mut shapes = Map::new();
    for text in texts {
        if text.get("smithy") != Some(&version) {
            bail!("the files of the model are of different versions of Smithy");
        }
        for (id, shape) in text.get("shapes").and_then(Value::as_object).into_iter().flatten() {
            add(&mut shapes, id, shape);
        }
    }
    keep(&mut shapes, wanted(model));
    let service = model.service().0;
    if is_selection && let Some(shape) = shapes.get_mut(service.as_str()).and_then(Value::as_object_mut) {
        shape.shift_remove("resources");
        shape.insert(
            "operations".into(),
            model.operations().iter().map(|id| json!({ "target": id.as_str() })).collect(),
        );
    }
    let none = Map::new();
    let old = old.and_then(|old| old.get("shapes")).and_then(Value::as_object).unwrap_or(&none);
    for (id, shape) in &mut shapes {
        clean_shape(shape, old.get(id).unwrap_or(&Value::Null));
    }
    sort_operations(&mut shapes, service);
    Ok(json!({ "smithy": version, "shapes": order::shapes(old, shapes) }))
}

/// The facts of a file of a C2J model.
pub(super) fn of_c2j(mut file: Value) -> Value {
    strip_words(&mut file);
    file
}

/// The text of a file of facts.
pub(super) fn text(facts: &Value) -> String {
    pretty::pretty(facts)
}

/// Adds a shape, or what an `apply` says of one.
fn add(shapes: &mut Map<String, Value>, id: &str, shape: &Value) {
    match shapes.get_mut(id) {
        Some(known) if shape["type"] == "apply" || known["type"] == "apply" => {
            let (base, applied) =
                if known["type"] == "apply" { (shape.clone(), known.take()) } else { (known.take(), shape.clone()) };
            *known = with_traits(base, &applied);
        }
        _ => drop(shapes.insert(id.to_owned(), shape.clone())),
    }
}

fn with_traits(mut shape: Value, applied: &Value) -> Value {
    if let (Some(shape), Some(more)) = (shape.as_object_mut(), applied["traits"].as_object()) {
        let traits = shape.entry("traits").or_insert_with(|| json!({}));
        if let Some(traits) = traits.as_object_mut() {
            traits.extend(more.iter().map(|(id, value)| (id.clone(), value.clone())));
        }
    }
    shape
}

/// What the service reaches, with its operations and resources.
fn wanted(model: &CheckedModel) -> BTreeSet<String> {
    let (service, bound) = model.service();
    let mut wanted: BTreeSet<String> =
        model.closure().iter().chain(model.operations()).chain([service]).map(ShapeId::to_string).collect();
    let mut open: Vec<&ShapeId> = bound.resources.iter().collect();
    while let Some(id) = open.pop() {
        if let Some(ShapeKind::Resource(resource)) = model.model().shapes.get(id).map(|shape| &shape.kind)
            && wanted.insert(id.to_string())
        {
            open.extend(&resource.resources);
        }
    }
    wanted
}

/// Keeps the shapes that are wanted, what they are mixed from, and what is said of either.
fn keep(shapes: &mut Map<String, Value>, mut wanted: BTreeSet<String>) {
    let mut open: Vec<String> = wanted.iter().cloned().collect();
    while let Some(id) = open.pop() {
        let mixins = shapes.get(&id).and_then(|shape| shape["mixins"].as_array()).into_iter().flatten();
        let mixins: Vec<String> = mixins.filter_map(|mixin| mixin["target"].as_str().map(str::to_owned)).collect();
        open.extend(mixins.into_iter().filter(|mixin| wanted.insert(mixin.clone())));
        // Resources name the shapes of their identifiers and properties.
        let shape = shapes.get(&id).filter(|shape| shape["type"] == "resource");
        let parts = ["identifiers", "properties"].into_iter().filter_map(|part| shape?[part].as_object());
        let targets: Vec<String> =
            parts.flat_map(|part| part.values()).filter_map(|one| one["target"].as_str().map(str::to_owned)).collect();
        open.extend(targets.into_iter().filter(|target| wanted.insert(target.clone())));
    }
    let kept: Map<String, Value> = std::mem::take(shapes)
        .into_iter()
        .filter(|(id, _)| id.split('$').next().is_some_and(|id| wanted.contains(id)))
        .collect();
    *shapes = kept;
}

fn clean_shape(shape: &mut Value, old: &Value) {
    clean_traits(shape, old);
    for part in ["member", "key", "value"] {
        if let Some(member) = shape.get_mut(part) {
            clean_traits(member, &old[part]);
        }
    }
    for (name, member) in shape.get_mut("members").and_then(Value::as_object_mut).into_iter().flatten() {
        clean_traits(member, &old["members"][name.as_str()]);
    }
}

fn clean_traits(holder: &mut Value, old: &Value) {
    let Some(holder) = holder.as_object_mut() else { return };
    let Some(traits) = holder.get_mut("traits").and_then(Value::as_object_mut) else { return };
    traits.retain(|id, _| is_fact(id));
    for (id, value) in traits.iter_mut() {
        let old = &old["traits"][id.as_str()];
        if id == "smithy.api#deprecated" {
            keep_note(value, old);
        }
        strip_words(value);
        restore_words(value, old);
    }
    if traits.is_empty() {
        holder.shift_remove("traits");
    }
}

/// Whether a trait is a fact that says something about a client.
fn is_fact(id: &str) -> bool {
    match id.split_once('#') {
        Some(("smithy.api", name)) => !LEFT_OUT.contains(&name),
        Some(("aws.api", name)) => OF_AWS.contains(&name),
        Some((namespace, _)) => {
            let kept = ["smithy.rules", "smithy.waiters", "smithy.protocols", "smithy.test"];
            kept.contains(&namespace) || matches!(namespace, "aws.auth" | "aws.protocols" | "aws.customizations")
        }
        None => false,
    }
}

/// Has the note that the old facts have, in place of that of the model.
fn keep_note(value: &mut Value, old: &Value) {
    if let Some(entries) = value.as_object_mut() {
        entries.shift_remove("message");
        if let Some(message) = old.get("message") {
            entries.insert("message".into(), message.clone());
        }
    }
}

/// Takes out documentation, wherever it is a text.
fn strip_words(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            let is_word = |key: &str| matches!(key, "documentation" | "documentationUrl" | "deprecatedMessage");
            entries.retain(|key, value| !(is_word(key) && value.is_string()));
            entries.values_mut().for_each(strip_words);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_words),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts back the documentation that the old facts have in the same place.
fn restore_words(value: &mut Value, old: &Value) {
    let (Value::Object(entries), Value::Object(old)) = (&mut *value, old) else { return };
    for (key, value) in entries.iter_mut() {
        if let Some(old) = old.get(key) {
            restore_words(value, old);
        }
    }
    if let Some(words) = old.get("documentation").filter(|words| words.is_string()) {
        entries.insert("documentation".into(), words.clone());
    }
}

/// Has the operations of the service in order: what binds them has none.
fn sort_operations(shapes: &mut Map<String, Value>, service: &ShapeId) {
    let service = shapes.get_mut(service.as_str());
    if let Some(operations) = service.and_then(|service| service.get_mut("operations")).and_then(Value::as_array_mut) {
        operations.sort_by(|a, b| a["target"].as_str().cmp(&b["target"].as_str()));
    }
}
