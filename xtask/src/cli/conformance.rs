//! `cargo xtask conformance`: its arguments, and what it prints.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::progress::Bar;
use super::{Format, format, format_arg, strings, values};
use crate::conformance::{self, Request};
use crate::layout::Layout;
use crate::protocols;

pub(super) fn command() -> Command {
    Command::new("conformance")
        .about("Generates clients and tests from models with protocol tests, and runs them")
        .arg(
            Arg::new("models")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("The folder of the models [default: ../shared/conformance/protocol-tests]"),
        )
        .arg(
            Arg::new("protocol")
                .long("protocol")
                .value_name("P")
                .value_parser(values::protocol())
                .help("Only the cases of this protocol"),
        )
        .arg(Arg::new("case").long("case").value_name("ID").help("Only the cases of this id"))
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let request = Request {
        models: matches.get_one("models").cloned(),
        protocols: strings(matches, "protocol")
            .iter()
            .filter_map(|name| protocols::parse(name))
            .flatten()
            .copied()
            .collect(),
        case: matches.get_one("case").cloned(),
    };
    let bar = Bar::new();
    let report = conformance::run(layout, &request, &bar)?;
    bar.end();
    match format(matches) {
        Format::Text => print!("{}", conformance::text(&report)),
        Format::Json => {
            eprint!("{}", conformance::text(&report));
            println!("{:#}", conformance::json(&report));
        }
    }
    Ok(if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
