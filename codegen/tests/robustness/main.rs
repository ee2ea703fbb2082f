//! Whatever the bytes, loading ends, soon, with a model or with faults.

mod c2j;
mod entry;
mod mutation;
mod pipeline;

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use tinsmith_codegen::fault::Faults;
use tinsmith_codegen::{Source, load};

use entry::{reads, source};
use mutation::{change, json_value, mutate};

/// Loads the text, within a time that even a slow machine in a debug build keeps.
#[track_caller]
fn load_soon(text: &[u8]) -> Result<(), Faults> {
    let start = Instant::now();
    let loaded = load(&[Source { name: "model.json", text }]).map(drop);
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
    loaded
}

#[track_caller]
fn codes(text: &str) -> Vec<&'static str> {
    let mut codes: Vec<&str> = load_soon(text.as_bytes()).unwrap_err().iter().map(|fault| fault.code.id).collect();
    codes.dedup();
    codes
}

/// A model of these entries, and a service.
fn model(entries: &str) -> String {
    format!(
        r#"{{ "smithy": "2.0", "shapes": {{ {entries}
        "a#Shop": {{ "type": "service", "version": "1", "traits": {{ "aws.protocols#awsJson1_0": {{}} }} }} }} }}"#
    )
}

/// The entries that `entry` makes of the numbers up to `count`.
fn entries(count: usize, entry: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    for number in 0..count {
        entry(&mut text, number);
        text.push_str(",\n");
    }
    text
}

