//! A client that is to be checked.

use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use crate::cargo::rustc_version;
use crate::hash::{self, Hasher};
use crate::krate::Tree;
use crate::layout::Layout;

/// A client that is to be checked.
#[derive(Debug)]
pub(super) struct Client {
    /// The name of the service.
    pub(super) name: String,
    /// The names of its packages: its own, and that of its data types, where they have one.
    pub(super) packages: Vec<String>,
    /// The folder of the crate.
    pub(super) folder: PathBuf,
    /// What it wants of the runtime: a line of its manifest.
    pub(super) runtime: String,
    /// How much Rust there is in it.
    pub(super) bytes: usize,
    /// The hash of all that decides whether it passes.
    pub(super) key: String,
}

impl Client {
    /// Reads the client `name` in the folder `out`. `base` is the hash of all that it stands on.
    pub(super) fn read(out: &Path, name: &str, package: &str, base: &str) -> anyhow::Result<Client> {
        let folder = out.join(name);
        let tree = Tree::read(&folder)?;
        let mut client = Client {
            name: name.to_owned(),
            packages: vec![package.to_owned()],
            runtime: String::new(),
            bytes: 0,
            key: String::new(),
            folder,
        };
        let mut key = Hasher::default().part(base.as_bytes());
        for path in tree.files() {
            let bytes =
                tree.bytes(path).with_context(|| format!("cannot read {}", client.folder.join(path).display()))?;
            key = key.part(path.as_bytes()).part(&bytes);
            if path == "Cargo.toml" {
                let text = String::from_utf8_lossy(&bytes);
                client.runtime =
                    text.lines().find(|line| line.starts_with("tinsmith = ")).unwrap_or_default().to_owned();
            } else if path == "types/Cargo.toml" {
                client.packages.push(format!("{package}-types"));
            } else if path.ends_with(".rs") {
                client.bytes += bytes.len();
            }
        }
        client.key = key.finish();
        Ok(client)
    }
}

/// The hash of all that clients stand on: the runtime, the versions of what it depends on, the compiler.
pub(super) fn base(layout: &Layout) -> anyhow::Result<String> {
    let mut files: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock"].map(|name| layout.root.join(name)).into();
    list(&layout.runtime(), &mut files).context("cannot list the files of the runtime")?;
    files.sort();
    let hashes: Vec<String> = files
        .par_iter()
        .map(|path| Ok(hash::of(&std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?)))
        .collect::<anyhow::Result<_>>()?;
    let version = rustc_version().context("cannot run rustc")?;
    Ok(hash::of_parts(hashes.iter().chain([&version]).map(|part| part.as_bytes())))
}

/// The files of a crate that it is built of.
fn list(krate: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    files.push(krate.join("Cargo.toml"));
    let mut pending = vec![krate.join("src")];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { pending.push(path) } else { files.push(path) }
        }
    }
    Ok(())
}
