//! The test programs of all clients, built in one go.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Context;
use serde_json::Value;

use crate::cargo::{cargo, write_workspace};

/// The test program of each client, by name.
pub(super) type Programs = BTreeMap<String, PathBuf>;

/// What came of the build.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) programs: Programs,
    /// What the compiler says first of the clients that have none.
    pub(super) failures: BTreeMap<String, String>,
    /// What the compiler says first of anything.
    first: Option<String>,
}

/// Builds the test programs of the clients `names` in `folder`, with the versions of the checkout `root`. What can be built is, whatever else cannot.
pub(super) fn build(root: &Path, folder: &Path, names: &[&str], done: &dyn Fn(&str)) -> anyhow::Result<Built> {
    write_workspace(root, folder, names)?;
    let mut command = cargo(folder);
    command.args(["build", "--workspace", "--test", "protocol", "--no-default-features", "--keep-going"]);
    command.args(["--message-format", "json"]).arg("--target-dir").arg(folder.join("target"));
    if !std::io::stderr().is_terminal() {
        command.arg("--quiet");
    }
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot run cargo")?;
    let mut built = Built::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else { continue };
            if let Some(name) = built.add(&message) {
                done(&name);
            }
        }
    }
    child.wait().context("cannot run cargo")?;
    for name in names.iter().filter(|name| !built.programs.contains_key(**name)) {
        // Without an error of its own it is something that it depends on which does not compile.
        let reason = built.first.clone().unwrap_or_else(|| "cargo built no test program".to_owned());
        built.failures.entry((*name).to_owned()).or_insert(reason);
    }
    built.failures.retain(|name, _| !built.programs.contains_key(name));
    Ok(built)
}

impl Built {
    /// Takes in a message of cargo; gives the client whose program it is about, if it is one.
    fn add(&mut self, message: &Value) -> Option<String> {
        let manifest = Path::new(message.get("manifest_path")?.as_str()?);
        let name = manifest.parent()?.file_name()?.to_string_lossy().into_owned();
        match message.get("reason")?.as_str()? {
            "compiler-artifact" => {
                let program = message.get("executable")?.as_str()?;
                self.programs.insert(name.clone(), program.into());
                Some(name)
            }
            "compiler-message" => {
                let diagnostic = message.get("message")?;
                let is_error = diagnostic.get("level")?.as_str()? == "error";
                let rendered = diagnostic.get("rendered")?.as_str()?;
                if is_error {
                    self.first.get_or_insert_with(|| rendered.trim().to_owned());
                    self.failures.entry(name).or_insert_with(|| rendered.trim().to_owned());
                }
                None
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_are_of_clients() {
        let mut built = Built::default();
        let artifact = json!({
            "reason": "compiler-artifact", "manifest_path": "/x/one/Cargo.toml", "executable": "/x/target/protocol-1",
        });
        assert_eq!(built.add(&artifact).as_deref(), Some("one"));
        let library = json!({"reason": "compiler-artifact", "manifest_path": "/x/two/Cargo.toml", "executable": null});
        assert_eq!(built.add(&library), None);
        for (level, text) in [("warning", "w"), ("error", "first\n"), ("error", "second")] {
            let diagnostic = json!({"level": level, "rendered": text});
            let message =
                json!({"reason": "compiler-message", "manifest_path": "/x/two/Cargo.toml", "message": diagnostic});
            assert_eq!(built.add(&message), None);
        }
        assert_eq!(built.programs, BTreeMap::from([("one".to_owned(), "/x/target/protocol-1".into())]));
        assert_eq!(built.failures, BTreeMap::from([("two".to_owned(), "first".to_owned())]));
        assert_eq!(built.first.as_deref(), Some("first"));
    }
}
