//! The short way where nothing has changed: what an earlier run made of the same input.
//!
//! A stamp says which files, with which hashes, came of a key: the hash of the models, of the options
//! and of the generator itself. It is believed only if every file on the disk has its hash. Stamps
//! live in Cargo's target folder and may be deleted at any time.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;

use rayon::prelude::*;
use tinsmith_codegen::OutputFile;

use crate::files;
use crate::hash;
use crate::job::Job;
use crate::krate::{Changes, Tree};

/// The stamps, and the generator that they are of.
#[derive(Debug)]
pub struct Stamps {
    folder: PathBuf,
    generator: Arc<Generator>,
}

/// The hash of the generator, once it is known; `None` if it cannot be told from another.
type Generator = OnceLock<Option<String>>;

/// The stamp of a crate, or where it is to be.
#[derive(Debug)]
pub struct Stamp {
    path: PathBuf,
    models: String,
    fingerprint: String,
    generator: Arc<Generator>,
}

impl Stamps {
    /// The stamps in a folder. The generator is hashed meanwhile: that takes as long as to read a large model, which
    /// one thread does alone.
    pub fn new(folder: PathBuf) -> Stamps {
        let generator = Arc::<Generator>::default();
        let aside = Arc::clone(&generator);
        // Without the thread, whoever asks first does the work.
        let _ = thread::Builder::new().spawn(move || _ = aside.get_or_init(hash_of_generator));
        Stamps { folder, generator }
    }

    /// The stamp of a job whose models have the hash `models`, for the crate in `krate`; `None` if there is no saying
    /// where that is.
    pub fn stamp(&self, job: &Job, models: &str, krate: &Path) -> Option<Stamp> {
        let krate = std::path::absolute(krate).ok()?;
        let name = &hash::of(krate.to_string_lossy().as_bytes())[..16];
        Some(Stamp {
            path: self.folder.join(format!("{}-{name}", job.name)),
            models: models.to_owned(),
            fingerprint: job.fingerprint(),
            generator: Arc::clone(&self.generator),
        })
    }
}

impl Stamp {
    /// What the crate is made of, and by what; `None` if the generator cannot be told from another.
    fn key(&self) -> Option<String> {
        let generator = self.generator.get_or_init(hash_of_generator).as_ref()?;
        Some(hash::of_parts([&self.models, &self.fingerprint, generator].map(|part| part.as_bytes())))
    }

    /// The files of the crate, if they are what its input gives.
    pub fn verify(&self, tree: &Tree) -> Option<Changes> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        let (key, list) = text.split_once('\n')?;
        let files: Vec<_> = list.lines().map(|line| line.split_once("  ")).collect::<Option<_>>()?;
        let same_files = || files.iter().map(|(_, path)| *path).eq(tree.files().iter().map(String::as_str));
        let same_content =
            |(known, path): &(&str, &str)| tree.bytes(path).is_ok_and(|bytes| hash::of(&bytes) == *known);
        let verified = self.key()? == key && same_files() && files.par_iter().all(same_content);
        verified.then(|| Changes::unchanged(tree.files().iter().cloned()))
    }

    /// Notes what the input gives. A stamp that cannot be written is done without.
    pub fn write(&self, files: &[OutputFile]) {
        let Some(key) = self.key() else { return };
        let lines: Vec<String> = files
            .par_iter()
            .with_max_len(1)
            .map(|file| format!("{}  {}\n", hash::of(file.text.as_bytes()), file.path))
            .collect();
        let _ = self.try_write(&format!("{key}\n{}", lines.concat()));
    }

    fn try_write(&self, text: &str) -> std::io::Result<()> {
        std::fs::create_dir_all(self.path.parent().unwrap_or(Path::new(".")))?;
        files::replace_unsynced(&self.path, text.as_bytes())
    }
}

fn hash_of_generator() -> Option<String> {
    hash::of_file(File::open(std::env::current_exe().ok()?).ok()?).ok()
}
