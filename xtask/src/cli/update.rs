//! `cargo xtask update`: its arguments, and what it prints.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{Format, format, format_arg};
use crate::layout::Layout;
use crate::update::{self, Request};

pub(super) fn command() -> Command {
    Command::new("update")
        .about("Takes a new model of a service: its facts, the crate, the version and the changelog")
        .arg(Arg::new("service").value_name("SERVICE").required(true).help("A service of services.toml"))
        .arg(
            Arg::new("from")
                .long("from")
                .value_name("PATH")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("The new model: a file (Smithy or C2J), or a folder that has it"),
        )
        .arg(
            Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Write nothing; say what would happen"),
        )
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let request = Request {
        service: matches.get_one::<String>("service").cloned().unwrap_or_default(),
        from: matches.get_one::<PathBuf>("from").cloned().unwrap_or_default(),
        dry_run: matches.get_flag("dry-run"),
    };
    let wait = || eprintln!("waiting for another run that writes to {}", layout.shown(&layout.generated()));
    let update = update::run(layout, &request, wait)?;
    match format(matches) {
        Format::Text => print!("{}", update::text(&update)),
        Format::Json => println!("{:#}", update::json(&update)),
    }
    Ok(ExitCode::SUCCESS)
}
