//! Structures: the struct, its accessors, its table, its builder.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::expand::moved::Moved;
use crate::expand::names::Names;
use crate::expand::{RustFile, builder, docs, table, types};
use crate::ir::{Field, Retryable, Role, Structure, Type};

/// The file of a structure that is neither input, output nor error.
pub(crate) fn file(structure: &Structure) -> RustFile {
    let names = Names::new([&structure.ident, &structure.builder]);
    let mut items = structure_items(&names, structure);
    items.extend(builder::items(&names, structure));
    let path = format!("src/types/{}.rs", structure.module);
    RustFile { path, docs: Vec::new(), attributes: Vec::new(), items: names.with_uses(items) }
}

/// The file of an error structure.
pub(crate) fn error_file(structure: &Structure) -> RustFile {
    let path = format!("src/types/error/{}.rs", structure.module);
    if !is_message_only(structure) {
        return RustFile { path, ..file(structure) };
    }
    let names = Names::new([&structure.ident, &structure.builder]);
    let items = exception(&names, structure);
    RustFile { path, docs: Vec::new(), attributes: Vec::new(), items: names.with_uses(items) }
}

/// Whether an error has a message and nothing else, as most have: then the runtime's generic one serves.
pub(crate) fn is_message_only(structure: &Structure) -> bool {
    let has_message = |field: &Field| {
        field.ident == "message" && field.ty == Type::String && field.optional && field.deprecated.is_none()
    };
    matches!(structure.role, Role::Error(_, None)) && matches!(structure.fields.as_slice(), [one] if has_message(one))
}

