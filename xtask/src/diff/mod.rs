//! `cargo xtask diff`: what a new model changes for those who use the generated crate.
//!
//! The comparison is `tinsmith-codegen`'s; here models are found and read, and what was found is put in words.

mod inputs;
mod json;
mod markdown;
mod models;
mod text;

pub(crate) use inputs::{Input, models_at};
pub use json::json;
pub(crate) use markdown::line;
pub use markdown::markdown;
use models::Compared;
pub(crate) use models::{is_smithy, load, texts};
pub use text::{Detail, text};

use rayon::prelude::*;
use tinsmith_codegen::diff::{Diff, Verdict};

use crate::layout::Layout;
use inputs::input;
use models::compare;

/// What is compared, and how.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A service of `services.toml`, a model file, or a folder of models.
    pub old: String,
    /// The same, newer.
    pub new: String,
    /// The services, by name; all where there are none.
    pub services: Vec<String>,
}

/// What was found, service by service.
#[derive(Debug)]
pub struct Report {
    /// The services, in order.
    pub services: Vec<Service>,
}

/// What was found of a service.
#[derive(Debug)]
pub struct Service {
    /// Its name here.
    pub name: String,
    /// The models on either side; none where there is no such service.
    pub old: Vec<String>,
    /// The models on either side; none where there is no such service.
    pub new: Vec<String>,
    /// What is to be known of the comparison.
    pub notes: Vec<String>,
    /// What was found, or why the models cannot be compared.
    pub result: Result<Diff, String>,
}

impl Report {
    /// Whether something breaks.
    pub fn is_breaking(&self) -> bool {
        self.services.iter().any(|service| service.result.as_ref().is_ok_and(Diff::is_breaking))
    }

    /// Whether some models could not be compared.
    pub fn has_failed(&self) -> bool {
        self.services.iter().any(|service| service.result.is_err())
    }
}

impl Service {
    /// What the next version must be.
    pub fn verdict(&self) -> Verdict {
        self.result.as_ref().map(Diff::verdict).unwrap_or_default()
    }
}

/// Compares what is asked for.
///
/// # Errors
/// What stops the comparison as a whole. What is wrong with the models of a service is in its result.
pub fn run(layout: &Layout, request: &Request) -> anyhow::Result<Report> {
    let (old, new) = (input(layout, &request.old)?, input(layout, &request.new)?);
    let pairs = inputs::pair(old, new, &request.services)?;
    let services = pairs.into_par_iter().map(|(old, new)| service(old, new)).collect();
    Ok(Report { services })
}

fn service(old: Option<Input>, new: Option<Input>) -> Service {
    let shown = |input: &Option<Input>| input.iter().flat_map(Input::shown).collect();
    let name = [&old, &new].into_iter().flatten().next().map_or_else(String::new, |input| input.name.clone());
    let (old_models, new_models) = (shown(&old), shown(&new));
    let mut notes = Vec::new();
    let result = compare(old, new).map(|Compared { diff, notes: said }| {
        notes = said;
        diff
    });
    Service { name, old: old_models, new: new_models, notes, result: result.map_err(|error| format!("{error:#}")) }
}
