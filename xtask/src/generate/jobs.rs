//! From what is asked for to the crates that are to be generated.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use tinsmith_codegen::{Dependency, Options};

use super::{Plan, Request, Warning};
use crate::discover::{Found, discover};
use crate::job::{Job, ModelFile, Recorded};
use crate::krate::Tree;
use crate::layout::Layout;
use crate::paths;
use crate::services::{self, Entry};

/// What writes the crates of `services.toml`.
const GENERATE: &str = "cargo xtask generate";

/// What writes crates that are elsewhere.
const SAME: &str = "the same command without --check, for";

/// Decides what is to be done.
pub(crate) fn plan(layout: &Layout, request: &Request) -> anyhow::Result<Plan> {
    match &request.models {
        None => from_services(layout, request),
        Some(models) => from_models(layout, request, models),
    }
}

/// The jobs of `services.toml`.
fn from_services(layout: &Layout, request: &Request) -> anyhow::Result<Plan> {
    let file = layout.services();
    let shown = layout.shown(&file);
    let entries = services::read(&file, &shown)?;
    let names = entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>();
    check_names(&request.services, &names, &shown)?;
    ensure!(
        (request.runtime_path.is_none() && request.runtime_version.is_none()) || request.out.is_some(),
        "--runtime-path and --runtime-version are for crates outside of this workspace: say --out or --models too"
    );
    let out = request.out.clone().unwrap_or_else(|| layout.generated());
    let warnings =
        if request.services.is_empty() && request.out.is_none() { orphans(layout, &out, &names) } else { Vec::new() };
    let wanted = |entry: &Entry| request.services.is_empty() || request.services.contains(&entry.name);
    let jobs = entries.into_iter().filter(wanted).map(|entry| {
        let name = entry.name.clone();
        let job = job_of_entry(layout, entry);
        match request.out {
            None => Ok(job),
            Some(_) => Ok(elsewhere(job, runtime(request, &out.join(name))?)),
        }
    });
    let remedy = if request.out.is_none() { GENERATE } else { SAME };
    Ok(Plan { jobs: jobs.collect::<anyhow::Result<_>>()?, out, skipped: Vec::new(), warnings, remedy })
}

/// The job for a folder outside of this workspace. The record is of what is inside.
fn elsewhere(job: Job, runtime: Dependency) -> Job {
    Job { options: Options { runtime, ..job.options }, recorded: None, ..job }
}

fn job_of_entry(layout: &Layout, entry: Entry) -> Job {
    let model = |model: String| {
        let path = layout.models().join(model);
        ModelFile { shown: layout.shown(&path), path }
    };
    Job {
        models: entry.models.into_iter().map(model).collect(),
        service: None,
        options: Options {
            package: Some(entry.package.clone()),
            version: entry.version,
            license: entry.license,
            protocols: entry.protocols,
            operations: entry.operations,
            types_crate: entry.types_crate,
            runtime: Dependency::Workspace,
            tests: None,
        },
        package: entry.package,
        name: entry.name,
        recorded: Some(entry.sha256.map_or(Recorded::Missing, Recorded::Hash)),
    }
}

/// Crates that no service asks for.
fn orphans(layout: &Layout, out: &Path, names: &[&str]) -> Vec<Warning> {
    let Ok(entries) = std::fs::read_dir(out) else { return Vec::new() };
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_orphan = |folder: &PathBuf| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let is_crate = || Tree::read(folder).is_ok_and(|tree| !tree.files().is_empty());
        folder.is_dir() && !name.starts_with('.') && !names.contains(&&*name) && is_crate()
    };
    let mut orphans: Vec<PathBuf> = folders.filter(is_orphan).collect();
    orphans.sort();
    orphans.iter().map(|folder| Warning::Orphan { folder: layout.shown(folder) }).collect()
}

/// The jobs of a model file, or of a folder of them.
fn from_models(layout: &Layout, request: &Request, models: &Path) -> anyhow::Result<Plan> {
    let Found { mut services, skipped } = discover(models)?;
    let shown = models.display().to_string();
    if services.is_empty() {
        let reasons = skipped.iter().map(|skipped| format!("\n  {skipped}")).collect::<String>();
        bail!("{shown} has no model of a service{reasons}");
    }
    let names = services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>();
    check_names(&request.services, &names, &shown)?;
    services.retain(|service| request.services.is_empty() || request.services.contains(&service.name));
    ensure!(
        services.len() == 1 || request.single == Default::default(),
        "--operations, --package, --crate-version, --license, --types-crate and --protocol are for a single service, and {shown} has {}",
        services.len()
    );
    let out = request.out.clone().unwrap_or_else(|| layout.target.join("generated"));
    let single = &request.single;
    let jobs = services.into_iter().map(|service| {
        let package = single.package.clone().unwrap_or_else(|| format!("tinsmith-{}", service.name));
        let defaults = Options::default();
        let options = Options {
            package: Some(package.clone()),
            version: single.version.clone().unwrap_or(defaults.version),
            license: single.license.clone().unwrap_or(defaults.license),
            protocols: single.protocols.clone(),
            operations: single.operations.clone(),
            types_crate: single.types_crate.unwrap_or_default(),
            runtime: runtime(request, &out.join(&service.name))?,
            tests: tests(request, &out.join(&service.name))?,
        };
        Ok(Job { name: service.name, package, models: service.models, service: service.id, options, recorded: None })
    });
    Ok(Plan { jobs: jobs.collect::<anyhow::Result<_>>()?, out, skipped, warnings: Vec::new(), remedy: SAME })
}

/// How a crate outside of this workspace depends on the runtime.
fn runtime(request: &Request, krate: &Path) -> anyhow::Result<Dependency> {
    let Some(path) = &request.runtime_path else {
        let version = request.runtime_version.clone().map(Dependency::Version);
        return Ok(version.unwrap_or_default());
    };
    ensure!(path.join("Cargo.toml").is_file(), "--runtime-path {} is not the folder of a crate", path.display());
    let relative = paths::relative(krate, path).with_context(|| format!("cannot find {}", path.display()))?;
    Ok(Dependency::Path(relative))
}

/// How the tests of a crate outside of this workspace depend on what supports them, if there are to be any:
/// it lies beside the runtime.
fn tests(request: &Request, krate: &Path) -> anyhow::Result<Option<Dependency>> {
    let Some(runtime) = request.runtime_path.as_ref().filter(|_| request.tests) else {
        return Ok(request.tests.then(Dependency::default));
    };
    let path = runtime.join("../protocol-tests");
    let relative = paths::relative(krate, &path).with_context(|| format!("cannot find {}", path.display()))?;
    Ok(Some(Dependency::Path(relative)))
}

fn check_names(wanted: &[String], known: &[&str], place: &str) -> anyhow::Result<()> {
    let Some(name) = wanted.iter().find(|name| !known.contains(&name.as_str())) else { return Ok(()) };
    let listed = if known.len() > 20 { "`cargo xtask list` has them all".to_owned() } else { known.join(", ") };
    bail!("{place} has no service `{name}`\n  = known: {listed}")
}
