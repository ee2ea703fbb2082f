//! `cargo xtask endpoints`: the endpoint tests of models, run with the runtime's evaluator.
//!
//! The evaluator is not built into this program, which a fresh clone builds first and which knows nothing of the
//! runtime. Rules and cases are written to a file, a service a line, and the program of `endpoint-tests` answers with a
//! line each.

mod cases;
mod report;

pub use report::{Report, json, text};

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, ensure};
use rayon::prelude::*;
use serde_json::Value;

use crate::cargo::cargo;
use crate::files;
use crate::generate::{Mode, Request, plan};
use crate::layout::Layout;
use crate::lock::lock;
use cases::{Asked, asked};
use report::Outcome;

/// The partitions of a folder of models, where it has any: botocore's folder of data does.
const PARTITIONS: &str = "partitions.json";

/// Runs the endpoint tests of the services called `services`, or of all, of `services.toml` or of `models`.
///
/// # Errors
/// What stops the run as a whole. What is wrong with a service is in its outcome.
pub fn run(layout: &Layout, services: Vec<String>, models: Option<PathBuf>) -> anyhow::Result<Report> {
    let begin = Instant::now();
    let partitions = models.as_ref().map(|models| models.join(PARTITIONS)).filter(|file| file.is_file());
    let plan = plan(layout, &Request { services, models, mode: Mode::Check, ..Request::default() })?;
    let folder = layout.target.join("endpoints");
    let _lock = lock(&folder, || eprintln!("waiting for another run of endpoints"))?;
    let all: Vec<(String, Result<Asked, String>)> =
        plan.jobs.par_iter().map(|job| (job.name.clone(), asked(job))).collect();
    let lines = all.iter().filter_map(|(_, asked)| asked.as_ref().ok()?.line.clone());
    let mut answers = answers(layout, &folder, &lines.collect::<Vec<_>>(), partitions.as_deref())?.into_iter();
    let outcomes = all.into_iter().map(|(service, asked)| {
        let result = match asked {
            Err(fault) => Err(fault),
            Ok(Asked { line: None, .. }) => Ok(None),
            Ok(Asked { line: Some(_), cases }) => {
                let answer = answers.next().context("the program of endpoint-tests gave too few answers")?;
                report::read(&answer, cases).map(Some)
            }
        };
        Ok(Outcome { service, result })
    });
    let outcomes = outcomes.collect::<anyhow::Result<_>>()?;
    Ok(Report { outcomes, skipped: plan.skipped, seconds: begin.elapsed().as_secs_f64() })
}

/// What the program says to `lines`, one answer each.
fn answers(layout: &Layout, folder: &Path, lines: &[String], partitions: Option<&Path>) -> anyhow::Result<Vec<Value>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let file = folder.join("services.jsonl");
    files::replace(&file, (lines.join("\n") + "\n").as_bytes())
        .with_context(|| format!("cannot write {}", layout.shown(&file)))?;
    let mut command = cargo(&layout.root);
    command.args(["run", "--quiet", "--package", "tinsmith-endpoint-tests", "--"]);
    command.arg(std::path::absolute(&file)?);
    if let Some(partitions) = partitions {
        command.arg(std::path::absolute(partitions)?);
    }
    let output = command.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    ensure!(output.status.success(), "the program of endpoint-tests did not come to its end");
    let text = String::from_utf8(output.stdout).context("the answers of endpoint-tests are not UTF-8")?;
    let answers: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    ensure!(answers.len() == lines.len(), "{} answers came to {} services", answers.len(), lines.len());
    Ok(answers)
}
