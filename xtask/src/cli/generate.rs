//! `cargo xtask generate`: its arguments, and what it prints.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{Format, format, format_arg, models, models_arg, services, services_arg, strings, values};
use crate::console::Console;
use crate::generate::{self, Mode, Request, Single};
use crate::layout::Layout;
use crate::protocols;
use crate::watch::{self, Print};

pub(super) fn command() -> Command {
    let path = || value_parser!(PathBuf);
    Command::new("generate")
        .about("Generates the crates of services.toml, or of any models, and writes what differs")
        .arg(services_arg())
        .arg(models_arg())
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(path())
                .help("Where the crates go: DIR/<service> [default: generated, with --models target/generated]"),
        )
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help("Write nothing; list what differs, and exit with 1 if anything does"),
        )
        .arg(
            Arg::new("watch")
                .long("watch")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["check", "models", "out"])
                .help("Go on: make a crate again as soon as its model is saved, and say what has changed"),
        )
        .arg(
            Arg::new("jobs")
                .long("jobs")
                .short('j')
                .value_name("N")
                .value_parser(value_parser!(u16).range(1..))
                .help("How many services at a time [default: one for each processor]"),
        )
        .arg(
            Arg::new("runtime-path")
                .long("runtime-path")
                .value_name("DIR")
                .value_parser(path())
                .help("Depend on the runtime in this folder, not on the published one"),
        )
        .arg(
            Arg::new("runtime-version")
                .long("runtime-version")
                .value_name("V")
                .value_parser(values::version)
                .conflicts_with("runtime-path")
                .help("Depend on this version of the published runtime [default: that of this checkout]"),
        )
        .arg(
            Arg::new("tests")
                .long("tests")
                .action(ArgAction::SetTrue)
                .requires("models")
                .help("Write tests too: one for each case of the models' protocol tests"),
        )
        .args(single_args())
        .arg(
            Arg::new("timings")
                .long("timings")
                .action(ArgAction::SetTrue)
                .help("Say how long each step took, summed over services"),
        )
        .arg(Arg::new("verbose").long("verbose").short('v').action(ArgAction::SetTrue).help("List every file"))
        .arg(format_arg())
}

/// The decisions about a single service, which else stand in services.toml.
fn single_args() -> [Arg; 6] {
    let arg = |name| Arg::new(name).long(name).requires("models").help_heading("With --models, for a single service");
    let list = |name| arg(name).value_delimiter(',').action(ArgAction::Append);
    [
        list("operations").value_name("A,B").help("Only these operations, and what they need"),
        arg("package").value_name("NAME").value_parser(values::package).help("The name of the package"),
        arg("crate-version").value_name("V").value_parser(values::version).help("The version of the package"),
        arg("license")
            .value_name("SPDX")
            .value_parser(values::license)
            .help("The licence of the package [default: Apache-2.0]"),
        arg("types-crate")
            .value_name("WHEN")
            .value_parser(values::types_crate())
            .help("Whether data types are a crate of their own [default: auto, for the largest services]"),
        list("protocol")
            .value_name("P")
            .value_parser(values::protocol())
            .help("The protocol to speak, of the service's"),
    ]
}

fn request(matches: &ArgMatches) -> Request {
    let path = |id| matches.get_one::<PathBuf>(id).cloned();
    let protocols = strings(matches, "protocol");
    Request {
        services: services(matches),
        models: models(matches),
        out: path("out"),
        mode: if matches.get_flag("check") { Mode::Check } else { Mode::Write },
        jobs: matches.get_one::<u16>("jobs").copied().map(usize::from),
        runtime_path: path("runtime-path"),
        runtime_version: matches.get_one("runtime-version").cloned(),
        tests: matches.get_flag("tests"),
        single: Single {
            operations: strings(matches, "operations"),
            package: matches.get_one("package").cloned(),
            version: matches.get_one("crate-version").cloned(),
            license: matches.get_one("license").cloned(),
            types_crate: matches.get_one("types-crate").copied(),
            protocols: protocols.iter().filter_map(|name| protocols::parse(name)).flatten().copied().collect(),
        },
    }
}

pub(super) fn run(layout: &Layout, matches: &ArgMatches) -> anyhow::Result<ExitCode> {
    let request = request(matches);
    let format = format(matches);
    let mut console = match format {
        Format::Text => Console::on_stdout(request.mode),
        Format::Json => Console::on_stderr(request.mode),
    };
    if matches.get_flag("verbose") {
        console = console.verbose();
    }
    let report = generate::run(layout, &request, &console)?;
    console.end(&report);
    if matches.get_flag("timings") {
        eprint!("{}", generate::timings(&report));
    }
    if format == Format::Json {
        println!("{:#}", generate::json(&report));
    }
    if matches.get_flag("watch") {
        watch::run(layout, &request, &mut Printer)?;
    }
    Ok(if report.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what a watch does: results on standard output, faults on standard error.
struct Printer;

impl Print for Printer {
    fn done(&mut self, text: &str) {
        print!("{text}");
        let _ = std::io::stdout().flush();
    }

    fn failed(&mut self, text: &str) {
        eprint!("{text}");
    }
}
