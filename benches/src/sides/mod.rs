//! The two sides: the same source compiled against the official clients, and against ours.
//!
//! What is asked of a client stands once, in a file for each format; `official` and `ours` name the crates of their
//! side and compile these files with them.

#[allow(clippy::duplicate_mod, reason = "the files of the formats are compiled once for each side")]
pub mod official;
#[allow(clippy::duplicate_mod, reason = "the files of the formats are compiled once for each side")]
pub mod ours;

use crate::case::Case;

/// A case of both sides.
pub struct Pair {
    /// That of the official client.
    pub official: Case,
    /// That of ours.
    pub ours: Case,
}

/// All cases.
///
/// # Errors
/// A case could not be prepared.
pub fn pairs() -> anyhow::Result<Vec<Pair>> {
    let both = official::cases()?.into_iter().zip(ours::cases()?);
    Ok(both.map(|(official, ours)| Pair { official, ours }).collect())
}
