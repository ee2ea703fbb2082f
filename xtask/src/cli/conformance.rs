//! `cargo xtask conformance`: its arguments, and what it prints.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use indicatif::{ProgressBar, ProgressStyle};

use super::{Format, format, format_arg, strings, values};
use crate::conformance::{self, Request, Watch};
use crate::layout::Layout;
use crate::protocols;
use crate::text::plural;

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
    let progress = Progress::new();
    let report = conformance::run(layout, &request, &progress)?;
    progress.bar.finish_and_clear();
    match format(matches) {
        Format::Text => print!("{}", conformance::text(&report)),
        Format::Json => {
            eprint!("{}", conformance::text(&report));
            println!("{:#}", conformance::json(&report));
        }
    }
    Ok(if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A bar on a terminal, a line for each step elsewhere.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new() -> Progress {
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {wide_msg}");
        let bar = if std::io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Progress { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())) }
    }
}

impl Watch for Progress {
    fn wait(&self, folder: &str) {
        eprintln!("waiting for another run that writes to {folder}");
    }

    fn step(&self, verb: &str, count: usize, noun: &str) {
        if self.bar.is_hidden() {
            eprintln!("{verb} {}", plural(count, noun));
        }
        self.bar.reset();
        self.bar.set_prefix(verb.to_owned());
        self.bar.set_message(String::new());
        self.bar.set_length(count as u64);
    }

    fn done(&self, part: &str) {
        self.bar.set_message(part.to_owned());
        self.bar.inc(1);
    }
}
