//! Models as far as a comparison needs them: it takes those that no client can be generated from, too.

use crate::check::CheckedModel;
use crate::fault::Faults;
use crate::load::{assemble_sources, check_shapes};
use crate::model::{Service, ShapeId};
use crate::read::Source;

/// What a model without services is called.
const NO_SERVICE: &str = "smithy.api#Unit";

/// Reads the sources, and gives a model for each of their services, whether it speaks a protocol or not. Where
/// there is no service, all shapes are one model.
///
/// # Errors
/// All faults of the shapes, each with its place.
pub fn load_services(sources: &[Source<'_>]) -> Result<Vec<CheckedModel>, Faults> {
    let (assembled, texts) = assemble_sources(sources, &mut |_| {})?;
    check_shapes(&assembled, &texts)?;
    let services: Vec<(ShapeId, Service)> =
        assembled.model.services().map(|(id, service)| (id.clone(), service.clone())).collect();
    if services.is_empty() {
        let none = ShapeId::parse(NO_SERVICE).map(|id| CheckedModel::of_shapes(assembled, id, texts));
        return Ok(none.into_iter().collect());
    }
    let model = |(id, service)| CheckedModel::new(assembled.clone(), id, service, texts.clone());
    Ok(services.into_iter().map(model).collect())
}
