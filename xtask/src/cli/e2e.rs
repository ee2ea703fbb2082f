//! `cargo xtask e2e`: it has no arguments.

use std::process::ExitCode;

use clap::Command;

use crate::e2e;
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("e2e").about("Drives moto's server with the generated client, through all that it implements")
}

pub(super) fn run(layout: &Layout) -> anyhow::Result<ExitCode> {
    e2e::run(layout)?;
    Ok(ExitCode::SUCCESS)
}
