//! All or nothing: files are written aside first, then a journal says where they go, then they go there.
//!
//! The journal is what decides. A run that is killed before it is there has changed nothing; one that is killed after
//! is brought to its end by the next run, whichever command that is: [`recover`] does each step that is not done.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde_json::{Value, json};

use crate::layout::Layout;
use crate::lock::lock;
use crate::{files, krate};

/// A step from the old tree to the new one. Doing it twice is doing it once.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// A file takes the place of another.
    Write { staged: PathBuf, path: PathBuf },
    /// A file goes.
    Remove { path: PathBuf },
    /// A folder takes the place of another, which is where it was, afterwards. Folders that the system can tell from
    /// others have a number.
    Exchange { staged: PathBuf, path: PathBuf, number: Option<u64> },
}

impl Step {
    /// The step that puts the folder `staged` in the place of `path`.
    pub(super) fn exchange(staged: PathBuf, path: PathBuf) -> anyhow::Result<Step> {
        let number = number(&staged).with_context(|| format!("cannot read {}", staged.display()))?;
        Ok(Step::Exchange { staged, path, number })
    }

    fn run(&self) -> std::io::Result<()> {
        match self {
            Step::Write { staged, path } if staged.exists() => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                std::fs::rename(staged, path)
            }
            Step::Write { .. } => Ok(()),
            Step::Remove { path } => match std::fs::remove_file(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
                other => other,
            },
            Step::Exchange { staged, path, number } => {
                let is_done = !staged.exists() || (number.is_some() && path.exists() && self::number(path)? == *number);
                if is_done { Ok(()) } else { krate::put(staged, path) }
            }
        }
    }
}

/// What tells a folder from all others of its file system, whatever it is called.
#[cfg(unix)]
fn number(folder: &Path) -> std::io::Result<Option<u64>> {
    use std::os::unix::fs::MetadataExt;
    Ok(Some(std::fs::metadata(folder)?.ino()))
}

/// What tells a folder from all others of its file system, whatever it is called.
#[cfg(not(unix))]
fn number(_: &Path) -> std::io::Result<Option<u64>> {
    Ok(None)
}

/// Brings the tree to its new state: the steps, then files with their texts, then files that go.
pub(super) fn commit(
    layout: &Layout,
    mut steps: Vec<Step>,
    writes: &[(PathBuf, String)],
    removals: &[PathBuf],
) -> anyhow::Result<()> {
    let folder = layout.journal();
    let failed = || format!("cannot write {}", folder.display());
    discard(&folder)?;
    std::fs::create_dir_all(&folder).with_context(failed)?;
    std::fs::write(folder.join(".gitignore"), "*\n").with_context(failed)?;
    for (index, (path, text)) in writes.iter().enumerate() {
        let staged = folder.join(format!("{index}"));
        files::replace(&staged, text.as_bytes()).with_context(failed)?;
        steps.push(Step::Write { staged, path: path.clone() });
    }
    steps.extend(removals.iter().map(|path| Step::Remove { path: path.clone() }));
    let journal = Value::from_iter(steps.iter().map(|step| step_json(layout, step)));
    files::replace(&folder.join(JOURNAL), journal.to_string().as_bytes()).with_context(failed)?;
    finish(layout, &steps)
}

const JOURNAL: &str = "journal.json";

/// Brings an update to its end that was killed, or clears away what it has left. To be called before anything is read.
///
/// # Errors
/// A step cannot be done. It is tried again by the next run.
pub(crate) fn recover(layout: &Layout) -> anyhow::Result<()> {
    if !layout.journal().exists() {
        return Ok(());
    }
    let _lock = lock(&layout.generated(), || {})?;
    recover_locked(layout)
}

/// As [`recover`], for who has the lock of the crates.
///
/// # Errors
/// As [`recover`].
pub(crate) fn recover_locked(layout: &Layout) -> anyhow::Result<()> {
    let folder = layout.journal();
    match std::fs::read(folder.join(JOURNAL)) {
        Ok(text) => {
            let journal: Value = serde_json::from_slice(&text).with_context(|| broken(&folder))?;
            let steps = journal.as_array().with_context(|| broken(&folder))?;
            let steps = steps.iter().map(|step| step_of(layout, step).with_context(|| broken(&folder)));
            finish(layout, &steps.collect::<anyhow::Result<Vec<_>>>()?)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => discard(&folder),
        Err(error) => Err(anyhow!(error).context(format!("cannot read {}", folder.display()))),
    }
}

fn broken(folder: &Path) -> String {
    format!("{} is broken: delete it, and see what `git status` says", folder.join(JOURNAL).display())
}

fn finish(layout: &Layout, steps: &[Step]) -> anyhow::Result<()> {
    for step in steps {
        step.run().with_context(|| format!("cannot do {step:?}: the next run tries again"))?;
    }
    let folder = layout.journal();
    std::fs::remove_file(folder.join(JOURNAL)).with_context(|| format!("cannot delete {}", folder.display()))?;
    discard(&folder)?;
    krate::clear(&layout.generated())
}

fn discard(folder: &Path) -> anyhow::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.with_context(|| format!("cannot delete {}", folder.display())),
    }
}

fn step_json(layout: &Layout, step: &Step) -> Value {
    let shown = |path: &Path| path.strip_prefix(&layout.root).unwrap_or(path).to_string_lossy().into_owned();
    match step {
        Step::Write { staged, path } => json!({ "write": shown(path), "staged": shown(staged) }),
        Step::Remove { path } => json!({ "remove": shown(path) }),
        Step::Exchange { staged, path, number } => {
            json!({ "exchange": shown(path), "staged": shown(staged), "number": number })
        }
    }
}

fn step_of(layout: &Layout, step: &Value) -> Option<Step> {
    let path = |key: &str| Some(layout.root.join(step.get(key)?.as_str()?));
    if let Some(removed) = path("remove") {
        return Some(Step::Remove { path: removed });
    }
    let staged = path("staged")?;
    match path("write") {
        Some(path) => Some(Step::Write { staged, path }),
        None => Some(Step::Exchange { staged, path: path("exchange")?, number: step.get("number")?.as_u64() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_back_from_the_journal() {
        let layout = Layout::new(PathBuf::from("/checkout"));
        let path = |text: &str| layout.root.join(text);
        let steps = [
            Step::Write { staged: path("models/.update/0"), path: path("models/a.json") },
            Step::Remove { path: path("models/b.json") },
            Step::Exchange { staged: path("generated/.tinsmith/new-a"), path: path("generated/a"), number: Some(7) },
            Step::Exchange { staged: path("generated/.tinsmith/new-a"), path: path("generated/a"), number: None },
        ];
        for step in steps {
            assert_eq!(step_of(&layout, &step_json(&layout, &step)), Some(step));
        }
    }

    #[test]
    fn a_step_that_is_done_is_not_done_again() {
        let root = tempfile::tempdir().unwrap();
        let (staged, path) = (root.path().join("staged"), root.path().join("path"));
        for (folder, name) in [(&staged, "new"), (&path, "old")] {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join(name), "").unwrap();
        }
        let step = Step::exchange(staged.clone(), path.clone()).unwrap();
        for _ in 0..2 {
            step.run().unwrap();
            assert!(path.join("new").exists() && !path.join("old").exists());
        }
        let write = Step::Write { staged: root.path().join("file"), path: root.path().join("folder/file") };
        std::fs::write(root.path().join("file"), "text").unwrap();
        for _ in 0..2 {
            write.run().unwrap();
            assert_eq!(std::fs::read_to_string(root.path().join("folder/file")).unwrap(), "text");
        }
    }
}
