//! Writing a crate as a whole: a run that is killed leaves it old or new, never half. What a failure of the
//! system loses, the next run finds to differ and writes again: to wait for the disk, file by file, would take
//! longer than all else.
//!
//! The new crate is built in `<out>/.tinsmith/new-<name>`, of hard links to what has not changed and of
//! new files, and is then exchanged with the old one, in one step where the system can do that. What
//! is left in `.tinsmith` is the old crate, and is deleted. The folder begins with a dot so that it is
//! no member of the workspace, and lies in `<out>` so that it is on the same file system.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use tinsmith_codegen::OutputFile;

use super::compare::{Changes, State};
use super::{Tree, is_kept, refuse_link, swap};

/// The folder in which crates are built, within that of the crates.
pub const STAGING: &str = ".tinsmith";

/// Brings the crate `name` in the folder `out` to what is generated.
///
/// # Errors
/// A file or folder cannot be written. The crate is then as it was.
pub fn write(out: &Path, name: &str, files: &[OutputFile], tree: &Tree, changes: &Changes) -> anyhow::Result<()> {
    let new = prepare(out, name, files, tree, changes, &[])?;
    let krate = out.join(name);
    let old = swap::put(&new, &krate, &new.with_file_name(format!("old-{name}")))
        .with_context(|| format!("cannot replace {}", krate.display()))?;
    discard(&old, &krate).with_context(|| format!("cannot delete {}", old.display()))
}

/// Builds the new crate `name` aside, and gives where it is. `others` are files beside those that are generated, with
/// their texts.
///
/// # Errors
/// A file or folder cannot be written.
pub fn prepare(
    out: &Path,
    name: &str,
    files: &[OutputFile],
    tree: &Tree,
    changes: &Changes,
    others: &[(&str, &str)],
) -> anyhow::Result<PathBuf> {
    let new = Staging::open(out)?.path(&format!("new-{name}"));
    let built = build(&new, files, tree, changes).and_then(|()| {
        others.iter().try_for_each(|(name, text)| crate::files::replace(&new.join(name), text.as_bytes()))
    });
    built.with_context(|| format!("cannot write {}", new.display()))?;
    Ok(new)
}

/// Puts a crate that was built aside in its place. What was there is aside then, for [`clear`] to delete.
pub(crate) fn put(new: &Path, krate: &Path) -> io::Result<()> {
    let name = krate.file_name().unwrap_or_default().to_string_lossy();
    swap::put(new, krate, &new.with_file_name(format!("old-{name}"))).map(drop)
}

/// Clears up what runs leave in `out`: those that were killed, and this one at its end. To be called before
/// any crate in `out` is read.
///
/// # Errors
/// A file or folder cannot be moved or deleted.
pub fn clear(out: &Path) -> anyhow::Result<()> {
    let staging = out.join(STAGING);
    refuse_link(&staging)?;
    let entries = match std::fs::read_dir(&staging) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        other => other,
    };
    let cleared = entries.and_then(|entries| {
        let mut names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        // The old crates come last: `new-` sorts first, and is of no use without what it replaces.
        names.sort();
        for name in names {
            clear_entry(out, &staging.join(&name), &name.to_string_lossy())?;
        }
        std::fs::remove_dir(&staging)
    });
    cleared.with_context(|| format!("cannot clear up {}", staging.display()))
}

fn clear_entry(out: &Path, path: &Path, name: &str) -> io::Result<()> {
    if let Some(krate) = name.strip_prefix("old-").map(|krate| out.join(krate)) {
        // Killed between the two renames of a system that has no exchange: the old crate goes back.
        if !krate.exists() {
            return std::fs::rename(path, krate);
        }
        return discard(path, &krate);
    }
    match name.strip_prefix("new-") {
        Some(krate) => discard(path, &out.join(krate)),
        None => std::fs::remove_file(path),
    }
}

/// The folder in which crates are built; it goes when the last crate has left it.
struct Staging(PathBuf);

impl Staging {
    fn open(out: &Path) -> anyhow::Result<Staging> {
        let folder = out.join(STAGING);
        refuse_link(&folder)?;
        let opened = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(".gitignore"), "*\n"));
        opened.with_context(|| format!("cannot write {}", folder.display()))?;
        Ok(Staging(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// Builds the new crate in the folder `new`.
fn build(new: &Path, files: &[OutputFile], tree: &Tree, changes: &Changes) -> io::Result<()> {
    let mut folders = vec![new.to_path_buf()];
    folders.extend(files.iter().filter_map(|file| Some(new.join(&file.path).parent()?.to_path_buf())));
    folders.sort();
    folders.dedup();
    folders.iter().try_for_each(std::fs::create_dir_all)?;
    files.par_iter().with_max_len(1).try_for_each(|file| {
        let (to, from) = (new.join(&file.path), tree.root().join(&file.path));
        match changes.state(&file.path) {
            Some(State::Unchanged) => link(&from, &to),
            _ => std::fs::write(&to, &file.text),
        }
    })?;
    for file in kept(tree.root())?.into_iter().filter(|path| path.is_file()) {
        link(&file, &new.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// Has a file under a second name; a copy of the same age on file systems without links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    std::fs::copy(from, to)?;
    let modified = std::fs::metadata(from)?.modified()?;
    std::fs::OpenOptions::new().write(true).open(to)?.set_modified(modified)
}

/// Deletes what was a crate, or was to be one. Folders that are not the generator's move to the crate
/// that took its place.
fn discard(folder: &Path, krate: &Path) -> io::Result<()> {
    for path in kept(folder)? {
        let target = krate.join(path.file_name().unwrap_or_default());
        if path.is_dir() && krate.is_dir() && !target.exists() {
            std::fs::rename(path, target)?;
        }
    }
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// What is in a crate's folder that is not the generator's.
fn kept(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    let is_kept = |path: &PathBuf| path.file_name().is_some_and(|name| is_kept(&name.to_string_lossy()));
    Ok(paths.into_iter().filter(is_kept).collect())
}
