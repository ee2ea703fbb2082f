//! What the arguments of a comparison mean: services of `services.toml`, files, folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{bail, ensure};
use tinsmith_codegen::Options;
use tinsmith_codegen::model::ShapeId;

use crate::discover::{Found, discover};
use crate::job::{Job, ModelFile};
use crate::layout::Layout;
use crate::{generate, services};

/// A side of a comparison of one service.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the service here.
    pub(crate) name: String,
    /// The model files.
    pub(crate) models: Vec<ModelFile>,
    /// Which service of the models; theirs, if they have but one.
    pub(crate) service: Option<ShapeId>,
    /// How it is generated, where `services.toml` says so.
    pub(crate) options: Option<Options>,
}

impl Input {
    /// The model files, as messages call them.
    pub(super) fn shown(&self) -> impl Iterator<Item = String> + '_ {
        self.models.iter().map(|model| model.shown.clone())
    }
}

impl From<Job> for Input {
    fn from(job: Job) -> Input {
        Input { name: job.name, models: job.models, service: job.service, options: Some(job.options) }
    }
}

/// The services that an argument means.
pub(super) fn input(layout: &Layout, argument: &str) -> anyhow::Result<Vec<Input>> {
    let path = Path::new(argument);
    if path.exists() {
        return models_at(path);
    }
    let file = layout.services();
    if !file.exists() {
        bail!("there is no file or folder {argument}");
    }
    let names: Vec<String> = services::read(&file, &layout.shown(&file))?.into_iter().map(|entry| entry.name).collect();
    ensure!(
        names.iter().any(|name| name == argument),
        "{argument} is neither a file, nor a folder, nor a service of {}: {}",
        layout.shown(&file),
        names.join(", ")
    );
    let request = generate::Request { services: vec![argument.to_owned()], ..generate::Request::default() };
    Ok(generate::plan(layout, &request)?.jobs.into_iter().map(Input::from).collect())
}

/// The services of a model file, or of a folder of them. A file without a service is a model of its own.
pub(crate) fn models_at(path: &Path) -> anyhow::Result<Vec<Input>> {
    let Found { services, skipped } = discover(path)?;
    if services.is_empty() {
        if path.is_file() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            return Ok(vec![Input { name, models: vec![ModelFile::new(path)], service: None, options: None }]);
        }
        let reasons = skipped.iter().map(|skipped| format!("\n  {skipped}")).collect::<String>();
        bail!("{} has no model of a service{reasons}", path.display());
    }
    let input = |service: crate::discover::Service| Input {
        name: service.name,
        models: service.models,
        service: service.id,
        options: None,
    };
    Ok(services.into_iter().map(input).collect())
}

/// What is compared with what: services of one name, or the only ones. How a service is generated holds for both
/// sides.
pub(super) fn pair(
    mut old: Vec<Input>,
    mut new: Vec<Input>,
    wanted: &[String],
) -> anyhow::Result<Vec<(Option<Input>, Option<Input>)>> {
    if let ([Input { name, options: Some(_), .. }], [_, _, ..]) = (old.as_slice(), new.as_slice()) {
        // A service, and a folder that has it among others.
        new.retain(|input| input.name == *name);
        ensure!(!new.is_empty(), "the new models have no service `{name}`");
    }
    if let ([_], [_]) = (old.as_slice(), new.as_slice()) {
        return Ok(vec![with_options(old.pop(), new.pop())]);
    }
    let names: BTreeSet<String> = old.iter().chain(&new).map(|input| input.name.clone()).collect();
    for name in wanted {
        ensure!(names.contains(name), "neither side has a service `{name}`");
    }
    let by_name = |inputs: Vec<Input>| inputs.into_iter().map(|input| (input.name.clone(), input));
    let (mut old, mut new): (BTreeMap<_, _>, BTreeMap<_, _>) = (by_name(old).collect(), by_name(new).collect());
    let names = names.into_iter().filter(|name| wanted.is_empty() || wanted.contains(name));
    Ok(names.map(|name| with_options(old.remove(&name), new.remove(&name))).collect())
}

fn with_options(mut old: Option<Input>, mut new: Option<Input>) -> (Option<Input>, Option<Input>) {
    if let (Some(old), Some(new)) = (&mut old, &mut new) {
        match (&old.options, &new.options) {
            (Some(options), None) => new.options = Some(options.clone()),
            (None, Some(options)) => old.options = Some(options.clone()),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    (old, new)
}
