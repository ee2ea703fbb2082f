//! Broken models and the faults that are reported for them.
//!
//! A file of `tests/faults` is a model with the fault that it is named for; a folder is a model of
//! several files. Its rendered faults are the snapshot of the same name. `metadata.test` of a file says
//! which service or operations are asked for. The files are models of our own making.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith_codegen::fault::{CODES, Faults};
use tinsmith_codegen::model::ShapeId;
use tinsmith_codegen::{Dependency, GenerateError, Options, Source, generate_model, load, load_service, select};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults");

/// Codes without a file of their own, and the test that has them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("deep-shapes", "robustness.rs"),
    ("more-faults", "robustness.rs"),
    ("too-large", "robustness.rs"),
    ("too-much-mixed-in", "robustness.rs"),
];

/// The fixtures by name, each with its files.
fn fixtures() -> Vec<(String, Vec<PathBuf>)> {
    let mut fixtures = Vec::new();
    for path in entries(Path::new(FOLDER)) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "snapshots" {
            fixtures.push((name, entries(&path)));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            fixtures.push((name, vec![path]));
        }
    }
    fixtures
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

fn faults(files: &[PathBuf]) -> Faults {
    let texts: Vec<(String, Vec<u8>)> = files
        .iter()
        .map(|path| (path.strip_prefix(FOLDER).unwrap().display().to_string(), std::fs::read(path).unwrap()))
        .collect();
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    let asked = texts.iter().find_map(|(_, text)| asked(text)).unwrap_or_default();
    if let Some(service) = asked["service"].as_str() {
        return load_service(&sources, Some(&ShapeId::parse(service).unwrap())).unwrap_err();
    }
    let loaded = load(&sources);
    match asked["operations"].as_array() {
        None => match loaded {
            Err(faults) => faults,
            Ok(model) => match generate_model(model, &with_tests()) {
                Err(GenerateError::Faults(faults)) => faults,
                other => panic!("no faults: {other:?}"),
            },
        },
        Some(operations) => {
            let operations: Vec<String> = operations.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
            select(loaded.unwrap(), &operations).unwrap_err()
        }
    }
}

fn with_tests() -> Options {
    Options { tests: Some(Dependency::default()), ..Options::default() }
}

fn asked(text: &[u8]) -> Option<Value> {
    let model: Value = serde_json::from_slice(text).ok()?;
    model.get("metadata")?.get("test").cloned()
}

#[test]
fn each_fixture_has_its_faults() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("faults/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for (name, files) in fixtures() {
        insta::assert_snapshot!(name, faults(&files).to_string());
    }
}

#[test]
fn a_fixture_is_named_for_its_fault() {
    for (name, files) in fixtures() {
        let named = CODES.iter().filter(|code| name.starts_with(code.id)).max_by_key(|code| code.id.len());
        let Some(code) = named else { continue };
        let found: BTreeSet<&str> = faults(&files).iter().map(|fault| fault.code.id).collect();
        assert!(found.contains(code.id), "{name} has {found:?}");
    }
}

#[test]
fn each_code_has_a_fixture() {
    let covered: BTreeSet<&str> = fixtures()
        .iter()
        .flat_map(|(_, files)| faults(files).iter().map(|fault| fault.code.id).collect::<Vec<_>>())
        .collect();
    for code in CODES.iter().filter(|code| !ELSEWHERE.iter().any(|(id, _)| *id == code.id)) {
        assert!(covered.contains(code.id), "no fixture has {code}");
    }
}

#[test]
fn codes_are_told_apart() {
    let ids: BTreeSet<&str> = CODES.iter().map(|code| code.id).collect();
    assert_eq!(ids.len(), CODES.len());
    for code in CODES {
        assert!(
            code.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()),
            "{code}"
        );
        assert!(code.summary.ends_with('.'), "{code}");
    }
}

#[test]
fn each_fault_says_where_and_what_else() {
    for (name, files) in fixtures() {
        for fault in faults(&files).iter() {
            let nowhere = ["no-service"];
            assert!(fault.place.is_some() || nowhere.contains(&fault.code.id), "{name}: {fault}");
            assert!(!fault.message.contains('\n'), "{name}: {fault}");
        }
    }
}
