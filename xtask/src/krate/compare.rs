//! What would have to change on the disk: one comparison for writing and for checking.

use rayon::prelude::*;
use tinsmith_codegen::OutputFile;

use super::Tree;

/// How a file on the disk stands to what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is generated, and absent.
    Missing,
    /// It is generated with another content.
    Different,
    /// It is as it is generated.
    Unchanged,
    /// It is there, and not generated.
    Stale,
}

/// All files of a crate, generated or there, by path, with how they stand.
#[derive(Clone, Debug, Default)]
pub struct Changes(Vec<(String, State)>);

impl Changes {
    /// Nothing but unchanged files.
    pub fn unchanged(files: impl IntoIterator<Item = String>) -> Changes {
        Changes(files.into_iter().map(|path| (path, State::Unchanged)).collect())
    }

    /// The files, and how they stand.
    pub fn iter(&self) -> impl Iterator<Item = (&str, State)> {
        self.0.iter().map(|(path, state)| (path.as_str(), *state))
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.iter().all(|(_, state)| state == State::Unchanged)
    }

    /// How the file at `path` stands.
    pub fn state(&self, path: &str) -> Option<State> {
        let found = self.0.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some(self.0[found].1)
    }

    /// The files that are written, or would be.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|(_, state)| matches!(state, State::Missing | State::Different)).map(|(path, _)| path)
    }

    /// The files in a state.
    pub fn in_state(&self, wanted: State) -> impl Iterator<Item = &str> {
        self.iter().filter(move |(_, state)| *state == wanted).map(|(path, _)| path)
    }
}

/// Compares what is generated, sorted by path, with what is there.
pub fn compare(files: &[OutputFile], tree: &Tree) -> Changes {
    let generated = files.par_iter().map(|file| (file.path.clone(), state_of(file, tree)));
    let mut changes: Vec<_> = generated.collect();
    let is_stale = |path: &&String| files.binary_search_by(|file| file.path.as_str().cmp(path)).is_err();
    changes.extend(tree.files().iter().filter(is_stale).map(|path| (path.clone(), State::Stale)));
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    Changes(changes)
}

fn state_of(file: &OutputFile, tree: &Tree) -> State {
    if !tree.files().contains(&file.path) {
        return State::Missing;
    }
    match tree.bytes(&file.path) {
        Ok(bytes) if bytes == file.text.as_bytes() => State::Unchanged,
        _ => State::Different,
    }
}
