//! `cargo xtask endpoints`: its arguments, and what it prints.

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Format, format, format_arg, models, models_arg, strings};
use crate::endpoints;
use crate::layout::Layout;

pub(super) fn command() -> Command {
    Command::new("endpoints")
        .about("Runs the endpoint tests of models")
        .arg(models_arg())
        .arg(
            Arg::new("service")
                .long("service")
                .value_name("SERVICE")
                .action(ArgAction::Append)
                .help("Only this service; may be given several times"),
        )
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let report = endpoints::run(layout, strings(matches, "service"), models(matches))?;
    for skipped in &report.skipped {
        eprintln!("skipped: {skipped}");
    }
    match format(matches) {
        Format::Text => print!("{}", endpoints::text(&report)),
        Format::Json => {
            eprint!("{}", endpoints::text(&report));
            println!("{:#}", endpoints::json(&report));
        }
    }
    Ok(if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
