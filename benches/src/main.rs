//! Measures all cases, or those whose names contain a word, and prints what they came to.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};
use tinsmith_benches::measure::measure;
use tinsmith_benches::{report, sides};

fn main() -> ExitCode {
    match run(&command().get_matches()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    Command::new("cargo xtask bench")
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
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "json"])
                .default_value("text")
                .help("text (tables of Markdown), or one JSON document"),
        )
}

fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let words: Vec<String> =
        matches.get_many::<String>("words").into_iter().flatten().map(|word| word.to_lowercase()).collect();
    let rounds = matches.get_one::<u32>("rounds").map_or(1, |rounds| *rounds as usize);
    let mut results = Vec::new();
    for pair in sides::pairs()? {
        let title = pair.official.title().to_string();
        let lower = title.to_lowercase();
        if !words.is_empty() && !words.iter().any(|word| lower.contains(word.as_str())) {
            continue;
        }
        if std::io::stderr().is_terminal() {
            eprintln!("{title}");
        }
        results.push(measure(&pair, rounds)?);
    }
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => println!("{:#}", report::json(&results)),
        _ => print!("{}", report::markdown(&results)),
    }
    Ok(())
}
