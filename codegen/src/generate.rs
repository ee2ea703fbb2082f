//! The whole way, from the bytes of models to the files of a crate.

use crate::expand::{Unmade, other_files, rust_files};
use crate::fault::Faults;
use crate::format::{Formatted, OutputFile, format};
use crate::model::ShapeId;
use crate::module;
use crate::options::{Options, TypesCrate};
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

/// A stage on the way from the bytes of models to the files of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Bytes to syntax trees.
    Read,
    /// Syntax trees to a model.
    Assemble,
    /// What is wrong with the model.
    Check,
    /// Names, types and facts of the crate.
    Plan,
    /// The tokens of its files.
    Expand,
    /// Their text.
    Format,
}

/// Generates the client of the one service that `sources` define, together.
///
/// The same sources and options give the same bytes.
///
/// # Errors
/// All faults of the model, each with its place; or a fault of the generator itself.
pub fn generate(sources: &[Source<'_>], options: &Options) -> Result<Generated, GenerateError> {
    plan_service(sources, None, options, &mut |_| {})?.generate()
}

/// As [`generate`], for a model that is loaded already.
///
/// # Errors
/// As [`generate`].
pub fn generate_model(model: CheckedModel, options: &Options) -> Result<Generated, GenerateError> {
    Planned::new(model, options)?.generate()
}

/// The first half of [`generate`], for sources that may have several services, of which one is meant. `begin` is
/// told of each stage that begins.
///
/// # Errors
/// All faults of the model, each with its place.
pub fn plan_service(
    sources: &[Source<'_>],
    service: Option<&ShapeId>,
    options: &Options,
    begin: &mut dyn FnMut(Stage),
) -> Result<Planned, Faults> {
    let model = load::load_staged(sources, service, begin)?;
    begin(Stage::Plan);
    Planned::new(model, options)
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
    let options = Options { tests: None, types_crate: TypesCrate::Never, ..options.clone() };
    let planned = Planned::new(load(sources)?, &options)?;
    module::module(&planned.krate, module, rust_files(&planned.krate).map(Unmade::make))
        .map_err(GenerateError::Internal)
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

    /// Generates the crate.
    ///
    /// # Errors
    /// A fault of the generator itself.
    pub fn generate(&self) -> Result<Generated, GenerateError> {
        let files = self.pieces().into_iter().map(|piece| piece.make(&mut |_| {}));
        Ok(self.generated(files.collect::<Result<_, _>>()?))
    }

    /// The files that are to be made, as pieces of work of which none needs another, for threads to share.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        rust_files(&self.krate).map(Piece).collect()
    }

    /// The crate whose [`pieces`](Self::pieces) became `files`, in any order.
    pub fn generated(&self, mut files: Vec<OutputFile>) -> Generated {
        let others = other_files(&self.krate, &self.options);
        files.extend(others.map(|(path, text)| OutputFile { path, text }));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let tests = self.krate.tests.iter().flat_map(TestFile::generated).collect();
        Generated { package: self.krate.package.clone(), files, tests }
    }
}

/// A file that is to be made.
pub struct Piece<'p>(Unmade<'p>);

impl Piece<'_> {
    /// Makes the file. `begin` is told of each stage that begins.
    ///
    /// # Errors
    /// A fault of the generator itself.
    pub fn make(self, begin: &mut dyn FnMut(Stage)) -> Result<OutputFile, GenerateError> {
        begin(Stage::Expand);
        let file = self.0.make();
        begin(Stage::Format);
        format(file).map_err(GenerateError::Internal)
    }

    /// Makes the file, faster where it is what it was: `formatted` has those of an earlier time.
    ///
    /// # Errors
    /// A fault of the generator itself.
    pub fn make_again(self, formatted: &Formatted) -> Result<OutputFile, GenerateError> {
        formatted.format(self.0.make()).map_err(GenerateError::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Planned};

    #[test]
    fn threads_can_share_the_work() {
        fn is_shared<T: Send + Sync>() {}
        fn is_sent<T: Send>() {}
        is_shared::<Planned>();
        is_sent::<Piece<'_>>();
    }
}
