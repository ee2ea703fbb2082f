//! `update`: what it writes, and that it writes all of it or nothing.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

const DOCS: &str = r#"{
  "smithy": "2.0",
  "shapes": {
    "example.weather#GetForecast": {
      "type": "apply",
      "traits": {"smithy.api#documentation": "Foretells the weather."}
    },
    "example.weather#GetReport": {
      "type": "apply",
      "traits": {"smithy.api#documentation": "Says what the weather is."}
    }
  }
}
"#;

/// A checkout whose service has documentation of its own, and a newer model with others' documentation.
fn with_newer() -> Checkout {
    let checkout = Checkout::new();
    checkout.write("models/services.toml", "[services.weather]\nmodels = [\"weather.json\", \"docs.json\"]\n");
    checkout.write("models/weather.json", &weather(&["GetForecast", "GetReport"]));
    checkout.write("models/docs.json", DOCS);
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    let newer = weather(&["GetForecast", "PutReport"]).replace(
        "\"type\": \"operation\",",
        "\"type\": \"operation\", \"traits\": { \"smithy.api#documentation\": \"Theirs.\", \"aws.iam#actionName\": \"x\" },",
    );
    checkout.write("newer.json", &newer);
    checkout
}

const UPDATE: [&str; 4] = ["update", "weather", "--from", "newer.json"];

