//! `conformance`, as far as it goes without a compiler: which cases there are, and what is said of those of
//! which no test can be made.

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

/// A case of the service `Weather`, with the input `params`.
fn case(id: &str, params: &str, rest: &str) -> String {
    let protocol = "aws.protocols#awsJson1_1";
    format!(r#"{{"id": "{id}", "protocol": "{protocol}", "method": "POST", "uri": "/", "params": {params}{rest}}}"#)
}

/// The model of the service `Weather` with these cases for one of its operations.
fn with_cases(model: &str, operation: &str, cases: &[String]) -> String {
    let output = format!(r#""output": {{"target": "example.weather#{operation}Output"}}"#);
    assert!(model.contains(&output), "{model}");
    let traits = format!(r#""traits": {{"smithy.test#httpRequestTests": [{}]}}"#, cases.join(", "));
    model.replace(&output, &format!("{output}, {traits}"))
}

/// A model with a case for clients, and one for servers.
fn fine() -> String {
    let cases = [case("Forecast", r#"{"name": "x"}"#, ""), case("OfServers", "{}", r#", "appliesTo": "server""#)];
    with_cases(&weather(&["GetForecast", "GetReport"]), "GetForecast", &cases)
}

/// The same with a case that names a member which is not there.
fn model() -> String {
    with_cases(&fine(), "GetReport", &[case("Report", r#"{"title": "x"}"#, "")])
}

/// A checkout with the model, in a file of its own and in one of all models.
fn checkout() -> Checkout {
    let checkout = Checkout::new();
    checkout.write("runtime/Cargo.toml", "");
    checkout.write("protocol-tests/Cargo.toml", "");
    checkout.write("tests/weather.json", &model());
    checkout.write("tests/other.json", &weather(&["GetForecast"]).replace("example.weather", "example.other"));
    checkout
}

#[test]
fn what_cannot_be_made_a_test_has_failed() {
    assert_snapshot!(checkout().run(&["conformance", "tests"]).shown());
}

#[test]
fn the_report_can_be_a_document() {
    let ran = checkout().run(&["conformance", "tests", "--case", "Report", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(ran.code, Some(1));
    assert_eq!(report["success"], false);
    assert_eq!(report["services"][0]["request"], serde_json::json!({"passed": 0, "all": 1}));
    let failed = &report["failed"][0];
    let facts = ["service", "protocol", "kind", "shape", "id"].map(|key| failed[key].as_str().unwrap());
    assert_eq!(facts, ["Weather", "awsJson1_1", "request", "example.weather#GetReport", "Report"]);
    assert!(failed["reason"].as_str().unwrap().contains("wrong-test"), "{failed}");
}

#[test]
fn a_model_that_is_the_union_of_others_doubles_nothing() {
    let checkout = checkout();
    let all = model().replacen("\"shapes\": {", "\"shapes\": {\n\"example.x#Other\": {\"type\": \"service\", \"version\": \"1\", \"traits\": {\"aws.protocols#awsJson1_1\": {}}},", 1);
    checkout.write("tests/all.json", &all);
    let ran = checkout.run(&["conformance", "tests", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let models: Vec<&str> =
        report["failed"].as_array().unwrap().iter().map(|failed| failed["model"].as_str().unwrap()).collect();
    assert_eq!(models, ["tests/weather.json"; 2]);
}

#[test]
fn cases_that_are_not_there_are_no_success() {
    for arguments in [["--case", "Nowhere"], ["--protocol", "restJson1"]] {
        let ran = checkout().run(&["conformance", "tests", arguments[0], arguments[1]]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.ends_with("error: tests has no such case\n"), "{ran:?}");
    }
}

#[test]
fn a_model_that_cannot_be_read_is_no_success() {
    let checkout = checkout();
    checkout.write(
        "tests/other.json",
        &weather(&["GetForecast"])
            .replace("example.weather", "example.other")
            .replace("example.other#GetForecastInput\"}", "x#Y\"}"),
    );
    let ran = checkout.run(&["conformance", "tests"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("FAIL  Weather\n      error[dangling-target]"), "{ran:?}");
}

#[test]
fn tests_are_generated_for_those_who_ask() {
    let checkout = checkout();
    checkout.write("mine.json", &fine());
    let with = ["generate", "--models", "mine.json", "--out", "out", "--runtime-path", "runtime", "--tests"];
    assert_eq!(checkout.run(&with).code, Some(0));
    let tests = checkout.read("out/weather/tests/protocol/get_forecast.rs");
    assert!(tests.contains("fn request_forecast()") && !tests.contains("servers"), "{tests}");
    let manifest = checkout.read("out/weather/Cargo.toml");
    assert!(manifest.contains(r#"tinsmith-protocol-tests = { path = "../../protocol-tests" }"#), "{manifest}");
    assert_eq!(checkout.run(&with[..with.len() - 1]).code, Some(0));
    assert!(!checkout.path("out/weather/tests").exists());
    assert!(!checkout.read("out/weather/Cargo.toml").contains("protocol-tests"));
}
