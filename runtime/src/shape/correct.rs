//! What decoders of all formats share: how deep they go, and what becomes of members that are missing.

use std::borrow::Cow;

use super::{Kind, Slot, Structure, Value, View};

/// How deep structures, lists, maps and documents may nest. What a shape does not know may nest as deep
/// as it will, since it is skipped without recursion.
pub(crate) const MAX_DEPTH: usize = 250;

/// Brings required members that the service left out into being, and theirs in turn.
pub(crate) fn correct(structure: &mut dyn Structure) {
    // A structure that requires itself has no finite value, so models have none; should one come, it ends.
    correct_within(structure, MAX_DEPTH);
}

fn correct_within(structure: &mut dyn Structure, depth: usize) {
    if !structure.shape().requires {
        return;
    }
    let required = structure.shape().members.iter().enumerate().filter(|(_, member)| member.required);
    for (index, _) in required {
        let missing = structure.get_mut(index).filter(|value| matches!(value.view(), View::Absent));
        if let Some(Slot::Structure(inner)) = missing.map(Value::slot)
            && inner.shape().kind == Kind::Structure
            && depth > 0
        {
            correct_within(inner, depth - 1);
        }
    }
}

/// The start of `text`, for an error.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    let end = text.floor_char_boundary(24);
    match text.get(..end) {
        Some(start) if text.len() > end => format!("{start}…").into(),
        _ => text.into(),
    }
}
