//! `list`.

use insta::assert_snapshot;

use super::checkout::{Checkout, model, weather};

#[test]
fn services() {
    let checkout = Checkout::new();
    checkout.write(
        "models/services.toml",
        "[services.weather]\nmodels = [\"weather.json\"]\noperations = [\"GetReport\"]\n",
    );
    checkout.write("models/weather.json", &weather(&["GetForecast", "GetReport"]));
    assert_snapshot!(checkout.run(&["list"]).shown());
}

#[test]
fn models() {
    let checkout = Checkout::new();
    checkout.write("aws/weather.json", &weather(&["GetForecast", "GetReport"]));
    let cbor = model("Tides", "1", &["GetTide"]).replace("aws.protocols#awsJson1_1", "smithy.protocols#rpcv2Cbor");
    checkout.write("aws/tides.json", &cbor);
    checkout.write("aws/wind.json", &model("Wind", "1", &["GetWind"]).replace("smithy.api#String", "a#Gone"));
    checkout.write("aws/package.json", "{}");
    assert_snapshot!(checkout.run(&["list", "--models", "aws"]).shown());
}

#[test]
fn summary() {
    let checkout = Checkout::new();
    checkout.write("aws/weather.json", &weather(&["GetForecast", "GetReport"]));
    let cases = r#""smithy.rules#endpointTests": {"version": "1.0", "testCases": [{}, {}]}, "aws.auth#sigv4""#;
    checkout.write("aws/tides.json", &model("Tides", "1", &["GetTide"]).replace("\"aws.auth#sigv4\"", cases));
    let cbor = model("Wind", "1", &["GetWind"]).replace("aws.protocols#awsJson1_1", "smithy.protocols#rpcv2Cbor");
    checkout.write("aws/wind.json", &cbor);
    assert_snapshot!(checkout.run(&["list", "--models", "aws", "--summary"]).shown());
}
