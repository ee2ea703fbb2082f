//! `cargo xtask`: the command line of this repository.

use std::process::ExitCode;

fn main() -> ExitCode {
    let matches = xtask::cli::command().get_matches();
    match xtask::cli::run(&matches) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
