//! Documentation and deprecation as attributes.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::format::NEXT_LINE;
use crate::ir::{Deprecation, Docs};

impl ToTokens for Docs {
    /// One attribute for all lines, which `format` takes apart.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let lines = self.lines();
        if lines.is_empty() {
            return;
        }
        let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push(NEXT_LINE);
            }
            if !line.is_empty() {
                text.push(' ');
            }
            // Nearly always that is the line as it is.
            line.split(NEXT_LINE).for_each(|part| text.push_str(part));
        }
        let text = literal(&text);
        tokens.extend(quote! { #[doc = #text] });
    }
}

/// Documentation in the call of a macro, whose tokens are shown as they are: an attribute a line.
pub(crate) fn lines(docs: &Docs) -> TokenStream {
    let line = |line: &String| {
        let text = apart(line);
        quote! { #[doc = #text] }
    };
    docs.lines().iter().map(line).collect()
}

/// A line of documentation.
pub(crate) fn doc_line(line: &str) -> TokenStream {
    let text = literal(&apart(line));
    quote! { #[doc = #text] }
}

/// The text of a line, with a space between it and the slashes.
fn apart(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

/// A text as a literal. `Literal::string` escapes whatever cannot be shown, and asks that of each character; in
/// documentation all is written as it is.
fn literal(text: &str) -> Literal {
    if text.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\0')) {
        return Literal::string(text);
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')) {
        let (plain, special) = rest.split_at(at);
        quoted.push_str(plain);
        quoted.push('\\');
        quoted.extend(special.chars().next());
        rest = special.get(1..).unwrap_or_default();
    }
    quoted.push_str(rest);
    quoted.push('"');
    quoted.parse().unwrap_or_else(|_| Literal::string(text))
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
