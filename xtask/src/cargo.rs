//! Cargo as a child of this process.

use std::path::Path;
use std::process::Command;

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
