//! `cargo xtask diff`: its arguments, and what it prints.

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::strings;
use crate::diff::{self, Detail, Request};
use crate::layout::Layout;

pub(super) fn command() -> Command {
    let side = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).value_name(value).required(true).help(help)
    };
    Command::new("diff")
        .about("Says what a new model changes for those who use the generated crate")
        .arg(side("old", "OLD", "A service of services.toml, a model file (Smithy or C2J), or a folder of them"))
        .arg(side("new", "NEW", "The same, newer"))
        .arg(
            Arg::new("services")
                .value_name("SERVICE")
                .num_args(0..)
                .help("Of folders: the services; all where none is named"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "json", "markdown"])
                .default_value("text")
                .help("text, JSON, or Markdown for a pull request"),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help("List every change, however many there are"))
        .arg(
            Arg::new("deny")
                .long("deny")
                .value_name("WHAT")
                .value_parser(["breaking"])
                .help("Exit with 1 where something breaks: code that callers have, or calls"),
        )
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let side = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let request = Request { old: side("old"), new: side("new"), services: strings(matches, "services") };
    let report = diff::run(layout, &request)?;
    let detail = if matches.get_flag("all") { Detail::All } else { Detail::Summary };
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => println!("{:#}", diff::json(&report)),
        Some("markdown") => print!("{}", diff::markdown(&report)),
        _ => print!("{}", diff::text(&report, detail)),
    }
    let is_denied = matches.contains_id("deny") && report.is_breaking();
    Ok(if is_denied || report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
