//! A crate that is to be generated.

use std::path::{Path, PathBuf};

use anyhow::Context;
use tinsmith_codegen::fault::Faults;
use tinsmith_codegen::model::ShapeId;
use tinsmith_codegen::{CheckedModel, Options, Source, load_service, select};

use crate::layout::slashed;
use crate::{hash, model_text};

/// A crate that is to be generated: from what, how, and where.
#[derive(Clone, Debug)]
pub struct Job {
    /// The name of the service here: that of the crate's folder.
    pub name: String,
    /// The name of the package.
    pub package: String,
    /// The model files, in order.
    pub models: Vec<ModelFile>,
    /// Which service of the models; theirs, if they have but one.
    pub service: Option<ShapeId>,
    /// How it is generated.
    pub options: Options,
    /// The hash of the models that `services.toml` has; `None` where the job does not come from there.
    pub recorded: Option<Recorded>,
}

/// What `services.toml` says of the hash of a service's models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Nothing yet.
    Missing,
    /// This.
    Hash(String),
}

/// A model file.
#[derive(Clone, Debug)]
pub struct ModelFile {
    /// Where it is.
    pub path: PathBuf,
    /// What messages call it.
    pub shown: String,
}

impl ModelFile {
    /// The file at `path`, which messages call so.
    pub(crate) fn new(path: &Path) -> ModelFile {
        ModelFile { path: path.to_path_buf(), shown: slashed(path) }
    }
}

/// A model file as it is on the disk.
#[derive(Debug)]
pub struct ModelBytes {
    shown: String,
    bytes: Vec<u8>,
    is_compressed: bool,
}

/// A model file that has been read.
#[derive(Clone, Debug)]
pub struct ModelText {
    shown: String,
    text: Vec<u8>,
}

impl Job {
    /// Reads the model files.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read(&self) -> anyhow::Result<Vec<ModelBytes>> {
        read_models(&self.models)
    }

    /// Reads the texts of the model files.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read_texts(&self) -> anyhow::Result<Vec<ModelText>> {
        self.read()?.into_iter().map(ModelBytes::into_text).collect()
    }

    /// The model that the files make, with the operations that the crate is to have.
    ///
    /// # Errors
    /// What is wrong with the model.
    pub fn load(&self, texts: &[ModelText]) -> Result<CheckedModel, Faults> {
        let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
        let model = load_service(&sources, self.service.as_ref())?;
        match self.options.operations.as_slice() {
            [] => Ok(model),
            operations => select(model, operations),
        }
    }

    /// The crate's folder within `out`.
    pub fn folder(&self, out: &Path) -> PathBuf {
        out.join(&self.name)
    }

    /// A text that tells this job from any that generates otherwise from the same models.
    pub fn fingerprint(&self) -> String {
        format!("{:?} {:?}", self.service, self.options)
    }
}

/// Reads model files.
///
/// # Errors
/// A file cannot be read.
pub fn read_models(models: &[ModelFile]) -> anyhow::Result<Vec<ModelBytes>> {
    models.iter().map(ModelBytes::read).collect()
}

impl ModelText {
    /// The text of a file that messages call so.
    pub fn new(shown: String, text: Vec<u8>) -> ModelText {
        ModelText { shown, text }
    }

    /// The text as the generator takes it.
    pub fn source(&self) -> Source<'_> {
        Source { name: &self.shown, text: &self.text }
    }
}

impl ModelBytes {
    fn read(model: &ModelFile) -> anyhow::Result<ModelBytes> {
        let shown = model.shown.clone();
        let bytes = std::fs::read(&model.path).with_context(|| format!("cannot read the model {shown}"))?;
        Ok(ModelBytes { shown, bytes, is_compressed: model_text::is_compressed(&model.path) })
    }

    /// The text.
    ///
    /// # Errors
    /// It is compressed, and broken.
    pub fn into_text(self) -> anyhow::Result<ModelText> {
        let ModelBytes { shown, bytes, is_compressed } = self;
        let text = if is_compressed {
            model_text::inflate(&bytes).with_context(|| format!("cannot read the model {shown}"))?
        } else {
            bytes
        };
        Ok(ModelText { shown, text })
    }
}

/// The hash of model files that are to have these texts, in order.
pub fn hash_of_texts(texts: &[ModelText]) -> String {
    hash::of_parts(texts.iter().map(|model| model.text.as_slice()))
}

/// The hash of model files as they are on the disk, in order.
pub fn hash_of(files: &[ModelBytes]) -> String {
    hash::of_parts(files.iter().map(|model| model.bytes.as_slice()))
}
