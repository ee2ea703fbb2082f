//! What `cargo xtask endpoints` runs: a service a line comes in, what came of it goes out, a line each.
//!
//! Its arguments are the file of the services, and any number of partitions documents.

use std::fs::File;
use std::io::{BufRead, BufReader, Write, stdout};
use std::process::ExitCode;

use serde_json::Value;
use tinsmith_endpoint_tests::{editions, run};

fn main() -> ExitCode {
    match run_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run_all() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let services = arguments.next().ok_or("the file of the services is missing")?;
    let editions = editions(&arguments.collect::<Vec<_>>())?;
    let file = File::open(&services).map_err(|error| format!("cannot read {services}: {error}"))?;
    let mut out = stdout().lock();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|error| format!("cannot read {services}: {error}"))?;
        let service: Value = serde_json::from_str(&line).map_err(|error| format!("{services}: {error}"))?;
        let report = run(&service, &editions);
        writeln!(out, "{report}").map_err(|error| format!("cannot write: {error}"))?;
    }
    Ok(())
}
