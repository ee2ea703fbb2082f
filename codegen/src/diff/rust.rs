//! Types as callers write them.

use crate::ir::{Field, Named, ParamType, Sparse, Type};

/// The type of a field, as it is declared.
pub(super) fn field(field: &Field) -> String {
    let plain = boxed(&field.ty, field.boxed);
    if field.optional { format!("Option<{plain}>") } else { plain }
}

/// A type, in a box where it breaks a cycle.
pub(super) fn boxed(ty: &Type, boxed: bool) -> String {
    if boxed { format!("Box<{}>", self::ty(ty)) } else { self::ty(ty) }
}

/// A type.
pub(super) fn ty(ty: &Type) -> String {
    let element = |ty: &Type, sparse: Sparse| match sparse {
        Sparse::Yes => format!("Option<{}>", self::ty(ty)),
        Sparse::No => self::ty(ty),
    };
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I8 => "i8".to_owned(),
        Type::I16 => "i16".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Blob => "Blob".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Document => "Document".to_owned(),
        Type::BigInteger => "BigInteger".to_owned(),
        Type::BigDecimal => "BigDecimal".to_owned(),
        Type::ByteStream => "ByteStream".to_owned(),
        Type::EventSender(events) => format!("EventStreamSender<types::{}>", events.union),
        Type::EventReceiver(events) => format!("EventReceiver<types::{}>", events.union),
        Type::Named(ident, Named::Error) => format!("types::error::{ident}"),
        Type::Named(ident, Named::Structure | Named::Union | Named::Enum) => format!("types::{ident}"),
        Type::Vec(item, sparse) => format!("Vec<{}>", element(item, *sparse)),
        Type::Map(key, value, sparse) => format!("HashMap<{}, {}>", self::ty(key), element(value, *sparse)),
        Type::Unit => "()".to_owned(),
    }
}

/// The type of a parameter.
pub(super) fn param(ty: ParamType) -> &'static str {
    match ty {
        ParamType::String => "String",
        ParamType::Boolean => "bool",
        ParamType::StringArray => "Vec<String>",
    }
}
