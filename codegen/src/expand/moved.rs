//! Tokens that go into one place. `quote!` copies what it puts into other tokens, each of them with its text; a function
//! that is put into an `impl`, and a field into a structure, would be made twice.

use std::cell::Cell;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Tokens that are moved to where they are put first; nothing is left for another place.
pub(crate) struct Moved(Cell<TokenStream>);

impl From<TokenStream> for Moved {
    fn from(tokens: TokenStream) -> Self {
        Moved(Cell::new(tokens))
    }
}

impl ToTokens for Moved {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Moved;

    #[test]
    fn tokens_move_once() {
        let moved = Moved::from(quote! { one, two });
        assert_eq!(quote! { [#moved] }.to_string(), quote! { [one, two] }.to_string());
        assert!(quote! { #moved }.is_empty());
    }
}
