//! From the files of two sides to what differs.

use anyhow::{Context, anyhow};
use tinsmith_codegen::diff::{Change, Diff, Kind, diff, load_services};
use tinsmith_codegen::{CheckedModel, Planned, Source, load_service};

use super::inputs::Input;
use crate::job::{ModelBytes, ModelText, read_models};

/// What a comparison found, and what is to be known of it.
pub(crate) struct Compared {
    pub(crate) diff: Diff,
    pub(crate) notes: Vec<String>,
}

/// A model that is loaded, and what its crate is to contain.
pub(crate) struct Loaded {
    pub(crate) planned: Planned,
    is_smithy: bool,
}

/// Compares two sides, one of which may be absent.
pub(super) fn compare(old: Option<Input>, new: Option<Input>) -> anyhow::Result<Compared> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => return Ok(whole(Kind::ServiceRemoved, &read(&old)?.plan(&old)?)),
        (None, Some(new)) => return Ok(whole(Kind::ServiceAdded, &read(&new)?.plan(&new)?)),
        (None, None) => return Ok(Compared { diff: Diff::default(), notes: Vec::new() }),
    };
    // Models can be read by several threads; what is planned stays with its own.
    let models = rayon::join(|| read(&old), || read(&new));
    Ok(between(&models.0?.plan(&old)?, &models.1?.plan(&new)?))
}

/// Compares two loaded models.
pub(crate) fn between(old: &Loaded, new: &Loaded) -> Compared {
    let diff = diff(&old.planned, &new.planned);
    let notes = match (old.is_smithy, new.is_smithy) {
        (true, true) | (false, false) => Vec::new(),
        (true, false) => vec![format!("the old model is Smithy and the new one C2J, {LOST}")],
        (false, true) => vec![format!("the old model is C2J and the new one Smithy, and C2J {SILENT}")],
    };
    Compared { diff, notes }
}

const LOST: &str = "which says neither defaults nor the names of enum values, nor all of errors: \
    some of what is listed has changed in the form alone";
const SILENT: &str = "says neither defaults nor the names of enum values, nor all of errors: \
    some of what is listed has changed in the form alone";

fn whole(kind: Kind, side: &Loaded) -> Compared {
    let change = Change {
        kind,
        path: side.planned.options().package.clone().unwrap_or_default(),
        shape: side.planned.model().service().0.to_string(),
        before: None,
        after: None,
    };
    Compared { diff: Diff::from_iter([change]), notes: Vec::new() }
}

/// The texts of the files of a side.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn texts(input: &Input) -> anyhow::Result<Vec<ModelText>> {
    read_models(&input.models)?.into_iter().map(ModelBytes::into_text).collect()
}

/// A model that is read.
struct Read {
    model: CheckedModel,
    is_smithy: bool,
}

/// Reads the model of a side, whether a client can be generated from it or not.
fn read(input: &Input) -> anyhow::Result<Read> {
    let texts = texts(input)?;
    let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
    let models = load_services(&sources).map_err(|faults| anyhow!("{faults}"))?;
    let is_it = |model: &CheckedModel| input.service.as_ref().is_none_or(|id| model.service().0 == id);
    let model = models.into_iter().find(is_it).context("the model has no such service")?;
    Ok(Read { model, is_smithy: sources.iter().any(is_smithy) })
}

/// Loads the model of a side that is to be generated, from the texts of its files.
///
/// # Errors
/// What is wrong with the model.
pub(crate) fn load(input: &Input, texts: &[ModelText]) -> anyhow::Result<Loaded> {
    let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
    let model = load_service(&sources, input.service.as_ref()).map_err(|faults| anyhow!("{faults}"))?;
    Read { model, is_smithy: sources.iter().any(is_smithy) }.plan(input)
}

impl Read {
    /// The crate of the model with the operations that are wanted, as far as it has them.
    fn plan(self, input: &Input) -> anyhow::Result<Loaded> {
        let Read { model, is_smithy } = self;
        let mut options = input.options.clone().unwrap_or_default();
        let is_there = |name: &String| model.operations().iter().any(|id| id.name() == name || id.as_str() == name);
        options.operations.retain(is_there);
        let planned = Planned::new(model, &options).map_err(|faults| anyhow!("{faults}"))?;
        Ok(Loaded { planned, is_smithy })
    }
}

fn is_smithy(source: &Source<'_>) -> bool {
    let start = source.text.get(..4096).unwrap_or(source.text);
    String::from_utf8_lossy(start).contains("\"smithy\"")
}
