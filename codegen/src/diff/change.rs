//! What a comparison finds.

use std::fmt;

use super::Kind;

/// How bad a change is for those who use the crate, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Code that callers have may not compile any more.
    Code,
    /// Code compiles, and calls do not do the same as before.
    Wire,
    /// There is more than before.
    Additive,
    /// Words, and what no client uses.
    Docs,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Severity; 4] = [Severity::Code, Severity::Wire, Severity::Additive, Severity::Docs];

    /// The name, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Code => "code",
            Severity::Wire => "wire",
            Severity::Additive => "additive",
            Severity::Docs => "docs",
        }
    }

    /// Whether it breaks something.
    pub fn is_breaking(self) -> bool {
        match self {
            Severity::Code | Severity::Wire => true,
            Severity::Additive | Severity::Docs => false,
        }
    }
}

/// What the next version must be, by the rules of Cargo's semver reference: nothing where the crate is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Verdict {
    /// The crate is the same.
    #[default]
    Unchanged,
    /// Documentation, and what is not seen.
    Patch,
    /// More than before; all that compiled does.
    Minor,
    /// Something that compiled may not any more.
    Major,
}

impl Verdict {
    /// The name.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Unchanged => "none",
            Verdict::Patch => "patch",
            Verdict::Minor => "minor",
            Verdict::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// Where it is in the crate, from its root; empty for what is not in the crate.
    pub path: String,
    /// The shape or member: `ns#Shape` or `ns#Shape$member`.
    pub shape: String,
    /// What was.
    pub before: Option<String>,
    /// What is.
    pub after: Option<String>,
}

impl Change {
    /// What it is about: the path in the crate, or the shape.
    pub fn subject(&self) -> &str {
        if self.path.is_empty() { &self.shape } else { &self.path }
    }

    /// What is said of the subject.
    pub fn predicate(&self) -> String {
        let before = self.before.as_deref().unwrap_or("nothing");
        let after = self.after.as_deref().unwrap_or("nothing");
        self.kind.words().replace("{before}", before).replace("{after}", after)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.subject(), self.predicate())
    }
}

/// All changes from one model of a service to another: the worst first, then by kind, path and shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff(Vec<Change>);

impl FromIterator<Change> for Diff {
    fn from_iter<I: IntoIterator<Item = Change>>(changes: I) -> Diff {
        let mut changes: Vec<Change> = changes.into_iter().collect();
        changes.sort();
        changes.dedup();
        Diff(changes)
    }
}

impl Diff {
    /// The changes.
    pub fn changes(&self) -> &[Change] {
        &self.0
    }

    /// The changes of a severity.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.kind.severity() == severity)
    }

    /// What the next version must be.
    pub fn verdict(&self) -> Verdict {
        self.0.iter().map(|change| change.kind.verdict()).max().unwrap_or_default()
    }

    /// Whether something breaks.
    pub fn is_breaking(&self) -> bool {
        self.0.iter().any(|change| change.kind.severity().is_breaking())
    }
}
