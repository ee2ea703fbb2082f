//! Assembles one semantic model from syntax trees: lowers C2J, merges files, applies `apply` entries and mixins,
//! upgrades Smithy 1.0, and types traits. What it makes is not yet known to be right: see `check`.

mod c2j;
mod draft;
mod lower;
mod merge;
mod mixins;
mod origins;
mod pagination;
mod traits;
mod upgrade;

pub(crate) use origins::Origins;

use draft::Homes;

use crate::fault::Findings;
use crate::model::Model;
use crate::read::Parsed;

/// A model, and where each part of it comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assembled {
    pub(crate) model: Model,
    pub(crate) origins: Origins,
}

/// Assembles what has been read.
pub(crate) fn assemble(parsed: Parsed<'_>, findings: &mut Findings) -> Assembled {
    let mut homes = Homes::default();
    let mut drafts = merge::Drafts::new();
    if let Some(c2j) = parsed.c2j {
        c2j::draft(c2j, &mut drafts, &mut homes, findings);
    }
    merge::merge(parsed.smithy, &mut drafts, &mut homes, findings);
    mixins::flatten(&mut drafts, &homes, findings);
    upgrade::upgrade(&mut drafts);
    let mut assembled = lower::lower(drafts, homes, findings);
    pagination::merge_service_pagination(&mut assembled.model);
    assembled
}
