//! The file of an operation's builders: the call to be sent, the input, the output.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, builder, docs};
use crate::ir::Operation;

/// The file of an operation's builders.
pub(crate) fn file(operation: &Operation) -> RustFile {
    let Operation { fluent, input, output, .. } = operation;
    let draft = builder::draft_ident(input);
    let names = Names::new([&input.builder, &output.builder, fluent, &draft, &input.ident, &output.ident]);
    let (input_ident, output_ident) = (&input.ident, &output.ident);
    let mut items = vec![quote! { use super::{#input_ident, #output_ident}; }];
    let mut defined = vec![definition(&names, operation)];
    defined.extend(builder::input_items(&names, input));
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
    // Not the alias `FluentBuilder`: rustdoc lists the functions of an alias only where it names the type.
    let (generic, unsent, draft) = (names.get("InputBuilder"), names.get("Unsent"), builder::draft_ident(input));
    let first = docs::doc_line(&format!("A call of `{}`, to be filled in and sent.", operation.name));
    let rest = (!docs.is_empty()).then(|| {
        quote! { #[doc = ""] #docs }
    });
    quote! { #first #rest #deprecated pub type #fluent = #generic<#draft, #unsent<#draft>>; }
}