#[test]
fn everything_agrees_afterwards() {
    let checkout = with_newer();
    assert_snapshot!(checkout.run(&UPDATE).shown());
    assert_snapshot!(checkout.read("models/weather.json"));
    assert_snapshot!(checkout.read("generated/weather/CHANGELOG.md"));
    let services = checkout.read("models/services.toml");
    assert!(services.contains("version = \"0.2.0\"") && services.contains("sha256 = "), "{services}");
    assert!(checkout.read("generated/weather/Cargo.toml").contains("version = \"0.2.0\""));
    let docs = checkout.read("models/docs.json");
    assert!(docs.contains("Foretells") && !docs.contains("GetReport"), "{docs}");
    assert!(checkout.path("generated/weather/src/operation/put_report.rs").exists());
    assert!(!checkout.path("models/.update").exists() && !checkout.path("generated/.tinsmith").exists());
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn a_dry_run_writes_nothing() {
    let checkout = with_newer();
    let before = checkout.files("");
    let ran = checkout.run(&[&UPDATE[..], &["--dry-run"]].concat());
    assert!(ran.stdout.contains("nothing was written: version 0.1.0 -> 0.2.0"), "{ran:?}");
    assert_eq!(checkout.files(""), before);
}

#[test]
fn the_same_model_changes_nothing() {
    let checkout = with_newer();
    assert_eq!(checkout.run(&UPDATE).code, Some(0));
    let before = checkout.files("");
    assert!(checkout.run(&UPDATE).stdout.ends_with("everything is as it was\n"));
    assert_eq!(checkout.files(""), before);
}

#[test]
fn a_faulty_model_changes_nothing() {
    let checkout = with_newer();
    let before = checkout.files("");
    checkout.write("faulty.json", &weather(&["GetForecast"]).replace("smithy.api#String", "smithy.api#Strin"));
    let ran = checkout.run(&["update", "weather", "--from", "faulty.json"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("smithy.api#Strin"), "{ran:?}");
    std::fs::remove_file(checkout.path("faulty.json")).unwrap();
    assert_eq!(checkout.files(""), before);
}

#[test]
fn operations_that_are_gone_are_no_longer_asked_for() {
    let checkout = with_newer();
    let services = checkout.read("models/services.toml") + "operations = [\"GetForecast\", \"GetReport\"]\n";
    checkout.write("models/services.toml", &services);
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert_eq!(checkout.run(&UPDATE).code, Some(0));
    assert!(checkout.read("models/services.toml").contains("operations = [\"GetForecast\"]"));
    assert!(!checkout.read("models/weather.json").contains("PutReport"));
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn a_c2j_model_becomes_smithy_where_the_old_one_is() {
    let checkout = with_newer();
    checkout.write("c2j/service-2.json", C2J);
    let ran = checkout.run(&["update", "weather", "--from", "c2j"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("it is written as Smithy"), "{ran:?}");
    let facts = checkout.read("models/weather.json");
    assert!(facts.contains("GetForecast") && !facts.contains("GetReport") && !facts.contains("Theirs"), "{facts}");
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

#[test]
fn a_c2j_model_stays_c2j_where_the_old_one_is() {
    let checkout = Checkout::new();
    checkout.write("models/services.toml", "[services.weather]\nmodels = [\"weather/service-2.json\"]\n");
    checkout.write("models/weather/service-2.json", C2J);
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    checkout.write("c2j/service-2.json", &C2J.replace("GetForecast", "GetReport"));
    let ran = checkout.run(&["update", "weather", "--from", "c2j"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let facts = checkout.read("models/weather/service-2.json");
    assert!(facts.contains("GetReport") && !facts.contains("Theirs"), "{facts}");
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}

const C2J: &str = r#"{
  "metadata": { "apiVersion": "2020-01-01", "serviceId": "Weather", "endpointPrefix": "weather", "protocol": "json",
    "jsonVersion": "1.1", "signingName": "example", "signatureVersion": "v4", "targetPrefix": "Weather" },
  "documentation": "Theirs.",
  "operations": {
    "GetForecast": { "name": "GetForecast", "http": { "method": "POST", "requestUri": "/" }, "documentation": "Theirs." }
  },
  "shapes": {}
}
"#;

type Files = BTreeMap<String, Vec<u8>>;

/// What an update writes.
fn tree(checkout: &Checkout) -> Files {
    let mut files = checkout.files("models");
    files.extend(checkout.files("generated").into_iter().map(|(path, text)| (format!("generated/{path}"), text)));
    files
}

/// How often an update is killed, by how many at a time.
const KILLS: u32 = 200;
const THREADS: u32 = 4;

#[test]
fn killed_at_any_moment_the_tree_is_old_or_new() {
    let checkout = with_newer();
    let begin = Instant::now();
    assert_eq!(checkout.run(&UPDATE).code, Some(0));
    // They are slower when there are several.
    let longest = begin.elapsed() * 2;
    let seen: Vec<[u32; 2]> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || killed(first, longest))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (old, new): (u32, u32) = seen.iter().fold((0, 0), |all, seen| (all.0 + seen[0], all.1 + seen[1]));
    assert!(old > 0 && new > 0 && old + new == KILLS, "{seen:?}");
}

/// Kills updates at moments up to `longest`, and counts after how many the tree is the old one and the new one.
fn killed(first: u32, longest: Duration) -> [u32; 2] {
    let checkout = with_newer();
    let (old_models, old_crates) = (checkout.files("models"), checkout.files("generated"));
    let old = tree(&checkout);
    assert_eq!(checkout.run(&UPDATE).code, Some(0));
    let new = tree(&checkout);
    assert_ne!(old, new);
    let mut seen = [0, 0];
    for round in (first..KILLS).step_by(THREADS as usize) {
        for (folder, files) in [("models", &old_models), ("generated", &old_crates)] {
            std::fs::remove_dir_all(checkout.path(folder)).unwrap();
            for (path, text) in files {
                checkout.write(&format!("{folder}/{path}"), std::str::from_utf8(text).unwrap());
            }
        }
        kill_after(&checkout, longest.mul_f64(f64::from(round) / f64::from(KILLS)));
        // Whatever is run next brings what was begun to its end, or clears it away.
        let _ = checkout.run(&["list"]);
        let mut found = tree(&checkout);
        // What was only prepared is cleared away by the next run that writes.
        found.retain(|path, _| !path.starts_with("generated/.tinsmith/"));
        let which = [&old, &new].into_iter().position(|files| *files == found);
        seen[which.unwrap_or_else(|| panic!("round {round}: {:?}", found.keys()))] += 1;
    }
    assert_eq!(checkout.run(&["generate"]).code, Some(0));
    assert!(!checkout.path("generated/.tinsmith").exists());
    seen
}

fn kill_after(checkout: &Checkout, time: Duration) {
    let mut run = checkout.start(&UPDATE);
    std::thread::sleep(time);
    // It may be done already.
    let _ = run.kill();
    run.wait().unwrap();
}

/// Killed between the journal and its last step, which is too short a time for chance.
#[test]
fn a_journal_is_brought_to_its_end() {
    let checkout = with_newer();
    checkout.write("models/.update/0", "new facts");
    checkout.write("models/.update/1", "new services");
    checkout.write("generated/.tinsmith/new-weather/Cargo.toml", "# Generated by Tinsmith\n");
    let journal = r#"[
      {"exchange": "generated/weather", "staged": "generated/.tinsmith/new-weather", "number": null},
      {"write": "models/facts.json", "staged": "models/.update/0"},
      {"write": "models/services.toml", "staged": "models/.update/1"},
      {"remove": "models/weather.json"}
    ]"#;
    checkout.write("models/.update/journal.json", journal);
    let _ = checkout.run(&["list"]);
    assert_eq!(checkout.read("models/facts.json"), "new facts");
    assert_eq!(checkout.read("models/services.toml"), "new services");
    assert!(!checkout.path("models/weather.json").exists());
    assert_eq!(checkout.files("generated").len(), 1);
    assert!(!checkout.path("models/.update").exists());
}

#[test]
fn an_update_and_a_generation_take_turns() {
    let checkout = with_newer();
    let mut runs = vec![checkout.start(&UPDATE)];
    runs.extend((0..3).map(|_| checkout.start(&["generate"])));
    assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    assert!(checkout.read("generated/weather/Cargo.toml").contains("version = \"0.2.0\""));
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}
