//! `cargo xtask e2e`: drives moto's server with the generated clients.
//!
//! The server is installed from PyPI into a virtual environment of its own under Cargo's target folder,
//! and runs on loopback for as long as this command does. What drives it is the crate `e2e`.

mod coverage;
mod server;
mod venv;

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, bail, ensure};

use crate::cargo::cargo;
use crate::layout::Layout;
use crate::lock::lock;
use coverage::{Coverage, coverage};
use server::Server;
use venv::Venv;

/// Installs the server if need be, starts it, runs the program against it, and ends it. The steps are
/// those of `services`, or of all services where none is named.
///
/// # Errors
/// Anything that keeps the steps from passing.
pub fn run(layout: &Layout, services: &[String]) -> anyhow::Result<()> {
    let begin = Instant::now();
    let folder = layout.target.join("e2e");
    let _lock = lock(&folder, || eprintln!("waiting for another run of e2e"))?;
    let venv = Venv::ready(&folder)?;
    build(&layout.root)?;
    let server = Server::start(&venv, &folder.join("moto.log"))?;
    println!("moto {} listens on {}", venv::VERSION, server.endpoint());
    let printed = drive(&layout.root, server.endpoint(), services).inspect_err(|_| server.show_log())?;
    let Coverage { operations, left_out } = coverage(layout, &venv, &printed)?;
    ensure!(
        left_out.is_empty(),
        "the server implements operations of our clients that no step uses: {}",
        left_out.join(", ")
    );
    let seconds = begin.elapsed().as_secs_f64();
    println!("all {operations} operations that the server and our clients have are used; in {seconds:.1} s");
    Ok(())
}

/// Builds the program before the server starts, so that the server does not wait for it.
fn build(root: &Path) -> anyhow::Result<()> {
    let status = cargo(root).args(["build", "--quiet", "--package", "tinsmith-e2e"]).status();
    ensure!(status.context("cannot run cargo")?.success(), "the program of e2e does not build");
    Ok(())
}

/// Runs the program, prints what it prints, and gives that.
fn drive(root: &Path, endpoint: &str, services: &[String]) -> anyhow::Result<String> {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "tinsmith-e2e", "--", endpoint]).args(services);
    command.env("NO_PROXY", "127.0.0.1");
    let output = command.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{printed}");
    if !output.status.success() {
        bail!("not all steps passed");
    }
    Ok(printed)
}
