//! Operations: the unit struct, input and output, the error enum; builders and paginators in files of
//! their own below.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::expand::names::Names;
use crate::expand::{RustFile, auth, docs, error, structure};
use crate::ir::{Checksums, Operation, ResponseChecksums, StaticParam, Type};

/// The file of an operation itself.
pub(crate) fn file(operation: &Operation) -> RustFile {
    let defined = [&operation.ident, &operation.error, &operation.input.ident, &operation.output.ident];
    let names = Names::new(defined);
    let mut items = vec![unit_struct(&names, operation), call(&names, operation)];
    items.extend(structure::structure_items(&names, &operation.input));
    items.extend(structure::structure_items(&names, &operation.output));
    items.extend(error::operation_error(&names, operation));
    items.push(modules(operation));
    RustFile {
        path: format!("src/operation/{}.rs", operation.module.to_string().trim_start_matches("r#")),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

fn modules(operation: &Operation) -> TokenStream {
    let paginator = operation.paginator.as_ref().map(|_| {
        quote! {
            #[doc = " Pages of this operation's output."]
            pub mod paginator;
        }
    });
    quote! {
        #[doc = " Builders."]
        pub mod builders;
        #paginator
    }
}

fn unit_struct(names: &Names, operation: &Operation) -> TokenStream {
    let Operation { ident, input, .. } = operation;
    let (named, input) = (names.get("Named"), &input.ident);
    // Links name raw identifiers without their mark.
    let function = operation.function.to_string();
    let function = function.trim_start_matches("r#");
    let doc = docs::doc(&format!(
        "The operation `{}`: [`Client::{function}`](crate::Client::{function}) makes a call of it.",
        operation.name
    ));
    quote! { #doc pub type #ident = #named<#input>; }
}

fn call(names: &Names, operation: &Operation) -> TokenStream {
    let error = &operation.error;
    let (input, output) = (&operation.input.ident, &operation.output.ident);
    let (call, descriptor) = (names.get("Call"), names.get("Operation"));
    let facts = facts(names, operation);
    let presign = operation.presigns.then(|| quote! { impl ::tinsmith::presigning::Presign for #input {} });
    quote! {
        impl #call for #input {
            type Input = Self;
            type Output = #output;
            type Error = #error;
            const OPERATION: &'static #descriptor = &#facts;
        }
        #presign
    }
}

fn facts(names: &Names, operation: &Operation) -> TokenStream {
    let descriptor = names.get("Operation");
    let name = &operation.name;
    let mut facts = quote! { #descriptor::new(&crate::service::SERVICE, #name) };
    if operation.unit_input {
        facts.extend(quote! { .unit_input() });
    }
    if operation.output.fields.iter().any(|field| matches!(field.ty, Type::EventReceiver(_))) {
        facts.extend(quote! { .event_output() });
    }
    if let Some((method, uri)) = &operation.http {
        facts.extend(quote! { .http(#method, #uri) });
    }
    facts.extend(auth::fact(&operation.auth));
    if operation.unsigned_payload {
        facts.extend(quote! { .unsigned_payload() });
    }
    if !operation.static_params.is_empty() {
        let params = operation.static_params.iter().map(|(name, value)| quote! { (#name, #value) });
        facts.extend(quote! { .static_params(&[#(#params),*]) });
    }
    if !operation.context_params.is_empty() {
        let params = operation.context_params.iter().map(|(name, index)| {
            let index = proc_macro2::Literal::usize_unsuffixed(*index);
            quote! { (#name, #index) }
        });
        facts.extend(quote! { .context_params(&[#(#params),*]) });
    }
    if !operation.operation_context_params.is_empty() {
        let params = operation.operation_context_params.iter().map(|(name, path)| quote! { (#name, #path) });
        facts.extend(quote! {
            .operation_context_params(&::tinsmith::context_params::ContextPaths(&[#(#params),*]))
        });
    }
    if let Some(prefix) = &operation.host_prefix {
        facts.extend(quote! { .host_prefix(#prefix) });
    }
    if let Some(checksums) = &operation.checksums {
        let checksums = checksum_facts(checksums);
        facts.extend(quote! { .checksums(&#checksums) });
    }
    if operation.compression {
        facts.extend(quote! { .compression(&::tinsmith::compression::GZIP) });
    }
    if operation.s3_unwrapped_output {
        facts.extend(quote! { .s3_unwrapped_output() });
    }
    facts
}

fn checksum_facts(checksums: &Checksums) -> TokenStream {
    let mut facts = quote! { ::tinsmith::checksum::HttpChecksum::NONE };
    if checksums.request_required {
        facts.extend(quote! { .request_required() });
    }
    if let Some(index) = checksums.request_algorithm {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        facts.extend(quote! { .request_algorithm(#index) });
    }
    if let Some(ResponseChecksums { mode, algorithms }) = &checksums.response {
        let mode = proc_macro2::Literal::usize_unsuffixed(*mode);
        facts.extend(quote! { .response(#mode, &[#(#algorithms),*]) });
    }
    facts
}

impl ToTokens for StaticParam {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            StaticParam::String(text) => quote! { ::tinsmith::operation::StaticParam::String(#text) },
            StaticParam::Boolean(value) => quote! { ::tinsmith::operation::StaticParam::Boolean(#value) },
            StaticParam::StringArray(items) => {
                quote! { ::tinsmith::operation::StaticParam::StringArray(&[#(#items),*]) }
            }
        });
    }
}
