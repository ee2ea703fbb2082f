//! Builders of structures.
//!
//! Where every field of a structure is optional, the builder is the structure itself in the making, and
//! `build` hands it over. Where some are not, the builder has the same fields, all optional.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::expand::names::Names;
use crate::expand::structure::has_stream;
use crate::expand::{docs, types};
use crate::ir::{Default, Field, Role, Sparse, Structure, Type};

/// The builder of a structure.
pub(crate) fn items(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    if is_plain(structure) { plain(names, structure) } else { full(names, structure) }
}

/// Whether the structure can serve as its own builder.
fn is_plain(structure: &Structure) -> bool {
    structure.fields.iter().all(|field| field.optional)
}

/// Whether `build` can fail: it always may for inputs, as the official clients have it.
pub(crate) fn is_fallible(structure: &Structure) -> bool {
    structure.role == Role::Input || structure.fields.iter().any(Field::must_be_set)
}

fn plain(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, .. } = structure;
    let (build_ty, built) = built(names, structure, quote! { self.inner });
    let setters = setters(names, structure, &quote! { self.inner });
    let doc = docs::doc_line(&format!("Builds [`{ident}`]."));
    let build_doc = build_doc(structure);
    vec![
        quote! { #doc #[derive(Clone, PartialEq)] pub struct #builder { inner: #ident } },
        quote! {
            impl #builder {
                #(#setters)*

                #build_doc
                #[inline]
                pub fn build(self) -> #build_ty {
                    #built
                }
            }
        },
        quote! { ::tinsmith::plain_builder!(#builder); },
    ]
}

