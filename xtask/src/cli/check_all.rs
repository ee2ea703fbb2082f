//! `cargo xtask check-all`: its arguments, and what it prints.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::progress::Bar;
use super::{Format, format, format_arg, services, services_arg};
use crate::check_all::{self, Part, Request};
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("check-all")
        .about("Generates the clients of all services, and checks them: no error, no warning")
        .arg(services_arg())
        .arg(
            Arg::new("models")
                .long("models")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help("The models: a folder of Smithy or C2J models, as botocore's [default: ../shared/models/aws]"),
        )
        .arg(
            Arg::new("part")
                .long("part")
                .value_name("K/N")
                .value_parser(value_parser!(Part))
                .help("Only the K-th of N parts of the services"),
        )
        .arg(
            Arg::new("sample")
                .long("sample")
                .value_name("N")
                .default_value("12")
                .value_parser(value_parser!(u32).range(1..))
                .help("Clippy and rustdoc look at one service of N"),
        )
        .arg(
            Arg::new("measure")
                .long("measure")
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..))
                .help("Build the N largest clients one by one, and say what they cost; check none"),
        )
        .arg(
            Arg::new("jobs")
                .long("jobs")
                .short('j')
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..))
                .help("How many processes at a time [default: one for each processor]"),
        )
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let request = Request {
        services: services(matches),
        models: matches.get_one("models").cloned(),
        part: matches.get_one("part").copied(),
        sample: matches.get_one("sample").copied().unwrap_or(1),
        measure: matches.get_one::<u16>("measure").copied().map(usize::from),
        jobs: matches.get_one::<u16>("jobs").copied().map(usize::from),
    };
    let bar = Bar::new();
    let report = check_all::run(layout, &request, &bar)?;
    bar.end();
    match format(matches) {
        Format::Text => print!("{}", check_all::text(&report)),
        Format::Json => {
            eprint!("{}", check_all::text(&report));
            println!("{:#}", check_all::json(&report));
        }
    }
    Ok(if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
