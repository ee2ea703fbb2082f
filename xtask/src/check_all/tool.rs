//! What looks at clients.

use super::client::Client;
use super::part::part_of;

/// What looks at clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tool {
    Check,
    Clippy,
    Doc,
}

impl Tool {
    pub(super) const ALL: [Tool; 3] = [Tool::Check, Tool::Clippy, Tool::Doc];

    /// Cargo's word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Tool::Check => "check",
            Tool::Clippy => "clippy",
            Tool::Doc => "doc",
        }
    }

    /// What it does.
    pub(super) fn verb(self) -> &'static str {
        match self {
            Tool::Check => "checking",
            Tool::Clippy => "linting",
            Tool::Doc => "documenting",
        }
    }

    /// What cargo is told.
    pub(super) fn arguments(self) -> &'static [&'static str] {
        match self {
            Tool::Check => &["check"],
            Tool::Clippy => &["clippy", "--no-deps"],
            Tool::Doc => &["doc", "--no-deps"],
        }
    }

    /// Whether it looks at a client, where clippy and rustdoc look at one of `sample`.
    pub(super) fn wants(self, client: &Client, sample: u32) -> bool {
        match self {
            Tool::Check => true,
            Tool::Clippy | Tool::Doc => part_of(&client.name, sample) == 0,
        }
    }
}
