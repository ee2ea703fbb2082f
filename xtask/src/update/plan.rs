//! What an update comes to, before anything is written.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use serde_json::Value;
use tinsmith_codegen::{Options, OutputFile, Planned, smithy};

use super::{Request, Update, changelog, docs, facts, version};
use crate::carry::carry;
use crate::diff::{self, Input, Service};
use crate::job::{Job, ModelFile, ModelText, Recorded, hash_of, hash_of_texts};
use crate::krate::{Changes, State, Tree, compare};
use crate::layout::Layout;
use crate::make::make;
use crate::{generate, services};

/// What is to be written.
pub(super) struct Plan {
    /// The job as it is afterwards.
    pub(super) job: Job,
    /// The hash of its models.
    pub(super) hash: String,
    /// The files of the crate.
    pub(super) files: Vec<OutputFile>,
    pub(super) tree: Tree,
    pub(super) changes: Changes,
    /// The changelog, if it gets an entry.
    pub(super) changelog: Option<String>,
    /// The files of models, with `services.toml`.
    pub(super) writes: Vec<(PathBuf, String)>,
    /// The files of models that go.
    pub(super) removals: Vec<PathBuf>,
    pub(super) update: Update,
}

impl Plan {
    pub(super) fn has_new_crate(&self) -> bool {
        self.changelog.is_some() || !self.changes.is_empty()
    }
}

/// The files of models that there are to be: path, text.
type Files = Vec<(PathBuf, String)>;

pub(super) fn plan(layout: &Layout, request: &Request) -> anyhow::Result<Plan> {
    let job = job(layout, &request.service)?;
    let old = Old::read(&job)?;
    let input = new_input(&job, &request.from)?;
    let taken = Taken::of(layout, &job, &old, &input)?;
    let new_texts = taken.texts(layout);
    let loaded = diff::load(&taken.input(layout, &job), &new_texts)?;
    let found = tinsmith_codegen::diff::diff(&old.planned, &loaded);
    let next = version::next(&job.options.version, found.verdict())?;
    let planned = loaded.with_version(&next);
    let options = planned.options().clone();
    let undocumented = docs::undocumented(planned.model());
    let made = make(&planned, |piece| piece.make(&mut |_| {}));
    let files = made.map_err(|error| anyhow!("{error}"))?.files;
    let folder = job.folder(&layout.generated());
    let tree = Tree::read(&folder)?;
    let changes = compare(&files, &tree);
    let hash = hash_of_texts(&new_texts);
    let changelog = (next != job.options.version)
        .then(|| std::fs::read_to_string(folder.join("CHANGELOG.md")).ok())
        .map(|text| changelog::with_entry(text.as_deref(), &next, &found));
    let mut writes: Files = taken.files.iter().filter(|(path, text)| !is_there(path, text)).cloned().collect();
    let removals = taken.removals(&job);
    writes.extend(services_toml(layout, &job, &taken, &next, &hash)?);
    let count = changes.written().count() + changes.in_state(State::Stale).count();
    let shown = |path: &PathBuf| layout.shown(path);
    let mut notes = taken.notes.clone();
    notes.extend(old.note);
    let report = diff::Report {
        services: vec![Service {
            name: job.name.clone(),
            old: job.models.iter().map(|model| model.shown.clone()).collect(),
            new: input.models.iter().map(|model| model.shown.clone()).collect(),
            notes,
            result: Ok(found),
        }],
    };
    let is_change = !writes.is_empty() || !removals.is_empty() || !changes.is_empty() || changelog.is_some();
    let update = Update {
        report,
        versions: (job.options.version.clone(), next),
        undocumented,
        dropped: taken.dropped.clone(),
        models: writes.iter().map(|(path, _)| shown(path)).chain(removals.iter().map(shown)).collect(),
        files: count,
        notes: Vec::new(),
        is_change,
        is_dry_run: request.dry_run,
    };
    let job = Job { models: taken.models(layout), options, recorded: Some(Recorded::Hash(hash.clone())), ..job };
    Ok(Plan { job, hash, files, tree, changes, changelog, writes, removals, update })
}

fn job(layout: &Layout, name: &str) -> anyhow::Result<Job> {
    let request = generate::Request { services: vec![name.to_owned()], ..generate::Request::default() };
    generate::plan(layout, &request)?.jobs.pop().context("there is no such service")
}

/// The service of the new models.
fn new_input(job: &Job, from: &Path) -> anyhow::Result<Input> {
    let mut found = diff::models_at(from)?;
    if found.len() > 1 {
        found.retain(|input| input.name == job.name);
    }
    match found.pop() {
        Some(input) => Ok(Input { options: Some(job.options.clone()), ..input }),
        None => bail!("{} has no service `{}`", from.display(), job.name),
    }
}

fn is_there(path: &Path, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|found| found == text.as_bytes())
}

/// The models as they are.
struct Old {
    planned: Planned,
    /// The files that are facts, and those that are documentation, with what they say.
    facts: Vec<(ModelFile, Value)>,
    docs: Vec<(ModelFile, Value)>,
    note: Option<String>,
}

