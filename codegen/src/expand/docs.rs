//! Documentation and deprecation as attributes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::format::NEXT_LINE;
use crate::ir::{Deprecation, Docs};

impl ToTokens for Docs {
    /// One attribute for all lines, which `format` takes apart.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.0.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.0.iter().map(|line| line.len() + 2).sum());
        for (index, line) in self.0.iter().enumerate() {
            if index > 0 {
                text.push(NEXT_LINE);
            }
            if !line.is_empty() {
                text.push(' ');
            }
            text.extend(line.chars().filter(|c| *c != NEXT_LINE));
        }
        tokens.extend(quote! { #[doc = #text] });
    }
}

/// Documentation in the call of a macro, whose tokens are shown as they are: an attribute a line.
pub(crate) fn lines(docs: &Docs) -> TokenStream {
    docs.0.iter().map(|line| doc_line(line)).collect()
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