fn full(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, .. } = structure;
    let option = names.get("Option");
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let ty = types::boxed_ty(names, field);
        quote! { pub(crate) #ident: #option<#ty>, }
    });
    let hidden = match structure.role {
        Role::Output => {
            let string = names.get("String");
            Some((quote! { _request_id: #option<#string>, }, quote! { _request_id: self._request_id, }))
        }
        Role::Error(..) => {
            let metadata = names.get("ErrorMetadata");
            Some((quote! { meta: #option<#metadata>, }, quote! { meta: self.meta.unwrap_or_default(), }))
        }
        Role::Input | Role::Data => None,
    };
    let (hidden_field, hidden_value) = hidden.unzip();
    let values = structure.fields.iter().map(|field| field_value(names, structure, field));
    let (build_ty, built) = built(names, structure, quote! { #ident { #(#values)* #hidden_value } });
    let setters = setters(names, structure, &quote! { self });
    let doc = docs::doc_line(&format!("Builds [`{ident}`]."));
    let build_doc = build_doc(structure);
    let derive = if has_stream(structure) {
        quote! { #[derive(Default)] }
    } else {
        quote! { #[derive(Clone, Default, PartialEq)] }
    };
    let debug_fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let name = ident.to_string();
        let name = name.trim_start_matches("r#");
        if field.facts.sensitive || structure.sensitive {
            quote! { .field(#name, &::tinsmith::shape::Redacted) }
        } else {
            quote! { .field(#name, &self.#ident) }
        }
    });
    let name = builder.to_string();
    vec![
        quote! { #doc #derive #[non_exhaustive] pub struct #builder { #(#fields)* #hidden_field } },
        quote! {
            impl #builder {
                #(#setters)*

                #build_doc
                #[inline]
                pub fn build(self) -> #build_ty {
                    #built
                }
            }
        },
        quote! {
            impl ::core::fmt::Debug for #builder {
                #[inline]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#name)#(#debug_fields)*.finish()
                }
            }
        },
    ]
}

fn build_doc(structure: &Structure) -> TokenStream {
    let ident = &structure.ident;
    let line = docs::doc_line(&format!("The [`{ident}`] that was built."));
    let required: Vec<String> =
        structure.fields.iter().filter(|field| field.must_be_set()).map(|field| format!("`{}`", field.ident)).collect();
    if required.is_empty() {
        return line;
    }
    let errors = docs::doc(&format!("\n# Errors\nIf one of these is not set: {}.", required.join(", ")));
    quote! { #line #errors }
}

/// The result of `build` and the expression that makes it of `value`.
fn built(names: &Names, structure: &Structure, value: TokenStream) -> (TokenStream, TokenStream) {
    let ident = &structure.ident;
    if is_fallible(structure) {
        let (result, error) = (names.get("Result"), names.get("BuildError"));
        (quote! { #result<#ident, #error> }, quote! { Ok(#value) })
    } else {
        (quote! { #ident }, value)
    }
}

/// A field of the structure, made of the builder's.
fn field_value(names: &Names, structure: &Structure, field: &Field) -> TokenStream {
    let ident = &field.ident;
    if field.optional {
        return quote! { #ident: self.#ident, };
    }
    match &field.default {
        Default::Missing => {
            let (error, name) = (names.get("BuildError"), ident.to_string());
            let name = name.trim_start_matches("r#");
            let details = format!("there is no {} without it", structure.ident);
            quote! { #ident: self.#ident.ok_or_else(|| #error::missing_field(#name, #details))?, }
        }
        Default::Zero if !matches!(field.ty, Type::Blob | Type::DateTime | Type::Document | Type::Named(..)) => {
            quote! { #ident: self.#ident.unwrap_or_default(), }
        }
        default @ (Default::True | Default::Integer(_) | Default::Float(_)) => {
            let value = types::default_value(default, &field.ty);
            quote! { #ident: self.#ident.unwrap_or(#value), }
        }
        default => {
            let value = types::default_value(default, &field.ty);
            quote! { #ident: self.#ident.unwrap_or_else(|| #value), }
        }
    }
}

/// The setters and getters of all fields, and those of an error's metadata. `target` has the fields.
fn setters(names: &Names, structure: &Structure, target: &TokenStream) -> Vec<TokenStream> {
    let documented = !matches!(structure.role, Role::Input);
    let mut setters: Vec<TokenStream> = structure
        .fields
        .iter()
        .flat_map(|field| {
            let docs = documented.then_some(&field.docs);
            let Setter { arguments, body } = setter(names, field, target);
            let Field { ident, set_ident, get_ident, deprecated, .. } = field;
            let option = names.get("Option");
            let ty = types::boxed_ty(names, field);
            let doc = docs.filter(|docs| !docs.0.is_empty());
            [
                quote! { #doc #deprecated #[inline] pub fn #ident(mut self, #arguments) -> Self { #body self } },
                quote! {
                    #[inline]
                    pub fn #set_ident(mut self, input: #option<#ty>) -> Self {
                        #target.#ident = input;
                        self
                    }
                },
                quote! { #[inline] pub fn #get_ident(&self) -> &#option<#ty> { &#target.#ident } },
            ]
        })
        .collect();
    if let Role::Error(..) = structure.role {
        let (metadata, option) = (names.get("ErrorMetadata"), names.get("Option"));
        let (set, set_option) = if is_plain(structure) {
            (quote! { self.inner.meta = meta; }, quote! { self.inner.meta = meta.unwrap_or_default(); })
        } else {
            (quote! { self.meta = Some(meta); }, quote! { self.meta = meta; })
        };
        setters.push(quote! {
            #[doc = " Sets the metadata of the error: its code, message and request id."]
            #[inline]
            pub fn meta(mut self, meta: #metadata) -> Self {
                #set
                self
            }
        });
        setters.push(quote! {
            #[doc = " Sets or clears the metadata of the error."]
            #[inline]
            pub fn set_meta(&mut self, meta: #option<#metadata>) -> &mut Self {
                #set_option
                self
            }
        });
    }
    setters
}

/// What the plain setter of a field takes, and what it does.
pub(crate) struct Setter {
    pub(crate) arguments: TokenStream,
    body: TokenStream,
}

/// Lists and maps grow by one with each call; everything else is replaced.
pub(crate) fn setter(names: &Names, field: &Field, target: &TokenStream) -> Setter {
    let ident = &field.ident;
    match &field.ty {
        Type::Vec(item, sparse) => {
            let (argument, value) = types::argument(names, item, *sparse, &quote! { input });
            let vec = names.get("Vec");
            Setter {
                arguments: quote! { input: #argument },
                body: quote! { #target.#ident.get_or_insert_with(#vec::new).push(#value); },
            }
        }
        Type::Map(key, item, sparse) => {
            let (key, key_value) = types::argument(names, key, Sparse::No, &quote! { k });
            let (argument, value) = types::argument(names, item, *sparse, &quote! { v });
            let map = names.get("HashMap");
            Setter {
                arguments: quote! { k: #key, v: #argument },
                body: quote! { #target.#ident.get_or_insert_with(#map::new).insert(#key_value, #value); },
            }
        }
        _ if field.boxed => {
            let (into, ty) = (names.get("Into"), types::boxed_ty(names, field));
            Setter {
                arguments: quote! { input: impl #into<#ty> },
                body: quote! { #target.#ident = Some(input.into()); },
            }
        }
        ty => {
            let (argument, value) = types::argument(names, ty, Sparse::No, &quote! { input });
            Setter { arguments: quote! { input: #argument }, body: quote! { #target.#ident = Some(#value); } }
        }
    }
}

/// The names of the plain setter's arguments, to pass them on.
pub(crate) fn passed(field: &Field) -> TokenStream {
    match field.ty {
        Type::Map(..) => {
            let (k, v) = (format_ident!("k"), format_ident!("v"));
            quote! { #k, #v }
        }
        _ => quote! { input },
    }
}
