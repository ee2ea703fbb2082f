//! `generate --models`: files and folders of models.

use insta::assert_snapshot;

use super::checkout::{Checkout, model, weather};

#[test]
fn file() {
    let checkout = Checkout::new();
    checkout.write("w.json", &weather(&["GetForecast", "GetReport"]));
    let ran = checkout.run(&["generate", "--models", "w.json"]);
    assert_snapshot!(ran.shown());
    let manifest = checkout.read("target/generated/weather/Cargo.toml");
    assert!(manifest.contains("tinsmith = { version = "), "{manifest}");
}

#[test]
fn file_with_decisions() {
    let checkout = Checkout::new();
    checkout.write("w.json", &weather(&["GetForecast", "GetReport"]));
    checkout.write("repo/runtime/Cargo.toml", "");
    let ran = checkout.run(&[
        "generate",
        "--models",
        "w.json",
        "--out",
        "out",
        "--package",
        "sky",
        "--crate-version",
        "2.0.0",
        "--license",
        "MIT OR Apache-2.0",
        "--operations",
        "GetReport",
        "--protocol",
        "awsJson1_1",
        "--runtime-path",
        "repo/runtime",
    ]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let manifest = checkout.read("out/weather/Cargo.toml");
    assert!(manifest.contains("name = \"sky\"\nversion = \"2.0.0\""), "{manifest}");
    assert!(manifest.contains("license = \"MIT OR Apache-2.0\"\n"), "{manifest}");
    assert!(manifest.contains("tinsmith = { path = \"../../repo/runtime\""), "{manifest}");
    assert!(!checkout.path("out/weather/src/operation/get_forecast.rs").exists());
}

#[test]
fn folder() {
    let checkout = Checkout::new();
    checkout.write("aws/weather/service/2020-01-01/weather-2020-01-01.json", &weather(&["GetForecast"]));
    checkout.write("aws/weather/service/2024-05-06/weather.json", &model("Weather", "2024-05-06", &["GetReport"]));
    checkout.write("aws/tides/service/2021-01-01/tides.json", &model("Tides", "2021-01-01", &["GetTide"]));
    checkout.write("aws/tides/service/2021-01-01/docs.json", r#"{"smithy": "2.0", "shapes": {}}"#);
    checkout.write("aws/package.json", r#"{"name": "models"}"#);
    checkout.write("aws/list.json", "[1, 2]");
    checkout.write("aws/broken.json", "{");
    checkout.write("aws/.hidden/weather.json", &weather(&["GetForecast"]));
    checkout.write("aws/README.md", "# Models\n");
    assert_snapshot!(checkout.run(&["generate", "--models", "aws", "--out", "out"]).shown());
    assert!(checkout.path("out/weather/src/operation/get_report.rs").exists());
    assert_snapshot!(checkout.run(&["generate", "tides", "--models", "aws", "--out", "out", "--check"]).stdout);
}

/// A C2J model of a service with one operation.
fn c2j(service: &str, version: &str, operation: &str) -> String {
    format!(
        r#"{{"metadata": {{"apiVersion": "{version}", "serviceId": "{service}", "protocol": "json", "jsonVersion": "1.1"}},
"operations": {{"{operation}": {{"http": {{"method": "POST", "requestUri": "/"}}}}}}, "shapes": {{}}}}"#
    )
}

#[test]
fn data_of_botocore() {
    let checkout = Checkout::new();
    let data = "botocore/data";
    checkout.write(&format!("{data}/weather/2020-01-01/service-2.json"), &c2j("Weather", "2020-01-01", "GetOld"));
    let newest = format!("{data}/weather/2024-05-06");
    checkout.write_compressed(&format!("{newest}/service-2.json.gz"), &c2j("Weather", "2024-05-06", "GetReport"));
    checkout.write_compressed(&format!("{newest}/endpoint-rule-set-1.json.gz"), r#"{"parameters": {}, "rules": []}"#);
    checkout.write(&format!("{newest}/waiters-2.json"), r#"{"waiters": {}}"#);
    checkout.write(&format!("{newest}/paginators-1.json"), r#"{"pagination": {}}"#);
    checkout.write(
        &format!("{newest}/service-2.sdk-extras.json"),
        r#"{"merge": {"metadata": {"serviceId": "Weather Service"}, "operations": {"GetMore": {}}}}"#,
    );
    checkout.write(&format!("{newest}/examples-1.json"), "{}");
    // Two folders with one service: one of them has its name.
    checkout
        .write(&format!("{data}/tide-tables/2021-01-01/service-2.json"), &c2j("Tide Tables", "2021-01-01", "GetTide"));
    checkout.write(&format!("{data}/sea/2021-01-01/service-2.json"), &c2j("Tide Tables", "2021-01-01", "GetTide"));
    checkout.write(&format!("{data}/endpoints.json"), "{}");
    assert_snapshot!(checkout.run(&["generate", "--models", data, "--out", "out"]).shown());
    assert!(checkout.path("out/weather/src/operation/get_report.rs").exists());
    assert!(checkout.path("out/weather/src/operation/get_more.rs").exists());
    assert!(!checkout.path("out/weather/src/operation/get_old.rs").exists());
    assert_snapshot!(checkout.run(&["list", "--models", data]).stdout);
}

#[test]
fn one_service_of_botocore() {
    let checkout = Checkout::new();
    checkout.write("wind/2020-01-01/service-2.json", &c2j("Wind", "2020-01-01", "GetOld"));
    checkout.write_compressed("wind/2024-05-06/service-2.json.gz", &c2j("Wind", "2024-05-06", "GetWind"));
    checkout.write("mine.json", &c2j("Mine", "1", "GetMine"));
    for (models, file) in [
        ("wind", "wind/src/operation/get_wind.rs"),
        ("wind/2024-05-06", "wind/src/operation/get_wind.rs"),
        ("wind/2020-01-01", "wind/src/operation/get_old.rs"),
        ("wind/2024-05-06/service-2.json.gz", "wind/src/operation/get_wind.rs"),
        ("mine.json", "mine/src/operation/get_mine.rs"),
    ] {
        let ran = checkout.run(&["generate", "--models", models, "--out", "out"]);
        assert_eq!(ran.code, Some(0), "{models}: {ran:?}");
        assert!(checkout.path("out").join(file).exists(), "{models}");
    }
}

#[test]
fn broken_files_of_botocore() {
    let checkout = Checkout::new();
    checkout.write("data/wind/2020-01-01/service-2.json.gz", "this is not compressed");
    checkout.write("data/tides/2020-01-01/service-2.json", "{\"metadata\": {\n");
    assert_snapshot!(checkout.run(&["generate", "--models", "data", "--out", "out"]).shown());
}

#[test]
fn files_side_by_side_with_several_services() {
    let checkout = Checkout::new();
    checkout.write("aws/weather.json", &weather(&["GetForecast"]));
    checkout.write("aws/tides.json", &model("Tides", "1", &["GetTide"]));
    checkout.write("aws/shapes.json", r#"{"smithy": "2.0", "shapes": {}}"#);
    assert_snapshot!(checkout.run(&["generate", "--models", "aws"]).shown());
}

#[test]
fn broken_model_in_a_folder_is_a_fault() {
    let checkout = Checkout::new();
    checkout.write("aws/weather.json", &weather(&["GetForecast"]));
    checkout.write("aws/tides.json", "{\n  \"smithy\": \"2.0\",\n  \"shapes\": {]\n}");
    assert_snapshot!(checkout.run(&["generate", "--models", "aws"]).shown());
}

#[test]
fn one_version_twice() {
    let checkout = Checkout::new();
    checkout.write("aws/a/weather.json", &weather(&["GetForecast"]));
    checkout.write("aws/b/weather.json", &weather(&["GetForecast"]));
    assert_snapshot!(checkout.run(&["generate", "--models", "aws"]).stderr);
}

#[test]
fn no_model() {
    let checkout = Checkout::new();
    checkout.write("aws/package.json", r#"{"name": "models"}"#);
    assert_snapshot!(checkout.run(&["generate", "--models", "aws/package.json"]).stderr);
    assert_snapshot!(checkout.run(&["generate", "--models", "aws"]).stderr);
    assert_snapshot!(checkout.run(&["generate", "--models", "absent"]).stderr);
}

#[test]
fn decisions_about_several_services_are_refused() {
    let checkout = Checkout::new();
    checkout.write("aws/weather.json", &weather(&["GetForecast"]));
    checkout.write("aws/tides.json", &model("Tides", "1", &["GetTide"]));
    assert_snapshot!(checkout.run(&["generate", "--models", "aws", "--package", "sky"]).stderr);
    assert_eq!(checkout.run(&["generate", "tides", "--models", "aws", "--package", "sky"]).code, Some(0));
}

#[test]
fn hostile_names_make_no_paths() {
    let checkout = Checkout::new();
    let hostile = weather(&["GetForecast"]).replace("\"sdkId\": \"Weather\"", "\"sdkId\": \"../../Weather\"");
    checkout.write("aws/weather.json", &hostile);
    checkout.write(
        "aws/digits.json",
        &model("Tides", "1", &["GetTide"]).replace("\"sdkId\": \"Tides\"", "\"sdkId\": \"..\""),
    );
    assert_snapshot!(checkout.run(&["generate", "--models", "aws", "--out", "out"]).shown());
}
