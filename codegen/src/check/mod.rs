//! Checks a model: collects every fault of it, so that later stages can rely on what it says.

mod checked;
mod closure;
mod service;

pub use checked::CheckedModel;

use crate::assemble::Assembled;
use crate::fault::Finding;
use crate::model::{Service, ShapeId};

/// Checks the shapes of a model, whichever service they belong to.
pub(crate) fn check_model(_assembled: &Assembled) -> Vec<Finding> {
    Vec::new()
}

/// Checks the one service that is generated: `wanted`, or the only one that there is.
pub(crate) fn check_service(
    assembled: &Assembled,
    wanted: Option<&ShapeId>,
    _findings: &mut Vec<Finding>,
) -> Result<(ShapeId, Service), Box<Finding>> {
    service::choose(assembled, wanted).map(|(id, service)| (id.clone(), service.clone()))
}
