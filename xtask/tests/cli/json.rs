//! `--format json`.

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

/// The document with every time, and every number of unchanged files, set to 0.
fn redacted(text: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    redact(&mut document);
    format!("{document:#}")
}

fn redact(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                if key == "unchanged" {
                    assert!(value.as_u64().is_some() || value.is_array());
                    *value = 0.into();
                }
                if key == "seconds" {
                    assert!(value.as_f64().is_some_and(|seconds| seconds >= 0.0));
                    *value = 0.into();
                }
                if key == "timings" {
                    let steps = value.as_object_mut().unwrap().values_mut();
                    steps.for_each(|seconds| {
                        assert!(seconds.as_f64().is_some_and(|seconds| seconds >= 0.0));
                        *seconds = 0.into();
                    });
                }
                redact(value);
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}

#[test]
fn written() {
    let checkout = Checkout::with_weather();
    checkout.write("models/weather.json", &weather(&["GetForecast"]));
    let ran = checkout.run(&["generate", "--format", "json"]);
    assert_snapshot!(redacted(&ran.stdout));
    assert_snapshot!(ran.stderr);
}

#[test]
fn faults() {
    let checkout = Checkout::with_weather();
    checkout.write("models/weather.json", &weather(&["GetReport"]).replacen("smithy.api#String", "a#Gone", 1));
    let ran = checkout.run(&["generate", "--check", "--format", "json"]);
    assert_eq!(ran.code, Some(1));
    assert_snapshot!(redacted(&ran.stdout));
}

#[test]
fn list() {
    let checkout = Checkout::with_weather();
    assert_snapshot!(redacted(&checkout.run(&["list", "--format", "json"]).stdout));
}
