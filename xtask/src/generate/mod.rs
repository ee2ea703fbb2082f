//! `cargo xtask generate`: from models to crates on the disk.

mod jobs;
mod outcome;
mod produce;
mod report;
mod times;

pub(crate) use jobs::plan;
pub use outcome::{Failure, Outcome, Report, Warning};
pub use report::{json, line, summary, timings};
pub use times::Times;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::Context;
use rayon::prelude::*;
use tinsmith_codegen::TypesCrate;
use tinsmith_codegen::model::Protocol;

use crate::discover::Skipped;
use crate::job::Job;
use crate::layout::Layout;
use crate::lock::lock;
use crate::stamp::Stamps;
use crate::{files, krate, services, update};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The services, by name; all where there are none.
    pub services: Vec<String>,
    /// A model file, or a folder of them, in the place of `services.toml`.
    pub models: Option<PathBuf>,
    /// The folder of the crates.
    pub out: Option<PathBuf>,
    /// Whether to write.
    pub mode: Mode,
    /// How many services at a time.
    pub jobs: Option<usize>,
    /// Where the runtime is, for crates outside of this workspace.
    pub runtime_path: Option<PathBuf>,
    /// Which version of the published runtime such crates depend on, if not on that of this checkout.
    pub runtime_version: Option<String>,
    /// Whether the models' protocol tests become tests of the crates.
    pub tests: bool,
    /// Decisions about a single service.
    pub single: Single,
}

/// Whether a run writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Brings crates to what is generated.
    #[default]
    Write,
    /// Says what would be written.
    Check,
}

/// What a user decides about a single service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Single {
    /// The operations.
    pub operations: Vec<String>,
    /// The name of the package.
    pub package: Option<String>,
    /// The version of the package.
    pub version: Option<String>,
    /// The licence.
    pub license: Option<String>,
    /// Whether data types are a crate of their own.
    pub types_crate: Option<TypesCrate>,
    /// The protocols.
    pub protocols: Vec<Protocol>,
}

/// What a run tells while it goes on. Calls come from several threads.
pub trait Watch: Sync {
    /// The run has `services` services before it.
    fn begin(&self, services: usize);
    /// Another run has the lock of the folder.
    fn wait(&self, out: &str);
    /// A service is begun.
    fn start(&self, service: &str);
    /// The service with the number `index` is done.
    fn done(&self, index: usize, outcome: &Outcome);
}

/// What is to be done: where, and from what.
pub(crate) struct Plan {
    /// The folder of the crates.
    pub(crate) out: PathBuf,
    /// The services.
    pub(crate) jobs: Vec<Job>,
    /// Files that are not generated from, and why.
    pub(crate) skipped: Vec<Skipped>,
    /// What is odd about it.
    pub(crate) warnings: Vec<Warning>,
    /// The command that writes it.
    pub(crate) remedy: &'static str,
}

/// Generates what is asked for.
///
/// # Errors
/// What stops the run as a whole. What is wrong with one service is in its outcome.
pub fn run(layout: &Layout, request: &Request, watch: &dyn Watch) -> anyhow::Result<Report> {
    let begin = Instant::now();
    let stamps = Stamps::new(layout.stamps());
    let plan = plan(layout, request)?;
    let report = carry_out(layout, request, plan, &stamps, watch)?;
    Ok(Report { seconds: begin.elapsed().as_secs_f64(), ..report })
}

/// Does what has been decided.
///
/// # Errors
/// As [`run`].
pub(crate) fn carry_out(
    layout: &Layout,
    request: &Request,
    mut plan: Plan,
    stamps: &Stamps,
    watch: &dyn Watch,
) -> anyhow::Result<Report> {
    let begin = Instant::now();
    let outcomes = match request.mode {
        Mode::Write => write(layout, request, &mut plan, stamps, watch)?,
        Mode::Check => produce_all(layout, request, &plan, stamps, watch)?,
    };
    Ok(Report {
        mode: request.mode,
        outcomes,
        skipped: plan.skipped,
        warnings: plan.warnings,
        remedy: plan.remedy,
        seconds: begin.elapsed().as_secs_f64(),
    })
}

fn write(
    layout: &Layout,
    request: &Request,
    plan: &mut Plan,
    stamps: &Stamps,
    watch: &dyn Watch,
) -> anyhow::Result<Vec<Outcome>> {
    let _lock = lock(&plan.out, || watch.wait(&layout.shown(&plan.out)))?;
    if request.models.is_none() && plan.out == layout.generated() {
        // Another run may have taken a new model since, or may have been killed when it did.
        update::recover_locked(layout)?;
        *plan = self::plan(layout, request)?;
    }
    krate::clear(&plan.out)?;
    let outcomes = produce_all(layout, request, plan, stamps, watch)?;
    krate::clear(&plan.out)?;
    if plan.jobs.iter().any(|job| job.recorded.is_some()) {
        record(layout, &outcomes)?;
    }
    Ok(outcomes)
}

/// Records the hashes of models that are not the recorded ones.
fn record(layout: &Layout, outcomes: &[Outcome]) -> anyhow::Result<()> {
    let file = layout.services();
    files::discard(&file)?;
    let hashes: Vec<_> = outcomes.iter().filter_map(Outcome::new_hash).collect();
    if hashes.is_empty() {
        return Ok(());
    }
    services::record(&file, &layout.shown(&file), &hashes)
}

fn produce_all(
    layout: &Layout,
    request: &Request,
    plan: &Plan,
    stamps: &Stamps,
    watch: &dyn Watch,
) -> anyhow::Result<Vec<Outcome>> {
    let bench = produce::Bench { layout, out: &plan.out, mode: request.mode, stamps };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(request.jobs.unwrap_or(0)).build();
    let pool = pool.context("cannot start threads")?;
    watch.begin(plan.jobs.len());
    let next = AtomicUsize::new(0);
    let mut outcomes: Vec<(usize, Outcome)> = pool.install(|| {
        // Each takes the next job in order, so that their lines can be printed in order and soon.
        let all = plan.jobs.par_iter().map(|_| {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let job = &plan.jobs[index];
            watch.start(&job.name);
            let outcome = bench.produce(job);
            watch.done(index, &outcome);
            (index, outcome)
        });
        all.collect()
    });
    outcomes.sort_by_key(|(index, _)| *index);
    Ok(outcomes.into_iter().map(|(_, outcome)| outcome).collect())
}
