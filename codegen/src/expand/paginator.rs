//! Paginators.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, Unmade, docs, types};
use crate::ir::{Crate, Items, Operation, Paginator};
use crate::names::Name;

/// The files of operations' paginators.
pub(crate) fn files(krate: &Crate) -> impl Iterator<Item = Unmade<'_>> {
    let with_paginator =
        krate.operations.iter().filter_map(|operation| Some((operation, operation.paginator.as_ref()?)));
    with_paginator.map(|(operation, paginator)| Unmade::new(move || file(operation, paginator)))
}

fn file(operation: &Operation, paginator: &Paginator) -> RustFile {
    let Operation { input, output, .. } = operation;
    let items_ident = paginator.items.as_ref().map(|items| &items.ident);
    let names = Names::new([&paginator.ident, &input.ident, &output.ident].into_iter().chain(items_ident));
    let mut defined = vec![definition(&names, operation, paginator)];
    defined.extend(page_size(&names, operation, paginator));
    if let Some(items) = &paginator.items {
        defined.extend(items_of(&names, operation, items));
    }
    let (input, output) = (&input.ident, &output.ident);
    let used = if paginator.items.is_some() {
        quote! { use super::{#input, #output}; }
    } else {
        quote! { use super::#input; }
    };
    let uses: TokenStream = names.uses().into_iter().collect();
    let all = std::iter::once(used).chain((!uses.is_empty()).then_some(uses)).chain(defined);
    RustFile {
        path: format!("src/operation/{}/paginator.rs", operation.module.to_string().trim_start_matches("r#")),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: all.collect(),
    }
}

fn definition(names: &Names, operation: &Operation, paginator: &Paginator) -> TokenStream {
    let (ident, input) = (&paginator.ident, &operation.input.ident);
    let (generic, paginated, pages) = (names.get("Paginator"), names.get("Paginated"), names.get("Pages"));
    let input_token = Literal::usize_unsuffixed(paginator.input_token);
    let output_token = paginator.output_token.iter().map(|index| Literal::usize_unsuffixed(*index));
    let more = paginator.more.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote! { .more(#index) }
    });
    let doc = docs::doc_line(&format!("Calls `{}` again and again, for one page after the other.", operation.name));
    quote! {
        #doc
        pub type #ident = #generic<#input>;

        impl #paginated for #input {
            const PAGES: &'static #pages = &#pages::new(#input_token, &[#(#output_token),*]) #more;
        }
    }
}

fn page_size(names: &Names, operation: &Operation, paginator: &Paginator) -> Option<TokenStream> {
    let field = paginator.page_size.as_ref()?;
    let (generic, input) = (names.get("Paginator"), &operation.input.ident);
    let set = &field.set_ident;
    let ty = types::ty(names, &field.ty);
    Some(quote! {
        impl #generic<#input> {
            #[doc = " Sets how many items a page may have."]
            #[inline]
            pub fn page_size(mut self, limit: #ty) -> Self {
                self.input = self.input.#set(Some(limit));
                self
            }
        }
    })
}

fn items_of(names: &Names, operation: &Operation, items: &Items) -> Vec<TokenStream> {
    let ident = &items.ident;
    let (input, output) = (&operation.input.ident, &operation.output.ident);
    let (generic, paginated) = (names.get("PaginatorItems"), names.get("PaginatedItems"));
    let ty = types::ty(names, &items.collection);
    let found = items_expression(items);
    let doc = docs::doc_line(&format!("The items of all pages of `{}`.", operation.name));
    vec![
        quote! { #doc pub type #ident = #generic<#input>; },
        quote! {
            impl #paginated for #input {
                type Items = #ty;

                #[inline]
                fn items(page: #output) -> #ty {
                    #found
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

fn step(from: &TokenStream, ident: &Name, from_optional: bool, optional: bool) -> TokenStream {
    match (from_optional, optional) {
        (false, _) => quote! { #from.#ident },
        (true, true) => quote! { #from.and_then(|it| it.#ident) },
        (true, false) => quote! { #from.map(|it| it.#ident) },
    }
}
