//! What came of a run.

use std::fmt;

use tinsmith_codegen::fault::Faults;

use super::{Mode, Times};
use crate::discover::Skipped;
use crate::krate::Changes;

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    /// Whether it was to write.
    pub mode: Mode,
    /// What came of each service, in order.
    pub outcomes: Vec<Outcome>,
    /// Files that are not generated from, and why.
    pub skipped: Vec<Skipped>,
    /// What is odd about all of it.
    pub warnings: Vec<Warning>,
    /// The command that brings up to date what a check found to differ, but for the services.
    pub remedy: &'static str,
    /// How long it took.
    pub seconds: f64,
}

/// What came of a service.
#[derive(Debug)]
pub struct Outcome {
    /// The name of the service.
    pub service: String,
    /// The name of the package.
    pub package: String,
    /// The model files.
    pub models: Vec<String>,
    /// The folder of the crate.
    pub folder: String,
    /// The files, or why there are none.
    pub result: Result<Changes, Failure>,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
    /// How long each step took.
    pub times: Times,
    /// How long it took.
    pub seconds: f64,
}

/// Why a service was not generated.
#[derive(Debug)]
pub enum Failure {
    /// Its model has faults.
    Faults(Faults),
    /// Something else went wrong.
    Other(anyhow::Error),
}

/// What is odd, and fails a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The models of a service have another hash than the recorded one.
    Drift {
        /// The file that has the record.
        file: String,
        /// The hash that is recorded; none yet, perhaps.
        recorded: Option<String>,
        /// The hash of the models.
        actual: String,
    },
    /// A crate that no service asks for.
    Orphan {
        /// Its folder.
        folder: String,
    },
}

impl Report {
    /// Whether nothing went wrong, and nothing differs where that was the question.
    pub fn is_success(&self) -> bool {
        let has_failed = self.outcomes.iter().any(|outcome| outcome.result.is_err());
        match self.mode {
            Mode::Write => !has_failed,
            Mode::Check => !has_failed && self.warnings.is_empty() && self.outcomes.iter().all(Outcome::is_fresh),
        }
    }

    /// How long each step took, summed over services.
    pub fn times(&self) -> Times {
        let mut sum = Times::default();
        self.outcomes.iter().for_each(|outcome| sum.add(&outcome.times));
        sum
    }
}

impl Outcome {
    /// Whether the crate, and the record of its models, are as they would be generated.
    pub fn is_fresh(&self) -> bool {
        self.warnings.is_empty() && self.result.as_ref().is_ok_and(Changes::is_empty)
    }

    /// The service and the hash that is to be recorded, if it was generated from other models than before.
    pub fn new_hash(&self) -> Option<(&str, &str)> {
        self.result.as_ref().ok()?;
        self.warnings.iter().find_map(|warning| match warning {
            Warning::Drift { actual, .. } => Some((self.service.as_str(), actual.as_str())),
            Warning::Orphan { .. } => None,
        })
    }
}

impl Failure {
    /// How many faults there are.
    pub fn count(&self) -> usize {
        match self {
            Failure::Faults(faults) => faults.iter().len(),
            Failure::Other(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Faults(faults) => faults.fmt(f),
            Failure::Other(error) => write!(f, "error: {error:#}"),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Drift { file, recorded: None, actual } => {
                write!(f, "the hash of the models is not recorded in {file} yet: {actual}")
            }
            Warning::Drift { file, recorded: Some(recorded), actual } => write!(
                f,
                "the models are not those recorded in {file}\n  = recorded: {recorded}\n  = actual:   {actual}"
            ),
            Warning::Orphan { folder } => write!(f, "{folder} belongs to no service of services.toml: delete it"),
        }
    }
}
