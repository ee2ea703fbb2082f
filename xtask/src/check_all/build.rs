//! One call of cargo for a batch of clients.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Context;
use serde_json::Value;

use super::client::Client;
use super::tool::Tool;
use crate::cargo::{cargo, write_workspace};
use crate::layout::Layout;

/// Why clients have failed, by name: the first thing that was said of each.
pub(super) type Failures = BTreeMap<String, String>;

/// Has `tool` look at the clients of a batch, each of which is given to `passed` as soon as it has passed.
pub(super) fn build(
    layout: &Layout,
    jobs: Option<usize>,
    folder: &Path,
    tool: Tool,
    batch: &[&Client],
    passed: &dyn Fn(&Client),
) -> anyhow::Result<Failures> {
    let Some(first) = batch.first() else { return Ok(Failures::new()) };
    let workspace = first.folder.parent().unwrap_or(folder);
    let names: Vec<&str> = batch.iter().map(|client| client.name.as_str()).collect();
    write_workspace(&layout.root, workspace, &names)?;
    let target = folder.join("target");
    let mut command = cargo(workspace);
    command.args(tool.arguments()).args(["--quiet", "--workspace", "--keep-going", "--message-format", "json"]);
    command.arg("--target-dir").arg(&target);
    command.args(jobs.map(|jobs| format!("--jobs={jobs}")));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start it")?;
    let stderr = child.stderr.take().map(|stderr| std::thread::spawn(|| last_lines(BufReader::new(stderr))));
    let mut built = Built::of(workspace);
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else { continue };
            if let Some(name) = built.add(&message)
                && let Some(client) = batch.iter().find(|client| client.name == name)
            {
                passed(client);
            }
        }
    }
    child.wait().context("cannot wait for it")?;
    let said = stderr.and_then(|thread| thread.join().ok()).unwrap_or_default();
    for client in batch {
        discard(&target, "debug", client);
    }
    Ok(built.failures(&names, &said))
}

