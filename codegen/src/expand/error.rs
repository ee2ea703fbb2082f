//! Error enums: one an operation, one for the whole service; and the module `error`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, docs};
use crate::ir::{Crate, Operation};

/// What stands on the variant that users should not match.
const UNHANDLED: &str = "match it with `_`: errors that later versions of the model name leave it";

/// The error enum of an operation, with its conversion to that of the service.
pub(crate) fn operation_error(names: &Names, operation: &Operation) -> Vec<TokenStream> {
    vec![
        definition(names, operation),
        inherent(names, operation),
        engine(names, operation),
        macros(operation),
        to_service_error(operation),
    ]
}

fn definition(names: &Names, operation: &Operation) -> TokenStream {
    let (ident, unhandled) = (&operation.error, names.get("Unhandled"));
    let doc = docs::doc_line(&format!("What can go wrong with `{}`.", operation.name));
    let variants = operation.errors.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, &variant.docs);
        quote! { #docs #ident(crate::types::error::#ident), }
    });
    quote! {
        #doc
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " An error that the model does not name."]
            #[deprecated(note = #UNHANDLED)]
            Unhandled(#unhandled),
        }
    }
}

fn inherent(names: &Names, operation: &Operation) -> TokenStream {
    let ident = &operation.error;
    let (result, modeled, unhandled) = (names.get("Result"), names.get("ModeledError"), names.get("Unhandled"));
    let predicates = operation.errors.iter().map(|variant| {
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
    let arms = operation.errors.iter().map(|variant| {
        let ident = &variant.ident;
        quote! { Self::#ident(error) => error, }
    });
    let body = if operation.errors.is_empty() {
        quote! {
            let Self::Unhandled(unhandled) = self;
            Err(unhandled)
        }
    } else {
        quote! { Ok(match self { #(#arms)* Self::Unhandled(unhandled) => return Err(unhandled) }) }
    };
    quote! {
        impl #ident {
            #(#predicates)*

            #[inline]
            fn inner(&self) -> #result<&dyn #modeled, &#unhandled> {
                #body
            }
        }
    }
}

/// From the code on the wire to the variant.
fn engine(names: &Names, operation: &Operation) -> TokenStream {
    let ident = &operation.error;
    let (operation_error, read, unhandled) =
        (names.get("OperationError"), names.get("ReadError"), names.get("Unhandled"));
    let entries = operation.errors.iter().map(|variant| {
        let (ident, code) = (&variant.ident, &variant.code);
        quote! { (#code, |error| error.read().map(Self::#ident)) }
    });
    quote! {
        impl #operation_error for #ident {
            const VARIANTS: &'static [(&'static str, #read<Self>)] = &[#(#entries),*];

            #[inline]
            fn from_unhandled(unhandled: #unhandled) -> Self {
                Self::Unhandled(unhandled)
            }
        }
    }
}

fn macros(operation: &Operation) -> TokenStream {
    let ident = &operation.error;
    quote! { ::tinsmith::operation_error!(#ident); }
}

fn to_service_error(operation: &Operation) -> TokenStream {
    let ident = &operation.error;
    let arms = operation.errors.iter().map(|variant| {
        let variant = &variant.ident;
        quote! { #ident::#variant(error) => Self::#variant(error), }
    });
    quote! {
        impl From<#ident> for crate::Error {
            fn from(error: #ident) -> Self {
                match error {
                    #(#arms)*
                    #ident::Unhandled(unhandled) => Self::Unhandled(unhandled),
                }
            }
        }
    }
}

/// The error enum of the service.
pub(crate) fn service_error(krate: &Crate) -> RustFile {
    let names = Names::new(["Error"]);
    let unhandled = names.get("Unhandled");
    let doc = docs::doc_line(&format!(
        "Any error of {}: every other error of this crate converts to it.",
        krate.service.title
    ));
    let mut errors: Vec<_> = krate.operations.iter().flat_map(|operation| &operation.errors).collect();
    errors.sort_by(|a, b| a.ident.cmp(&b.ident));
    errors.dedup_by(|a, b| a.ident == b.ident);
    let variants = errors.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, &variant.docs);
        quote! { #docs #ident(crate::types::error::#ident), }
    });
    let (result, modeled) = (names.get("Result"), names.get("ModeledError"));
    let arms = errors.iter().map(|variant| {
        let ident = &variant.ident;
        quote! { Self::#ident(error) => error, }
    });
    let body = if errors.is_empty() {
        quote! {
            let Self::Unhandled(unhandled) = self;
            Err(unhandled)
        }
    } else {
        quote! { Ok(match self { #(#arms)* Self::Unhandled(unhandled) => return Err(unhandled) }) }
    };
    let waiter = (!krate.waiters.is_empty()).then(|| quote! { ::tinsmith::waiter_error!(Error); });
    let items = vec![
        quote! {
            #doc
            #[derive(Debug)]
            #[non_exhaustive]
            pub enum Error {
                #(#variants)*
                #[doc = " An error that the model does not name, or one of the client itself."]
                #[deprecated(note = #UNHANDLED)]
                Unhandled(#unhandled),
            }
        },
        quote! {
            impl Error {
                #[inline]
                fn inner(&self) -> #result<&dyn #modeled, &#unhandled> {
                    #body
                }
            }
        },
        quote! { ::tinsmith::service_error!(Error); },
    ];
    let items = items.into_iter().chain(waiter).collect();
    RustFile {
        path: "src/service_error.rs".to_owned(),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
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
