//! From the files of two sides to what differs.

use anyhow::{Context, anyhow};
use tinsmith_codegen::diff::{Change, Diff, Kind, diff, load_services};
use tinsmith_codegen::{CheckedModel, Options, Source, select};

use super::inputs::Input;
use crate::job::{ModelBytes, ModelText, read_models};

/// What a comparison found, and what is to be known of it.
pub(crate) struct Compared {
    pub(crate) diff: Diff,
    pub(crate) notes: Vec<String>,
}

/// A model that is loaded, and how its crate is generated.
pub(crate) struct Loaded {
    pub(crate) model: CheckedModel,
    pub(crate) options: Options,
    is_smithy: bool,
}

/// Compares two sides, one of which may be absent.
pub(super) fn compare(old: Option<Input>, new: Option<Input>) -> anyhow::Result<Compared> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => rayon::join(|| load_input(&old), || load_input(&new)),
        (Some(old), None) => return Ok(whole(Kind::ServiceRemoved, &load_input(&old)?)),
        (None, Some(new)) => return Ok(whole(Kind::ServiceAdded, &load_input(&new)?)),
        (None, None) => return Ok(Compared { diff: Diff::default(), notes: Vec::new() }),
    };
    between(&old?, &new?)
}

/// Compares two loaded models.
pub(crate) fn between(old: &Loaded, new: &Loaded) -> anyhow::Result<Compared> {
    let diff = diff((&old.model, &old.options), (&new.model, &new.options)).map_err(|faults| anyhow!("{faults}"))?;
    let notes = match (old.is_smithy, new.is_smithy) {
        (true, true) | (false, false) => Vec::new(),
        (true, false) => vec![format!("the old model is Smithy and the new one C2J, {LOST}")],
        (false, true) => vec![format!("the old model is C2J and the new one Smithy, and C2J {SILENT}")],
    };
    Ok(Compared { diff, notes })
}

const LOST: &str = "which says neither defaults nor the names of enum values, nor all of errors: \
    some of what is listed has changed in the form alone";
const SILENT: &str = "says neither defaults nor the names of enum values, nor all of errors: \
    some of what is listed has changed in the form alone";

fn whole(kind: Kind, side: &Loaded) -> Compared {
    let change = Change {
        kind,
        path: side.options.package.clone().unwrap_or_default(),
        shape: side.model.service().0.to_string(),
        before: None,
        after: None,
    };
    Compared { diff: Diff::from_iter([change]), notes: Vec::new() }
}

fn load_input(input: &Input) -> anyhow::Result<Loaded> {
    load(input, &texts(input)?)
}

/// The texts of the files of a side.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn texts(input: &Input) -> anyhow::Result<Vec<ModelText>> {
    read_models(&input.models)?.into_iter().map(ModelBytes::into_text).collect()
}

/// Loads the model of a side from the texts of its files.
pub(crate) fn load(input: &Input, texts: &[ModelText]) -> anyhow::Result<Loaded> {
    let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
    let models = load_services(&sources).map_err(|faults| anyhow!("{faults}"))?;
    let is_it = |model: &CheckedModel| input.service.as_ref().is_none_or(|id| model.service().0 == id);
    let model = models.into_iter().find(is_it).context("the model has no such service")?;
    let options = input.options.clone().unwrap_or_default();
    Ok(Loaded { model: selected(model, &options)?, options, is_smithy: sources.iter().any(is_smithy) })
}

/// The model with the operations that are wanted, as far as it has them.
fn selected(model: CheckedModel, options: &Options) -> anyhow::Result<CheckedModel> {
    if options.operations.is_empty() {
        return Ok(model);
    }
    let is_there = |name: &&String| model.operations().iter().any(|id| id.name() == *name || id.as_str() == *name);
    let operations: Vec<String> = options.operations.iter().filter(is_there).cloned().collect();
    select(model, &operations).map_err(|faults| anyhow!("{faults}"))
}

fn is_smithy(source: &Source<'_>) -> bool {
    let start = source.text.get(..4096).unwrap_or(source.text);
    String::from_utf8_lossy(start).contains("\"smithy\"")
}
