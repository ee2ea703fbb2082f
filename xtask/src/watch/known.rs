//! What is kept of a service from one change of its models to the next.

use std::time::Instant;

use anyhow::anyhow;
use tinsmith_codegen::{Formatted, Generated, Planned};

use crate::diff::{self, Detail, Input, Service};
use crate::generate::{Mode, Outcome, Times, line};
use crate::job::{Job, ModelBytes, ModelText, hash_of};
use crate::krate::{self, Tree, compare};
use crate::layout::Layout;
use crate::lock::lock;
use crate::make::make;
use crate::stamp::Stamps;
use crate::{files, services, update};

/// What is kept of a service.
#[derive(Default)]
pub(super) struct Known {
    /// What tells the crate that was made from others: the models and the options.
    key: String,
    /// The model that was.
    planned: Option<Planned>,
    formatted: Formatted,
    is_ready: bool,
}

impl Known {
    /// What a run that has just ended has made of the service.
    pub(super) fn new(job: &Job) -> Known {
        let mut known = Known::default();
        if let Ok((hash, texts)) = read(job) {
            known.key = key(job, &hash);
            known.planned = diff::load(&Input::from(job.clone()), &texts).ok();
        }
        known
    }

    /// Whether the next change is fast.
    pub(super) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Formats all files, so that the next change formats those that differ.
    pub(super) fn prepare(&mut self) {
        self.is_ready = true;
        if let Some(planned) = &self.planned {
            // What is wrong with the model has been said.
            let _ = make(planned, |piece| piece.make_again(&self.formatted));
        }
    }

    /// Makes the crate again if the models are others, and says what has changed.
    pub(super) fn update(&mut self, layout: &Layout, job: &Job, stamps: &Stamps) -> anyhow::Result<Option<String>> {
        let begin = Instant::now();
        let (hash, texts) = read(job)?;
        let key = key(job, &hash);
        if key == self.key {
            return Ok(None);
        }
        let planned = diff::load(&Input::from(job.clone()), &texts)?;
        let generated = make(&planned, |piece| piece.make_again(&self.formatted));
        let generated = generated.map_err(|error| anyhow!("{error}"))?;
        let result = write(layout, job, &hash, &generated, stamps)?;
        let outcome = Outcome {
            service: job.name.clone(),
            package: job.package.clone(),
            models: job.models.iter().map(|model| model.shown.clone()).collect(),
            folder: layout.shown(&job.folder(&layout.generated())),
            result: Ok(result),
            warnings: Vec::new(),
            times: Times::default(),
            seconds: begin.elapsed().as_secs_f64(),
        };
        let text = format!("{}\n{}", line(&outcome, Mode::Write), self.changes(job, &planned));
        (self.key, self.planned) = (key, Some(planned));
        Ok(Some(text))
    }

    /// What has changed, in words.
    fn changes(&self, job: &Job, new: &Planned) -> String {
        let Some(old) = &self.planned else { return String::new() };
        let found = tinsmith_codegen::diff::diff(old, new);
        let models: Vec<String> = job.models.iter().map(|model| model.shown.clone()).collect();
        let service =
            Service { name: job.name.clone(), old: models.clone(), new: models, notes: Vec::new(), result: Ok(found) };
        diff::text(&diff::Report { services: vec![service] }, Detail::Summary)
    }
}

/// The hash of the models, and their texts.
fn read(job: &Job) -> anyhow::Result<(String, Vec<ModelText>)> {
    let bytes = job.read()?;
    let hash = hash_of(&bytes);
    Ok((hash, bytes.into_iter().map(ModelBytes::into_text).collect::<anyhow::Result<_>>()?))
}

fn key(job: &Job, hash: &str) -> String {
    format!("{hash} {}", job.fingerprint())
}

fn write(
    layout: &Layout,
    job: &Job,
    hash: &str,
    generated: &Generated,
    stamps: &Stamps,
) -> anyhow::Result<krate::Changes> {
    let out = layout.generated();
    let _lock = lock(&out, || {})?;
    update::recover_locked(layout)?;
    krate::clear(&out)?;
    let folder = job.folder(&out);
    let tree = Tree::read(&folder)?;
    let changes = compare(&generated.files, &tree);
    if !changes.is_empty() {
        krate::write(&out, &job.name, &generated.files, &tree, &changes)?;
    }
    krate::clear(&out)?;
    let file = layout.services();
    files::discard(&file)?;
    services::record(&file, &layout.shown(&file), &[(&job.name, hash)])?;
    if let Some(stamp) = stamps.stamp(job, hash, &folder) {
        stamp.write(&generated.files);
    }
    Ok(changes)
}
