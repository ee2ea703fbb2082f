//! An identifier that may go from thread to thread, as `proc_macro2`'s own may not. It is made in `names` only.

use std::fmt::{Display, Formatter, Result};
use std::sync::Arc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{IdentFragment, ToTokens, TokenStreamExt};

/// What precedes the text of a raw identifier.
const RAW: &str = "r#";

/// An identifier: what Rust takes for one, with `r#` before it where it is raw.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Arc<str>);

impl Name {
    /// The identifier `text`, which is no keyword.
    pub(super) fn plain(text: &str) -> Name {
        Name(text.into())
    }

    /// The identifier `text`, raw.
    pub(super) fn raw(text: &str) -> Name {
        Name(format!("{RAW}{text}").into())
    }

    /// The identifier as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix(RAW) {
            Some(text) => Ident::new_raw(text, Span::call_site()),
            None => Ident::new(&self.0, Span::call_site()),
        });
    }
}

impl IdentFragment for Name {
    /// A part of an identifier is never raw.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.0.strip_prefix(RAW).unwrap_or(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use crate::names::ident;

    #[test]
    fn tokens_are_what_is_shown() {
        for text in ["match", "self", "one", "_1"] {
            let name = ident(text);
            assert_eq!(quote! { #name }.to_string(), name.to_string());
        }
    }

    #[test]
    fn parts_of_identifiers_are_not_raw() {
        assert_eq!(ident("match").to_string(), "r#match");
        assert_eq!(format_ident!("{}_one", ident("match")).to_string(), "match_one");
    }
}
