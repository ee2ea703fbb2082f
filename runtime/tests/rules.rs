//! The endpoint rules engine against the conformance suite and against the models of AWS, both read
//! in place from beside the repository. Where they are absent, these tests say so and pass, unless
//! `TINSMITH_REQUIRE_SHARED` is set.

use std::fs;
use std::path::{Path, PathBuf};

use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::{Document, Number};
use serde_json::Value;
use tinsmith::rules::{ParamValue, Partitions, ResolveError, RuleSet};

/// A folder of the shared material, if it is there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    let required = std::env::var_os("TINSMITH_REQUIRE_SHARED").is_some();
    assert!(!required, "{} is absent", path.display());
    println!("skipped: {} is absent", path.display());
    None
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn parse(rules: &Value) -> RuleSet {
    RuleSet::parse(&rules.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs one case of `smithy.rules#endpointTests`.
fn check_case(rules: &RuleSet, case: &Value, partitions: &Partitions) -> Result<(), String> {
    let mut params = rules.params();
    for (name, value) in case["params"].as_object().into_iter().flatten() {
        params.set(name, param_value(value)).map_err(|error| error.to_string())?;
    }
    let found = rules.resolve_with(&params, partitions);
    match (&case["expect"]["endpoint"], &case["expect"]["error"]) {
        (Value::Null, Value::String(expected)) => match found {
            Err(ResolveError::Rule { message, .. }) if message == *expected => Ok(()),
            other => Err(format!("expected the error {expected:?}, found {other:?}")),
        },
        (expected, Value::Null) => {
            let found = found.map_err(|error| format!("expected {expected}, found {error}"))?;
            check_endpoint(&found, expected)
        }
        _ => Err("expects both or neither".to_owned()),
    }
}

fn param_value(value: &Value) -> ParamValue {
    match value {
        Value::String(value) => value.as_str().into(),
        Value::Bool(value) => (*value).into(),
        Value::Array(values) => {
            let strings = values.iter().map(|value| value.as_str().unwrap().to_owned());
            strings.collect::<Vec<_>>().into()
        }
        _ => panic!("no parameter can be {value}"),
    }
}

fn check_endpoint(found: &Endpoint, expected: &Value) -> Result<(), String> {
    let or_empty = |value: &Value| match value {
        Value::Null => Value::Object(Default::default()),
        value => value.clone(),
    };
    let headers = found.headers();
    let headers = headers.map(|(name, values)| (name.to_owned(), Value::from_iter(values)));
    let properties = found.properties().iter();
    let properties = properties.map(|(name, value)| (name.to_string(), json(value)));
    let pairs = [
        ("url", Value::from(found.url()), expected["url"].clone()),
        ("headers", Value::from_iter(headers), or_empty(&expected["headers"])),
        ("properties", Value::from_iter(properties), or_empty(&expected["properties"])),
    ];
    match pairs.into_iter().find(|(_, found, expected)| found != expected) {
        None => Ok(()),
        Some((what, found, expected)) => Err(format!("expected the {what} {expected}, found {found}")),
    }
}

fn json(document: &Document) -> Value {
    match document {
        Document::Object(members) => members.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
        Document::Array(elements) => elements.iter().map(json).collect(),
        Document::Number(Number::PosInt(value)) => Value::from(*value),
        Document::Number(Number::NegInt(value)) => Value::from(*value),
        Document::Number(Number::Float(value)) => Value::from(*value),
        Document::String(value) => Value::from(value.as_str()),
        Document::Bool(value) => Value::from(*value),
        Document::Null => Value::Null,
    }
}

/// The entries of the suite's index whose file is in this folder, each with its document.
fn indexed(root: &Path, folder: &str) -> Vec<(Value, Value)> {
    let Value::Array(index) = read(&root.join("index.json")) else { panic!("no index") };
    let file = |entry: &Value| entry["file"].as_str().unwrap().to_owned();
    let entries = index.into_iter().filter(|entry| file(entry).starts_with(folder));
    entries.map(|entry| (entry.clone(), read(&root.join(file(&entry))))).collect()
}

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

#[test]
fn trees_and_diagrams_have_the_same_parameters() {
    let Some(root) = shared("conformance/rules-engine") else {
        return;
    };
    for (_, document) in indexed(&root, "cases/") {
        if let (Some(tree), Some(bdd)) = (document.get("endpointRuleSet"), document.get("compiledBdd")) {
            assert_eq!(parse(tree).parameters(), parse(bdd).parameters());
        }
    }
}

const PROVE: &str = "; use `isSet` or `assign` in a condition to prove that it is set";

/// The faults of the suite's invalid rule sets, in our words; `…` stands for [`PROVE`].
const FAULTS: [(&str, &str, &str); 17] = [
    ("bool-equals-unset", "rules[0].conditions[0].argv[1]", "expected boolean, found optional boolean…"),
    ("cant-template-bool", "rules[0].endpoint.url", "expected string, found boolean"),
    ("default-must-be-required", "parameters.RegionName", "a parameter with a `default` must be `required`"),
    ("empty-rule", "rules[0]", "the member `type` is missing"),
    ("empty-tree-rule", "rules[0].rules", "a tree rule needs at least one rule"),
    ("field-in-wrong-tree", "rules[1].endpoint.url", "no parameter or variable `partitionResult` in this scope"),
    (
        "get-attr-must-be-static",
        "rules[0].rules[0].conditions[0].argv[1].argv[1]",
        "`{authority}` is no property of URL",
    ),
    (
        "invalid-param-type",
        "parameters.RegionName.type",
        "expected `string`, `boolean` or `stringArray`, found `notastring`",
    ),
    ("invalid-slice", "rules[0].endpoint.url", "expected string, found optional string…"),
    ("missing-isset", "rules[0].endpoint", "unknown member `authParams`; expected `url`, `headers`, `properties`"),
    ("no-shadowing-assignments", "rules[0].conditions[1].assign", "`Region` is already declared in this scope"),
    ("no-shadowing-params", "rules[0].conditions[0].assign", "`Region` is already declared in this scope"),
    ("only-refs-coerce-isset", "rules[0].rules[0].rules[0].endpoint.url", "expected string, found optional string…"),
    ("string-equals-unset", "rules[0].conditions[0].argv[1]", "expected string, found optional string…"),
    ("unknown-field", "rules[0].endpoint.url", "`nme` is no property of URL"),
    ("unset-in-wrong-tree", "rules[1].endpoint.url", "expected string, found optional string…"),
    ("wrong-default-type", "parameters.RegionName.default", "expected a default of type string"),
];

#[test]
fn invalid_rule_sets_are_refused() {
    let Some(root) = shared("conformance/rules-engine/invalid-rules") else {
        return;
    };
    let folders = fs::read_dir(root).unwrap().map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut refused = 0;
    for path in files.map(|file| file.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let error = RuleSet::parse(&read(&path)["ruleSet"].to_string()).expect_err(name);
        let (_, place, message) = FAULTS.iter().find(|(known, ..)| *known == name).expect(name);
        assert_eq!((error.path(), error.message()), (*place, &*message.replace('…', PROVE)), "{name}");
        refused += 1;
    }
    assert_eq!(refused, FAULTS.len());
}

/// Of the models that are invalid for some reason, those whose rule set is at fault.
const INVALID_RULE_SETS: [(&str, &str); 3] = [
    ("bad-version-use", "coalesce needs version 1.1, the rule set has 1.0"),
    ("get-attr-not-1.0", "split needs version 1.1, the rule set has 1.0"),
    ("invalid-split-cannot-be-empty", "the delimiter of `split` cannot be empty"),
];

#[test]
fn rule_sets_of_invalid_models_are_refused_only_for_their_own_faults() {
    let Some(root) = shared("conformance/rules-engine") else {
        return;
    };
    let mut refused = 0;
    for (entry, document) in indexed(&root, "cases-invalid-model/") {
        let Some(rules) = document.get("endpointRuleSet") else {
            continue;
        };
        let file = entry["file"].as_str().unwrap();
        let fault = INVALID_RULE_SETS.iter().find(|(name, _)| file.contains(name));
        let error = RuleSet::parse(&rules.to_string()).err();
        let message = error.as_ref().map(|error| error.message());
        assert_eq!(message, fault.map(|(_, message)| *message), "{file}");
        refused += usize::from(error.is_some());
    }
    assert_eq!(refused, INVALID_RULE_SETS.len());
}

/// The value of a trait in the text of a model. Most of a model is shapes, which are not parsed.
fn trait_value(model: &str, name: &str) -> Option<Value> {
    let (_, rest) = model.split_once(&format!("\"{name}\":"))?;
    serde_json::Deserializer::from_str(rest).into_iter().next()?.ok()
}

/// The partitions of April 2025, when the models were published. What their tests see of the change
/// since then is that some partitions had no dual-stack endpoints yet.
fn partitions_of_the_models() -> Partitions {
    Partitions::parse(include_str!("data/partitions-2025-04.json")).unwrap()
}

/// Resolves the endpoint tests of all models of the files that have rules. Returns how many models and
/// cases there were.
fn check_models(files: impl Iterator<Item = PathBuf>, partitions: &Partitions) -> (usize, usize) {
    let mut faults = Vec::new();
    let (mut services, mut passed) = (0, 0);
    for path in files {
        let model = fs::read_to_string(&path).unwrap();
        let Some(rules) = trait_value(&model, "smithy.rules#endpointRuleSet") else {
            continue;
        };
        services += 1;
        let rules = parse(&rules);
        let tests = trait_value(&model, "smithy.rules#endpointTests").unwrap_or_default();
        for case in tests["testCases"].as_array().into_iter().flatten() {
            match check_case(&rules, case, partitions) {
                Ok(()) => passed += 1,
                Err(fault) => {
                    let (name, params) = (path.file_stem().unwrap(), &case["params"]);
                    faults.push(format!("{}: {params}: {fault}", name.display()));
                }
            }
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
    check_models(files(&root), &partitions_of_the_models());
}

#[test]
fn our_models_resolve_as_their_own_tests_say() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../models"));
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let (services, passed) = check_models(folders.flat_map(|folder| files(&folder)), Partitions::current());
    assert!(services >= 4 && passed >= 500, "only {passed} cases over {services} services");
}
