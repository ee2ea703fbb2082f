//! Models and folders that would have the generator write elsewhere, or for ever.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use super::checkout::{Checkout, weather};

/// Names of services that mean something to a file system, and what of them is a name all the same.
#[test]
fn names_of_services_lead_nowhere() {
    let checkout = Checkout::new();
    for (index, id) in ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", ".", "\u{1}", "é"].iter().enumerate() {
        let escaped = serde_json::to_string(id).unwrap();
        let text = weather(&["GetForecast"]).replace("\"sdkId\": \"Weather\"", &format!("\"sdkId\": {escaped}"));
        checkout.write(&format!("mine/{index}.json"), &text);
    }
    let before = checkout.files("");
    checkout.run(&["generate", "--models", "mine", "--out", "out"]);
    let new: Vec<_> = checkout.files("").into_keys().filter(|path| !before.contains_key(path)).collect();
    let is_inside = |path: &&String| path.starts_with("out/") || path.starts_with("target/");
    assert_eq!(new.iter().find(|path| !is_inside(path)), None);
    let folders: BTreeSet<&str> = new.iter().filter_map(|path| path.strip_prefix("out/")?.split('/').next()).collect();
    assert_snapshot!(format!("{folders:?}"), @r#"{"aevil", "cevil", "etcevil", "evil"}"#);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A checkout whose crate is to change, and a folder beside it that is not to.
    fn with_elsewhere() -> Checkout {
        let checkout = Checkout::with_weather();
        checkout.write("models/weather.json", &weather(&["GetForecast"]));
        checkout.write("elsewhere/notes.txt", "mine");
        checkout.write("elsewhere/target/notes.txt", "mine");
        checkout
    }

    #[track_caller]
    fn check_elsewhere_is_left_alone(checkout: &Checkout, before: &BTreeMap<String, Vec<u8>>) {
        assert_eq!(&checkout.files("elsewhere"), before);
    }

    #[test]
    fn the_folder_of_unfinished_crates() {
        let checkout = with_elsewhere();
        let before = checkout.files("elsewhere");
        symlink(checkout.path("elsewhere"), checkout.path("generated/.tinsmith")).unwrap();
        let ran = checkout.run(&["generate"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.contains("generated/.tinsmith is a link to another place"), "{}", ran.stderr);
        check_elsewhere_is_left_alone(&checkout, &before);
    }

    #[test]
    fn the_folder_of_a_crate() {
        let checkout = with_elsewhere();
        std::fs::rename(checkout.path("generated/weather/src"), checkout.path("elsewhere/src")).unwrap();
        std::fs::rename(checkout.path("generated/weather/Cargo.toml"), checkout.path("elsewhere/Cargo.toml")).unwrap();
        std::fs::remove_dir_all(checkout.path("generated/weather")).unwrap();
        symlink(checkout.path("elsewhere"), checkout.path("generated/weather")).unwrap();
        let before = checkout.files("elsewhere");
        let ran = checkout.run(&["generate"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.contains("generated/weather is a link to another place"), "{}", ran.stderr);
        check_elsewhere_is_left_alone(&checkout, &before);
    }

    #[test]
    fn a_folder_within_a_crate() {
        let checkout = with_elsewhere();
        let before = checkout.files("elsewhere");
        std::fs::remove_dir_all(checkout.path("generated/weather/src/operation")).unwrap();
        symlink(checkout.path("elsewhere"), checkout.path("generated/weather/src/operation")).unwrap();
        assert_eq!(checkout.run(&["generate"]).code, Some(0));
        assert!(checkout.path("generated/weather/src/operation/get_forecast.rs").is_file());
        assert!(!checkout.path("generated/weather/src/operation").is_symlink());
        check_elsewhere_is_left_alone(&checkout, &before);
    }

    #[test]
    fn files() {
        let checkout = with_elsewhere();
        let before = checkout.files("elsewhere");
        for path in ["generated/weather/src/lib.rs", "generated/weather/CHANGELOG.md"] {
            let _ = std::fs::remove_file(checkout.path(path));
            symlink(checkout.path("elsewhere/notes.txt"), checkout.path(path)).unwrap();
        }
        symlink(checkout.path("elsewhere/notes.txt"), checkout.path("models/services.toml.new")).unwrap();
        assert_eq!(checkout.run(&["generate"]).code, Some(0));
        assert!(!checkout.path("generated/weather/src/lib.rs").is_symlink());
        check_elsewhere_is_left_alone(&checkout, &before);
    }
}

/// Nearly all of it is documentation, of shapes that nothing reaches.
#[test]
fn a_model_of_200_megabytes() {
    let checkout = Checkout::new();
    let text = weather(&["GetForecast"]);
    let (head, tail) = text.split_at(text.rfind("\n  }").unwrap());
    checkout.write("mine/weather.json", "");
    let mut file = BufWriter::new(File::create(checkout.path("mine/weather.json")).unwrap());
    file.write_all(head.as_bytes()).unwrap();
    let docs = "Warm and <b>dry</b>. ".repeat(50);
    for number in 0..180_000 {
        let traits = format!(r#"{{"smithy.api#documentation": "{docs}"}}"#);
        write!(file, ",\n\"example.weather#S{number}\": {{\"type\": \"string\", \"traits\": {traits}}}").unwrap();
    }
    file.write_all(tail.as_bytes()).unwrap();
    drop(file);
    assert!(checkout.path("mine/weather.json").metadata().unwrap().len() > 200_000_000);
    let begin = Instant::now();
    let ran = checkout.run_within(1_200, &["generate", "--models", "mine", "--out", "out"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    // In a debug build on a slow machine.
    assert!(begin.elapsed() < Duration::from_secs(120), "took {:?}", begin.elapsed());
    assert!(checkout.path("out/weather/src/lib.rs").is_file());
}
