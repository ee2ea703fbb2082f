//! `cargo xtask check-all`: generates the clients of all services of a folder of models, and has the compiler
//! check them, clippy and rustdoc a sample of them. A warning is a failure.
//!
//! What has passed is noted by content, and is not checked again until the client, the runtime or the compiler
//! changes. What has failed is not noted. Clients are checked in batches, and what cargo keeps of a client is
//! deleted after its batch: the target folder of all of AWS would be larger than many disks.

mod batch;
mod build;
mod client;
mod measure;
mod part;
mod passed;
mod report;
mod tool;

pub use part::Part;
pub use report::{Report, json, text};

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use rayon::prelude::*;

use crate::generate::{self, Outcome, Watch};
use crate::hash;
use crate::layout::{Layout, slashed};
use crate::lock::lock;
use crate::progress::Progress;
use crate::stamp::Stamps;
use batch::batches;
use client::Client;
use passed::Passed;
use report::Checked;
use tool::Tool;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The services, by name; all where there are none.
    pub services: Vec<String>,
    /// The folder of the models.
    pub models: Option<PathBuf>,
    /// Which part of the services; all of them where it is not said.
    pub part: Option<Part>,
    /// Clippy and rustdoc look at one service of so many.
    pub sample: u32,
    /// How many of the largest clients are built one by one, to be measured, in place of the checks.
    pub measure: Option<usize>,
    /// How many processes at a time.
    pub jobs: Option<usize>,
}

/// Generates and checks what is asked for.
///
/// # Errors
/// What stops the run as a whole. What is wrong with a service is in the report.
pub fn run(layout: &Layout, request: &Request, progress: &dyn Progress) -> anyhow::Result<Report> {
    let begin = Instant::now();
    let folder = layout.target.join("check-all");
    let _lock = lock(&folder, || progress.wait(&layout.shown(&folder)))?;
    let mut report = Report::default();
    let clients = generate_clients(layout, request, &folder, &mut report, progress)?;
    if let Some(count) = request.measure {
        progress.step("measuring", count.min(clients.len()), "client");
        report.measured = measure::measure(layout, &folder, &clients, count, &|name| progress.done(name))?;
        report.seconds = begin.elapsed().as_secs_f64();
        return Ok(report);
    }
    let passed = Passed::new(&folder);
    for tool in Tool::ALL {
        let wanted = clients.iter().filter(|client| tool.wants(client, request.sample));
        let (known, due): (Vec<_>, Vec<_>) = wanted.partition(|client| passed.has(tool, client));
        report.known(tool, &known);
        let batches = batches(&due);
        if !batches.is_empty() {
            progress.step(tool.verb(), due.len(), "client");
        }
        for batch in batches {
            let begin = Instant::now();
            let built = build::build(layout, request.jobs, &folder, tool, &batch, &|client| {
                passed.note(tool, client);
                progress.done(&client.name);
            });
            let built = built.with_context(|| format!("cannot run cargo {}", tool.word()))?;
            report.add(tool, &batch, built, begin.elapsed());
        }
    }
    report.seconds = begin.elapsed().as_secs_f64();
    Ok(report)
}

/// Generates the clients, and notes those that cannot be.
fn generate_clients(
    layout: &Layout,
    request: &Request,
    folder: &Path,
    report: &mut Report,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<Client>> {
    let models = request.models.clone().unwrap_or_else(|| layout.models_of_aws());
    let out = folder.join(name_of(&models)?);
    let asked = generate::Request {
        services: request.services.clone(),
        models: Some(models),
        out: Some(out.clone()),
        jobs: request.jobs,
        runtime_path: Some(layout.runtime()),
        ..generate::Request::default()
    };
    let mut plan = generate::plan(layout, &asked)?;
    plan.jobs.retain(|job| request.part.is_none_or(|part| part.has(&job.name)));
    let generated = generate::carry_out(layout, &asked, plan, &Stamps::new(layout.stamps()), &Generating(progress))?;
    let mut names = Vec::new();
    for outcome in generated.outcomes {
        match outcome.result {
            Ok(_) => names.push((outcome.service, outcome.package)),
            Err(failure) => report.generated.push(Checked::failed(outcome.service, failure.to_string())),
        }
    }
    report.generated.extend(names.iter().map(|(name, _)| Checked::passed(name.clone())));
    let base = client::base(layout)?;
    names.par_iter().map(|(name, package)| Client::read(&out, name, package, &base)).collect()
}

/// The name of the folder for the clients of these models: two folders of models have services of one name.
fn name_of(models: &Path) -> anyhow::Result<String> {
    let path = std::fs::canonicalize(models).with_context(|| format!("cannot find {}", models.display()))?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(format!("{stem}-{}", &hash::of(slashed(&path).as_bytes())[..8]))
}

/// What the generator tells, told as a step.
struct Generating<'p>(&'p dyn Progress);

impl Watch for Generating<'_> {
    fn begin(&self, services: usize) {
        self.0.step("generating", services, "client");
    }

    fn wait(&self, out: &str) {
        self.0.wait(out);
    }

    fn start(&self, _: &str) {}

    fn done(&self, _: usize, outcome: &Outcome) {
        self.0.done(&outcome.service);
    }
}
