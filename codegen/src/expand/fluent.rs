//! Fluent builders, and the file of an operation's builders.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::builder::{self, Setter};
use crate::expand::names::Names;
use crate::expand::{RustFile, docs, structure, types};
use crate::ir::{Field, Operation};

/// The file of an operation's builders.
pub(crate) fn file(operation: &Operation) -> RustFile {
    let Operation { ident, error, fluent, input, output, .. } = operation;
    let names = Names::new([&input.builder, &output.builder, fluent, ident, error, &input.ident, &output.ident]);
    let (input_ident, output_ident) = (&input.ident, &output.ident);
    let mut items = vec![quote! { use super::{#ident, #error, #input_ident, #output_ident}; }];
    let mut defined = vec![definition(&names, operation), inherent(&names, operation), customize(&names, operation)];
    defined.extend(send_with(&names, operation));
    defined.extend(builder::items(&names, input));
    defined.extend(builder::items(&names, output));
    let uses: TokenStream = names.uses().into_iter().collect();
    items.extend((!uses.is_empty()).then_some(uses));
    items.extend(defined);
    RustFile {
        path: format!("src/operation/{}/builders.rs", operation.module.to_string().trim_start_matches("r#")),
        docs: Vec::new(),
        attributes: Vec::new(),
        items,
    }
}

fn definition(names: &Names, operation: &Operation) -> TokenStream {
    let Operation { fluent, input, docs, deprecated, .. } = operation;
    let client = names.get("Client");
    let input_builder = &input.builder;
    let derive = if structure::has_stream(input) {
        quote! { #[derive(Debug)] }
    } else {
        quote! { #[derive(Clone, Debug)] }
    };
    let first = docs::doc_line(&format!("A call of `{}`, to be filled in and sent.", operation.name));
    let rest = (!docs.0.is_empty()).then(|| {
        quote! { #[doc = ""] #docs }
    });
    quote! { #first #rest #deprecated #derive pub struct #fluent { client: #client, inner: #input_builder } }
}

fn inherent(names: &Names, operation: &Operation) -> TokenStream {
    let Operation { fluent, input, output, error, .. } = operation;
    let (client, result, sdk_error) = (names.get("Client"), names.get("Result"), names.get("SdkError"));
    let customizable = names.get("CustomizableOperation");
    let (input_builder, output_ident) = (&input.builder, &output.ident);
    let paginator = operation.paginator.as_ref().map(|paginator| {
        let paginator = &paginator.ident;
        quote! {
            #[doc = " Calls again and again, for one page after the other."]
            #[inline]
            pub fn into_paginator(self) -> super::paginator::#paginator {
                super::paginator::#paginator::new(self.client, self.inner)
            }
        }
    });
    let setters = setters(names, &input.fields);
    quote! {
        impl #fluent {
            // No member can have this name.
            #[inline]
            pub(crate) fn _new(client: #client) -> Self {
                Self { client, inner: #input_builder::default() }
            }

            #[doc = " What has been filled in so far."]
            #[inline]
            pub fn as_input(&self) -> &#input_builder {
                &self.inner
            }

            #[doc = " Sends the call."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " If the service answers with an error, or does not answer."]
            #[inline]
            pub async fn send(self) -> #result<#output_ident, #sdk_error<#error>> {
                self.inner.send_with(&self.client).await
            }

            #[doc = " Changes the call, or its configuration, for this one time."]
            #[inline]
            pub fn customize(self) -> #customizable<#output_ident, #error, Self> {
                #customizable::new(self)
            }

            #paginator

            #(#setters)*
        }
    }
}

/// The setters of all members, which pass on to the input's builder.
pub(crate) fn setters(names: &Names, fields: &[Field]) -> Vec<TokenStream> {
    let option = names.get("Option");
    fields
        .iter()
        .flat_map(|field| {
            let Field { ident, set_ident, get_ident, docs, deprecated, .. } = field;
            let Setter { arguments, .. } = builder::setter(names, field, &quote! { self });
            let passed = builder::passed(field);
            let ty = types::boxed_ty(names, field);
            [
                quote! {
                    #docs
                    #deprecated
                    #[inline]
                    pub fn #ident(mut self, #arguments) -> Self {
                        self.inner = self.inner.#ident(#passed);
                        self
                    }
                },
                quote! {
                    #[inline]
                    pub fn #set_ident(mut self, input: #option<#ty>) -> Self {
                        self.inner = self.inner.#set_ident(input);
                        self
                    }
                },
                quote! {
                    #[inline]
                    pub fn #get_ident(&self) -> &#option<#ty> {
                        self.inner.#get_ident()
                    }
                },
            ]
        })
        .collect()
}

fn send_with(names: &Names, operation: &Operation) -> Vec<TokenStream> {
    let Operation { ident, input, output, error, .. } = operation;
    let (client, result, sdk_error) = (names.get("Client"), names.get("Result"), names.get("SdkError"));
    let (input_builder, output_ident) = (&input.builder, &output.ident);
    vec![quote! {
        impl #input_builder {
            #[doc = " Sends the call with `client`."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " If the service answers with an error, or does not answer."]
            #[inline]
            pub async fn send_with(self, client: &#client) -> #result<#output_ident, #sdk_error<#error>> {
                let input = self.build().map_err(#sdk_error::construction_failure)?;
                client.core.send::<#ident>(input).await
            }
        }
    }]
}

fn customize(names: &Names, operation: &Operation) -> TokenStream {
    let Operation { fluent, ident, input, output, error, .. } = operation;
    let (result, build_error, customize) = (names.get("Result"), names.get("BuildError"), names.get("Customize"));
    let (input, output) = (&input.ident, &output.ident);
    quote! {
        impl #customize<#output, #error> for #fluent {
            type Config = crate::config::Builder;
            type Call = #ident;

            #[inline]
            fn into_call(self) -> (::tinsmith::client::Core, #result<#input, #build_error>) {
                (self.client.core, self.inner.build())
            }
        }
    }
}