#[test]
fn a_chain_of_many_lists() {
    let lists = entries(100_000, |text, number| {
        write!(text, r#""a#L{number}": {{ "type": "list", "member": {{ "target": "a#L{}" }} }}"#, number + 1).unwrap();
    });
    assert_eq!(codes(&model(&format!(r#"{lists} "a#L100000": {{ "type": "string" }},"#))), ["deep-lists"]);
    assert_eq!(
        codes(&model(&format!(r#"{lists} "a#L100000": {{ "type": "list", "member": {{ "target": "a#L0" }} }},"#))),
        ["endless-recursion"]
    );
}

#[test]
fn a_chain_of_many_mixins() {
    let mixins = entries(50_000, |text, number| {
        write!(text, r#""a#M{number}": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }}, "mixins": [{{ "target": "a#M{}" }}] }}"#, number + 1).unwrap();
    });
    let last = |mixin: &str| {
        format!(r#""a#M50000": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }} {mixin} }},"#)
    };
    load_soon(model(&format!("{mixins}{}", last(""))).as_bytes()).unwrap();
    assert_eq!(codes(&model(&format!("{mixins}{}", last(r#", "mixins": [{ "target": "a#M0" }]"#)))), ["mixin-cycle"]);
}

#[test]
fn mixins_that_double() {
    let mixins = entries(40, |text, number| {
        write!(
            text,
            r#""a#M{number}": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }},
            "mixins": [{{ "target": "a#N{0}" }}, {{ "target": "a#O{0}" }}] }},
            "a#N{number}": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }}, "mixins": [{{ "target": "a#M{0}" }}] }},
            "a#O{number}": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }}, "mixins": [{{ "target": "a#M{0}" }}] }}"#,
            number + 1
        )
        .unwrap();
    });
    let last = r#""a#M40": { "type": "structure", "traits": { "smithy.api#mixin": {} }, "members": { "x": { "target": "smithy.api#String" } } },"#;
    let more = r#""a#N40": { "type": "structure", "traits": { "smithy.api#mixin": {} } }, "a#O40": { "type": "structure", "traits": { "smithy.api#mixin": {} } },"#;
    load_soon(model(&format!("{mixins}{last}{more}")).as_bytes()).unwrap();
}

#[test]
fn a_large_mixin_in_many_shapes() {
    let members =
        entries(2_000, |text, number| write!(text, r#""m{number}": {{ "target": "smithy.api#String" }}"#).unwrap());
    let large = format!(
        r#""a#Large": {{ "type": "structure", "traits": {{ "smithy.api#mixin": {{}} }}, "members": {{ {members} "last": {{ "target": "smithy.api#String" }} }} }},"#
    );
    let users = entries(20_000, |text, number| {
        write!(text, r#""a#U{number}": {{ "type": "structure", "mixins": [{{ "target": "a#Large" }}] }}"#).unwrap();
    });
    assert_eq!(codes(&model(&format!("{large}{users}"))), ["too-much-mixed-in"]);
}

#[test]
fn a_large_input_of_many_operations() {
    let members =
        entries(20_000, |text, number| write!(text, r#""m{number}": {{ "target": "smithy.api#String" }}"#).unwrap());
    let large = format!(
        r#""a#Large": {{ "type": "structure", "members": {{ {members} "last": {{ "target": "smithy.api#String" }} }} }},"#
    );
    let users = entries(20_000, |text, number| {
        write!(text, r#""a#O{number}": {{ "type": "operation", "input": {{ "target": "a#Large" }} }}"#).unwrap();
    });
    assert_eq!(codes(&model(&format!("{large}{users}"))), ["too-large"]);
}

/// Loading is all that is done with shapes that no operation reaches.
#[test]
fn a_million_shapes() {
    let shapes = entries(1_000_000, |text, number| write!(text, r#""a#S{number}": {{ "type": "string" }}"#).unwrap());
    load_soon(model(&shapes).as_bytes()).unwrap();
}

#[test]
fn nothing_but_faults() {
    let shapes = entries(20_000, |text, number| {
        write!(text, r#""a#S{number}": {{ "type": "list", "member": {{ "target": "a#T{number}" }} }}"#).unwrap();
    });
    let faults = load_soon(model(&shapes).as_bytes()).unwrap_err();
    assert_eq!(faults.iter().len(), 10_001);
    assert!(faults.to_string().ends_with("error[more-faults]: there are 10000 more faults, which are not shown"));
    let shapes =
        entries(20_000, |text, number| write!(text, r#""a#S{number}": {{ "type": "strin{number}" }}"#).unwrap());
    assert_eq!(load_soon(model(&shapes).as_bytes()).unwrap_err().iter().len(), 10_001);
}

#[test]
fn many_applied_traits() {
    let applied = entries(20_000, |text, number| {
        write!(text, r#""a#Thing$m{number}": {{ "type": "apply", "traits": {{ "a#t{number}": {{}} }} }}"#).unwrap();
    });
    let members =
        entries(20_000, |text, number| write!(text, r#""m{number}": {{ "target": "smithy.api#String" }}"#).unwrap());
    let thing = format!(
        r#""a#Thing": {{ "type": "structure", "members": {{ {members} "last": {{ "target": "smithy.api#String" }} }} }},"#
    );
    load_soon(model(&format!("{applied}{thing}")).as_bytes()).unwrap();
}

#[test]
fn long_names() {
    let name = "n".repeat(1_000_000);
    let text = model(&format!(r#""a#{name}": {{ "type": "structure", "members": {{ "x": {{}}, "y": {{}} }} }},"#));
    let faults = load_soon(text.as_bytes()).unwrap_err().to_string();
    assert!(faults.len() < 1_000, "{} bytes", faults.len());
    let text = model(&format!(
        r#""a#Thing": {{ "type": "structure", "members": {{ "{name}": {{}} }}, "{name}": {{ "a": 1, "a": 2 }} }},"#
    ));
    let faults = load_soon(text.as_bytes()).unwrap_err().to_string();
    assert!(faults.len() < 1_000, "{} bytes", faults.len());
}

#[test]
fn many_traits_of_one_shape() {
    let traits = entries(50_000, |text, number| write!(text, r#""a#t{number}": {{}}"#).unwrap());
    let thing = format!(
        r#""a#Thing": {{ "type": "string", "traits": {{ {traits} "smithy.api#mixin": {{}} }} }}, "a#User": {{ "type": "string", "mixins": [{{ "target": "a#Thing" }}] }},"#
    );
    load_soon(model(&thing).as_bytes()).unwrap();
}

#[test]
fn services_that_share_what_they_bind() {
    let operations =
        entries(2_000, |text, number| write!(text, r#""a#O{number}": {{ "type": "operation" }}"#).unwrap());
    let bound: Vec<String> = (0..2_000).map(|number| format!(r#"{{ "target": "a#O{number}" }}"#)).collect();
    let room = format!(r#""a#Room": {{ "type": "resource", "operations": [{}] }},"#, bound.join(","));
    let services = entries(2_000, |text, number| {
        write!(
            text,
            r#""a#S{number}": {{ "type": "service", "version": "1", "resources": [{{ "target": "a#Room" }}],
            "traits": {{ "smithy.api#paginated": {{ "inputToken": "x" }} }} }}"#
        )
        .unwrap();
    });
    assert_eq!(codes(&model(&format!("{operations}{room}{services}"))), ["several-services"]);
}

/// A number that no type has is kept to its last digit, or refused.
#[test]
fn numbers_of_many_digits() {
    let digits = "9".repeat(1_000_000);
    for value in [digits.clone(), format!("-0.{digits}"), format!("1e{digits}"), format!("{digits}e-{digits}")] {
        let members =
            format!(r#""n": {{ "target": "smithy.api#Integer", "traits": {{ "smithy.api#default": {value} }} }}"#);
        let thing = format!(r#""a#Thing": {{ "type": "structure", "members": {{ {members} }} }},"#);
        let faults = load_soon(model(&thing).as_bytes()).unwrap_err();
        assert_eq!(faults.iter().next().map(|fault| fault.code.id), Some("wrong-default"));
        assert!(faults.to_string().len() < 1_000);
    }
}

#[test]
fn deep_nesting() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let text = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        assert_eq!(codes(&text), ["too-deep"]);
        assert_eq!(codes(&open.repeat(200_000)), ["too-deep"]);
    }
}

#[test]
fn cut_anywhere() {
    let text = seed().to_string();
    for end in 0..text.len() {
        assert!(load_soon(&text.as_bytes()[..end]).is_err());
    }
}

/// A valid model with some of everything.
fn seed() -> Value {
    json!({ "smithy": "2.0", "metadata": { "a": [1] }, "shapes": {
        "a#Shop": {
            "type": "service", "version": "1", "operations": [{ "target": "a#Get" }], "resources": [{ "target": "a#Room" }],
            "errors": [{ "target": "a#Closed" }], "rename": { "a#Color": "Colour" },
            "traits": { "aws.protocols#restJson1": {}, "aws.auth#sigv4": { "name": "shop" }, "smithy.api#paginated": { "inputToken": "token" } },
        },
        "a#Room": { "type": "resource", "read": { "target": "a#ReadRoom" }, "resources": [{ "target": "a#Shelf" }] },
        "a#Shelf": { "type": "resource", "operations": [] },
        "a#ReadRoom": { "type": "operation", "traits": { "smithy.api#http": { "method": "GET", "uri": "/room" } } },
        "a#Get": {
            "type": "operation", "input": { "target": "a#Input" }, "output": { "target": "a#Output" }, "errors": [{ "target": "a#Closed" }],
            "traits": {
                "smithy.api#http": { "method": "GET", "uri": "/things/{id}?x", "code": 200 },
                "smithy.api#endpoint": { "hostPrefix": "data." },
                "smithy.api#paginated": { "outputToken": "page.next", "items": "names" },
            },
        },
        "a#Token": { "type": "structure", "traits": { "smithy.api#mixin": {} }, "members": { "token": { "target": "smithy.api#String" } } },
        "a#Input": { "type": "structure", "mixins": [{ "target": "a#Token" }], "members": {
            "id": { "target": "a#Id", "traits": { "smithy.api#httpLabel": {}, "smithy.api#required": {} } },
            "color": { "target": "a#Color", "traits": { "smithy.api#default": "red" } },
            "choice": { "target": "a#Choice" },
        } },
        "a#Input$token": { "type": "apply", "traits": { "smithy.api#httpQuery": "token" } },
        "a#Output": { "type": "structure", "members": {
            "page": { "target": "a#Page" }, "names": { "target": "a#Names" },
            "at": { "target": "smithy.api#Timestamp", "traits": { "smithy.api#timestampFormat": "date-time" } },
        } },
        "a#Page": { "type": "structure", "members": { "next": { "target": "smithy.api#String" }, "inner": { "target": "a#Page" } } },
        "a#Names": { "type": "list", "member": { "target": "a#ByName" } },
        "a#ByName": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "smithy.api#Integer" } },
        "a#Id": { "type": "string", "traits": { "smithy.api#length": { "min": 1 }, "smithy.api#pattern": "^.$" } },
        "a#Color": { "type": "enum", "members": { "RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } } } },
        "a#Size": { "type": "intEnum", "members": { "S": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 1 } } } },
        "a#Legacy": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "a", "name": "A" }] } },
        "a#Choice": { "type": "union", "members": { "size": { "target": "a#Size" }, "legacy": { "target": "a#Legacy" } } },
        "a#Closed": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 } },
    } })
}

#[test]
fn the_seed_is_valid() {
    load_soon(seed().to_string().as_bytes()).unwrap_or_else(|faults| panic!("{faults}"));
}

fn check_total(text: &[u8]) {
    reads(&source(text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(text in proptest::collection::vec(any::<u8>(), 0..200)) {
        check_total(&text);
    }

    #[test]
    fn any_json(value in json_value()) {
        check_total(value.to_string().as_bytes());
        check_total(json!({ "smithy": "2.0", "shapes": value }).to_string().as_bytes());
        check_total(json!({ "smithy": "1.0", "shapes": { "a#A": value } }).to_string().as_bytes());
    }

    #[test]
    fn changed_models(changes in proptest::collection::vec((proptest::collection::vec(any::<usize>(), 0..7), change()), 1..4)) {
        let mut model = seed();
        for (path, change) in &changes {
            mutate(&mut model, path, change);
        }
        check_total(model.to_string().as_bytes());
    }

    #[test]
    fn changed_bytes(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut text = seed().to_string().into_bytes();
        for (index, byte) in &changes {
            let index = index.index(text.len());
            text[index] = *byte;
        }
        check_total(&text);
    }
}
