//! Paginators.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, types};
use crate::ir::{Items, Operation, Paginator};

/// The file of an operation's paginator, if it has one.
pub(crate) fn file(operation: &Operation) -> Option<RustFile> {
    let paginator = operation.paginator.as_ref()?;
    let Operation { ident, error, input, output, .. } = operation;
    let items_ident = paginator.items.as_ref().map(|items| &items.ident);
    let names = Names::new([&paginator.ident, ident, error, &output.ident].into_iter().chain(items_ident));
    let (input_builder, output_ident) = (&input.builder, &output.ident);
    let mut defined = vec![definition(&names, operation, paginator), inherent(&names, operation, paginator)];
    if let Some(items) = &paginator.items {
        defined.extend(items_struct(&names, operation, paginator, items));
    }
    let mut all = vec![quote! {
        use super::builders::#input_builder;
        use super::{#ident, #error, #output_ident};
    }];
    let uses: TokenStream = names.uses().into_iter().collect();
    all.extend((!uses.is_empty()).then_some(uses));
    all.extend(defined);
    Some(RustFile {
        path: format!("src/operation/{}/paginator.rs", operation.module.to_string().trim_start_matches("r#")),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: all,
    })
}

fn definition(names: &Names, operation: &Operation, paginator: &Paginator) -> TokenStream {
    let ident = &paginator.ident;
    let (client, builder) = (names.get("Client"), &operation.input.builder);
    quote! {
        #[doc = " Calls the operation again and again, for one page after the other."]
        #[derive(Debug)]
        pub struct #ident {
            client: #client,
            input: #builder,
            stop_on_duplicate_token: bool,
        }
    }
}

fn inherent(names: &Names, operation: &Operation, paginator: &Paginator) -> TokenStream {
    let ident = &paginator.ident;
    let (call, output, error, builder) =
        (&operation.ident, &operation.output.ident, &operation.error, &operation.input.builder);
    let (client, pages, stream) = (names.get("Client"), names.get("Pages"), names.get("PaginationStream"));
    let (result, sdk_error) = (names.get("Result"), names.get("SdkError"));
    let input_token = Literal::usize_unsuffixed(paginator.input_token);
    let output_token = paginator.output_token.iter().map(|index| Literal::usize_unsuffixed(*index));
    let page_size = paginator.page_size.as_ref().map(|field| {
        let set = &field.set_ident;
        let ty = types::ty(names, &field.ty);
        quote! {
            #[doc = " Sets how many items a page may have."]
            #[inline]
            pub fn page_size(mut self, limit: #ty) -> Self {
                self.input = self.input.#set(Some(limit));
                self
            }
        }
    });
    let items = paginator.items.as_ref().map(|items| {
        let items = &items.ident;
        quote! {
            #[doc = " The items of all pages, one by one."]
            #[inline]
            pub fn items(self) -> #items {
                #items(self)
            }
        }
    });
    quote! {
        impl #ident {
            const PAGES: #pages = #pages { input_token: #input_token, output_token: &[#(#output_token),*] };

            #[inline]
            pub(crate) fn new(client: #client, input: #builder) -> Self {
                Self { client, input, stop_on_duplicate_token: true }
            }

            #page_size

            #items

            #[doc = " Sets whether paging ends where the service gives the token that it was given; it does"]
            #[doc = " by default."]
            #[inline]
            pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
                self.stop_on_duplicate_token = stop;
                self
            }

            #[doc = " The pages. Nothing is sent before the first is asked for."]
            #[inline]
            pub fn send(self) -> #stream<#result<#output, #sdk_error<#error>>> {
                ::tinsmith::paginate::send::<#call>(
                    &self.client.core,
                    self.input.build(),
                    &Self::PAGES,
                    self.stop_on_duplicate_token,
                )
            }
        }
    }
}

fn items_struct(names: &Names, operation: &Operation, paginator: &Paginator, items: &Items) -> Vec<TokenStream> {
    let ident = &items.ident;
    let paginator = &paginator.ident;
    let error = &operation.error;
    let (stream, result, sdk_error) = (names.get("PaginationStream"), names.get("Result"), names.get("SdkError"));
    let ty = types::item(names, &items.collection);
    let found = items_expression(items);
    vec![
        quote! {
            #[doc = " The items of all pages."]
            #[derive(Debug)]
            pub struct #ident(#paginator);
        },
        quote! {
            impl #ident {
                #[doc = " The items. Nothing is sent before the first is asked for."]
                #[inline]
                pub fn send(self) -> #stream<#result<#ty, #sdk_error<#error>>> {
                    ::tinsmith::paginate::items(self.0.send(), |page| #found)
                }
            }
        },
    ]
}

/// The items of the output `page`, moved out.
fn items_expression(items: &Items) -> TokenStream {
    let Some(((last, last_optional), before)) = items.path.split_last() else { return quote! { page } };
    let mut expression = quote! { page };
    let mut optional = false;
    for (ident, is_optional) in before {
        expression = step(&expression, ident, optional, *is_optional);
        optional |= *is_optional;
    }
    expression = step(&expression, last, optional, *last_optional);
    if optional || *last_optional {
        quote! { #expression.unwrap_or_default() }
    } else {
        expression
    }
}

fn step(from: &TokenStream, ident: &proc_macro2::Ident, from_optional: bool, optional: bool) -> TokenStream {
    match (from_optional, optional) {
        (false, _) => quote! { #from.#ident },
        (true, true) => quote! { #from.and_then(|it| it.#ident) },
        (true, false) => quote! { #from.map(|it| it.#ident) },
    }
}
