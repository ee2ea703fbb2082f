//! One service: read, generate, compare, write.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tinsmith_codegen::{GenerateError, Generated, Source, Stage, plan_service};

use super::times::{Clock, Step, Times};
use super::{Failure, Mode, Outcome, Warning};
use crate::job::{Job, ModelBytes, ModelText, Recorded, hash_of};
use crate::krate::{self, Changes, Tree, compare};
use crate::layout::Layout;
use crate::make::make;
use crate::stamp::Stamps;

/// What the services of a run share.
pub(super) struct Bench<'r> {
    pub(super) layout: &'r Layout,
    pub(super) out: &'r Path,
    pub(super) mode: Mode,
    pub(super) stamps: &'r Stamps,
}

impl Bench<'_> {
    /// Does a job.
    pub(super) fn produce(&self, job: &Job) -> Outcome {
        let begin = Instant::now();
        let mut warnings = Vec::new();
        let mut clock = Clock::start();
        let result = self.try_produce(job, &mut warnings, &mut clock);
        Outcome {
            service: job.name.clone(),
            package: job.package.clone(),
            models: job.models.iter().map(|model| model.shown.clone()).collect(),
            folder: self.layout.shown(&job.folder(self.out)),
            result,
            warnings,
            times: clock.end(),
            seconds: begin.elapsed().as_secs_f64(),
        }
    }

    fn try_produce(&self, job: &Job, warnings: &mut Vec<Warning>, clock: &mut Clock) -> Result<Changes, Failure> {
        let models = job.read()?;
        let hash = hash_of(&models);
        warnings.extend(self.drift(job, &hash));
        let folder = job.folder(self.out);
        let tree = Tree::read(&folder)?;
        let stamp = self.stamps.stamp(job, &hash, &folder);
        if let Some(changes) = stamp.as_ref().and_then(|stamp| stamp.verify(&tree)) {
            return Ok(changes);
        }
        let texts = models.into_iter().map(ModelBytes::into_text).collect::<anyhow::Result<Vec<_>>>()?;
        let files = generate(job, &texts, clock)?.files;
        clock.begin(Step::Compare);
        let changes = compare(&files, &tree);
        clock.begin(Step::Write);
        if self.mode == Mode::Write {
            if !changes.is_empty() {
                krate::write(self.out, &job.name, &files, &tree, &changes)?;
            }
            if let Some(stamp) = stamp {
                stamp.write(&files);
            }
        }
        Ok(changes)
    }

    /// Whether the models are other than recorded.
    fn drift(&self, job: &Job, hash: &str) -> Option<Warning> {
        let recorded = match job.recorded.as_ref()? {
            Recorded::Hash(recorded) if recorded == hash => return None,
            Recorded::Hash(recorded) => Some(recorded.clone()),
            Recorded::Missing => None,
        };
        let file = self.layout.shown(&self.layout.services());
        Some(Warning::Drift { file, recorded, actual: hash.to_owned() })
    }
}

fn generate(job: &Job, texts: &[ModelText], clock: &mut Clock) -> Result<Generated, GenerateError> {
    let sources: Vec<Source<'_>> = texts.iter().map(ModelText::source).collect();
    let options = &job.options;
    let planned = plan_service(&sources, job.service.as_ref(), options, &mut |stage| clock.stage(stage))?;
    let times = Mutex::new(Times::default());
    clock.stage(Stage::Expand);
    let generated = make(&planned, |piece| {
        let mut clock = Clock::start();
        let file = piece.make(&mut |stage| clock.stage(stage));
        times.lock().unwrap_or_else(PoisonError::into_inner).add(&clock.end());
        file
    });
    clock.replace(&times.into_inner().unwrap_or_else(PoisonError::into_inner));
    generated
}

impl From<GenerateError> for Failure {
    fn from(error: GenerateError) -> Failure {
        match error {
            GenerateError::Faults(faults) => Failure::Faults(faults),
            internal @ GenerateError::Internal(_) => Failure::Other(internal.into()),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Other(error)
    }
}
