//! Cargo as a child of this process.

use std::path::Path;
use std::process::Command;

use anyhow::Context;

use crate::files;

/// Cargo in the folder `root`, as a user would start it: what Cargo has said of xtask to xtask would have build scripts run
/// again that look at it.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// What the compiler that cargo uses says of itself.
pub fn rustc_version() -> std::io::Result<String> {
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Makes `folder` a workspace of the crates `names` in it, with the versions of the checkout `root`.
pub fn write_workspace(root: &Path, folder: &Path, names: &[&str]) -> anyhow::Result<()> {
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n"
    );
    let path = folder.join("Cargo.toml");
    if std::fs::read(&path).is_ok_and(|known| known == manifest.as_bytes()) {
        return Ok(());
    }
    files::replace(&path, manifest.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
