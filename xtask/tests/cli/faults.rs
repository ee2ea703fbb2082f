//! Services that cannot be generated.

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

#[test]
fn all_faults_are_printed_and_other_services_are_written() {
    let checkout = Checkout::with_weather();
    let services = "[services.broken]\nmodels = [\"broken.json\"]\n[services.absent]\nmodels = [\"absent.json\"]\n";
    checkout.write("models/services.toml", &(checkout.read("models/services.toml") + services));
    let broken = weather(&["GetForecast"]).replacen("smithy.api#String", "example.weather#Gone", 1);
    checkout.write("models/broken.json", &broken.replacen("smithy.api#String", "example.weather#Lost", 1));
    checkout.write("models/weather.json", &weather(&["GetForecast"]));
    let ran = checkout.run(&["generate", "--jobs", "1"]);
    assert_snapshot!(ran.shown());
    assert!(!checkout.path("generated/broken").exists());
    assert!(!checkout.path("generated/weather/src/operation/get_report.rs").exists());
}

#[test]
fn crate_of_a_service_that_became_faulty_stays() {
    let checkout = Checkout::with_weather();
    let before = checkout.files("generated");
    let services = checkout.read("models/services.toml");
    checkout.write("models/weather.json", "{\"smithy\": \"2.0\", \"shapes\": {");
    assert_eq!(checkout.run(&["generate"]).code, Some(1));
    assert_eq!(checkout.files("generated"), before);
    assert_eq!(checkout.read("models/services.toml"), services);
}

#[test]
fn check_of_a_faulty_model() {
    let checkout = Checkout::with_weather();
    checkout.write("models/weather.json", "{\"smithy\": \"2.0\", \"shapes\": {");
    assert_snapshot!(checkout.run(&["generate", "--check"]).shown());
}
