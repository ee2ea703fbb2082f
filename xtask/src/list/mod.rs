//! `cargo xtask list`: what there is to be generated, and what of it is supported.

mod facts;
mod summary;

pub use summary::summary;

use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::discover::Skipped;
use crate::generate::{Mode, Request, plan};
use crate::job::Job;
use crate::layout::Layout;
use crate::table::Table;
use crate::text::plural;
use facts::{Facts, facts};

/// The services, and what was skipped.
#[derive(Debug)]
pub struct List {
    /// The services, in order.
    pub services: Vec<Listed>,
    /// Files that are no services, and why.
    pub skipped: Vec<Skipped>,
}

/// A service.
#[derive(Debug)]
pub struct Listed {
    /// Its name here.
    pub name: String,
    /// The name of its package.
    pub package: String,
    models: Vec<String>,
    /// What its model says, or the first thing that is wrong with it.
    facts: Result<Facts, String>,
}

/// Lists the services called `services`, or all, of `services.toml` or of `models`.
///
/// # Errors
/// What stops the command. What is wrong with a model is in its entry.
pub fn run(layout: &Layout, services: Vec<String>, models: Option<PathBuf>) -> anyhow::Result<List> {
    let plan = plan(layout, &Request { services, models, mode: Mode::Check, ..Request::default() })?;
    let services = plan.jobs.par_iter().map(listed).collect();
    Ok(List { services, skipped: plan.skipped })
}

fn listed(job: &Job) -> Listed {
    Listed {
        name: job.name.clone(),
        package: job.package.clone(),
        models: job.models.iter().map(|model| model.shown.clone()).collect(),
        facts: facts(job),
    }
}

/// The list as a table.
pub fn text(list: &List) -> String {
    let mut table =
        Table::new(["service", "version", "protocols", "operations", "shapes", "paginators", "waiters", "supported"]);
    for service in &list.services {
        match &service.facts {
            Ok(facts) => table.row([
                service.name.clone(),
                facts.version.clone(),
                facts.protocols.join(" "),
                facts.operations.to_string(),
                facts.shapes.to_string(),
                facts.paginators.to_string(),
                facts.waiters.to_string(),
                facts.support.to_string(),
            ]),
            Err(fault) => {
                let dash = || "-".to_owned();
                let reason = format!("no: {fault}");
                table.row([service.name.clone(), dash(), dash(), dash(), dash(), dash(), dash(), reason]);
            }
        }
    }
    let supported = list.services.iter().filter(|service| service.is_supported()).count();
    format!("{table}{}, {supported} supported\n", plural(list.services.len(), "service"))
}

/// The list as one document.
pub fn json(list: &List) -> Value {
    json!({
        "services": list.services.iter().map(Listed::json).collect::<Vec<_>>(),
        "skipped": list.skipped.iter().map(|one| json!({"path": one.path, "reason": one.reason})).collect::<Vec<_>>(),
    })
}

impl Listed {
    /// Whether a client of it can be generated and make calls.
    pub fn is_supported(&self) -> bool {
        self.facts.as_ref().is_ok_and(|facts| facts.support.is_full())
    }

    fn json(&self) -> Value {
        let Listed { name, package, models, facts } = self;
        let own = json!({"service": name, "package": package, "models": models, "supported": self.is_supported()});
        let facts = match facts {
            Ok(facts) => facts.json(),
            Err(fault) => json!({"reason": fault}),
        };
        match (own, facts) {
            (Value::Object(own), Value::Object(facts)) => Value::Object(own.into_iter().chain(facts).collect()),
            (own, _) => own,
        }
    }
}
