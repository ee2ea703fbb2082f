//! The files of a crate's folder.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{MARK, is_kept, refuse_link};

/// The files of a crate's folder that are the generator's, by path with `/`.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    files: BTreeSet<String>,
}

impl Tree {
    /// Lists the files of the crate in the folder `root`; none where there is no such folder.
    ///
    /// # Errors
    /// The folder is a link, cannot be read, or has something in it that no generator wrote.
    pub fn read(root: &Path) -> anyhow::Result<Tree> {
        refuse_link(root)?;
        let mut tree = Tree { root: root.to_path_buf(), files: BTreeSet::new() };
        match tree.list(root, "") {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            other => other.with_context(|| format!("cannot list {}", root.display()))?,
        }
        if !tree.files.is_empty() && !tree.is_generated() {
            bail!(
                "{} is not a crate that Tinsmith generated, and would be replaced: move it, or choose another folder",
                root.display()
            );
        }
        Ok(tree)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The paths of the files.
    pub fn files(&self) -> &BTreeSet<String> {
        &self.files
    }

    /// The content of a file.
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    fn list(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if prefix.is_empty() && is_kept(&name) {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                self.list(&entry.path(), &format!("{path}/"))?;
            } else {
                self.files.insert(path);
            }
        }
        Ok(())
    }

    /// Whether a file bears the mark. A crate that a person has taken apart may have lost some.
    fn is_generated(&self) -> bool {
        ["Cargo.toml", "src/lib.rs", "src/client.rs"].into_iter().any(|path| self.is_marked(path).unwrap_or(false))
    }

    fn is_marked(&self, path: &str) -> io::Result<bool> {
        let mut start = Vec::new();
        std::fs::File::open(self.root.join(path))?.take(100).read_to_end(&mut start)?;
        Ok(String::from_utf8_lossy(&start).lines().next().is_some_and(|line| line.contains(MARK)))
    }
}
