//! From a model that is changed by chance to a crate.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use tinsmith_codegen::{Dependency, GenerateError, Options, generate};

use super::entry::{generates, source};
use super::mutation::{change, mutate};

/// A valid model of which everything reaches the crate.
fn seed() -> Value {
    let mut model = super::seed();
    let shapes = model["shapes"].as_object_mut().unwrap();
    let more = json!({
        "a#Shop": { "traits": {
            "aws.api#service": { "sdkId": "The Shop" }, "smithy.api#title": "Shop", "smithy.api#xmlNamespace": { "uri": "https://a" },
            "smithy.api#documentation": "<p>Sells <b>tea</b>.</p>",
            "smithy.rules#clientContextParams": { "Flavor": { "type": "string", "documentation": "What it is." } },
            "smithy.rules#endpointRuleSet": { "version": "1.0", "parameters": {
                "Flavor": { "type": "String" }, "Region": { "type": "String", "builtIn": "AWS::Region" } }, "rules": [] },
        } },
        "a#Get": { "traits": {
            "smithy.api#documentation": "Gets.\n\n```\ntea\n```", "smithy.api#deprecated": { "message": "no", "since": "1" },
            "smithy.rules#staticContextParams": { "Flavor": { "value": "mint" } },
            "smithy.waiters#waitable": { "ThingThere": { "documentation": "There.", "acceptors": [
                { "state": "success", "matcher": { "output": { "path": "page.next", "expected": "x", "comparator": "stringEquals" } } },
                { "state": "retry", "matcher": { "errorType": "Closed" } },
            ], "minDelay": 1, "maxDelay": 2 } },
            "smithy.test#httpRequestTests": [{
                "id": "GetOne", "protocol": "aws.protocols#restJson1", "method": "GET", "uri": "/things/i", "body": "",
                "params": { "id": "i", "color": "red", "choice": { "size": 1 } },
            }],
            "smithy.test#httpResponseTests": [{
                "id": "GotOne", "protocol": "aws.protocols#restJson1", "code": 200, "body": "{}",
                "params": { "page": { "inner": { "next": "n" } }, "names": [{ "a": 1 }], "at": 0 },
            }],
        } },
        "a#Closed": { "traits": { "smithy.api#retryable": { "throttling": true } } },
        "a#Color": { "traits": { "smithy.api#documentation": "A color." } },
    });
    for (id, shape) in more.as_object().unwrap() {
        let traits = shapes[id]["traits"].as_object().cloned().unwrap_or_default();
        let added = shape["traits"].as_object().unwrap().clone();
        shapes[id]["traits"] = Value::Object(traits.into_iter().chain(added).collect());
    }
    model
}

#[test]
fn the_seed_makes_a_crate() {
    let text = seed().to_string();
    let generated = generate(&source(text.as_bytes()), &Options::default());
    assert!(generated.unwrap_or_else(|error| panic!("{error}")).files.len() > 20);
    generates(&source(text.as_bytes()));
}

/// How many files the crate has of a service with one operation, whose input is `a#Input`, and these shapes.
fn generate_soon(shapes: &str, traits: &str) -> Result<usize, GenerateError> {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ {shapes}
        "a#Get": {{ "type": "operation", "input": {{ "target": "a#Input" }}, "traits": {{ {traits} }} }},
        "a#Shop": {{ "type": "service", "version": "1", "operations": [{{ "target": "a#Get" }}],
            "traits": {{ "aws.protocols#awsJson1_0": {{}} }} }} }} }}"#
    );
    let start = Instant::now();
    let options = Options { tests: Some(Dependency::default()), ..Options::default() };
    let generated = generate(&source(text.as_bytes()), &options);
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    generated.map(|generated| generated.files.len())
}

fn member(name: &str, target: usize) -> String {
    format!(r#""{name}": {{ "target": "a#S{target}" }}"#)
}

/// Each structure has the next one, so that a value of the first would hold them all.
#[test]
fn a_chain_of_many_structures() {
    let chain = |count: usize| {
        let structure = |number| {
            format!(r#""a#S{number}": {{ "type": "structure", "members": {{ {} }} }},"#, member("x", number + 1))
        };
        let chain: String = (0..count).map(structure).collect();
        format!(
            r#"{chain} "a#S{count}": {{ "type": "string" }}, "a#Input": {{ "type": "structure", "members": {{ {} }} }},"#,
            member("x", 0)
        )
    };
    assert!(generate_soon(&chain(500), "").unwrap() > 500);
    let faults = generate_soon(&chain(5_000), "").unwrap_err().to_string();
    assert!(faults.starts_with("error[deep-shapes]"), "{faults}");
}

/// Each structure has every other one, and itself.
#[test]
fn a_thicket_of_structures() {
    let members: Vec<String> = (0..80).map(|number| member(&format!("m{number}"), number)).collect();
    let members = members.join(",");
    let all: String = (0..80)
        .map(|number| format!(r#""a#S{number}": {{ "type": "structure", "members": {{ {members} }} }},"#))
        .collect();
    let input = r#""a#Input": { "type": "structure", "members": { "x": { "target": "a#S0" } } },"#;
    assert!(generate_soon(&format!("{all}{input}"), "").unwrap() > 80);
}

/// Structures, lists and unions that hold each other, and a test with a value as deep as JSON can be.
#[test]
fn a_test_with_a_deep_value() {
    let shapes = r#""a#Input": { "type": "structure", "members": { "tree": { "target": "a#Tree" } } },
        "a#Tree": { "type": "union", "members": { "leaf": { "target": "smithy.api#String" }, "trees": { "target": "a#Trees" } } },
        "a#Trees": { "type": "list", "member": { "target": "a#Tree" } },"#;
    let (open, close) = (r#"{ "trees": ["#.repeat(55), "] }".repeat(55));
    let traits = format!(
        r#""smithy.test#httpRequestTests": [{{ "id": "Deep", "protocol": "aws.protocols#awsJson1_0", "method": "POST",
            "uri": "/", "body": "", "params": {{ "tree": {open} {{ "leaf": "x" }} {close} }} }}]"#
    );
    assert!(generate_soon(shapes, &traits).unwrap() > 10);
}

/// A path through a structure that holds itself may be as long as one likes.
#[test]
fn a_long_path() {
    let path = "next.".repeat(50_000) + "token";
    let shapes = r#""a#Input": { "type": "structure", "members": { "token": { "target": "smithy.api#String" } } },
        "a#Output": { "type": "structure", "members": {
            "token": { "target": "smithy.api#String" }, "next": { "target": "a#Output" } } },"#;
    let traits = format!(r#""smithy.api#paginated": {{ "inputToken": "token", "outputToken": "{path}" }}"#);
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ {shapes}
        "a#Get": {{ "type": "operation", "input": {{ "target": "a#Input" }}, "output": {{ "target": "a#Output" }},
            "traits": {{ {traits} }} }},
        "a#Shop": {{ "type": "service", "version": "1", "operations": [{{ "target": "a#Get" }}],
            "traits": {{ "aws.protocols#awsJson1_0": {{}} }} }} }} }}"#
    );
    generates(&source(text.as_bytes()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_models_make_crates(
        changes in proptest::collection::vec((proptest::collection::vec(any::<usize>(), 2..9), change()), 1..3)
    ) {
        let mut model = seed();
        for (path, change) in &changes {
            mutate(&mut model, path, change);
        }
        generates(&source(model.to_string().as_bytes()));
    }
}
