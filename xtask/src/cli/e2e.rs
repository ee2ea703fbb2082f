//! `cargo xtask e2e`: its arguments.

use std::process::ExitCode;

use clap::{ArgMatches, Command};

use super::{services, services_arg};
use crate::e2e;
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("e2e")
        .about("Drives moto's server with the generated clients, through all that it implements")
        .arg(services_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    e2e::run(layout, &services(matches))?;
    Ok(ExitCode::SUCCESS)
}
