//! `cargo xtask list`: its arguments, and what it prints.

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Format, format, format_arg, models, models_arg, services, services_arg};
use crate::layout::Layout;
use crate::list;

pub(super) fn command() -> Command {
    Command::new("list")
        .about("Lists services: their protocols and sizes, and whether they are supported")
        .arg(services_arg())
        .arg(models_arg())
        .arg(
            Arg::new("summary")
                .long("summary")
                .action(ArgAction::SetTrue)
                .help("How much there is, by protocol, as a table in Markdown"),
        )
        .arg(format_arg())
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let list = list::run(layout, services(matches), models(matches))?;
    let text = if matches.get_flag("summary") { list::summary(&list) } else { list::text(&list) };
    match format(matches) {
        Format::Text => {
            for skipped in &list.skipped {
                eprintln!("skipped: {skipped}");
            }
            print!("{text}");
        }
        Format::Json => println!("{:#}", list::json(&list)),
    }
    Ok(ExitCode::SUCCESS)
}