/// The end of what cargo says itself.
fn last_lines(output: impl BufRead) -> String {
    let lines: Vec<String> = output.lines().map_while(Result::ok).collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// What came of the build so far.
#[derive(Debug, Default)]
struct Built {
    /// The folder that has a folder for each client.
    workspace: PathBuf,
    passed: Vec<String>,
    failures: Failures,
    /// What the compiler says first of anything.
    first: Option<String>,
}

impl Built {
    fn of(workspace: &Path) -> Built {
        // Cargo says where folders really are.
        let workspace = workspace.canonicalize().unwrap_or_else(|_| workspace.to_owned());
        Built { workspace, ..Built::default() }
    }

    /// The client whose manifest, or that of whose data types, this is; and whether it is its own.
    fn client(&self, manifest: &Path) -> Option<(String, bool)> {
        let krate = manifest.parent()?.strip_prefix(&self.workspace).ok()?;
        let mut folders = krate.components();
        let name = folders.next()?.as_os_str().to_string_lossy().into_owned();
        Some((name, folders.next().is_none()))
    }

    /// Takes in a message of cargo; gives the client that it says has passed, if it does.
    fn add(&mut self, message: &Value) -> Option<String> {
        let client = self.client(Path::new(message.get("manifest_path")?.as_str()?));
        match (message.get("reason")?.as_str()?, client) {
            ("compiler-artifact", Some((name, true))) if !self.failures.contains_key(&name) => {
                self.passed.push(name.clone());
                Some(name)
            }
            ("compiler-message", client) => {
                let diagnostic = message.get("message")?;
                let rendered = diagnostic.get("rendered")?.as_str()?.trim().to_owned();
                let level = diagnostic.get("level")?.as_str()?;
                let is_error = level.starts_with("error");
                if is_error {
                    self.first.get_or_insert_with(|| rendered.clone());
                }
                if let Some((name, _)) = client
                    && (is_error || level == "warning")
                {
                    self.failures.entry(name).or_insert(rendered);
                }
                None
            }
            _ => None,
        }
    }

    /// Why those of `names` have failed that did not pass. Without an error of its own it is something that a
    /// client depends on which does not compile, or cargo, that `said` what is wrong.
    fn failures(self, names: &[&str], said: &str) -> Failures {
        let Built { workspace: _, passed, mut failures, first } = self;
        for name in names.iter().filter(|name| !passed.iter().any(|passed| passed == *name)) {
            let reason = || first.clone().unwrap_or_else(|| format!("cargo says: {said}"));
            failures.entry((*name).to_owned()).or_insert_with(reason);
        }
        failures.retain(|name, _| names.contains(&name.as_str()));
        failures
    }
}

/// Deletes what cargo keeps of a client, of the builds in the folder `profile`. What stays there does no harm but to the disk.
pub(super) fn discard(target: &Path, profile: &str, client: &Client) {
    client.packages.iter().for_each(|package| discard_package(target, profile, package));
}

fn discard_package(target: &Path, profile: &str, package: &str) {
    let library = package.replace('-', "_");
    let built = target.join(profile);
    for (folder, start) in [
        (built.join("deps"), format!("lib{library}-")),
        (built.join("deps"), format!("{library}-")),
        (built.join(".fingerprint"), format!("{package}-")),
    ] {
        for path in entries(&folder).filter(|path| starts_with_hash(path, &start)) {
            remove(&path);
        }
    }
    for extension in ["rlib", "rmeta", "d"] {
        remove(&built.join(format!("lib{library}.{extension}")));
    }
    remove(&target.join("doc").join(&library));
    remove(&target.join("doc/src").join(&library));
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}

/// Whether the name of `path` is `start` and a hash: another package's name may begin with the same.
fn starts_with_hash(path: &Path, start: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hash = name.strip_prefix(start).and_then(|rest| rest.split('.').next());
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn remove(path: &Path) {
    let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(name: &str, reason: &str, level: &str, text: &str) -> Value {
        json!({
            "reason": reason, "manifest_path": format!("/x/{name}/Cargo.toml"),
            "message": {"level": level, "rendered": text},
        })
    }

    #[test]
    fn a_warning_is_a_failure() {
        let mut built = Built::of(Path::new("/x"));
        assert_eq!(built.add(&message("one", "compiler-artifact", "", "")).as_deref(), Some("one"));
        assert_eq!(built.add(&message("two", "compiler-message", "warning", "first\n")), None);
        assert_eq!(built.add(&message("two", "compiler-message", "warning", "second")), None);
        assert_eq!(built.add(&message("two", "compiler-artifact", "", "")), None);
        let failures = built.failures(&["one", "two"], "");
        assert_eq!(failures, Failures::from([("two".to_owned(), "first".to_owned())]));
    }

    #[test]
    fn data_types_are_part_of_their_client() {
        let mut built = Built::of(Path::new("/x"));
        assert_eq!(built.add(&message("one/types", "compiler-artifact", "", "")), None);
        assert_eq!(built.add(&message("two/types", "compiler-message", "error", "broken")), None);
        assert_eq!(built.add(&message("one", "compiler-artifact", "", "")).as_deref(), Some("one"));
        let failures = built.failures(&["one", "two"], "");
        assert_eq!(failures, Failures::from([("two".to_owned(), "broken".to_owned())]));
    }

    #[test]
    fn what_has_not_passed_has_failed() {
        let failures = Built::default().failures(&["one"], "no such option");
        assert_eq!(failures["one"], "cargo says: no such option");
        let mut built = Built::of(Path::new("/x/clients"));
        built.add(&message("runtime", "compiler-message", "error", "broken"));
        assert_eq!(built.failures(&["one"], ""), Failures::from([("one".to_owned(), "broken".to_owned())]));
    }

    #[test]
    fn packages_whose_names_begin_alike() {
        let check = |name: &str| starts_with_hash(Path::new(name), "tinsmith-iot-");
        assert!(check("deps/tinsmith-iot-0123456789abcdef") && check("tinsmith-iot-0123456789abcdef.d"));
        assert!(!check("tinsmith-iot-data-0123456789abcdef") && !check("tinsmith-iot-012"));
    }
}
