//! What the project's own models say to people: everything that a caller must know is documented, and
//! facts and documentation stand in files of their own. `services.toml` says which models there are.

use std::fs;

use tinsmith_codegen::model::{ShapeId, ShapeKind, Traits};
use tinsmith_codegen::{CheckedModel, Source, load, select};
use xtask::layout::Layout;
use xtask::services::{self, Entry};

/// The trait that documentation is in.
const DOCUMENTATION: &str = "smithy.api#documentation";

/// The entries of `services.toml`.
fn entries() -> Vec<Entry> {
    let entries = services::read(&Layout::of_cargo().services(), "models/services.toml").unwrap();
    assert!(!entries.is_empty());
    entries
}

/// The text of each model file of an entry, by its name.
fn texts(entry: &Entry) -> Vec<(&str, String)> {
    let models = Layout::of_cargo().models();
    entry.models.iter().map(|name| (name.as_str(), fs::read_to_string(models.join(name)).unwrap())).collect()
}

/// What of the model a caller must know and is not documented: the service, its operations, what goes
/// into them, and their errors.
fn undocumented(model: &CheckedModel) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |what: &str, traits: &Traits| {
        if traits.documentation().is_none_or(|text| text.trim().is_empty()) {
            found.push(what.to_owned());
        }
    };
    let shape = |id: &ShapeId| &model.model().shapes[id];
    let (service, _) = model.service();
    check(service.as_str(), &shape(service).traits);
    for operation in model.operations() {
        check(operation.as_str(), &shape(operation).traits);
        for error in model.errors(operation) {
            check(error.as_str(), &shape(error).traits);
        }
    }
    for input in inputs(model) {
        check(input.as_str(), &shape(&input).traits);
        for member in shape(&input).kind.members() {
            check(&input.member(&member.name), &member.traits);
        }
    }
    found
}

/// The inputs of the operations.
fn inputs(model: &CheckedModel) -> Vec<ShapeId> {
    let input = |operation: &ShapeId| match &model.model().shapes[operation].kind {
        ShapeKind::Operation(operation) => operation.input.clone(),
        other => panic!("{operation} is a {}", other.word()),
    };
    model.operations().iter().filter_map(input).collect()
}

#[test]
fn whatever_a_caller_must_know_is_documented() {
    for entry in entries() {
        let texts = texts(&entry);
        let sources: Vec<Source<'_>> =
            texts.iter().map(|(name, text)| Source { name, text: text.as_bytes() }).collect();
        let mut model = load(&sources).unwrap_or_else(|faults| panic!("{faults}"));
        if !entry.operations.is_empty() {
            model = select(model, &entry.operations).unwrap_or_else(|faults| panic!("{faults}"));
        }
        let found = undocumented(&model);
        assert!(found.is_empty(), "{}: not documented: {}", entry.name, found.join(", "));
    }
}

#[test]
fn facts_and_documentation_stand_apart() {
    for entry in entries() {
        for (name, text) in texts(&entry) {
            let document: serde_json::Value = serde_json::from_str(&text).unwrap();
            let shapes = document["shapes"].as_object().unwrap();
            let documents = shapes.values().filter(|shape| shape["type"] == "apply").count();
            if documents == 0 {
                assert!(!text.contains(&format!("\"{DOCUMENTATION}\"")), "{name} has facts, and documentation too");
                continue;
            }
            for (id, shape) in shapes {
                let traits = shape["traits"].as_object().unwrap();
                let is_documentation = traits.keys().all(|name| name == DOCUMENTATION);
                assert!(shape["type"] == "apply" && is_documentation, "{name} has documentation, and {id} too");
            }
        }
    }
}
