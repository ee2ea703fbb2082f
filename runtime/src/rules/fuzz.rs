//! Property tests: no document and no parameters are too much for the engine.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::tests::{diagram, parse, rule_set, url_rule};
use super::*;

/// Texts that rule sets are made of, so that some of the arbitrary documents get far.
const TEXTS: &str = "A B L v {A} {B} {v} {L#[0]} {v#scheme} scheme resourceId[0] [0] [-1] isSet not
    getAttr stringEquals coalesce ite split parseURL aws.partition aws.parseArn substring uriEncode
    booleanEquals endpoint error tree 1.0 1.1 string boolean stringArray https://a/b arn:a:b:c:d:e
    /////wAAAAH/////";

const MEMBERS: &str = "version parameters rules conditions type fn argv ref assign endpoint url
    headers properties error results nodes nodeCount root A default required builtIn";

fn one_of(words: &'static str) -> impl Strategy<Value = String> {
    select(words.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![9 => one_of(TEXTS), 1 => ".{0,6}"]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => (-3_i64..4).prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(one_of(MEMBERS), inner, 0..5).prop_map(Value::from_iter),
        ]
    })
}

/// An expression that is often well-typed.
fn expression() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        one_of("A B L F v").prop_map(|name| json!({"ref": name})),
        any::<bool>().prop_map(Value::from),
        (-3_i64..9).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        (one_of(TEXTS), vec(inner, 1..4)).prop_map(|(name, arguments)| json!({"fn": name, "argv": arguments}))
    })
}

fn reference() -> impl Strategy<Value = i32> {
    prop_oneof![6 => -6..6_i32, 3 => 99_999_999..100_000_003_i32, 1 => any::<i32>()]
}

/// Resolves with no parameter set, then with one more each time.
fn resolve_any(rules: &RuleSet, text: &str) {
    let mut params = rules.params();
    for (index, parameter) in rules.parameters().iter().enumerate() {
        let _ = rules.resolve(&params);
        let value = match parameter.kind {
            ParameterKind::String => ParamValue::from(text),
            ParameterKind::Boolean => ParamValue::from(true),
            ParameterKind::StringArray => ParamValue::from(vec![text.to_owned()]),
        };
        params.set_at(index, Some(value)).unwrap();
    }
    let _ = rules.resolve(&params);
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".*") {
        let _ = RuleSet::parse(&text);
        let _ = Partitions::parse(&text);
    }

    #[test]
    fn any_json_is_read(document in value()) {
        let _ = parse(&document);
        let _ = Partitions::parse(&document.to_string());
    }

    #[test]
    fn any_rules_are_read_and_evaluated(rules in vec(value(), 0..3), text in ".{0,8}") {
        if let Ok(rules) = parse(&rule_set("1.1", Value::from(rules))) {
            resolve_any(&rules, &text);
        }
    }

    #[test]
    fn any_expression_is_read_and_evaluated(
        mut conditions in vec(expression(), 0..3),
        url in expression(),
        text in "[a-z:/.-]{0,12}|.{0,8}",
    ) {
        conditions.retain(Value::is_object);
        if let Some(first) = conditions.first_mut() {
            first["assign"] = "v".into();
        }
        if let Ok(rules) = parse(&rule_set("1.1", json!([url_rule(json!(conditions), url)]))) {
            resolve_any(&rules, &text);
        }
    }

    #[test]
    fn any_nodes_are_read_and_walked(
        nodes in vec((-1..2_i32, reference(), reference()), 0..6),
        root in -6_i64..8,
    ) {
        let nodes: Vec<_> = nodes.into_iter().map(|(test, high, low)| [test, high, low]).collect();
        if let Ok(rules) = parse(&diagram(&nodes, root)) {
            resolve_any(&rules, "a");
        }
    }
}
