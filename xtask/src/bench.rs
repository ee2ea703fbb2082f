//! `cargo xtask bench`: builds and runs the benchmarks, which are a workspace of their own (`benches/`).
//!
//! Here is only what starts them: what is measured, and how it is printed, is theirs.

use anyhow::{Context, ensure};

use crate::cargo::cargo;
use crate::layout::Layout;

/// Runs the benchmarks whose titles contain one of `words`, optimised, from a folder below Cargo's target folder.
///
/// # Errors
/// They do not build, or a call of theirs failed.
pub fn run(layout: &Layout, words: &[String]) -> anyhow::Result<()> {
    let mut command = cargo(&layout.root);
    command.args(["run", "--quiet", "--locked", "--release", "--manifest-path"]).arg(layout.benches());
    command.arg("--target-dir").arg(layout.target.join("benches")).arg("--").args(words);
    let status = command.status().context("cannot run cargo")?;
    ensure!(status.success(), "the benchmarks ended with an error");
    Ok(())
}
