//! `cargo xtask bench`: its arguments.

use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::{format_arg, strings};
use crate::bench;
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("bench")
        .about("Measures the codecs of the official clients and of ours on the same messages")
        .arg(Arg::new("words").value_name("WORD").num_args(0..).help("Only cases whose names contain one of these"))
        .arg(
            Arg::new("rounds")
                .long("rounds")
                .value_name("N")
                .default_value("200")
                .value_parser(value_parser!(u32).range(1..))
                .help("How many times each side runs"),
        )
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let rounds = matches.get_one::<u32>("rounds").map(|rounds| format!("--rounds={rounds}"));
    let format = matches.get_one::<String>("format").map(|format| format!("--format={format}"));
    let arguments: Vec<String> = rounds.into_iter().chain(format).chain(strings(matches, "words")).collect();
    bench::run(layout, &arguments)?;
    Ok(ExitCode::SUCCESS)
}
