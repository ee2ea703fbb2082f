//! What passed and what failed.

use std::process::ExitCode;

/// Counts the steps, and prints a line for each.
#[derive(Default)]
pub(crate) struct Report {
    passed: usize,
    failed: usize,
}

impl Report {
    /// Notes how a step ended; its value, if it passed.
    pub(crate) fn step<T>(&mut self, name: &str, result: anyhow::Result<T>) -> Option<T> {
        match result {
            Ok(value) => {
                println!("ok    {name}");
                self.passed += 1;
                Some(value)
            }
            Err(error) => {
                println!("FAIL  {name}: {error:#}");
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
