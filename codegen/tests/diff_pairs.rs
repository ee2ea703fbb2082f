//! Smithy's own pairs of models: what its comparison finds is found here, and is as bad where it breaks
//! clients.
//!
//! The pairs are read in place, next to the project. Where they are absent the tests say so and pass,
//! unless `TINSMITH_REQUIRE_SHARED` is set.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith_codegen::diff::{Diff, Verdict, diff_all, load_services};
use tinsmith_codegen::{Options, Planned, Source};

const PAIRS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/diff");

/// What is deliberately judged otherwise: the start of a finding's id, or the pair of which all findings
/// are meant, and the reason.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "RemovedShape",
        "shapes without a type of their own are no part of a crate: what has changed is reported of their users",
    ),
    ("AddedShape", "shapes without a type of their own are no part of a crate"),
    ("ModifiedTrait.", "a trait of the model's own, which clients do not use: it is reported, as documentation"),
    ("RemovedResourceBinding", "clients have no resources: it is reported, as documentation"),
    ("RemovedOperationBinding.FromResource", "clients call all operations alike: it is reported, as documentation"),
    ("nested-list-added-incompatible-member-trait", "the trait is the model's own, and no client uses it"),
    ("nested-map-key-added-incompatible-trait", "the trait is the model's own, and no client uses it"),
    ("nested-map-value-added-incompatible-trait", "the trait is the model's own, and no client uses it"),
    ("ChangedMemberTarget", "the type is the same in Rust and on the wire: nothing has changed for clients"),
];

/// The pairs that Smithy lets pass, and that break code, with the reason.
const STRICTER: &[(&str, &str)] = &[
    (
        "either-or-both-no-endpointRuleSet",
        "without rules, resolvers are given the parameter `Endpoint`, which other rules may lack",
    ),
    ("no-old-sigv4", "the same"),
];

/// A pair of models with what Smithy finds.
struct Pair {
    name: String,
    diff: Diff,
    expected: Vec<Event>,
    has_expectations: bool,
}

/// Something that Smithy finds.
#[derive(Debug)]
struct Event {
    severity: String,
    id: String,
    shape: String,
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            json_files(&path, files);
        } else if path.to_string_lossy().ends_with(".diff.json") {
            files.push(path);
        }
    }
}

fn pairs() -> Vec<Pair> {
    let mut files = Vec::new();
    json_files(Path::new(PAIRS), &mut files);
    if files.is_empty() {
        assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{PAIRS} is absent");
        println!("{PAIRS} is absent: skipped");
    }
    files.sort();
    files.iter().map(|path| pair(path)).collect()
}

fn pair(path: &Path) -> Pair {
    let pair: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().replace(".diff.json", "");
    let load = |side: &str| {
        let text = pair[side].to_string();
        let sources = [Source { name: &name, text: text.as_bytes() }];
        let models = load_services(&sources).unwrap_or_else(|faults| panic!("{name}, {side}: {faults}"));
        let planned = models.into_iter().map(|model| Planned::new(model, &Options::default()).unwrap());
        planned.collect::<Vec<_>>()
    };
    let diff = diff_all(&load("old"), &load("new"));
    let official = pair.get("expectedEvents");
    let events = official.or(pair.get("referenceEvents")).and_then(Value::as_array).into_iter().flatten();
    Pair { diff, expected: events.map(event).collect(), has_expectations: official.is_some(), name }
}

fn event(event: &Value) -> Event {
    let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
    Event { severity: text("severity"), id: text("id"), shape: text("shapeId") }
}

impl Event {
    fn is_breaking(&self) -> bool {
        matches!(&*self.severity, "ERROR" | "DANGER")
    }

    /// Whether a change is of the shape of this event; of what is bound, where it is about a binding.
    fn is_about(&self, shape: &str) -> bool {
        let owner = self.shape.split('$').next().unwrap_or_default();
        let namespace = owner.split('#').next().unwrap_or_default();
        let bound = self.id.rsplit('.').next().unwrap_or_default();
        shape == self.shape
            || shape.split('$').next() == Some(owner)
            || (self.id.contains("Binding") && shape == format!("{namespace}#{bound}"))
    }

    /// Why it is judged otherwise here, if it is.
    fn reason(&self, pair: &str) -> Option<usize> {
        OTHERWISE.iter().position(|(what, _)| self.id.starts_with(what) || pair == *what)
    }
}

#[test]
fn what_smithy_finds_is_found() {
    let pairs = pairs();
    if pairs.is_empty() {
        return;
    }
    assert_eq!(pairs.len(), 58);
    assert_eq!(pairs.iter().filter(|pair| pair.has_expectations).count(), 36);
    let mut used = BTreeSet::new();
    let mut failures = Vec::new();
    for pair in &pairs {
        for event in &pair.expected {
            let mut found = pair.diff.changes().iter().filter(|change| event.is_about(&change.shape));
            let is_found = found.any(|change| !event.is_breaking() || change.kind.severity().is_breaking());
            if !is_found {
                let is_reported = pair.diff.changes().iter().any(|change| event.is_about(&change.shape));
                match event.reason(&pair.name).filter(|_| is_reported || !pair.has_expectations) {
                    Some(reason) => drop(used.insert(reason)),
                    None => failures.push(format!("{}: {event:?}\n  {:?}", pair.name, pair.diff.changes())),
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} are not found\n{}", failures.len(), failures.join("\n"));
    let unused: Vec<_> =
        (0..OTHERWISE.len()).filter(|index| !used.contains(index)).map(|index| OTHERWISE[index].0).collect();
    assert!(unused.is_empty(), "no finding is judged otherwise by {unused:?}");
}

/// What Smithy's comparison has no objection to breaks no code, but for what is listed.
#[test]
fn what_smithy_lets_pass_breaks_no_code() {
    let pairs = pairs();
    let passed = pairs.iter().filter(|pair| pair.has_expectations && !pair.expected.iter().any(Event::is_breaking));
    let breaking = passed.filter(|pair| pair.diff.verdict() == Verdict::Major).map(|pair| &*pair.name);
    let breaking: Vec<&str> = breaking.collect();
    let listed: Vec<&str> = STRICTER.iter().map(|(name, _)| *name).filter(|_| !pairs.is_empty()).collect();
    assert_eq!(breaking, listed);
}
