//! What can be wrong with `services.toml`.

use insta::assert_snapshot;

use super::checkout::Checkout;

#[track_caller]
fn refused(services: &str) -> String {
    let checkout = Checkout::new();
    checkout.write("models/services.toml", services);
    let ran = checkout.run(&["generate"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(ran.stdout, "");
    ran.stderr
}

#[test]
fn not_toml() {
    assert_snapshot!(refused("[services.s3]\nmodels = [\n"));
}

#[test]
fn unknown_keys() {
    assert_snapshot!(refused("service = 1\n[services.s3]\nmodels = [\"s3.json\"]\nmodel = \"s3.json\"\n[other]\n"));
}

#[test]
fn values_that_do_not_do() {
    assert_snapshot!(refused(
        r#"[services.S3]
models = []

[services.a]
models = ["a.json", 1]
sha256 = "123"
package = "tinsmith a"
version = "1.0"
license = "MIT/X11"
protocols = ["restXml", "soap"]
operations = "GetObject"

[services.b]
package = "b"

[services]
c = "c.json"
"#
    ));
}

#[test]
fn absent() {
    let checkout = Checkout::new();
    std::fs::remove_file(checkout.path("models/services.toml")).unwrap();
    assert_snapshot!(checkout.run(&["generate"]).stderr);
}

#[test]
fn all_that_can_be_said() {
    let checkout = Checkout::new();
    checkout.write("models/weather.json", &super::checkout::weather(&["GetForecast", "GetReport"]));
    checkout.write(
        "models/services.toml",
        r#"[services.sky]
models = ["weather.json"]
sha256 = ""
package = "my-sky"
version = "1.2.3-rc.1"
license = "MIT"
protocols = ["awsJson1_1"]
operations = ["GetReport"]
"#,
    );
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    let manifest = checkout.read("generated/sky/Cargo.toml");
    assert!(manifest.contains("name = \"my-sky\"") && manifest.contains("version = \"1.2.3-rc.1\""), "{manifest}");
    assert!(manifest.contains("license = \"MIT\"\n"), "{manifest}");
    assert!(checkout.path("generated/sky/src/operation/get_report.rs").exists());
    assert!(!checkout.path("generated/sky/src/operation/get_forecast.rs").exists());
}
