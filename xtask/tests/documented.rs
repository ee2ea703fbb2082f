//! What the project's own models say to people: everything that a caller must know is documented, and
//! facts and documentation stand in files of their own. `services.toml` says which models there are, and the README
//! what is supported.

use std::fs;
use std::process::Command;

use tinsmith_codegen::{Source, load, select};
use xtask::layout::Layout;
use xtask::services::{self, Entry};
use xtask::update::undocumented;

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

/// The README has the table that the command prints.
#[test]
fn the_readme_has_what_is_supported() {
    let listed = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("list").output().unwrap();
    let readme = fs::read_to_string(Layout::of_cargo().root.join("README.md")).unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for entry in entries() {
        let is_it = |line: &&str| line.split_whitespace().next() == Some(&entry.name);
        let line = listed.lines().find(is_it).unwrap_or_else(|| panic!("{} is not listed", entry.name));
        // Columns are two spaces apart, protocols one.
        let mut columns: Vec<&str> = line.split("  ").map(str::trim).filter(|column| !column.is_empty()).collect();
        assert_eq!(columns.pop(), Some("yes"), "{line}");
        let row = format!("| {} |\n", columns.join(" | "));
        assert!(readme.contains(&row), "README.md has not the row {row}");
    }
}
