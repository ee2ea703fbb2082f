//! The conformance suite, and what is beside it. Where they are absent, tests say so and pass, unless
//! `TINSMITH_REQUIRE_SHARED` is set.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith::rules::RuleSet;

/// A folder of the shared material, if it is there.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    let required = std::env::var_os("TINSMITH_REQUIRE_SHARED").is_some();
    assert!(!required, "{} is absent", path.display());
    println!("skipped: {} is absent", path.display());
    None
}

pub(crate) fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn parse(rules: &Value) -> RuleSet {
    RuleSet::parse(&rules.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// The entries of the suite's index whose file is in this folder, each with its document.
pub(crate) fn indexed(root: &Path, folder: &str) -> Vec<(Value, Value)> {
    let Value::Array(index) = read(&root.join("index.json")) else { panic!("no index") };
    let file = |entry: &Value| entry["file"].as_str().unwrap().to_owned();
    let entries = index.into_iter().filter(|entry| file(entry).starts_with(folder));
    entries.map(|entry| (entry.clone(), read(&root.join(file(&entry))))).collect()
}
