//! The same for C2J, whose files are changed one by one and belong together all the same.

use proptest::prelude::*;
use serde_json::{Value, json};
use tinsmith_codegen::{Source, load};

use super::codes;
use super::entry::{generates, reads};
use super::mutation::{change, mutate};

/// A model with everything that the reader looks at, file by file.
fn seed() -> Vec<Value> {
    let service = json!({
        "metadata": { "serviceId": "Shop", "apiVersion": "1", "protocols": ["rest-json"], "auth": ["aws.auth#sigv4"],
            "xmlNamespace": { "uri": "https://example.com/" }, "targetPrefix": "a.Shop" },
        "operations": { "GetThing": {
            "http": { "method": "GET", "requestUri": "/things/{thing-id}?x", "responseCode": 200 },
            "input": { "shape": "Input", "locationName": "In" }, "output": { "shape": "Output" },
            "errors": [{ "shape": "Gone" }], "endpoint": { "hostPrefix": "{Host}." }, "authtype": "none",
            "httpChecksum": { "requestAlgorithmMember": "Kind" }, "staticContextParams": { "A": { "value": true } }
        } },
        "shapes": {
            "Text": { "type": "string", "min": 1, "pattern": "a+" },
            "Kind": { "type": "string", "enum": ["A", "a", "+"] },
            "Number": { "type": "integer", "min": 0 },
            "Bytes": { "type": "blob" },
            "Words": { "type": "list", "member": { "shape": "Text", "locationName": "w" }, "flattened": true },
            "Sizes": { "type": "map", "key": { "shape": "Text" }, "value": { "shape": "Number" } },
            "Any": { "type": "structure", "members": {}, "document": true },
            "Choice": { "type": "structure", "members": { "a": { "shape": "Text" } }, "union": true },
            "Input": { "type": "structure", "required": ["ThingId", "Host"], "payload": "Body", "members": {
                "ThingId": { "shape": "Text", "location": "uri", "locationName": "thing-id" },
                "Host": { "shape": "Text", "hostLabel": true, "location": "header", "locationName": "x-host" },
                "Kind": { "shape": "Kind", "location": "querystring" },
                "Body": { "shape": "Bytes", "streaming": true }
            } },
            "Output": { "type": "structure", "members": {
                "Items": { "shape": "Words" }, "Next": { "shape": "Text", "jsonvalue": true }, "Sizes": { "shape": "Sizes" },
                "Any": { "shape": "Any" }, "Choice": { "shape": "Choice" }
            } },
            "Gone": { "type": "structure", "members": {}, "error": { "httpStatusCode": 404, "code": "g" }, "exception": true }
        }
    });
    let paginators = json!({ "pagination": { "GetThing": {
        "input_token": "ThingId", "output_token": "Next", "result_key": ["Items"], "limit_key": "Kind" } } });
    let waiters = json!({ "waiters": { "ThingGone": { "operation": "GetThing", "delay": 1, "acceptors": [
        { "matcher": "status", "expected": 404, "state": "success" },
        { "matcher": "pathAll", "argument": "Items", "expected": "x", "state": "retry" },
        { "matcher": "error", "expected": true, "state": "failure" }
    ] } } });
    let rules = json!({ "version": "1.0", "parameters": { "A": { "type": "boolean" } }, "rules": [] });
    let extras = json!({ "merge": { "shapes": { "Output": { "members": { "More": { "shape": "Number" } } } } } });
    vec![service, paginators, waiters, rules, extras]
}

fn sources(texts: &[String]) -> Vec<Source<'_>> {
    texts.iter().map(|text| Source { name: "file.json", text: text.as_bytes() }).collect()
}

#[test]
fn the_seed_is_valid() {
    let texts: Vec<String> = seed().iter().map(Value::to_string).collect();
    load(&sources(&texts)).unwrap_or_else(|faults| panic!("{faults}"));
}

#[test]
fn many_shapes_that_contain_each_other() {
    let shapes: Vec<String> = (0..50_000)
        .map(|number| {
            format!(r#""L{number}": {{ "type": "list", "member": {{ "shape": "L{}" }} }}"#, (number + 1) % 50_000)
        })
        .collect();
    let model = format!(
        r#"{{ "metadata": {{ "serviceId": "Shop", "protocol": "json" }}, "operations": {{}}, "shapes": {{ {} }} }}"#,
        shapes.join(",")
    );
    assert_eq!(codes(&model), ["endless-recursion"]);
}

#[test]
fn many_values_that_look_alike() {
    let values: Vec<String> =
        (1..20_000).map(|number| format!("\"{}\"", "-".repeat(number % 50 + 1) + &number.to_string())).collect();
    let same: Vec<&str> = (0..100_000).map(|_| "\"+\"").collect();
    for values in [values.join(","), same.join(",")] {
        let model = format!(
            r#"{{ "metadata": {{ "serviceId": "Shop", "protocol": "json" }}, "operations": {{}},
            "shapes": {{ "Kind": {{ "type": "string", "enum": [{values}] }} }} }}"#
        );
        let found = super::load_soon(model.as_bytes());
        assert!(found.is_ok() || codes(&model) == ["duplicate-enum-value", "more-faults"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_files(
        changes in proptest::collection::vec(
            (any::<prop::sample::Index>(), proptest::collection::vec(any::<usize>(), 0..6), change()),
            1..4,
        )
    ) {
        let mut files = seed();
        for (file, path, change) in &changes {
            mutate(file.get_mut(&mut files), path, change);
        }
        let texts: Vec<String> = files.iter().map(Value::to_string).collect();
        reads(&sources(&texts));
        generates(&sources(&texts));
    }
}
