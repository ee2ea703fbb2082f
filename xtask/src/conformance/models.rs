//! From models to clients with tests on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use tinsmith_codegen::model::{Protocol, ShapeId};
use tinsmith_codegen::names::service_module;
use tinsmith_codegen::{Dependency, Options, Source, generate_model, load_service, protocol_tests};

use super::Request;
use super::cases::{Case, Outcome};
use crate::discover::services_of_files;
use crate::job::ModelFile;
use crate::krate::{self, Tree, compare};
use crate::layout::Layout;
use crate::paths;

/// A service and the model that it is in.
#[derive(Debug)]
pub(super) struct Service {
    model: ModelFile,
    id: ShapeId,
    /// The name of the client's folder.
    name: String,
}

/// A client, with the cases of its model.
#[derive(Debug)]
pub struct Client {
    /// The name of the client's folder.
    pub(super) name: String,
    /// The model file.
    pub(super) model: String,
    /// The service.
    pub(super) service: String,
    /// Whether there is a crate.
    pub(super) is_generated: bool,
    /// Why there are no cases, if there should have been any.
    pub(super) fault: Option<String>,
    /// The cases.
    pub(super) cases: Vec<Case>,
}

impl Service {
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Client {
    /// Says of all cases that they have failed for `reason`.
    pub(super) fn fail(&mut self, reason: &str) {
        self.cases.iter_mut().for_each(|case| case.outcome = Outcome::Failed(reason.to_owned()));
    }
}

/// The services of all models in a folder. Of several models that have a service, the one with the fewest
/// services counts: a model may be the union of others.
pub(super) fn find(folder: &Path) -> anyhow::Result<Vec<Service>> {
    let mut files = services_of_files(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    files.sort_by(|(a, of_a), (b, of_b)| (of_a.len(), &a.path).cmp(&(of_b.len(), &b.path)));
    let mut services: BTreeMap<ShapeId, ModelFile> = BTreeMap::new();
    for (model, ids) in files {
        for id in ids {
            services.entry(id).or_insert_with(|| model.clone());
        }
    }
    let mut names = BTreeSet::new();
    let service = |(id, model): (ShapeId, ModelFile)| Service { name: folder_name(&id, &mut names), model, id };
    Ok(services.into_iter().map(service).collect())
}

/// Generates the client of a service with its tests into `out`. What is wrong with the model is what came of
/// its cases.
pub(super) fn generate(layout: &Layout, out: &Path, service: &Service, request: &Request) -> anyhow::Result<Client> {
    let Service { model, id, name } = service;
    let shown = layout.shown(&model.path);
    let text = std::fs::read(&model.path).with_context(|| format!("cannot read the model {shown}"))?;
    let source = Source { name: &shown, text: &text };
    let mut client = Client {
        name: name.clone(),
        model: shown.clone(),
        service: id.name().to_owned(),
        is_generated: false,
        fault: None,
        cases: Vec::new(),
    };
    let checked = match load_service(&[source], Some(id)) {
        Ok(checked) => checked,
        Err(faults) => return Ok(Client { fault: Some(faults.to_string()), ..client }),
    };
    let keys = protocol_tests(&checked).into_iter().filter(|key| {
        let protocols: Vec<&str> = request.protocols.iter().map(|protocol| protocol.trait_id()).collect();
        (protocols.is_empty() || protocols.contains(&key.protocol.as_str()))
            && request.case.as_ref().is_none_or(|case| *case == key.id)
    });
    let keys: Vec<_> = keys.collect();
    if keys.is_empty() {
        return Ok(client);
    }
    let options = options(layout, out, &client.name)?;
    match generate_model(checked, &options) {
        Ok(generated) => {
            write(out, &client.name, &generated.files)?;
            client.is_generated = !generated.tests.is_empty();
            client.cases = keys.into_iter().map(|key| Case::new(key, &generated.tests)).collect();
        }
        Err(error) => {
            client.cases = keys.into_iter().map(|key| Case::new(key, &[])).collect();
            client.fail(&format!("the client cannot be generated: {error}"));
        }
    }
    Ok(client)
}

/// The name of a client's folder and, with a prefix, of its package: none of those that are taken.
fn folder_name(id: &ShapeId, taken: &mut BTreeSet<String>) -> String {
    let mut name = service_module(id.name()).replace('_', "-");
    while !taken.insert(name.clone()) {
        name.push_str("-2");
    }
    name
}

fn options(layout: &Layout, out: &Path, name: &str) -> anyhow::Result<Options> {
    let krate = out.join(name);
    let path = |to: &Path| paths::relative(&krate, to).with_context(|| format!("cannot find {}", to.display()));
    Ok(Options {
        package: Some(format!("conformance-{name}")),
        runtime: Dependency::Path(path(&layout.runtime())?),
        tests: Some(Dependency::Path(path(&layout.protocol_tests())?)),
        protocols: Vec::<Protocol>::new(),
        ..Options::default()
    })
}

fn write(out: &Path, name: &str, files: &[tinsmith_codegen::OutputFile]) -> anyhow::Result<()> {
    let tree = Tree::read(&out.join(name))?;
    let changes = compare(files, &tree);
    if changes.is_empty() { Ok(()) } else { krate::write(out, name, files, &tree, &changes) }
}
