//! `cargo xtask bench`: its arguments.

use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};

use super::strings;
use crate::bench;
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("bench")
        .about("Measures the codecs of the official clients and of ours on the same messages")
        .arg(Arg::new("words").value_name("WORD").num_args(0..).help("Only cases whose titles contain one of these"))
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    bench::run(layout, &strings(matches, "words"))?;
    Ok(ExitCode::SUCCESS)
}
