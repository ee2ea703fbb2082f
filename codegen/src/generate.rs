//! The whole way, from the bytes of models to the files of a crate.

use crate::expand::{RustFile, expand};
use crate::fault::Faults;
use crate::format::{Formatted, OutputFile, format};
use crate::module;
use crate::options::Options;
use crate::plan::plan;
use crate::tests::GeneratedTest;
use crate::{Source, check::CheckedModel, ir::Crate, ir::TestFile, load, select};

/// A generated crate.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The name of the package.
    pub package: String,
    /// The files, by path.
    pub files: Vec<OutputFile>,
    /// The tests among them that are cases of the model's protocol tests.
    pub tests: Vec<GeneratedTest>,
}

/// Why a crate was not generated.
#[derive(Debug)]
pub enum GenerateError {
    /// Faults of the model.
    Faults(Faults),
    /// A fault of the generator: what it wrote is not Rust.
    Internal(String),
}

impl std::fmt::Display for GenerateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Faults(faults) => faults.fmt(f),
            Self::Internal(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for GenerateError {}

impl From<Faults> for GenerateError {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

/// Generates the client of the one service that `sources` define, together.
///
/// The same sources and options give the same bytes.
///
/// # Errors
/// All faults of the model, each with its place; or a fault of the generator itself.
pub fn generate(sources: &[Source<'_>], options: &Options) -> Result<Generated, GenerateError> {
    generate_model(load(sources)?, options)
}

/// As [`generate`], for a model that is loaded already.
///
/// # Errors
/// As [`generate`].
pub fn generate_model(model: CheckedModel, options: &Options) -> Result<Generated, GenerateError> {
    let planned = Planned::new(model, options)?;
    write(&planned.krate, options, format)
}

/// Generates the client of the one service that `sources` define, together, as the text of a module of the name
/// `module`, which stands at the root of a crate. For crates that generate it as they are built.
///
/// It needs the runtime as a dependency, with the features that the manifest of a crate would name. What `options`
/// say of packages, dependencies and tests is of no use here.
///
/// # Errors
/// As [`generate`].
pub fn generate_module(sources: &[Source<'_>], module: &str, options: &Options) -> Result<String, GenerateError> {
    let planned = Planned::new(load(sources)?, &Options { tests: None, ..options.clone() })?;
    let (files, _) = expand(&planned.krate, &planned.options);
    module::module(&planned.krate, module, files).map_err(GenerateError::Internal)
}

/// A model, and what its crate is to contain.
#[derive(Clone, Debug)]
pub struct Planned {
    model: CheckedModel,
    options: Options,
    krate: Crate,
}

impl Planned {
    /// Decides what the crate of a model is to contain, of which all operations are that the options ask for.
    ///
    /// # Errors
    /// Operations that the model does not have, and names that two things of one scope would share.
    pub fn new(model: CheckedModel, options: &Options) -> Result<Planned, Faults> {
        let model = if options.operations.is_empty() { model } else { select(model, &options.operations)? };
        Ok(Planned { krate: plan(&model, options)?, options: options.clone(), model })
    }

    /// The same, as another version of the package.
    pub fn with_version(mut self, version: &str) -> Planned {
        version.clone_into(&mut self.options.version);
        version.clone_into(&mut self.krate.version);
        self
    }

    /// The model.
    pub fn model(&self) -> &CheckedModel {
        &self.model
    }

    /// What the user has decided.
    pub fn options(&self) -> &Options {
        &self.options
    }

    pub(crate) fn krate(&self) -> &Crate {
        &self.krate
    }

    /// Generates the crate, faster where most files are what they were: `formatted` has those of an earlier time.
    ///
    /// # Errors
    /// A fault of the generator itself.
    pub fn generate(&self, formatted: &mut Formatted) -> Result<Generated, GenerateError> {
        write(&self.krate, &self.options, |file| formatted.format(file))
    }
}

fn write(
    planned: &Crate,
    options: &Options,
    mut format: impl FnMut(RustFile) -> Result<OutputFile, String>,
) -> Result<Generated, GenerateError> {
    let (rust, others) = expand(planned, options);
    let mut files = Vec::with_capacity(rust.len() + others.len());
    for file in rust {
        files.push(format(file).map_err(GenerateError::Internal)?);
    }
    files.extend(others.into_iter().map(|(path, text)| OutputFile { path, text }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let tests = planned.tests.iter().flat_map(TestFile::generated).collect();
    Ok(Generated { package: planned.package.clone(), files, tests })
}
