//! The order in which shapes are flattened.

use std::collections::HashMap;

use super::check::mixin_place;
use crate::assemble::draft::Homes;
use crate::assemble::merge::Drafts;
use crate::fault::{Finding, Findings, MIXIN_CYCLE};
use crate::model::ShapeId;

/// The shapes with mixins, each after its mixins. Where mixins go round in a circle, that is a finding
/// and the circle is cut.
pub(super) fn order(drafts: &Drafts<'_>, homes: &Homes, findings: &mut Findings) -> Vec<ShapeId> {
    let mut order = Vec::new();
    // Whether a shape is done; those that are not are on the stack.
    let mut states: HashMap<&ShapeId, bool> = HashMap::new();
    for (start, draft) in drafts {
        let is_flat = draft.mixins.is_empty() && draft.overlays.is_empty();
        if is_flat || states.contains_key(start) {
            continue;
        }
        states.insert(start, false);
        let mut stack: Vec<(&ShapeId, usize)> = vec![(start, 0)];
        while let Some((id, index)) = stack.pop() {
            let Some(draft) = drafts.get(id) else { continue };
            let Some(mixin) = draft.mixins.get(index) else {
                states.insert(id, true);
                if !draft.mixins.is_empty() || !draft.overlays.is_empty() {
                    order.push(id.clone());
                }
                continue;
            };
            stack.push((id, index + 1));
            match states.get(mixin) {
                None => {
                    states.insert(mixin, false);
                    stack.push((mixin, 0));
                }
                Some(true) => {}
                Some(false) => {
                    let message = format!("`{id}` mixes in `{mixin}`, which mixes in `{id}` in turn");
                    let finding = Finding::new(MIXIN_CYCLE, mixin_place(homes, draft, index), message);
                    findings.push(finding.expected("mixins that do not go round in a circle"));
                }
            }
        }
    }
    order
}
