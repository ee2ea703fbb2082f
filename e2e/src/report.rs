//! What passed and what failed.

use std::process::ExitCode;

/// Counts the steps, and prints a line for each: how it ended, the service, and its name, which begins
/// with the operation.
#[derive(Default)]
pub(crate) struct Report {
    service: String,
    passed: usize,
    failed: usize,
}

impl Report {
    /// Begins with the steps of a service.
    pub(crate) fn begin(&mut self, service: &str) {
        service.clone_into(&mut self.service);
    }

    /// Notes how a step ended; its value, if it passed.
    pub(crate) fn step<T>(&mut self, name: &str, result: anyhow::Result<T>) -> Option<T> {
        match result {
            Ok(value) => {
                println!("ok    {} {name}", self.service);
                self.passed += 1;
                Some(value)
            }
            Err(error) => {
                println!("FAIL  {} {name}: {error:#}", self.service);
                self.failed += 1;
                None
            }
        }
    }

    /// Prints the sum.
    pub(crate) fn end(self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
