//! Values, made with the public builders.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::case::literal;
use super::scope::Scope;
use crate::ir::{Assignment, Expr, Sparse, StructureExpr, UnionExpr};

/// The calls of a builder that set `members`.
pub(super) fn setters<'a>(scope: &Scope<'_>, members: impl IntoIterator<Item = &'a Assignment>) -> TokenStream {
    members.into_iter().map(|member| setter(scope, member)).collect()
}

/// Lists and maps are set an element at a time, if they have any.
fn setter(scope: &Scope<'_>, member: &Assignment) -> TokenStream {
    let Assignment { ident, set_ident, value } = member;
    match value {
        Expr::Vec(items, _) if items.is_empty() => quote! { .#set_ident(Some(Vec::new())) },
        Expr::Vec(items, sparse) => items
            .iter()
            .map(|item| {
                let item = argument(scope, item.as_ref(), *sparse);
                quote! { .#ident(#item) }
            })
            .collect(),
        Expr::Map(entries, _) if entries.is_empty() => {
            let map = scope.std("collections", "HashMap");
            quote! { .#set_ident(Some(#map::new())) }
        }
        Expr::Map(entries, sparse) => entries
            .iter()
            .map(|(key, value)| {
                let (key, value) = (argument(scope, Some(key), Sparse::No), argument(scope, value.as_ref(), *sparse));
                quote! { .#ident(#key, #value) }
            })
            .collect(),
        value => {
            let value = argument(scope, Some(value), Sparse::No);
            quote! { .#ident(#value) }
        }
    }
}

/// A value as a setter takes it: texts as they are, unless they are in an `Option`.
fn argument(scope: &Scope<'_>, value: Option<&Expr>, sparse: Sparse) -> TokenStream {
    match (value, sparse) {
        (Some(Expr::String(text)), Sparse::No) => {
            let text = literal(text);
            quote! { #text }
        }
        (value, sparse) => element(scope, value, sparse),
    }
}

/// A value as an element of a list or map.
fn element(scope: &Scope<'_>, value: Option<&Expr>, sparse: Sparse) -> TokenStream {
    match (value.map(|value| expr(scope, value)), sparse) {
        (None, _) => quote! { None },
        (Some(value), Sparse::Yes) => quote! { Some(#value) },
        (Some(value), Sparse::No) => value,
    }
}

/// A value.
pub(super) fn expr(scope: &Scope<'_>, value: &Expr) -> TokenStream {
    match value {
        Expr::Bool(value) => quote! { #value },
        Expr::Integer(number) => signed(*number < 0, &Literal::u64_unsuffixed(number.unsigned_abs())),
        Expr::F32(number) if number.is_finite() => {
            signed(number.is_sign_negative(), &Literal::f32_unsuffixed(number.abs()))
        }
        Expr::F32(number) => special("f32", f64::from(*number)),
        Expr::F64(number) if number.is_finite() => {
            signed(number.is_sign_negative(), &Literal::f64_unsuffixed(number.abs()))
        }
        Expr::F64(number) => special("f64", *number),
        Expr::String(text) => {
            let text = literal(text);
            quote! { #text.to_owned() }
        }
        Expr::Blob(bytes) => {
            let (blob, bytes) = (scope.primitive("Blob"), byte_string(bytes));
            quote! { #blob::new(#bytes) }
        }
        Expr::DateTime(seconds, nanos) => date_time(scope, *seconds, *nanos),
        Expr::Document(json) => {
            let (document, json) = (scope.support("document"), literal(json));
            quote! { #document(#json) }
        }
        Expr::BigInteger(digits) | Expr::BigDecimal(digits) => quote! { #digits.parse().unwrap() },
        Expr::ByteStream(bytes) => {
            let (stream, bytes) = (scope.primitive("ByteStream"), byte_string(bytes));
            quote! { #stream::from_static(#bytes) }
        }
        Expr::Enum(ident, Ok(variant)) => {
            let ty = scope.data(ident);
            quote! { #ty::#variant }
        }
        Expr::Enum(ident, Err(text)) => {
            let (ty, text) = (scope.data(ident), literal(text));
            quote! { #ty::from(#text) }
        }
        Expr::Vec(items, sparse) => {
            let items = items.iter().map(|item| element(scope, item.as_ref(), *sparse));
            quote! { vec![#(#items),*] }
        }
        Expr::Map(entries, sparse) => {
            let map = scope.std("collections", "HashMap");
            let entries = entries.iter().map(|(key, value)| {
                let (key, value) = (expr(scope, key), element(scope, value.as_ref(), *sparse));
                quote! { (#key, #value) }
            });
            quote! { #map::from([#(#entries),*]) }
        }
        Expr::Structure(value) => structure(scope, value),
        Expr::Union(value) => union(scope, value),
    }
}

pub(super) fn structure(scope: &Scope<'_>, value: &StructureExpr) -> TokenStream {
    structure_with(scope, value, None)
}

/// A structure, with another setter besides those of its members.
pub(super) fn structure_with(scope: &Scope<'_>, value: &StructureExpr, setter: Option<TokenStream>) -> TokenStream {
    let StructureExpr { ident, is_error, is_fallible, members } = value;
    let ty = if *is_error { scope.error(ident) } else { scope.data(ident) };
    let members = setters(scope, members);
    let unwrap = is_fallible.then(|| quote! { .unwrap() });
    quote! { #ty::builder() #members #setter .build() #unwrap }
}

pub(super) fn union(scope: &Scope<'_>, value: &UnionExpr) -> TokenStream {
    let UnionExpr { ident, variant, payload, is_boxed } = value;
    let ty = scope.data(ident);
    let payload = payload.as_ref().map(|payload| {
        let payload = expr(scope, payload);
        if *is_boxed {
            quote! { (Box::new(#payload)) }
        } else {
            quote! { (#payload) }
        }
    });
    quote! { #ty::#variant #payload }
}

pub(super) fn date_time(scope: &Scope<'_>, seconds: i64, nanos: u32) -> TokenStream {
    let ty = scope.primitive("DateTime");
    let seconds = signed(seconds < 0, &Literal::u64_unsuffixed(seconds.unsigned_abs()));
    if nanos == 0 {
        return quote! { #ty::from_secs(#seconds) };
    }
    let nanos = Literal::u32_unsuffixed(nanos);
    quote! { #ty::from_secs_and_nanos(#seconds, #nanos) }
}

pub(super) fn signed(is_negative: bool, number: &Literal) -> TokenStream {
    if is_negative {
        quote! { -#number }
    } else {
        quote! { #number }
    }
}

fn special(ty: &str, number: f64) -> TokenStream {
    let ty = crate::names::ident(ty);
    match number {
        f64::INFINITY => quote! { #ty::INFINITY },
        f64::NEG_INFINITY => quote! { #ty::NEG_INFINITY },
        _ => quote! { #ty::NAN },
    }
}

pub(super) fn byte_string(bytes: &[u8]) -> Literal {
    Literal::byte_string(bytes)
}
