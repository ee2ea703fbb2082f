//! Types as tokens: of fields, of accessors, of setters.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::expand::names::Names;
use crate::ir::{Default, EventTypes, Field, Named, Sparse, Type};

/// The type, without the `Option` or `Box` of a field.
pub(crate) fn ty(names: &Names, ty: &Type) -> TokenStream {
    match ty {
        Type::Bool => quote! { bool },
        Type::I8 => quote! { i8 },
        Type::I16 => quote! { i16 },
        Type::I32 => quote! { i32 },
        Type::I64 => quote! { i64 },
        Type::F32 => quote! { f32 },
        Type::F64 => quote! { f64 },
        Type::String => names.get("String").to_token_stream(),
        Type::Blob => quote! { ::tinsmith::types::Blob },
        Type::DateTime => quote! { ::tinsmith::types::DateTime },
        Type::Document => quote! { ::tinsmith::types::Document },
        Type::BigInteger => quote! { ::tinsmith::types::BigInteger },
        Type::BigDecimal => quote! { ::tinsmith::types::BigDecimal },
        Type::ByteStream => quote! { ::tinsmith::types::ByteStream },
        Type::EventSender(EventTypes { union, error }) => {
            let sender = names.get("EventStreamSender");
            quote! { #sender<crate::types::#union, crate::types::error::#error> }
        }
        Type::EventReceiver(EventTypes { union, error }) => {
            let receiver = names.get("EventReceiver");
            quote! { #receiver<crate::types::#union, crate::types::error::#error> }
        }
        Type::Named(ident, Named::Error) => quote! { crate::types::error::#ident },
        Type::Named(ident, Named::Structure | Named::Union | Named::Enum) => quote! { crate::types::#ident },
        Type::Vec(item, sparse) => {
            let (vec, item) = (names.get("Vec"), element(names, item, *sparse));
            quote! { #vec<#item> }
        }
        Type::Map(key, value, sparse) => {
            let (map, key, value) = (names.get("HashMap"), self::ty(names, key), element(names, value, *sparse));
            quote! { #map<#key, #value> }
        }
        Type::Unit => quote! { () },
    }
}

fn element(names: &Names, item: &Type, sparse: Sparse) -> TokenStream {
    let item = ty(names, item);
    match sparse {
        Sparse::No => item,
        Sparse::Yes => {
            let option = names.get("Option");
            quote! { #option<#item> }
        }
    }
}

/// The type of a field without its `Option`.
pub(crate) fn boxed_ty(names: &Names, field: &Field) -> TokenStream {
    let ty = ty(names, &field.ty);
    if field.boxed {
        let boxed = names.get("Box");
        quote! { #boxed<#ty> }
    } else {
        ty
    }
}

/// The type of a field.
pub(crate) fn field_ty(names: &Names, field: &Field) -> TokenStream {
    let ty = boxed_ty(names, field);
    if field.optional {
        let option = names.get("Option");
        quote! { #option<#ty> }
    } else {
        ty
    }
}

/// Whether values are given by value.
pub(crate) fn is_copy(ty: &Type) -> bool {
    matches!(ty, Type::Bool | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::F32 | Type::F64)
}

/// What the accessor of a field returns, and the expression that gives it.
pub(crate) fn accessor(names: &Names, field: &Field) -> (TokenStream, TokenStream) {
    let ident = &field.ident;
    let option = names.get("Option");
    let ty = ty(names, &field.ty);
    match (&field.ty, field.optional) {
        (Type::String, true) => (quote! { #option<&str> }, quote! { self.#ident.as_deref() }),
        (Type::String, false) => (quote! { &str }, quote! { &self.#ident }),
        (Type::Vec(item, sparse), optional) => {
            let item = element(names, item, *sparse);
            let expression = if optional {
                quote! { self.#ident.as_deref().unwrap_or_default() }
            } else {
                quote! { &self.#ident }
            };
            (quote! { &[#item] }, expression)
        }
        (_, true) if is_copy(&field.ty) => (quote! { #option<#ty> }, quote! { self.#ident }),
        (_, false) if is_copy(&field.ty) => (ty, quote! { self.#ident }),
        (_, true) if field.boxed => (quote! { #option<&#ty> }, quote! { self.#ident.as_deref() }),
        (_, true) => (quote! { #option<&#ty> }, quote! { self.#ident.as_ref() }),
        (_, false) => (quote! { &#ty }, quote! { &self.#ident }),
    }
}

/// What the setter of a value takes, and the expression that turns the argument `value` into the value.
pub(crate) fn argument(names: &Names, ty: &Type, sparse: Sparse, value: &TokenStream) -> (TokenStream, TokenStream) {
    let plain = element(names, ty, sparse);
    match (ty, sparse) {
        (Type::String, Sparse::No) => {
            let into = names.get("Into");
            (quote! { impl #into<#plain> }, quote! { #value.into() })
        }
        _ => (plain, value.clone()),
    }
}

/// The expression for what a field is when nobody sets it.
pub(crate) fn default_value(default: &Default, ty: &Type) -> TokenStream {
    match (default, ty) {
        (Default::Missing | Default::Zero, _) => quote! { ::tinsmith::shape::Value::empty() },
        (Default::True, _) => quote! { true },
        (Default::Integer(number), _) => {
            let number = Literal::i64_unsuffixed(*number);
            quote! { #number }
        }
        (Default::Float(number), Type::F32) => {
            let number = Literal::f32_unsuffixed(*number as f32);
            quote! { #number }
        }
        (Default::Float(number), _) => {
            let number = Literal::f64_unsuffixed(*number);
            quote! { #number }
        }
        (Default::Digits(digits), _) => quote! { #digits.parse().unwrap_or_default() },
        (Default::Text(text), Type::Named(ident, _)) => quote! { crate::types::#ident::from(#text) },
        (Default::Text(text), Type::DateTime) => quote! { ::tinsmith::shape::date_time(#text) },
        (Default::Text(text), _) => quote! { #text.into() },
        (Default::Bytes(bytes), _) => {
            let bytes = Literal::byte_string(bytes);
            quote! { ::tinsmith::types::Blob::new(#bytes) }
        }
        (Default::Instant(seconds, nanos), _) => {
            let (seconds, nanos) = (Literal::i64_unsuffixed(*seconds), Literal::u32_unsuffixed(*nanos));
            quote! { ::tinsmith::types::DateTime::from_secs_and_nanos(#seconds, #nanos) }
        }
        (Default::Document(json), _) => quote! { ::tinsmith::shape::document(#json) },
    }
}