/// An error that is the runtime's generic one with facts of its own.
fn exception(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let Structure { ident, builder, docs, deprecated, .. } = structure;
    let shape = names.get("Shape");
    let table = table_of(names, structure);
    let facts_doc = docs::doc_line(&format!("The facts of `{ident}`."));
    // An error may be called so itself.
    let facts = crate::names::ident(if *ident == "Facts" { "FactsOfFacts" } else { "Facts" });
    let builds = docs::doc_line(&format!("Builds [`{ident}`]."));
    vec![
        quote! { #docs #deprecated pub type #ident = ::tinsmith::exception::Exception<#facts>; },
        quote! { #builds pub type #builder = ::tinsmith::exception::ExceptionBuilder<#facts>; },
        quote! { #facts_doc pub struct #facts; },
        quote! {
            impl ::tinsmith::exception::ExceptionKind for #facts {
                const SHAPE: &'static #shape = &#table;
            }
        },
    ]
}

/// Everything of a structure but its builder.
pub(crate) fn structure_items(names: &Names, structure: &Structure) -> Vec<TokenStream> {
    let mut items = vec![definition(names, structure), inherent(names, structure), engine(names, structure)];
    items.push(debug(structure));
    let ident = &structure.ident;
    match structure.role {
        Role::Output => items.extend(request_ids(names, structure)),
        Role::Error(_, retryable) => items.push(match retryable {
            None => quote! { ::tinsmith::modeled_error!(#ident); },
            Some(Retryable::Throttling) => quote! { ::tinsmith::modeled_error!(#ident, retryable: ThrottlingError); },
            Some(Retryable::Client) => quote! { ::tinsmith::modeled_error!(#ident, retryable: ClientError); },
            Some(Retryable::Server) => quote! { ::tinsmith::modeled_error!(#ident, retryable: ServerError); },
        }),
        Role::Input | Role::Data => {}
    }
    items
}

fn definition(names: &Names, structure: &Structure) -> TokenStream {
    let Structure { ident, docs, deprecated, .. } = structure;
    let fields = structure.fields.iter().map(|field| {
        let Field { ident, docs, deprecated, .. } = field;
        let ty = Moved::from(types::field_ty(names, field));
        Moved::from(quote! { #docs #deprecated pub #ident: #ty, })
    });
    let hidden = match structure.role {
        Role::Output => Some(id_fields(names, structure)),
        Role::Error(..) => {
            let metadata = names.get("ErrorMetadata");
            Some(quote! { pub(crate) meta: #metadata, })
        }
        Role::Input | Role::Data => None,
    };
    let derive = match structure.role {
        _ if structure.has_stream() => None,
        Role::Input | Role::Data => Some(quote! { #[derive(Clone)] }),
        // Beside its members, such a structure has an id or metadata, which count as well.
        Role::Output | Role::Error(..) => Some(quote! { #[derive(Clone, PartialEq)] }),
    };
    quote! { #docs #deprecated #derive #[non_exhaustive] pub struct #ident { #(#fields)* #hidden } }
}

fn inherent(names: &Names, structure: &Structure) -> TokenStream {
    let Structure { ident, builder, .. } = structure;
    let accessors = structure.fields.iter().map(|field| {
        let Field { ident, deprecated, .. } = field;
        let (ty, expression) = types::accessor(names, field);
        let (ty, expression) = (Moved::from(ty), Moved::from(expression));
        Moved::from(quote! { #deprecated #[inline] pub fn #ident(&self) -> #ty { #expression } })
    });
    let doc = docs::doc_line(&format!("A builder of [`{ident}`]."));
    let builder = match structure.role {
        Role::Input | Role::Output => quote! { builders::#builder },
        Role::Error(..) | Role::Data => quote! { #builder },
    };
    quote! {
        impl #ident {
            #(#accessors)*

            #doc
            #[inline]
            pub fn builder() -> #builder {
                #builder::default()
            }
        }
    }
}

/// What the engines see of the structure.
fn engine(names: &Names, structure: &Structure) -> TokenStream {
    let ident = &structure.ident;
    let (trait_name, shape, value) = (names.get("Structure"), names.get("Shape"), names.get("Value"));
    let (option, string) = (names.get("Option"), names.get("String"));
    let table = Moved::from(table_of(names, structure));
    let empty = Moved::from(empty_fields(structure));
    let indices = (0..structure.fields.len()).map(Literal::usize_unsuffixed).collect::<Vec<_>>();
    let fields = structure.fields.iter().map(|field| &field.ident).collect::<Vec<_>>();
    let (get, get_mut) = if fields.is_empty() {
        (quote! { None }, quote! { None })
    } else {
        (
            quote! {
                let value: &dyn #value = match index { #(#indices => &self.#fields,)* _ => return None };
                Some(value)
            },
            quote! {
                let value: &mut dyn #value = match index { #(#indices => &mut self.#fields,)* _ => return None };
                Some(value)
            },
        )
    };
    let (get, get_mut) = (Moved::from(get), Moved::from(get_mut));
    let index = if fields.is_empty() {
        quote! { _index }
    } else {
        quote! { index }
    };
    let keep_ids = ids(structure).map(|Id { field, setter, .. }| {
        quote! {
            #[inline]
            fn #setter(&mut self, id: #option<#string>) {
                self.#field = id;
            }
        }
    });
    quote! {
        impl #trait_name for #ident {
            #[inline]
            fn empty() -> Self {
                Self { #empty }
            }

            #[inline]
            fn shape(&self) -> &'static #shape {
                const SHAPE: &#shape = &#table;
                SHAPE
            }

            #[inline]
            fn get(&self, #index: usize) -> #option<&dyn #value> {
                #get
            }

            #[inline]
            fn get_mut(&mut self, #index: usize) -> #option<&mut dyn #value> {
                #get_mut
            }

            #(#keep_ids)*
        }
    }
}

fn table_of(names: &Names, structure: &Structure) -> TokenStream {
    let shape = names.get("Shape");
    let (rust_name, model_name) = (structure.ident.to_string(), &structure.model_name);
    let members = structure.fields.iter().map(|field| Moved::from(table::member(names, &field.facts)));
    let mut table = quote! { #shape::structure(#rust_name, #model_name, &[#(#members),*]) };
    if structure.sensitive {
        table.extend(quote! { .sensitive() });
    }
    table.extend(table::xml_root(names, &structure.xml_root));
    table
}

/// The fields of an empty structure.
fn empty_fields(structure: &Structure) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let ident = &field.ident;
        let value = if field.optional {
            quote! { None }
        } else {
            types::default_value(&field.default, &field.ty)
        };
        quote! { #ident: #value, }
    });
    let hidden = match structure.role {
        Role::Output => Some(ids(structure).map(|Id { field, .. }| quote! { #field: None, }).collect()),
        Role::Error(..) => Some(quote! { meta: ::core::default::Default::default(), }),
        Role::Input | Role::Data => None,
    };
    quote! { #(#fields)* #hidden }
}

fn debug(structure: &Structure) -> TokenStream {
    let ident = &structure.ident;
    match structure.role {
        Role::Input | Role::Data if !structure.has_stream() => quote! { ::tinsmith::by_table!(#ident, eq); },
        Role::Input | Role::Data | Role::Output | Role::Error(..) => quote! { ::tinsmith::by_table!(#ident); },
    }
}

/// An id of the request that an output answers: where it is kept, and how it is asked for.
pub(crate) struct Id {
    pub(crate) field: Ident,
    setter: Ident,
    trait_name: &'static str,
    getter: Ident,
}

/// The ids that a structure knows.
pub(crate) fn ids(structure: &Structure) -> impl Iterator<Item = Id> {
    let ident = |text: &str| Ident::new(text, Span::call_site());
    let id = move |name: &str, trait_name| Id {
        field: ident(&format!("_{name}")),
        setter: ident(&format!("set_{name}")),
        trait_name,
        getter: ident(name),
    };
    let plain = (structure.role == Role::Output).then(|| id("request_id", "RequestId"));
    let extended = structure.extended_request_id.then(|| id("extended_request_id", "RequestIdExt"));
    plain.into_iter().chain(extended)
}

/// The fields of ids.
pub(crate) fn id_fields(names: &Names, structure: &Structure) -> TokenStream {
    let (option, string) = (names.get("Option"), names.get("String"));
    ids(structure).map(|Id { field, .. }| quote! { #field: #option<#string>, }).collect()
}

fn request_ids(names: &Names, structure: &Structure) -> impl Iterator<Item = TokenStream> {
    let ident = &structure.ident;
    let option = names.get("Option");
    ids(structure).map(move |Id { field, trait_name, getter, .. }| {
        let trait_name = names.get(trait_name);
        quote! {
            impl #trait_name for #ident {
                #[inline]
                fn #getter(&self) -> #option<&str> {
                    self.#field.as_deref()
                }
            }
        }
    })
}