impl Old {
    fn read(job: &Job) -> anyhow::Result<Old> {
        let bytes = job.read()?;
        let hash = hash_of(&bytes);
        let is_recorded = job.recorded.as_ref() == Some(&Recorded::Hash(hash));
        let note = (!is_recorded).then(|| "the models were not those recorded in services.toml".to_owned());
        let texts = job.read_texts()?;
        let planned = diff::load(&Input::from(job.clone()), &texts)?;
        let (mut facts, mut docs) = (Vec::new(), Vec::new());
        for (model, text) in job.models.iter().zip(&texts) {
            let value = value_of(text)?;
            let list = if docs::is_documentation(&value) { &mut docs } else { &mut facts };
            list.push((model.clone(), value));
        }
        Ok(Old { planned, facts, docs, note })
    }
}

fn value_of(text: &ModelText) -> anyhow::Result<Value> {
    let source = text.source();
    serde_json::from_slice(source.text).with_context(|| format!("{} is no JSON", source.name))
}

/// The files of the new models, as they go into `models/`.
struct Taken {
    files: Files,
    operations: Vec<String>,
    dropped: Vec<String>,
    notes: Vec<String>,
}

/// What is said where the new model is C2J, and the old one Smithy.
const CARRIED: &str = "the new model is C2J: it is written as Smithy, with what was known and C2J does not say: defaults, names of enum values, \
     and the errors, paginators and waiters that it does not list";

impl Taken {
    fn of(layout: &Layout, job: &Job, old: &Old, input: &Input) -> anyhow::Result<Taken> {
        let (mut texts, mut notes) = (diff::texts(input)?, Vec::new());
        let mut planned = diff::load(input, &texts)?;
        let was_smithy = old.facts.iter().any(|(_, value)| value.get("smithy").is_some());
        if was_smithy && !texts.iter().any(|text| diff::is_smithy(&text.source())) {
            // The new model becomes Smithy, and keeps what C2J never says.
            let [new, known] = [planned.model(), old.planned.model()].map(|model| smithy(model.model()));
            let shown = input.models.first().map_or_else(String::new, |model| model.shown.clone());
            texts = vec![ModelText::new(shown, carry(new, &known).to_string().into_bytes())];
            planned = diff::load(&Input { service: None, ..input.clone() }, &texts)?;
            notes.push(CARRIED.to_owned());
        }
        let wanted = &job.options.operations;
        let model = planned.model();
        let operations = planned.options().operations.clone();
        ensure!(
            wanted.is_empty() || !operations.is_empty(),
            "the new model has none of the operations that services.toml lists"
        );
        let values = texts.iter().map(value_of).collect::<anyhow::Result<Vec<_>>>()?;
        let home = layout.models().join(&job.name);
        let mut files: Files = Vec::new();
        if values.iter().any(|value| value.get("smithy").is_some()) {
            let (path, known) = match old.facts.as_slice() {
                [(file, value)] if value.get("smithy").is_some() => (file.path.clone(), Some(value)),
                _ => (home.join(format!("{}.json", job.name)), None),
            };
            let facts = facts::of_smithy(&values, model, known, !wanted.is_empty())?;
            files.push((path, facts::text(&facts)));
        } else {
            for (model, value) in input.models.iter().zip(values) {
                files.push((home.join(c2j_name(&model.path)), facts::text(&facts::of_c2j(value))));
            }
        }
        let mut dropped = Vec::new();
        for (file, known) in &old.docs {
            let mut value = known.clone();
            docs::move_service(&mut value, old.planned.model().service().0, model.service().0);
            let stale = docs::drop_stale(&mut value, model);
            let is_same = stale.is_empty() && value == *known;
            let text = if is_same { std::fs::read_to_string(&file.path)? } else { facts::text(&value) };
            dropped.extend(stale);
            files.push((file.path.clone(), text));
        }
        Ok(Taken { files, operations, dropped, notes })
    }

    fn texts(&self, layout: &Layout) -> Vec<ModelText> {
        self.files.iter().map(|(path, text)| ModelText::new(layout.shown(path), text.clone().into_bytes())).collect()
    }

    fn models(&self, layout: &Layout) -> Vec<ModelFile> {
        self.files.iter().map(|(path, _)| ModelFile { shown: layout.shown(path), path: path.clone() }).collect()
    }

    fn input(&self, layout: &Layout, job: &Job) -> Input {
        let options = Options { operations: self.operations.clone(), ..job.options.clone() };
        Input { name: job.name.clone(), models: self.models(layout), service: None, options: Some(options) }
    }

    /// The files of the old models that are no longer there.
    fn removals(&self, job: &Job) -> Vec<PathBuf> {
        let old = job.models.iter().map(|model| model.path.clone());
        old.filter(|path| !self.files.iter().any(|(new, _)| new == path)).collect()
    }
}

/// The name of a file of a C2J model without `.gz`.
fn c2j_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".gz").unwrap_or(&name).to_owned()
}

/// `services.toml` with what is new of the service.
fn services_toml(
    layout: &Layout,
    job: &Job,
    taken: &Taken,
    version: &str,
    hash: &str,
) -> anyhow::Result<Option<(PathBuf, String)>> {
    let path = layout.services();
    let shown = layout.shown(&path);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
    let root = layout.models();
    let relative = |path: &PathBuf| {
        let relative = path.strip_prefix(&root).with_context(|| format!("{} is outside of models", path.display()));
        relative.map(crate::layout::slashed)
    };
    let models = taken.files.iter().map(|(path, _)| relative(path)).collect::<anyhow::Result<Vec<_>>>()?;
    let entry = services::Edit { version, hash, models: &models, operations: &taken.operations };
    let edited = services::with_entry(&text, &job.name, &entry).with_context(|| format!("cannot write {shown}"))?;
    Ok((edited != text).then_some((path, edited)))
}
