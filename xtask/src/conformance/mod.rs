//! `cargo xtask conformance`: clients and their tests, generated from models that say how messages look on
//! the wire, built and run.
//!
//! Which cases there are is asked of the models, and what came of each of the test programs. A case that no
//! test was made of, or whose test did not come to an end, has failed; there is no list of cases to skip.

mod build;
mod cases;
mod models;
mod program;
mod report;

pub use cases::{Case, Outcome};
pub use report::{Report, json, text};

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};
use rayon::prelude::*;
use tinsmith_codegen::model::Protocol;

use crate::layout::Layout;
use crate::lock::lock;
use crate::progress::Progress;
use models::Client;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder of the models.
    pub models: Option<PathBuf>,
    /// The protocols; all where there are none.
    pub protocols: Vec<Protocol>,
    /// The id of the cases; all where there is none.
    pub case: Option<String>,
}

/// Generates, builds and runs what is asked for.
///
/// # Errors
/// What stops the run as a whole. What is wrong with a service is in the outcomes of its cases.
pub fn run(layout: &Layout, request: &Request, progress: &dyn Progress) -> anyhow::Result<Report> {
    let begin = Instant::now();
    let folder = layout.target.join("conformance");
    let _lock = lock(&folder, || progress.wait(&layout.shown(&folder)))?;
    let models = request.models.clone().unwrap_or_else(|| layout.conformance());
    let services = models::find(&models)?;
    progress.step("generating", services.len(), "client");
    let clients = services.par_iter().map(|service| {
        let client = models::generate(layout, &folder, service, request);
        progress.done(service.name());
        client
    });
    let mut clients: Vec<Client> = clients.collect::<anyhow::Result<_>>()?;
    clients.retain(|client| client.fault.is_some() || !client.cases.is_empty());
    ensure!(!clients.is_empty(), "{} has no such case", layout.shown(&models));
    let programs = build(layout, &folder, &mut clients, progress)?;
    progress.step("running", programs.len(), "test program");
    let mut all: Vec<&mut Client> = clients.iter_mut().collect();
    all.par_iter_mut().for_each(|client| {
        if let Some(program) = programs.get(&client.name) {
            program::run(program, client);
            progress.done(&client.name);
        }
    });
    Ok(Report { clients, seconds: begin.elapsed().as_secs_f64() })
}

/// Builds the test programs of all clients that could be generated.
fn build(
    layout: &Layout,
    folder: &Path,
    clients: &mut [Client],
    progress: &dyn Progress,
) -> anyhow::Result<build::Programs> {
    let names: Vec<&str> = clients.iter().filter(|client| client.is_generated).map(|client| &*client.name).collect();
    if names.is_empty() {
        return Ok(build::Programs::default());
    }
    progress.step("building", names.len(), "test program");
    let built = build::build(&layout.root, folder, &names, &|name| progress.done(name))
        .context("cannot build the test programs")?;
    for client in clients.iter_mut().filter(|client| client.is_generated) {
        if let Some(reason) = built.failures.get(&client.name) {
            client.fail(&format!("the client does not compile: {reason}"));
        }
    }
    Ok(built.programs)
}
