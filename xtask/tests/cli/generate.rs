//! `generate`, and `generate --check`, with `services.toml`.

use std::time::SystemTime;

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

#[test]
fn first_run_writes_everything_and_records_the_hash() {
    let checkout = Checkout::new();
    checkout.write("models/services.toml", "# mine\n[services.weather]\nmodels = [\"weather.json\"] # facts\n");
    checkout.write("models/weather.json", &weather(&["GetForecast"]));
    assert_snapshot!(checkout.run(&["generate"]).shown());
    assert_snapshot!(checkout.read("models/services.toml"));
    assert!(checkout.read("generated/weather/Cargo.toml").contains("tinsmith = { workspace = true"));
}

#[test]
fn second_run_writes_nothing() {
    let checkout = Checkout::with_weather();
    let modified = || -> Vec<SystemTime> {
        let paths = ["models/services.toml", "generated", "generated/weather", "generated/weather/src/lib.rs"];
        paths.map(|path| checkout.path(path).metadata().unwrap().modified().unwrap()).into()
    };
    let before = modified();
    assert_snapshot!(checkout.run(&["generate"]).shown());
    assert_eq!(modified(), before);
}

#[test]
fn nothing_is_written_without_the_stamp_either() {
    let checkout = Checkout::with_weather();
    let before = checkout.path("generated/weather").metadata().unwrap().modified().unwrap();
    std::fs::remove_dir_all(checkout.path("target")).unwrap();
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert_eq!(checkout.path("generated/weather").metadata().unwrap().modified().unwrap(), before);
}

#[test]
fn deleted_code_comes_back_byte_for_byte() {
    let checkout = Checkout::with_weather();
    let before = checkout.files("generated");
    std::fs::remove_dir_all(checkout.path("generated/weather/src")).unwrap();
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert_eq!(checkout.files("generated"), before);
}

