//! Which rule sets of the conformance suite are refused, and why.

use std::fs;

use tinsmith::rules::RuleSet;

use crate::suite::{indexed, parse, read, shared};

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
