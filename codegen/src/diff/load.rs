//! Models as far as a comparison needs them: it takes those that no client can be generated from, too.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::check::CheckedModel;
use crate::fault::Faults;
use crate::load::{assemble_sources, check_shapes};
use crate::model::{Model, Service, ShapeId, ShapeKind, Trait};
use crate::read::Source;

/// What a model without services is called.
const NO_SERVICE: &str = "smithy.api#Unit";

/// Has a short word in place of each long documentation: whether it is another is all that counts, and what is not there
/// need not be made Markdown.
fn shorten(model: &mut Model) {
    for shape in model.shapes.values_mut() {
        shape.traits.iter_mut().for_each(shorten_words);
        match &mut shape.kind {
            ShapeKind::List(member) => member.traits.iter_mut().for_each(shorten_words),
            ShapeKind::Map(key, value) => {
                key.traits.iter_mut().chain(value.traits.iter_mut()).for_each(shorten_words);
            }
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.iter_mut().flat_map(|member| member.traits.iter_mut()).for_each(shorten_words);
            }
            ShapeKind::Enum(members) => {
                members.iter_mut().flat_map(|member| member.traits.iter_mut()).for_each(shorten_words);
            }
            ShapeKind::IntEnum(members) => {
                members.iter_mut().flat_map(|member| member.traits.iter_mut()).for_each(shorten_words);
            }
            ShapeKind::Blob
            | ShapeKind::Boolean
            | ShapeKind::String
            | ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double
            | ShapeKind::BigInteger
            | ShapeKind::BigDecimal
            | ShapeKind::Timestamp
            | ShapeKind::Document
            | ShapeKind::Operation(_)
            | ShapeKind::Service(_)
            | ShapeKind::Resource(_) => {}
        }
    }
}

fn shorten_words(one: &mut Trait) {
    const SHORT: usize = 16;
    if let Trait::Documentation(words) = one
        && words.len() > SHORT
    {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        *words = format!("{:x}", hasher.finish());
    }
}

/// Reads the sources, and gives a model for each of their services, whether it speaks a protocol or not. Where
/// there is no service, all shapes are one model. In place of documentation that is long there is a word.
///
/// # Errors
/// All faults of the shapes, each with its place.
pub fn load_services(sources: &[Source<'_>]) -> Result<Vec<CheckedModel>, Faults> {
    let (mut assembled, texts) = assemble_sources(sources, &mut |_| {})?;
    check_shapes(&assembled, &texts)?;
    shorten(&mut assembled.model);
    let services: Vec<(ShapeId, Service)> =
        assembled.model.services().map(|(id, service)| (id.clone(), service.clone())).collect();
    if services.is_empty() {
        let none = ShapeId::parse(NO_SERVICE).map(|id| CheckedModel::of_shapes(assembled, id, texts));
        return Ok(none.into_iter().collect());
    }
    let model = |(id, service)| CheckedModel::new(assembled.clone(), id, service, texts.clone());
    Ok(services.into_iter().map(model).collect())
}
