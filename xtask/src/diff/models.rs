//! From the files of two sides to what differs.

use anyhow::{Context, anyhow};
use tinsmith_codegen::diff::{Change, Diff, Kind, diff, load_services};
use tinsmith_codegen::{CheckedModel, Planned, Source, load_service};

use super::inputs::Input;
use crate::carry::carry;
use crate::job::{ModelBytes, ModelText, read_models};

/// What a comparison found, and what is to be known of it.
pub(crate) struct Compared {
    pub(crate) diff: Diff,
    pub(crate) notes: Vec<String>,
}

/// Compares two sides, one of which may be absent.
pub(super) fn compare(old: Option<Input>, new: Option<Input>) -> anyhow::Result<Compared> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => return Ok(whole(Kind::ServiceRemoved, &read(&old)?.plan(&old)?)),
        (None, Some(new)) => return Ok(whole(Kind::ServiceAdded, &read(&new)?.plan(&new)?)),
        (None, None) => return Ok(Compared { diff: Diff::default(), notes: Vec::new() }),
    };
    let models = rayon::join(|| read(&old), || read(&new));
    let (mut old_model, mut new_model) = (models.0?, models.1?);
    let mut notes = Vec::new();
    if old_model.is_smithy != new_model.is_smithy {
        let (c2j, smithy) =
            if old_model.is_smithy { (&mut new_model, &old_model) } else { (&mut old_model, &new_model) };
        c2j.model = completed(&c2j.model, &smithy.model)?;
        notes.push(COMPLETED.to_owned());
    }
    let planned = rayon::join(|| old_model.plan(&old), || new_model.plan(&new));
    Ok(Compared { diff: diff(&planned.0?, &planned.1?), notes })
}

/// What is said of a comparison of two forms.
const COMPLETED: &str = "one model is Smithy and the other C2J: what C2J never says (defaults, names of enum values) is taken \
    from the Smithy model, and so are the errors, paginators and waiters that C2J does not list";

/// The C2J model with what only the Smithy model says.
fn completed(c2j: &CheckedModel, smithy: &CheckedModel) -> anyhow::Result<CheckedModel> {
    let [c2j, smithy] = [c2j, smithy].map(|model| tinsmith_codegen::smithy(model.model()));
    let text = carry(c2j, &smithy).to_string();
    let models = load_services(&[Source { name: "the completed model", text: text.as_bytes() }]);
    models.map_err(|faults| anyhow!("{faults}"))?.pop().context("the model has no service")
}

fn whole(kind: Kind, side: &Planned) -> Compared {
    let change = Change {
        kind,
        path: side.options().package.clone().unwrap_or_default(),
        shape: side.model().service().0.to_string(),
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
pub(crate) fn load(input: &Input, texts: &[ModelText]) -> anyhow::Result<Planned> {
    let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
    let model = load_service(&sources, input.service.as_ref()).map_err(|faults| anyhow!("{faults}"))?;
    Read { model, is_smithy: sources.iter().any(is_smithy) }.plan(input)
}

impl Read {
    /// The crate of the model with the operations that are wanted, as far as it has them.
    fn plan(self, input: &Input) -> anyhow::Result<Planned> {
        let model = self.model;
        let mut options = input.options.clone().unwrap_or_default();
        let is_there = |name: &String| model.operations().iter().any(|id| id.name() == name || id.as_str() == name);
        options.operations.retain(is_there);
        Planned::new(model, &options).map_err(|faults| anyhow!("{faults}"))
    }
}

/// Whether a file is Smithy, and not C2J.
pub(crate) fn is_smithy(source: &Source<'_>) -> bool {
    let start = source.text.get(..4096).unwrap_or(source.text);
    String::from_utf8_lossy(start).contains("\"smithy\"")
}
