//! From a model that is changed by chance to a crate.

use proptest::prelude::*;
use serde_json::{Value, json};

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
    let generated = tinsmith_codegen::generate(&source(text.as_bytes()), &Default::default());
    assert!(generated.unwrap_or_else(|error| panic!("{error}")).files.len() > 20);
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
