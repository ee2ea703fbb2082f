//! Clients and their caller, checked by the compiler: for each client a crate, and a crate with the caller.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tinsmith_codegen::Generated;

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const CONSUMER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/semver/consumer.rs");

/// The first error of the caller against each of the clients, if there is one. All clients compile.
pub fn check(clients: &[&Generated]) -> Vec<Option<String>> {
    let folder = write(clients);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver-target");
    let output = Command::new(env!("CARGO"))
        .current_dir(&folder)
        .env("CARGO_INCREMENTAL", "0")
        .args(["check", "--workspace", "--keep-going", "--message-format=json", "--target-dir"])
        .arg(&target)
        .output()
        .unwrap();
    let (mut compiled, mut errors) = (BTreeSet::new(), BTreeMap::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let name = message["target"]["name"].as_str().unwrap_or_default().to_owned();
        if message["reason"] == "compiler-artifact" {
            compiled.insert(name);
        } else if message["message"]["level"] == "error" {
            let text = message["message"]["rendered"].as_str().unwrap_or_default().to_owned();
            errors.entry(name).or_insert(text);
        }
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let check = |index| {
        let (client, caller) = (client_name(index), caller_name(index));
        assert!(compiled.contains(&client), "{client}: {}\n{stderr}", errors.get(&client).map_or("", String::as_str));
        let error = errors.get(&caller).cloned();
        assert_eq!(compiled.contains(&caller), error.is_none(), "{caller}\n{stderr}");
        error
    };
    (0..clients.len()).map(check).collect()
}

fn client_name(index: usize) -> String {
    format!("client_{index}")
}

fn caller_name(index: usize) -> String {
    format!("caller_{index}")
}

/// Writes the workspace; what is the same stays untouched.
fn write(clients: &[&Generated]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    let mut files = BTreeMap::from([("Cargo.toml".to_owned(), manifest())]);
    for (index, client) in clients.iter().enumerate() {
        for file in &client.files {
            let text = match &*file.path {
                "Cargo.toml" => file.text.replace("\"shop\"", &format!("\"{}\"", client_name(index))),
                _ => file.text.clone(),
            };
            files.insert(format!("{}/{}", client_name(index), file.path), text);
        }
        files.insert(format!("{}/Cargo.toml", caller_name(index)), caller(index));
    }
    remove_others(&folder, "", &files);
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|found| found == text.as_bytes()) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

fn remove_others(folder: &Path, prefix: &str, files: &BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            remove_others(&entry.path(), &format!("{path}/"), files);
        } else if !files.contains_key(&path) {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    // What is empty now is no member of the workspace.
    let _ = fs::remove_dir(folder);
}

fn manifest() -> String {
    let runtime = fs::canonicalize(Path::new(REPOSITORY).join("runtime")).unwrap();
    format!(
        r#"[workspace]
resolver = "3"
members = ["*_*"]

[workspace.dependencies]
tinsmith = {{ path = {runtime:?}, default-features = false }}

[profile.dev]
debug = false
"#
    )
}

fn caller(index: usize) -> String {
    let (caller, client) = (caller_name(index), client_name(index));
    format!(
        r#"[package]
name = "{caller}"
version = "0.1.0"
edition = "2024"

[lib]
path = {CONSUMER:?}

[dependencies]
aws-smithy-async = "1"
aws-smithy-runtime-api = "1"
aws-smithy-types = "1"
shop = {{ package = "{client}", path = "../{client}", default-features = false, features = ["rt-tokio"] }}
"#
    )
}
