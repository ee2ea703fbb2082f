//! The client.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::moved::Moved;
use crate::expand::{RustFile, docs};
use crate::ir::{Crate, Operation};

/// The file of the client.
pub(crate) fn file(krate: &Crate) -> RustFile {
    let mut items = vec![definition(krate), constructors()];
    items.push(functions(&krate.operations));
    items.extend(waiters(krate));
    items.push(quote! {
        #[doc = " Changes to a single call."]
        pub mod customize {
            pub use ::tinsmith::client::CustomizableOperation;
        }
    });
    RustFile { path: "src/client.rs".to_owned(), docs: vec!["The client.".to_owned()], attributes: Vec::new(), items }
}

fn definition(krate: &Crate) -> TokenStream {
    let doc = docs::doc(&format!(
        "A client of {}.\n\nIt has a function for every operation. Cloning it is cheap, and all clones share their\nconnections, credentials and retry tokens.",
        krate.service.title_docs
    ));
    let unused = krate.operations.is_empty().then(|| {
        quote! { #[allow(dead_code, reason = "there is no operation to call")] }
    });
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub struct Client {
            config: crate::Config,
            #unused
            pub(crate) core: ::tinsmith::client::Core,
        }
    }
}

fn constructors() -> TokenStream {
    quote! {
        impl Client {
            #[doc = " The client with the configuration that `aws-config` loads."]
            #[inline]
            pub fn new(config: &::tinsmith::types::SdkConfig) -> Self {
                Self::from_conf(config.into())
            }

            #[doc = " The client with the configuration `config`."]
            #[inline]
            pub fn from_conf(config: crate::Config) -> Self {
                let core = ::tinsmith::client::Core::new(&crate::service::SERVICE, config.settings().clone());
                Self { config, core }
            }

            #[doc = " The client's configuration."]
            #[inline]
            pub fn config(&self) -> &crate::Config {
                &self.config
            }
        }
    }
}

fn functions(operations: &[Operation]) -> TokenStream {
    let functions = operations.iter().map(|operation| {
        let Operation { function, module, fluent, deprecated, docs, .. } = operation;
        let summary = match docs.lines().first() {
            Some(_) => docs::doc(&first_paragraph(docs.lines())),
            None => docs::doc_line(&format!("Starts a call of `{}`.", operation.name)),
        };
        Moved::from(quote! {
            #summary
            #deprecated
            #[inline]
            pub fn #function(&self) -> crate::operation::#module::builders::#fluent {
                crate::operation::#module::builders::#fluent::_new(self)
            }
        })
    });
    quote! {
        #[doc = " The operations."]
        impl Client {
            #(#functions)*
        }
    }
}

/// The lines up to the first empty one.
fn first_paragraph(lines: &[String]) -> String {
    lines.iter().take_while(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join("\n")
}

fn waiters(krate: &Crate) -> Vec<TokenStream> {
    if krate.waiters.is_empty() {
        return Vec::new();
    }
    let declarations = krate.waiters.iter().map(|waiter| {
        let (function, module, fluent) = (&waiter.function, &waiter.module, &waiter.fluent);
        let doc = docs::doc_line(&format!("Waits for `{}`.", waiter.name));
        quote! { #doc fn #function(&self) -> crate::waiters::#module::#fluent; }
    });
    let definitions = krate.waiters.iter().map(|waiter| {
        let (function, module, fluent) = (&waiter.function, &waiter.module, &waiter.fluent);
        quote! {
            #[inline]
            fn #function(&self) -> crate::waiters::#module::#fluent {
                crate::waiters::#module::#fluent::_new(self)
            }
        }
    });
    vec![
        quote! {
            #[doc = " What the client can wait for. Import the trait to call its functions."]
            pub trait Waiters {
                #(#declarations)*
            }
        },
        quote! {
            impl Waiters for Client {
                #(#definitions)*
            }
        },
    ]
}
