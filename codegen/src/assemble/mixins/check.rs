//! Checks that what is mixed in can be, and that applied traits have found their members.

use std::collections::{BTreeSet, HashSet};

use crate::assemble::draft::{Draft, DraftKind, Homes};
use crate::assemble::merge::Drafts;
use crate::assemble::traits::MIXIN;
use crate::fault::{
    Finding, Findings, MIXIN_KIND, Place, Step, Suggestions, UNKNOWN_APPLY_TARGET, UNKNOWN_MIXIN, quote,
};
use crate::model::ShapeId;

/// Drops what cannot be mixed in, with a finding.
pub(super) fn check_mixins(drafts: &mut Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    let suggestions = Suggestions::new();
    let known: BTreeSet<&ShapeId> = drafts.iter().filter(|(_, draft)| is_mixin(draft)).map(|(id, _)| id).collect();
    let mut dropped: Vec<(ShapeId, HashSet<ShapeId>)> = Vec::new();
    for (id, draft) in drafts.iter().filter(|(_, draft)| !draft.mixins.is_empty()) {
        let mut bad = HashSet::new();
        for (index, mixin) in draft.mixins.iter().enumerate() {
            let place = || mixin_place(homes, draft, index);
            let finding = match drafts.get(mixin) {
                None => {
                    let message = format!("`{id}` mixes in {}, which no model file defines", quote(mixin.as_str()));
                    let finding = Finding::new(UNKNOWN_MIXIN, place(), message).expected("the id of a mixin");
                    finding.help(suggestions.help(mixin.as_str(), known.iter().map(|id| id.as_str())))
                }
                Some(other) if !known.contains(mixin) => {
                    let message = format!("`{id}` mixes in `{mixin}`, which is no mixin");
                    Finding::new(UNKNOWN_MIXIN, place(), message)
                        .expected("a shape with the trait `smithy.api#mixin`")
                        .related("defined here", homes.place(other.home, None, &[]))
                }
                Some(other) if other.kind.word() != draft.kind.word() => {
                    let (ours, theirs) = (draft.kind.word(), other.kind.word());
                    let message = format!("`{id}` is of type {ours} and mixes in `{mixin}`, which is of type {theirs}");
                    Finding::new(MIXIN_KIND, place(), message).expected(format!("a mixin of type {ours}"))
                }
                Some(_) => continue,
            };
            findings.push(finding);
            bad.insert(mixin.clone());
        }
        if !bad.is_empty() {
            dropped.push((id.clone(), bad));
        }
    }
    for (id, bad) in dropped {
        if let Some(draft) = drafts.get_mut(&id) {
            draft.mixins.retain(|mixin| !bad.contains(mixin));
        }
    }
}

fn is_mixin(draft: &Draft<'_>) -> bool {
    draft.traits.iter().any(|one| one.id.as_str() == MIXIN)
}

pub(super) fn mixin_place(homes: &Homes, draft: &Draft<'_>, index: usize) -> Place {
    homes.place(draft.home, None, &[Step::from("mixins"), Step::Index(index), Step::from("target")])
}

/// Reports traits that are applied to members which are neither defined nor mixed in.
pub(super) fn check_overlays(drafts: &Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    let suggestions = Suggestions::new();
    for (id, draft) in drafts {
        let mut reported = HashSet::new();
        let overlays = draft.overlays.iter().filter_map(|(name, traits)| Some((name, traits.first()?)));
        for (name, one) in overlays.filter(|(_, one)| reported.insert(one.home)) {
            let members = match &draft.kind {
                DraftKind::Aggregate(_, members) => members.as_slice(),
                DraftKind::Simple(_) | DraftKind::Operation(_) | DraftKind::Service(_) | DraftKind::Resource(_) => &[],
            };
            let message = format!("traits are applied to {}, which no model file defines", quote(&id.member(name)));
            let help = suggestions.help(name, members.iter().map(|member| member.name.as_ref()));
            let finding = Finding::new(UNKNOWN_APPLY_TARGET, homes.place(one.home, None, &[]), message);
            findings.push(finding.help(help).related("the shape is defined here", homes.place(draft.home, None, &[])));
        }
    }
}
