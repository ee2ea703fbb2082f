//! The commands and their arguments.

mod bench;
mod check_all;
mod conformance;
mod diff;
mod e2e;
mod endpoints;
mod generate;
mod list;
mod progress;
mod update;
mod values;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::layout::Layout;

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Json,
}

/// The command line.
pub fn command() -> Command {
    Command::new("xtask")
        .bin_name("cargo xtask")
        .about("Turns service models into Rust clients")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("root")
                .long("root")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .global(true)
                .hide(true)
                .help("The checkout to work in"),
        )
        .subcommand(generate::command())
        .subcommand(diff::command())
        .subcommand(update::command())
        .subcommand(list::command())
        .subcommand(check_all::command())
        .subcommand(conformance::command())
        .subcommand(endpoints::command())
        .subcommand(e2e::command())
        .subcommand(bench::command())
}

/// Carries out what the arguments ask for.
///
/// # Errors
/// What stopped the command.
pub fn run(matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let layout = match matches.get_one::<PathBuf>("root") {
        Some(root) => Layout::new(std::path::absolute(root)?),
        None => Layout::of_cargo(),
    };
    crate::update::recover(&layout)?;
    match matches.subcommand() {
        Some(("generate", matches)) => generate::run(&layout, matches),
        Some(("update", matches)) => update::run(&layout, matches),
        Some(("diff", matches)) => diff::run(&layout, matches),
        Some(("list", matches)) => list::run(&layout, matches),
        Some(("check-all", matches)) => check_all::run(&layout, matches),
        Some(("conformance", matches)) => conformance::run(&layout, matches),
        Some(("endpoints", matches)) => endpoints::run(&layout, matches),
        Some(("e2e", matches)) => e2e::run(&layout, matches),
        Some(("bench", matches)) => bench::run(&layout, matches),
        _ => unreachable!("clap asks for a command"),
    }
}

fn services_arg() -> Arg {
    Arg::new("services").value_name("SERVICE").num_args(0..).help("The services; all where none is named")
}

fn format_arg() -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(["text", "json"])
        .default_value("text")
        .help("text, or one JSON document on standard output (and the text on standard error)")
}

fn models_arg() -> Arg {
    Arg::new("models")
        .long("models")
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .help("A model file (Smithy JSON AST or C2J), or a folder of them, in the place of models/services.toml")
}

fn services(matches: &ArgMatches) -> Vec<String> {
    strings(matches, "services")
}

fn models(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one("models").cloned()
}

fn format(matches: &ArgMatches) -> Format {
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        _ => Format::Text,
    }
}

fn strings(matches: &ArgMatches, id: &str) -> Vec<String> {
    matches.get_many::<String>(id).into_iter().flatten().cloned().collect()
}