#[test]
fn only_what_differs_is_written_and_what_is_stale_goes() {
    let checkout = Checkout::with_weather();
    let untouched = checkout.path("generated/weather/src/meta.rs");
    let before = untouched.metadata().unwrap().modified().unwrap();
    checkout.write("models/weather.json", &weather(&["GetForecast", "PutReport"]));
    checkout.write("generated/weather/src/mine.rs", "// a person's\n");
    assert_snapshot!(checkout.run(&["generate", "--verbose"]).shown());
    assert_eq!(untouched.metadata().unwrap().modified().unwrap(), before);
    assert!(!checkout.path("generated/.tinsmith").exists());
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn what_is_not_the_generators_stays() {
    let checkout = Checkout::with_weather();
    let kept = ["CHANGELOG.md", "Cargo.lock", "target/debug/x", ".git/HEAD", ".gitignore"];
    for path in kept {
        checkout.write(&format!("generated/weather/{path}"), path);
    }
    checkout.write("models/weather.json", &weather(&["GetForecast"]));
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    for path in kept {
        assert_eq!(checkout.read(&format!("generated/weather/{path}")), path);
    }
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn check_lists_what_differs_and_writes_nothing() {
    let checkout = Checkout::with_weather();
    checkout.write("generated/weather/src/meta.rs", "// edited\n");
    checkout.write("generated/weather/src/stale.rs", "// stale\n");
    std::fs::remove_file(checkout.path("generated/weather/README.md")).unwrap();
    let before = checkout.files("");
    assert_snapshot!(checkout.run(&["generate", "--check"]).shown());
    assert_eq!(checkout.files(""), before);
}

#[test]
fn check_passes_where_nothing_differs() {
    let checkout = Checkout::with_weather();
    assert_snapshot!(checkout.run(&["generate", "--check"]).shown());
}

#[test]
fn model_that_is_not_the_recorded_one_fails_the_check_until_it_is_generated_from() {
    let checkout = Checkout::with_weather();
    // The same model with other white space: no code differs.
    let model = checkout.read("models/weather.json");
    checkout.write("models/weather.json", &format!("{model}\n"));
    assert_snapshot!(checkout.run(&["generate", "--check"]).shown());
    assert_snapshot!(checkout.run(&["generate"]).shown());
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn crate_that_no_service_asks_for_fails_the_check() {
    let checkout = Checkout::with_weather();
    std::fs::rename(checkout.path("generated/weather"), checkout.path("generated/climate")).unwrap();
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert_snapshot!(checkout.run(&["generate", "--check"]).shown());
}

#[test]
fn service_is_chosen_by_name() {
    let checkout = Checkout::with_weather();
    checkout
        .write("models/services.toml", &(checkout.read("models/services.toml") + "[services.tides]\nmodels = []\n"));
    assert_snapshot!(checkout.run(&["generate", "weahter"]).stderr);
    let fixed = checkout.read("models/services.toml").replace("models = []", "models = [\"weather.json\"]");
    checkout.write("models/services.toml", &fixed);
    assert_snapshot!(checkout.run(&["generate", "weahter"]).stderr);
    assert_eq!(checkout.run(&["generate", "tides"]).code, Some(0));
    assert!(checkout.path("generated/tides/src/lib.rs").exists());
}

#[test]
fn folder_that_no_generator_wrote_is_left_alone() {
    let checkout = Checkout::with_weather();
    checkout.write("mine/weather/Cargo.toml", "[package]\nname = \"mine\"\n");
    let before = checkout.files("mine");
    assert_snapshot!(checkout.run(&["generate", "--out", "mine"]).stderr);
    assert_eq!(checkout.files("mine"), before);
}

#[test]
fn two_runs_at_once_take_turns() {
    let checkout = Checkout::with_weather();
    let whole = checkout.files("generated");
    std::fs::remove_dir_all(checkout.path("generated/weather/src")).unwrap();
    let mut runs: Vec<_> = (0..4).map(|_| checkout.start(&["generate"])).collect();
    assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    assert_eq!(checkout.files("generated"), whole);
}

#[test]
fn stamp_is_not_believed_over_content() {
    let checkout = Checkout::with_weather();
    let lib = checkout.read("generated/weather/src/lib.rs");
    let path = checkout.path("generated/weather/src/lib.rs");
    let modified = path.metadata().unwrap().modified().unwrap();
    // As long and as old as before.
    checkout.write("generated/weather/src/lib.rs", &lib.replacen("Generated", "generateD", 1));
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(1));
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert_eq!(checkout.read("generated/weather/src/lib.rs"), lib);
}

#[test]
fn crates_elsewhere_have_the_runtime_that_is_asked_for() {
    let checkout = Checkout::with_weather();
    checkout.write("repo/runtime/Cargo.toml", "");
    let runtime = |arguments: &[&str]| {
        let ran = checkout.run(&[&["generate", "--out", "out"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let manifest = checkout.read("out/weather/Cargo.toml");
        manifest.lines().find(|line| line.starts_with("tinsmith = ")).unwrap().to_owned()
    };
    let by_default = format!("tinsmith = {{ version = \"{}\", default-features = false }}", env!("CARGO_PKG_VERSION"));
    assert_eq!(runtime(&[]), by_default);
    let by_version = "tinsmith = { version = \"1.2.3\", default-features = false }";
    assert_eq!(runtime(&["--runtime-version", "1.2.3"]), by_version);
    let by_path = "tinsmith = { path = \"../../repo/runtime\", default-features = false }";
    assert_eq!(runtime(&["--runtime-path", "repo/runtime"]), by_path);
    let both =
        checkout.run(&["generate", "--out", "out", "--runtime-version", "1.2.3", "--runtime-path", "repo/runtime"]);
    assert_eq!(both.code, Some(2));
}

#[test]
fn crates_of_the_workspace_have_its_runtime() {
    let checkout = Checkout::with_weather();
    for choice in [["--runtime-path", "."], ["--runtime-version", "1.2.3"]] {
        let ran = checkout.run(&["generate", choice[0], choice[1]]);
        assert_eq!(ran.code, Some(1));
        assert_eq!(
            ran.stderr,
            "error: --runtime-path and --runtime-version are for crates outside of this workspace: say --out or --models too\n"
        );
    }
}
