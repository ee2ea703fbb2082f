//! Documentation and deprecation as attributes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::ir::{Deprecation, Docs};

impl ToTokens for Docs {
    /// An attribute a line: several lines in one would print as a block comment.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.0 {
            tokens.extend(doc_line(line));
        }
    }
}

/// A line of documentation.
pub(crate) fn doc_line(line: &str) -> TokenStream {
    let text = if line.is_empty() { String::new() } else { format!(" {line}") };
    quote! { #[doc = #text] }
}

/// Lines of documentation that are not the model's.
pub(crate) fn doc(lines: &str) -> TokenStream {
    lines.lines().map(doc_line).collect()
}

impl ToTokens for Deprecation {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let since = self.since.iter();
        let note = self.note.iter();
        tokens.extend(match (&self.since, &self.note) {
            (None, None) => quote! { #[deprecated] },
            (None, Some(note)) => quote! { #[deprecated(note = #note)] },
            (Some(since), None) => quote! { #[deprecated(since = #since)] },
            (Some(_), Some(_)) => quote! { #[deprecated(#(since = #since)*, #(note = #note)*)] },
        });
    }
}
