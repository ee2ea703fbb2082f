//! The cases of the conformance suite, and those of models.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tinsmith::rules::Partitions;
use tinsmith_endpoint_tests::{Edition, check_case, editions, run};

use crate::suite::{indexed, parse, shared};

/// Runs all cases of the suite on the rules that each document has as one of these members.
fn check_suite(members: &[&str], has_rules: &str) {
    let Some(root) = shared("conformance/rules-engine") else {
        return;
    };
    let mut faults = Vec::new();
    let (mut rule_sets, mut passed, mut expected_rule_sets, mut expected) = (0, 0, 0, 0);
    for (entry, document) in indexed(&root, "cases/") {
        if entry[has_rules] == true {
            expected_rule_sets += 1;
            expected += entry["testCases"].as_u64().unwrap();
        }
        for rules in members.iter().filter_map(|member| document.get(*member)) {
            rule_sets += 1;
            let rules = parse(rules);
            for case in document["endpointTests"]["testCases"].as_array().into_iter().flatten() {
                match check_case(&rules, case, Partitions::current()) {
                    Ok(()) => passed += 1,
                    Err(fault) => faults.push(format!("{}: {case}: {fault}", entry["file"])),
                }
            }
        }
    }
    println!("{passed} cases over {rule_sets} rule sets");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(expected >= 246, "the index lists only {expected} cases");
    assert_eq!((rule_sets, passed), (expected_rule_sets, expected));
}

#[test]
fn conformance_by_tree() {
    check_suite(&["endpointRuleSet"], "hasRuleSet");
}

#[test]
fn conformance_by_decision_diagram() {
    check_suite(&["compiledBdd", "endpointBdd"], "hasBdd");
}

/// The value of a trait in the text of a model. Most of a model is shapes, which are not parsed.
fn trait_value(model: &str, name: &str) -> Option<Value> {
    let (_, rest) = model.split_once(&format!("\"{name}\":"))?;
    serde_json::Deserializer::from_str(rest).into_iter().next()?.ok()
}

/// Runs the endpoint tests of all models of the files that have rules, with one of these editions of the
/// partitions each. Returns how many models and cases there were.
fn check_models(files: impl Iterator<Item = PathBuf>, editions: &[Edition]) -> (u64, u64) {
    let mut faults = Vec::new();
    let (mut services, mut passed) = (0, 0);
    for path in files {
        let model = fs::read_to_string(&path).unwrap();
        let Some(rules) = trait_value(&model, "smithy.rules#endpointRuleSet") else {
            continue;
        };
        services += 1;
        let report = run(&json!({"tree": rules, "tests": trait_value(&model, "smithy.rules#endpointTests")}), editions);
        match report["tree"]["failed"].as_u64() {
            Some(0) => passed += report["tree"]["passed"].as_u64().unwrap(),
            _ => faults.push(format!("{}: {report}", path.display())),
        }
    }
    println!("{passed} cases over {services} services");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    (services, passed)
}

/// The files of a folder.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
}

#[test]
fn models_of_aws_resolve_as_their_own_tests_say() {
    let Some(root) = shared("models/aws") else {
        return;
    };
    let (services, passed) = check_models(files(&root), &editions(&[]).unwrap());
    assert!(services >= 373 && passed >= 14_000, "only {passed} cases over {services} services");
}

#[test]
fn our_models_resolve_as_their_own_tests_say() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../models"));
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let current = &editions(&[]).unwrap()[..1];
    let (services, passed) = check_models(folders.flat_map(|folder| files(&folder)), current);
    assert!(services >= 4 && passed >= 500, "only {passed} cases over {services} services");
}
