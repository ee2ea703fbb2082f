//! Finds the services in a model file, or in a folder of them.
//!
//! In a folder, files that lie side by side belong together if exactly one of them defines services;
//! of several versions of a service the newest is taken; and what is no model is skipped, with the
//! reason. A folder with `service-2.json` is a C2J model.

mod c2j;
mod probe;
mod walk;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, bail};
use rayon::prelude::*;
use tinsmith_codegen::model::ShapeId;
use tinsmith_codegen::names::service_module;

use crate::job::ModelFile;
use crate::{model_text, names};
use c2j::Version;
use probe::{C2jFound, Probe, ServiceFound, probe};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The services, by name.
    pub services: Vec<Service>,
    /// What is not generated from, and why.
    pub skipped: Vec<Skipped>,
}

/// A service that was found.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name of the service here: that of the official crate without `aws-sdk-`.
    pub name: String,
    /// The service's shape; `None` if the file is broken, which the generator then says.
    pub id: Option<ShapeId>,
    /// The version that the model states.
    pub version: String,
    /// The model files.
    pub models: Vec<ModelFile>,
    /// What it is called by its folder, if it is a C2J model in a folder of its own.
    folder_name: Option<String>,
}

/// A file, or a service in it, that is not generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

/// Finds the services in a model file, or in a folder of them.
///
/// # Errors
/// A file that cannot be read; a file given by name that is no model; two models of one version of a
/// service.
pub fn discover(path: &Path) -> anyhow::Result<Found> {
    let metadata = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = Found::default();
    if metadata.is_dir() {
        let sorted = c2j::sort(walk::folders(path)?);
        for folder in sorted.others {
            found.add_folder(probe_all(&folder)?);
        }
        for (version, newer) in sorted.older {
            found.skip(&version.main(), format!("version {newer} is newer"));
        }
        found.add_c2j(&sorted.newest)?;
    } else if let Some(version) = Version::of_file(path)? {
        found.add_c2j(&[version])?;
    } else {
        let (file, probe) = probe_file(path)?;
        if let Probe::Other(reason) = probe {
            bail!("{}: {reason}", file.shown);
        }
        found.add_folder(vec![(file, probe)]);
    }
    found.keep_newest()?;
    Ok(found)
}

/// The services that each model file of a folder defines, whatever others do. A file that means to be a
/// model and cannot be read has none.
///
/// # Errors
/// A file that cannot be read.
pub fn services_of_files(path: &Path) -> anyhow::Result<Vec<(ModelFile, Vec<ShapeId>)>> {
    let mut all = Vec::new();
    for folder in walk::folders(path)? {
        for (file, probe) in probe_all(&folder)? {
            match probe {
                Probe::Model(services) => all.push((file, services.into_iter().map(|service| service.id).collect())),
                Probe::Broken => bail!("{} is no JSON", file.shown),
                Probe::C2j(_) | Probe::Other(_) => {}
            }
        }
    }
    Ok(all)
}

fn probe_all(files: &[impl AsRef<Path> + Sync]) -> anyhow::Result<Vec<(ModelFile, Probe)>> {
    files.par_iter().map(|file| probe_file(file.as_ref())).collect()
}

fn probe_file(path: &Path) -> anyhow::Result<(ModelFile, Probe)> {
    Ok((ModelFile::new(path), probe(&model_text::read(path)?)))
}

