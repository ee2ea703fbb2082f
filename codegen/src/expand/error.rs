//! Error enums: one an operation, one a stream of events, one for the whole service; and the module `error`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, docs, structure};
use crate::ir::{Crate, ErrorVariant, EventError, Operation};
use crate::names::Name;

/// What stands on the variant that users should not match.
const UNHANDLED: &str = "match it with `_`: errors that later versions of the model name leave it";

/// The error enum of an operation, with its conversion to that of the service. Where the model names no errors
/// it is one that all such operations share, by another name for each.
pub(crate) fn operation_error(names: &Names, operation: &Operation) -> Vec<TokenStream> {
    let ident = &operation.error;
    if operation.errors.is_empty() {
        let doc =
            docs::doc_line(&format!("What can go wrong with `{}`: the model names no errors for it.", operation.name));
        let (unmodeled, input) = (names.get("UnmodeledError"), &operation.input.ident);
        return vec![quote! { #doc pub type #ident = #unmodeled<#input>; }];
    }
    let doc = format!("What can go wrong with `{}`.", operation.name);
    let entries = entries(&operation.errors);
    let exceptions = quote! { ::tinsmith::operation_error! { #ident into crate::Error; #entries } };
    items(names, ident, &doc, &operation.errors).chain([exceptions]).collect()
}

/// The file of the error enum of a stream of events.
pub(crate) fn event_error(error: &EventError) -> RustFile {
    let EventError { module, ident, union, variants } = error;
    let names = Names::new([ident]);
    let doc = format!("What may come in the place of an event of [`{union}`](crate::types::{union}).");
    let entries = entries(variants);
    let exceptions = quote! { ::tinsmith::event_stream_error! { #ident into crate::Error; #entries } };
    let items = items(&names, ident, &doc, variants).chain([exceptions]).collect();
    RustFile {
        path: format!("src/types/error/{module}.rs"),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

/// An error enum and its predicates.
fn items(names: &Names, ident: &Name, doc: &str, variants: &[ErrorVariant]) -> impl Iterator<Item = TokenStream> {
    let predicates = (!variants.is_empty()).then(|| predicates(ident, variants));
    [definition(names, ident, doc, variants)].into_iter().chain(predicates)
}

fn definition(names: &Names, ident: &Name, doc: &str, variants: &[ErrorVariant]) -> TokenStream {
    let unhandled = names.get("Unhandled");
    let doc = docs::doc_line(doc);
    let variants = variants.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, &variant.docs);
        quote! { #docs #ident(crate::types::error::#ident), }
    });
    quote! {
        #doc
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " An error that the model does not name."]
            #[deprecated(note = #UNHANDLED)]
            Unhandled(#unhandled),
        }
    }
}

fn predicates(ident: &Name, variants: &[ErrorVariant]) -> TokenStream {
    let predicates = variants.iter().map(|variant| {
        let (ident, predicate) = (&variant.ident, &variant.predicate);
        let doc = docs::doc_line(&format!("Whether it is `{ident}`."));
        quote! {
            #doc
            #[inline]
            pub fn #predicate(&self) -> bool {
                matches!(self, Self::#ident(_))
            }
        }
    });
    quote! { impl #ident { #(#predicates)* } }
}

/// From codes on the wire to variants.
fn entries(variants: &[ErrorVariant]) -> TokenStream {
    let entries = variants.iter().map(|variant| {
        let (ident, codes) = (&variant.ident, &variant.codes);
        quote! { #(#codes)|* => #ident, }
    });
    quote! { #(#entries)* }
}

/// The error enum of the service.
pub(crate) fn service_error(krate: &Crate) -> RustFile {
    let names = Names::new(["Error"]);
    let unhandled = names.get("Unhandled");
    let doc = docs::doc_line(&format!(
        "Any error of {}: every other error of this crate converts to it.",
        krate.service.title_docs
    ));
    let mut errors: Vec<_> = krate.operations.iter().flat_map(|operation| &operation.errors).collect();
    errors.sort_by(|a, b| a.ident.cmp(&b.ident));
    errors.dedup_by(|a, b| a.ident == b.ident);
    let variants = errors.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, &variant.docs);
        quote! { #docs #ident(crate::types::error::#ident), }
    });
    let idents = errors.iter().map(|variant| &variant.ident);
    let waiter = (!krate.waiters.is_empty()).then(|| quote! { ::tinsmith::waiter_error!(Error); });
    let items = vec![
        quote! {
            #doc
            #[non_exhaustive]
            pub enum Error {
                #(#variants)*
                #[doc = " An error that the model does not name, or one of the client itself."]
                #[deprecated(note = #UNHANDLED)]
                Unhandled(#unhandled),
            }
        },
        quote! { ::tinsmith::service_error! { Error; #(#idents,)* } },
    ];
    let extended = krate.service.customization.has_extended_request_ids().then(|| extended_request_ids(krate));
    let items = items.into_iter().chain(waiter).chain(extended).collect();
    RustFile {
        path: "src/service_error.rs".to_owned(),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

/// That errors know the extended request id: all that are types of this crate.
fn extended_request_ids(krate: &Crate) -> TokenStream {
    let structures = krate.errors.iter().filter(|error| !structure::is_message_only(error)).map(|error| &error.ident);
    let of_events = krate.event_errors.iter().map(|error| &error.ident);
    let own = krate.operations.iter().filter(|operation| !operation.errors.is_empty());
    let of_operations = own.map(|operation| {
        let (module, error) = (&operation.module, &operation.error);
        quote! { crate::operation::#module::#error, }
    });
    quote! {
        ::tinsmith::extended_request_ids! {
            Error, #(crate::types::error::#structures,)* #(crate::types::error::#of_events,)* #(#of_operations)*
        }
    }
}

/// The module `error`.
pub(crate) fn facade(krate: &Crate) -> RustFile {
    let unknown_variant = (!krate.enums.is_empty()).then(|| quote! { pub use ::tinsmith::shape::UnknownVariantError; });
    RustFile {
        path: "src/error.rs".to_owned(),
        docs: vec!["Errors that operations share.".to_owned()],
        attributes: Vec::new(),
        items: vec![
            quote! {
                #unknown_variant
                pub use ::tinsmith::types::{
                    BoxError, BuildError, ConnectorError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata,
                };
            },
            quote! {
                #[doc = " What can go wrong with a call: `E` is the operation's own error."]
                pub type SdkError<E, R = ::tinsmith::types::HttpResponse> = ::tinsmith::types::SdkError<E, R>;
            },
        ],
    }
}
