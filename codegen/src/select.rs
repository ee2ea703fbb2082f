//! Trims a service to the operations that are asked for, and to the shapes that they reach.

use std::collections::BTreeSet;

use crate::check::CheckedModel;
use crate::fault::{Faults, Finding, Suggestions, UNKNOWN_OPERATION, quote};
use crate::model::ShapeId;
use crate::schemes::session_maker;

/// Keeps only `operations` of the service, by name or shape id, and what they reach.
///
/// An operation that makes the sessions with which others are signed is kept as well. The operations are then bound to
/// the service itself, and its resources are gone.
pub fn select(model: CheckedModel, operations: &[String]) -> Result<CheckedModel, Faults> {
    let suggestions = Suggestions::new();
    let mut kept = BTreeSet::from_iter(session_maker(&model).cloned());
    let mut faults = Vec::new();
    for name in operations {
        match find(&model, name) {
            Some(id) => drop(kept.insert(id.clone())),
            None => {
                let message = format!("the service `{}` has no operation {}", model.service().0, quote(name));
                let known = model.operations().iter().map(ShapeId::name);
                let finding = Finding::new(UNKNOWN_OPERATION, model.service_place(), message);
                faults.push(
                    model.locate(finding.expected("the name of an operation").help(suggestions.help(name, known))),
                );
            }
        }
    }
    match Faults::new(faults) {
        Some(faults) => Err(faults),
        None => Ok(model.keep(kept.into_iter().collect())),
    }
}

fn find<'m>(model: &'m CheckedModel, name: &str) -> Option<&'m ShapeId> {
    model.operations().iter().find(|id| id.name() == name || id.as_str() == name)
}
