//! Faults of models: what is wrong, where, and what would be right.
//!
//! Every stage reports through these types, and a stage reports all that it finds. Nothing here
//! decides whether something is a fault.

mod codes;
mod finding;
mod locate;
mod suggest;
mod text;
mod texts;

#[allow(unused_imports)]
pub(crate) use codes::*;
pub use codes::{CODES, Code};
pub(crate) use finding::{At, Finding, Findings, Place, Step};
pub(crate) use suggest::Suggestions;
pub(crate) use text::quote;
pub(crate) use texts::{Moved, Texts};

use std::fmt;

/// One fault of a model, with its place in the file that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is: a stable id from [`CODES`].
    pub code: Code,
    /// Where it is; `None` where no place in a file can be blamed.
    pub place: Option<FaultPlace>,
    /// The shape or member that has it: `ns#Shape` or `ns#Shape$member`.
    pub shape: Option<String>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What would have been right.
    pub expected: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Another place that has to do with it, and what it is.
    pub related: Option<(String, FaultPlace)>,
}

/// A position in a model file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaultPlace {
    /// The name of the source.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl fmt::Display for FaultPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Fault {
    /// What faults are ordered by: place, those without one last, then code and message.
    fn key(&self) -> impl Ord {
        (self.place.is_none(), &self.place, self.code, &self.message)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {place}")?;
        }
        if let Some(expected) = &self.expected {
            write!(f, "\n  = expected: {expected}")?;
        }
        if let Some((note, place)) = &self.related {
            write!(f, "\n  = note: {note}\n     --> {place}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  = help: {help}")?;
        }
        Ok(())
    }
}

/// All faults that a stage found, at least one, in order of file, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The faults `list` in order, each once; `None` if there is none.
    pub fn new(mut list: Vec<Fault>) -> Option<Faults> {
        let first = list.pop()?;
        Some(Faults::of(first, list))
    }

    /// One fault and others, in order, each once.
    pub fn of(fault: Fault, others: Vec<Fault>) -> Faults {
        let mut list = others;
        list.push(fault);
        list.sort_by(|a, b| a.key().cmp(&b.key()));
        list.dedup();
        Faults(list)
    }

    /// The faults.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.0.iter()
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Faults(vec![fault])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
impl std::error::Error for Fault {}
