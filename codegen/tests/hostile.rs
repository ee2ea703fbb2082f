//! Models with one fault each, of those that someone would make who means harm.
//!
//! `tests/hostile` has a valid model of either form, and files of cases: a name, and what is changed in the model,
//! as a JSON merge patch. So there is nothing wrong with it but that, and it must be told, once. Models that are
//! hostile and right nevertheless are fixtures of `golden.rs`; bytes that are no model are in `robustness`.

use std::fmt::Write;

use serde_json::Value;
use tinsmith_codegen::{Dependency, GenerateError, Options, Source, generate};

const BASE: &str = include_str!("hostile/base.json");
const C2J_BASE: &str = include_str!("hostile/base-c2j.json");

/// The cases by name, each with its patch.
fn cases(text: &str) -> Vec<(&str, Value)> {
    let cases = text.split("=== ").skip(1).map(|case| {
        let (name, patch) = case.split_once('\n').unwrap();
        (name, serde_json::from_str(patch).unwrap_or_else(|error| panic!("{name}: {error}")))
    });
    cases.collect()
}

/// Makes `value` what a JSON merge patch says.
fn merge(value: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else { return *value = patch.clone() };
    if !value.is_object() {
        *value = Value::Object(serde_json::Map::new());
    }
    let entries = value.as_object_mut().unwrap();
    for (key, change) in changes {
        match change {
            Value::Null => drop(entries.shift_remove(key)),
            _ => merge(entries.entry(key.clone()).or_insert(Value::Null), change),
        }
    }
}

/// What is told about the model.
fn faults(text: &str) -> Result<(), Vec<String>> {
    let sources = [Source { name: "model.json", text: text.as_bytes() }];
    let options = Options { tests: Some(Dependency::default()), ..Options::default() };
    match generate(&sources, &options) {
        Ok(_) => Ok(()),
        Err(GenerateError::Faults(faults)) => Err(faults.iter().map(ToString::to_string).collect()),
        Err(GenerateError::Internal(message)) => panic!("{message}"),
    }
}

/// Each case with what is told about it, which is one thing.
fn told(base: &str, cases: &[(&str, Value)]) -> String {
    let (mut all, mut wrong) = (String::new(), String::new());
    for (name, patch) in cases {
        let mut model: Value = serde_json::from_str(base).unwrap();
        merge(&mut model, patch);
        match faults(&serde_json::to_string_pretty(&model).unwrap()).as_ref().map_err(Vec::as_slice) {
            Err([fault]) if fault.lines().all(|line| line.len() < 400) => {
                writeln!(all, "=== {name}\n{fault}").unwrap();
            }
            other => writeln!(wrong, "{name}: {other:#?}").unwrap(),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    all
}

#[test]
fn there_is_nothing_wrong_with_the_models_themselves() {
    assert_eq!(faults(BASE), Ok(()));
    assert_eq!(faults(C2J_BASE), Ok(()));
}

#[test]
fn smithy() {
    let cases = cases(include_str!("hostile/smithy.txt"));
    assert!(cases.len() >= 60);
    show("smithy", &told(BASE, &cases));
}

#[test]
fn c2j() {
    show("c2j", &told(C2J_BASE, &cases(include_str!("hostile/c2j.txt"))));
}

#[track_caller]
fn show(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("hostile/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    insta::assert_snapshot!(name, text);
}
