//! `models/services.toml`: what is generated from what.
//!
//! ```toml
//! [services.codedeploy]                                     # the folder under generated/
//! models = ["codedeploy/codedeploy.json", "codedeploy/docs.json"]  # relative to this file
//! sha256 = "…"                                              # of the model files, written by `generate`
//! package = "tinsmith-codedeploy"                           # default: tinsmith- and the name
//! version = "0.1.0"                                         # default: 0.1.0
//! license = "Apache-2.0"                                    # default: Apache-2.0
//! protocols = ["awsJson1_1"]                                # default: all of the service's
//! operations = ["GetDeployment"]                            # default: all
//! types-crate = "never"                                     # default: auto; or always
//! ```

mod edit;
mod parse;

pub use edit::{Edit, record, with_entry};

use std::fmt;
use std::path::Path;

use anyhow::Context;
use tinsmith_codegen::TypesCrate;
use tinsmith_codegen::model::Protocol;

use parse::parse;

/// An entry of the file: a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name: that of the folder under `generated/`.
    pub name: String,
    /// The model files, relative to the folder of the file.
    pub models: Vec<String>,
    /// The recorded hash of the model files.
    pub sha256: Option<String>,
    /// The name of the package.
    pub package: String,
    /// The version of the package.
    pub version: String,
    /// The licence of the crate.
    pub license: String,
    /// The protocols, the preferred one first.
    pub protocols: Vec<Protocol>,
    /// The operations; all where there are none.
    pub operations: Vec<String>,
    /// Whether data types are a crate of their own.
    pub types_crate: TypesCrate,
}

/// What is wrong with the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    line: usize,
    column: usize,
    message: String,
    expected: &'static str,
}

/// All that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    file: String,
    faults: Vec<Fault>,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Fault { line, column, message, expected }) in self.faults.iter().enumerate() {
            // The first is led by what the command line puts before every error.
            let gap = if index == 0 { "" } else { "\n\nerror: " };
            write!(f, "{gap}{message}\n  --> {}:{line}:{column}\n  = expected: {expected}", self.file)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Reads the entries of the file at `path`, which messages call `shown`, sorted by name.
///
/// # Errors
/// All that is wrong with the file.
pub fn read(path: &Path, shown: &str) -> anyhow::Result<Vec<Entry>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    let entries = parse(&text).map_err(|faults| Faults { file: shown.to_owned(), faults })?;
    Ok(entries)
}
