//! Rust types of shapes.

use crate::ir::{Named, Sparse, Type};
use crate::model::{Shape, ShapeId, ShapeKind};
use crate::names;
use crate::plan::Planner;

impl Planner<'_> {
    /// The type of the shape `id`, wherever it stands. Checked models have no list or map that contains
    /// itself directly, so this ends.
    pub(super) fn ty(&self, id: &ShapeId) -> Type {
        match self.model.shape(id) {
            Some(shape) => self.shape_ty(id, shape),
            None => Type::Unit,
        }
    }

    fn shape_ty(&self, id: &ShapeId, shape: &Shape) -> Type {
        let sparse = if shape.traits.sparse() { Sparse::Yes } else { Sparse::No };
        match &shape.kind {
            ShapeKind::Blob if shape.traits.streaming() => Type::ByteStream,
            ShapeKind::Blob => Type::Blob,
            ShapeKind::Boolean => Type::Bool,
            ShapeKind::String if shape.traits.unnamed_enum().is_some() => self.named(id, Named::Enum),
            ShapeKind::String => Type::String,
            ShapeKind::Byte => Type::I8,
            ShapeKind::Short => Type::I16,
            ShapeKind::Integer | ShapeKind::IntEnum(_) => Type::I32,
            ShapeKind::Long => Type::I64,
            ShapeKind::Float => Type::F32,
            ShapeKind::Double => Type::F64,
            ShapeKind::BigInteger => Type::BigInteger,
            ShapeKind::BigDecimal => Type::BigDecimal,
            ShapeKind::Timestamp => Type::DateTime,
            ShapeKind::Document => Type::Document,
            ShapeKind::Enum(_) => self.named(id, Named::Enum),
            ShapeKind::List(member) => Type::Vec(Box::new(self.ty(&member.target)), sparse),
            ShapeKind::Map(key, value) => {
                Type::Map(Box::new(self.ty(&key.target)), Box::new(self.ty(&value.target)), sparse)
            }
            ShapeKind::Structure(_) if id.is_unit() => Type::Unit,
            ShapeKind::Structure(_) if shape.traits.error().is_some() => self.named(id, Named::Error),
            ShapeKind::Structure(_) => self.named(id, Named::Structure),
            ShapeKind::Union(_) => self.named(id, Named::Union),
            ShapeKind::Operation(_) | ShapeKind::Service(_) | ShapeKind::Resource(_) => Type::Unit,
        }
    }

    fn named(&self, id: &ShapeId, named: Named) -> Type {
        Type::Named(names::ident(&names::type_name(self.model.name_of(id))), named)
    }
}
