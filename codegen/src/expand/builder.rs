//! Builders of structures.
//!
//! Where every field of a structure is optional, the builder is the crate's generic one, which holds the
//! structure itself in the making. Where some are not, the builder has the same fields, all optional.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::expand::moved::Moved;
use crate::expand::names::Names;
use crate::expand::{docs, structure, types};
use crate::ir::{Default, Field, Role, Sparse, Structure, Type};
use crate::names::{self, Name};

/// The builder of a structure that is no input.
pub(crate) fn items(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    if is_plain(structure) { plain(names, structure) } else { full(names, structure) }
}

/// The builder of an input: setters for whatever holds the input in the making.
pub(crate) fn input_items(names: &Names, input: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, .. } = input;
    let generic = names.get("InputBuilder");
    let draft = draft_ident(input);
    let doc = docs::doc_line(&format!("Builds [`{ident}`]."));
    let setters = setters(names, input, &Target::held());
    let mut items = vec![quote! { #doc pub type #builder = #generic<#draft>; }];
    items.extend((!setters.is_empty()).then(|| {
        let hold = names.get("Hold");
        quote! { impl<H: #hold<#draft>> #generic<#draft, H> { #(#setters)* } }
    }));
    if !is_plain(input) {
        items.extend(draft_items(names, input));
    }
    items
}

/// What an input is while it is made: itself, where all of it is optional.
pub(crate) fn draft_ident(input: &Structure) -> Name {
    if is_plain(input) { input.ident.clone() } else { names::ident(&format!("{}Draft", input.ident)) }
}

/// Whether the structure can serve as its own builder.
pub(crate) fn is_plain(structure: &Structure) -> bool {
    structure.fields.iter().all(|field| field.optional)
}

fn plain(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, .. } = structure;
    let generic = names.get("Builder");
    let setters = setters(names, structure, &Target::field(quote! { self.inner }));
    let doc = docs::doc_line(&format!("Builds [`{ident}`]."));
    let mut items = vec![quote! { #doc pub type #builder = #generic<#ident>; }];
    items.extend((!setters.is_empty()).then(|| quote! { impl #generic<#ident> { #(#setters)* } }));
    items
}

/// An input in the making that has something which is not optional: a stream.
fn draft_items(names: &Names, input: &Structure) -> Vec<TokenStream> {
    let draft = draft_ident(input);
    let Structure { ident, .. } = input;
    let (result, build_error) = (names.get("Result"), names.get("BuildError"));
    let doc = docs::doc_line(&format!("What is filled in of a [`{ident}`]."));
    let fields = Moved::from(optional_fields(names, input));
    let values = Moved::from(values(names, input));
    let debug = debug_body(input, &quote! { &format!("{}{name}", stringify!(#ident)) });
    let derive = derive(input);
    vec![
        quote! { #doc #derive #[non_exhaustive] pub struct #draft { #fields } },
        quote! {
            impl ::tinsmith::builder::Draft for #draft {
                type Call = #ident;

                #[inline]
                fn new() -> Self {
                    Self::default()
                }

                #[inline]
                fn finish(self) -> #result<#ident, #build_error> {
                    Ok(#ident { #values })
                }

                #[inline]
                fn debug(&self, name: &str, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #debug
                }
            }
        },
    ]
}

fn full(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, .. } = structure;
    let fields = Moved::from(optional_fields(names, structure));
    let values = Moved::from(values(names, structure));
    let (build_ty, built) = built(names, structure, quote! { #ident { #values } });
    let setters = setters(names, structure, &Target::field(quote! { self }));
    let doc = docs::doc_line(&format!("Builds [`{ident}`]."));
    let build_doc = build_doc(structure);
    let (derive, debug) = (derive(structure), debug_body(structure, &builder.to_string().to_token_stream()));
    vec![
        quote! { #doc #derive #[non_exhaustive] pub struct #builder { #fields } },
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
                    #debug
                }
            }
        },
    ]
}

fn derive(structure: &Structure) -> TokenStream {
    if structure.has_stream() {
        quote! { #[derive(Default)] }
    } else {
        quote! { #[derive(Clone, Default, PartialEq)] }
    }
}

/// The fields of a structure, all optional.
fn optional_fields(names: &Names, structure: &Structure) -> TokenStream {
    let option = names.get("Option");
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let ty = Moved::from(types::boxed_ty(names, field));
        Moved::from(quote! { pub(crate) #ident: #option<#ty>, })
    });
    let hidden = match structure.role {
        Role::Output => Some(structure::id_fields(names, structure)),
        Role::Error(..) => {
            let metadata = names.get("ErrorMetadata");
            Some(quote! { meta: #option<#metadata>, })
        }
        Role::Input | Role::Data => None,
    };
    quote! { #(#fields)* #hidden }
}

/// The fields of a structure, made of the builder's.
fn values(names: &Names, structure: &Structure) -> TokenStream {
    let values = structure.fields.iter().map(|field| Moved::from(field_value(names, structure, field)));
    let hidden = match structure.role {
        Role::Output => {
            let fields = structure::ids(structure).map(|id| id.field);
            Some(quote! { #(#fields: self.#fields,)* })
        }
        Role::Error(..) => Some(quote! { meta: self.meta.unwrap_or_default(), }),
        Role::Input | Role::Data => None,
    };
    quote! { #(#values)* #hidden }
}

/// Writes the fields of a builder under the name that `name` says.
fn debug_body(structure: &Structure, name: &TokenStream) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let name = ident.to_string();
        let name = name.trim_start_matches("r#");
        if field.facts.sensitive || structure.sensitive {
            quote! { .field(#name, &::tinsmith::shape::Redacted) }
        } else {
            quote! { .field(#name, &self.#ident) }
        }
    });
    quote! { f.debug_struct(#name)#(#fields)*.finish() }
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
    if structure.is_fallible() {
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

/// Where a builder has the fields, to be read and to be set.
struct Target {
    read: TokenStream,
    write: TokenStream,
}

impl Target {
    /// In one place.
    fn field(place: TokenStream) -> Self {
        Self { read: place.clone(), write: place }
    }

    /// In what the builder holds.
    fn held() -> Self {
        Self { read: quote! { self.inner.held() }, write: quote! { self.inner.held_mut() } }
    }
}

/// The setters and getters of all fields, and those of an error's metadata. `target` has the fields.
fn setters(names: &Names, structure: &Structure, target: &Target) -> Vec<Moved> {
    let Target { read, write } = target;
    let mut setters: Vec<Moved> = structure
        .fields
        .iter()
        .flat_map(|field| {
            let Setter { arguments, body } = setter(names, field, write);
            let (arguments, body) = (Moved::from(arguments), Moved::from(body));
            let Field { ident, set_ident, get_ident, docs, deprecated, .. } = field;
            let option = names.get("Option");
            let ty = types::boxed_ty(names, field);
            [
                quote! { #docs #deprecated #[inline] pub fn #ident(mut self, #arguments) -> Self { #body self } },
                quote! {
                    #[inline]
                    pub fn #set_ident(mut self, input: #option<#ty>) -> Self {
                        #write.#ident = input;
                        self
                    }
                },
                quote! { #[inline] pub fn #get_ident(&self) -> &#option<#ty> { &#read.#ident } },
            ]
            .map(Moved::from)
        })
        .collect();
    if let Role::Error(..) = structure.role {
        let (metadata, option) = (names.get("ErrorMetadata"), names.get("Option"));
        let (set, set_option) = if is_plain(structure) {
            (quote! { self.inner.meta = meta; }, quote! { self.inner.meta = meta.unwrap_or_default(); })
        } else {
            (quote! { self.meta = Some(meta); }, quote! { self.meta = meta; })
        };
        setters.extend(
            [
                quote! {
                    #[doc = " Sets the metadata of the error: its code, message and request id."]
                    #[inline]
                    pub fn meta(mut self, meta: #metadata) -> Self {
                        #set
                        self
                    }
                },
                quote! {
                    #[doc = " Sets or clears the metadata of the error."]
                    #[inline]
                    pub fn set_meta(&mut self, meta: #option<#metadata>) -> &mut Self {
                        #set_option
                        self
                    }
                },
            ]
            .map(Moved::from),
        );
    }
    setters
}

/// What the plain setter of a field takes, and what it does.
struct Setter {
    arguments: TokenStream,
    body: TokenStream,
}

/// Lists and maps grow by one with each call; everything else is replaced.
fn setter(names: &Names, field: &Field, target: &TokenStream) -> Setter {
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
