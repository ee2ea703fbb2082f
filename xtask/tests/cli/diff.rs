//! `diff`: what it takes, what it prints, and how it ends.

use insta::assert_snapshot;

use super::checkout::{Checkout, model, weather};

/// A checkout with a newer model of its service: an operation is gone, another is new.
fn with_newer() -> Checkout {
    let checkout = Checkout::with_weather();
    checkout.write("newer.json", &weather(&["GetForecast", "PutReport"]));
    checkout
}

#[test]
fn service_against_a_file() {
    let checkout = with_newer();
    assert_snapshot!(checkout.run(&["diff", "weather", "newer.json"]).shown());
}

#[test]
fn breaks_are_denied() {
    let checkout = with_newer();
    assert_eq!(checkout.run(&["diff", "weather", "newer.json", "--deny", "breaking"]).code, Some(1));
    checkout.write("more.json", &weather(&["GetForecast", "GetReport", "PutReport"]));
    assert_eq!(checkout.run(&["diff", "weather", "more.json", "--deny", "breaking"]).code, Some(0));
    assert_eq!(checkout.run(&["diff", "weather", "newer.json"]).code, Some(0));
}

#[test]
fn nothing_changes() {
    let checkout = Checkout::with_weather();
    assert_snapshot!(checkout.run(&["diff", "weather", "models/weather.json"]).stdout);
}

#[test]
fn markdown() {
    assert_snapshot!(with_newer().run(&["diff", "weather", "newer.json", "--format", "markdown"]).stdout);
}

#[test]
fn json() {
    let ran = with_newer().run(&["diff", "weather", "newer.json", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["breaking"], true);
    let service = &document["services"][0];
    assert_eq!((&service["service"], &service["verdict"]), (&"weather".into(), &"major".into()));
    let kinds = service["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap());
    assert_eq!(kinds.collect::<Vec<_>>(), ["operation-removed", "operation-added"]);
    assert_eq!(service["changes"][0]["shape"], "example.weather#GetReport");
    assert_eq!(service["changes"][0]["path"], "Client::get_report");
}

#[test]
fn folders_are_compared_service_by_service() {
    let checkout = Checkout::new();
    for (folder, operations) in [("old", &["Get"][..]), ("new", &["Get", "Put"])] {
        checkout.write(&format!("{folder}/weather.json"), &weather(operations));
        checkout.write(&format!("{folder}/tides.json"), &model("Tides", "2020-01-01", &["Get"]));
    }
    checkout.write("new/winds.json", &model("Winds", "2020-01-01", &["Get"]));
    assert_snapshot!(checkout.run(&["diff", "old", "new"]).shown());
    assert_snapshot!(checkout.run(&["diff", "old", "new", "weather"]).shown());
}

#[test]
fn smithy_is_compared_with_c2j() {
    let checkout = Checkout::with_weather();
    let c2j = r#"{
      "metadata": { "apiVersion": "2020-01-01", "serviceId": "Weather", "endpointPrefix": "weather", "protocol": "json",
        "jsonVersion": "1.1", "signingName": "example", "signatureVersion": "v4", "targetPrefix": "Weather" },
      "operations": { "GetForecast": { "name": "GetForecast", "http": { "method": "POST", "requestUri": "/" } } },
      "shapes": {}
    }"#;
    checkout.write("c2j/service-2.json", c2j);
    assert_snapshot!(checkout.run(&["diff", "weather", "c2j"]).shown());
}

#[test]
fn what_is_no_model_is_said() {
    let checkout = Checkout::with_weather();
    checkout.write("broken.json", "{\"smithy\": \"2.0\", \"shapes\": {");
    assert_snapshot!(checkout.run(&["diff", "weather", "broken.json"]).shown());
    assert_snapshot!(checkout.run(&["diff", "weahter", "models/weather.json"]).shown());
}
