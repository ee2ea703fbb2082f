//! C2J models: which files of a folder belong together, and which version of a service is the newest.
//!
//! botocore has a folder a service, with a folder a version in it, and the same names of files in each.
//! Older versions are not read at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::probe::{C2jFound, probe_c2j};
use crate::job::ModelFile;
use crate::model_text;

/// The file that makes a folder a C2J model.
pub(super) const SERVICE: &str = "service-2";

/// The files that belong to a C2J model, in the order in which they are read.
const FILES: &[&str] = &[SERVICE, "paginators-1", "waiters-2", "endpoint-rule-set-1", "endpoint-tests-1"];

/// What botocore adds to these files.
const EXTRAS: &str = "sdk-extras";

/// The folder of a version of a service.
#[derive(Debug)]
pub(super) struct Version {
    folder: PathBuf,
    files: Vec<PathBuf>,
}

/// The versions of C2J services among folders, the others, and the versions that there are newer ones of.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) newest: Vec<Version>,
    /// Older versions, each with the name of the newer one.
    pub(super) older: Vec<(Version, String)>,
    pub(super) others: Vec<Vec<PathBuf>>,
}

/// Sorts the files of folders.
pub(super) fn sort(folders: Vec<Vec<PathBuf>>) -> Sorted {
    let mut sorted = Sorted::default();
    let mut versions: BTreeMap<Option<PathBuf>, Vec<Version>> = BTreeMap::new();
    for files in folders {
        let folder = files.first().and_then(|file| file.parent()).map(Path::to_path_buf);
        match folder.filter(|_| files.iter().any(|file| stem(file) == Some(SERVICE))) {
            Some(folder) => {
                let service = folder.parent().map(Path::to_path_buf);
                versions.entry(service).or_default().push(Version { folder, files });
            }
            None => sorted.others.push(files),
        }
    }
    for (_, mut versions) in versions {
        versions.sort_by(|a, b| a.folder.cmp(&b.folder));
        let Some(newest) = versions.pop() else { continue };
        // Folders side by side are versions of one service if they are called so.
        let (older, others): (Vec<_>, Vec<_>) =
            versions.into_iter().partition(|version| version.is_dated() && newest.is_dated());
        let name = newest.name();
        sorted.older.extend(older.into_iter().map(|version| (version, name.clone())));
        sorted.newest.extend(others.into_iter().chain([newest]));
    }
    sorted
}

impl Version {
    /// The version of a file that was given by its own name.
    pub(super) fn of_file(file: &Path) -> anyhow::Result<Option<Version>> {
        if stem(file) != Some(SERVICE) {
            return Ok(None);
        }
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let files = super::walk::files(&folder)?;
        Ok(Some(Version { folder, files }))
    }

    fn name(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn is_dated(&self) -> bool {
        self.name().starts_with(|c: char| c.is_ascii_digit())
    }

    /// What its service is called if it is not called by its own name: as the folder that it is in.
    pub(super) fn folder_name(&self) -> String {
        let folder = if self.is_dated() { self.folder.parent().unwrap_or(&self.folder) } else { &self.folder };
        folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The file that stands for it in messages.
    pub(super) fn main(&self) -> ModelFile {
        ModelFile::new(self.find(SERVICE).unwrap_or(&self.folder))
    }

    /// The files of the model, and the extras.
    pub(super) fn models(&self) -> Vec<ModelFile> {
        let files = FILES.iter().filter_map(|stem| self.find(stem));
        let extras = FILES.iter().filter_map(|stem| self.find(&format!("{stem}.{EXTRAS}")));
        files.chain(extras).map(ModelFile::new).collect()
    }

    /// The file called `wanted`. Where it is there twice the one that is not compressed counts.
    fn find(&self, wanted: &str) -> Option<&Path> {
        let mut found = self.files.iter().filter(|file| stem(file) == Some(wanted));
        let first = found.next()?;
        Some(found.find(|file| !model_text::is_compressed(file)).unwrap_or(first))
    }

    /// What the service says of itself.
    pub(super) fn probe(&self) -> anyhow::Result<Option<C2jFound>> {
        let Some(service) = self.find(SERVICE) else { return Ok(None) };
        let mut found = probe_c2j(model_text::open(service)?);
        if let (Some(found), Some(extras)) = (&mut found, self.find(&format!("{SERVICE}.{EXTRAS}"))) {
            let extras: Value = serde_json::from_slice(&model_text::read(extras)?).unwrap_or_default();
            if let Some(id) = extras["merge"]["metadata"]["serviceId"].as_str() {
                found.service_id = Some(id.to_owned());
            }
        }
        Ok(found)
    }
}

/// The name of a file without `.json` and `.json.gz`.
fn stem(file: &Path) -> Option<&str> {
    let name = file.file_name()?.to_str()?;
    name.strip_suffix(".gz").unwrap_or(name).strip_suffix(".json")
}