impl Found {
    /// Adds the files of one folder.
    fn add_folder(&mut self, files: Vec<(ModelFile, Probe)>) {
        let mut with_service = Vec::new();
        let mut without = Vec::new();
        for (file, probe) in files {
            match probe {
                Probe::Model(services) if services.is_empty() => without.push(file),
                Probe::Model(services) => with_service.push((file, services)),
                Probe::C2j(service) => self.add_c2j_service(vec![file], &service, None),
                Probe::Broken => self.services.push(broken(file)),
                Probe::Other(reason) => self.skip(&file, reason),
            }
        }
        if let [(main, services)] = with_service.as_mut_slice() {
            let mut models = vec![main.clone()];
            models.append(&mut without);
            models.sort_by(|a, b| a.path.cmp(&b.path));
            for service in std::mem::take(services) {
                self.add_service(models.clone(), service);
            }
            return;
        }
        let reason = if with_service.is_empty() {
            "it defines no service"
        } else {
            "it defines no service, and several files beside it do"
        };
        for file in without {
            self.skip(&file, reason.to_owned());
        }
        for (file, services) in with_service {
            for service in services {
                self.add_service(vec![file.clone()], service);
            }
        }
    }

    fn add_service(&mut self, models: Vec<ModelFile>, service: ServiceFound) {
        let name = service_module(service.sdk_id.as_deref().unwrap_or(service.id.name()));
        if names::is_folder(&name) {
            self.services.push(Service {
                name,
                id: Some(service.id),
                version: service.version,
                models,
                folder_name: None,
            });
        } else {
            self.skip(&models[0], format!("the name of the service `{}` makes no name of a folder", service.id));
        }
    }

    /// Adds the services of C2J models in their folders.
    fn add_c2j(&mut self, versions: &[Version]) -> anyhow::Result<()> {
        let probed: Vec<Option<C2jFound>> = versions.par_iter().map(Version::probe).collect::<anyhow::Result<_>>()?;
        for (version, found) in versions.iter().zip(probed) {
            match found {
                Some(service) => self.add_c2j_service(version.models(), &service, Some(version)),
                None => self.services.push(broken(version.main())),
            }
        }
        Ok(())
    }

    fn add_c2j_service(&mut self, models: Vec<ModelFile>, service: &C2jFound, version: Option<&Version>) {
        let mut name = service_module(service.name());
        // Of two services with one name the one in the folder of that name has it.
        if let Some(other) = version.map(|version| service_module(&version.folder_name()))
            && let Some(first) =
                self.services.iter_mut().find(|first| first.name == name && first.version == service.version)
        {
            match first.folder_name.clone().filter(|_| other == name) {
                Some(folder_name) => first.name = folder_name,
                None => name = other,
            }
        }
        if names::is_folder(&name) {
            let folder_name = version.map(|version| service_module(&version.folder_name()));
            self.services.push(Service { name, id: None, version: service.version.clone(), models, folder_name });
        } else if let Some(file) = models.first() {
            self.skip(file, format!("the name of the service `{}` makes no name of a folder", service.name()));
        }
    }

    fn skip(&mut self, file: &ModelFile, reason: String) {
        self.skipped.push(Skipped { path: file.shown.clone(), reason });
    }

    /// Keeps the newest version of each service.
    fn keep_newest(&mut self) -> anyhow::Result<()> {
        let mut by_name: BTreeMap<String, Service> = BTreeMap::new();
        for service in std::mem::take(&mut self.services) {
            let Some(other) = by_name.remove(&service.name) else {
                by_name.insert(service.name.clone(), service);
                continue;
            };
            let (newer, older) = match service.version.cmp(&other.version) {
                std::cmp::Ordering::Less => (other, service),
                std::cmp::Ordering::Greater => (service, other),
                std::cmp::Ordering::Equal => bail!(
                    "two models are of the service `{}`, version {}: choose one\n  --> {}\n  --> {}",
                    service.name,
                    service.version,
                    other.models[0].shown,
                    service.models[0].shown
                ),
            };
            let reason = format!("version {} of `{}`; {} is newer", older.version, older.name, newer.version);
            self.skip(&older.models[0], reason);
            by_name.insert(newer.name.clone(), newer);
        }
        self.services = by_name.into_values().collect();
        self.skipped.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
        Ok(())
    }
}

/// The service for a file that means to be a model and is no JSON. The generator says where.
fn broken(file: ModelFile) -> Service {
    let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
    Service { name: service_module(&stem), id: None, version: String::new(), models: vec![file], folder_name: None }
}
