//! Flattens mixins ("Smithy specification, Mixins"): afterwards each shape has all its members,
//! traits and bindings itself.
//!
//! Members come in the order in which a walk through the mixins first meets them; traits of a shape go
//! before those of its mixins, and those of later mixins before those of earlier ones.

mod bindings;
mod check;
mod flatten;
mod order;

use self::check::{check_mixins, check_overlays};
use self::flatten::Flattening;
use self::order::order;
use super::draft::Homes;
use super::merge::Drafts;
use crate::fault::{Finding, Findings, Step, TOO_MUCH_MIXED_IN};

/// How many bytes mixins may add to a model. A small model can ask for any amount, by mixing what is
/// large into many.
const MOST_MIXED_IN: usize = 64 << 20;

pub(super) fn flatten(drafts: &mut Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    check_mixins(drafts, homes, findings);
    let order = order(drafts, homes, findings);
    let mut flattening = Flattening::new(homes, findings, MOST_MIXED_IN);
    for id in order {
        let Some(mut draft) = drafts.remove(&id) else { continue };
        flattening.flatten(&id, &mut draft, drafts);
        let home = draft.home;
        drafts.insert(id, draft);
        if flattening.is_exhausted() {
            let message = format!("mixins add more than {} MiB to the model", MOST_MIXED_IN >> 20);
            let finding = Finding::new(TOO_MUCH_MIXED_IN, homes.place(home, None, &[Step::from("mixins")]), message);
            findings.push(finding.expected("smaller mixins, or fewer shapes with them"));
            return;
        }
    }
    check_overlays(drafts, homes, findings);
}
