//! How generated files call what they did not define.
//!
//! A file says `Option` and `Member` as a person would, with `use` for what is not in the prelude. Where
//! the file itself defines something of that name (a service may well have a type `Option`), it says the
//! absolute path instead.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, TokenStreamExt, quote};

/// The names that files use: how they are written here, and where they are from. Those of the prelude
/// need no `use`.
const KNOWN: &[(&str, &str, bool)] = &[
    ("AsRef", "::core::convert::AsRef", true),
    ("Box", "::std::boxed::Box", true),
    ("From", "::core::convert::From", true),
    ("Into", "::core::convert::Into", true),
    ("Option", "::core::option::Option", true),
    ("Result", "::core::result::Result", true),
    ("Send", "::core::marker::Send", true),
    ("String", "::std::string::String", true),
    ("Sync", "::core::marker::Sync", true),
    ("Vec", "::std::vec::Vec", true),
    ("HashMap", "::std::collections::HashMap", false),
    ("Acceptor", "::tinsmith::waiter::Acceptor", false),
    ("Awaited", "::tinsmith::waiter::Awaited", false),
    ("BuildError", "::tinsmith::types::BuildError", false),
    ("Builder", "crate::builder::Builder", false),
    ("Call", "::tinsmith::operation::Call", false),
    ("ErrorMetadata", "::tinsmith::types::ErrorMetadata", false),
    ("EventHeader", "::tinsmith::shape::EventHeader", false),
    ("EventReceiver", "::tinsmith::event_stream::EventReceiver", false),
    ("EventStreamSender", "::tinsmith::event_stream::EventStreamSender", false),
    ("Hold", "::tinsmith::builder::Hold", false),
    ("HttpResponse", "::tinsmith::types::HttpResponse", false),
    ("InputBuilder", "crate::builder::InputBuilder", false),
    ("Member", "::tinsmith::shape::Member", false),
    ("ModeledError", "::tinsmith::error::ModeledError", false),
    ("Named", "::tinsmith::operation::Named", false),
    ("Names", "::tinsmith::shape::Names", false),
    ("Operation", "::tinsmith::operation::Operation", false),
    ("OperationError", "::tinsmith::error::OperationError", false),
    ("Pages", "::tinsmith::paginate::Pages", false),
    ("Paginated", "::tinsmith::paginate::Paginated", false),
    ("PaginatedItems", "::tinsmith::paginate::PaginatedItems", false),
    ("Paginator", "crate::builder::Paginator", false),
    ("PaginatorItems", "crate::builder::PaginatorItems", false),
    ("Place", "::tinsmith::shape::Place", false),
    ("RequestId", "::tinsmith::types::RequestId", false),
    ("RequestIdExt", "::tinsmith::types::RequestIdExt", false),
    ("SdkError", "crate::error::SdkError", false),
    ("Shape", "::tinsmith::shape::Shape", false),
    ("Slot", "::tinsmith::shape::Slot", false),
    ("StringEnum", "::tinsmith::shape::StringEnum", false),
    ("Structure", "::tinsmith::shape::Structure", false),
    ("TimestampFormat", "::tinsmith::shape::TimestampFormat", false),
    ("Unhandled", "::tinsmith::error::Unhandled", false),
    ("UnknownVariantValue", "::tinsmith::shape::UnknownVariantValue", false),
    ("UnmodeledError", "::tinsmith::error::UnmodeledError", false),
    ("Unsent", "crate::builder::Unsent", false),
    ("Value", "::tinsmith::shape::Value", false),
    ("View", "::tinsmith::shape::View", false),
    ("Waiter", "::tinsmith::waiter::Waiter", false),
    ("Waiting", "crate::builder::Waiting", false),
    ("XmlNamespace", "::tinsmith::shape::XmlNamespace", false),
];

/// The names of one file.
#[derive(Debug)]
pub(crate) struct Names {
    defined: BTreeSet<String>,
    /// Which of the known names the file has used so far.
    used: [Cell<bool>; KNOWN.len()],
}

/// How a file says a name: by itself, or by its path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said(&'static str);

impl ToTokens for Said {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.0.contains("::") {
            path_tokens(self.0).to_tokens(tokens);
        } else {
            tokens.append(Ident::new(self.0, Span::call_site()));
        }
    }
}

impl Names {
    /// The names of a file that defines types of these names.
    pub(crate) fn new<T: ToString>(defined: impl IntoIterator<Item = T>) -> Self {
        let defined = defined.into_iter().map(|name| name.to_string()).collect();
        Self { defined, used: [const { Cell::new(false) }; KNOWN.len()] }
    }

    /// How this file says `name`, one of the known names.
    pub(crate) fn get(&self, name: &'static str) -> Said {
        let Some(((_, path, _), used)) = KNOWN.iter().zip(&self.used).find(|((known, ..), _)| *known == name) else {
            return Said(name);
        };
        used.set(true);
        Said(if self.defined.contains(name) { path } else { name })
    }

    /// The `use` items for the names that were used, once all items are there: those outside the prelude.
    pub(crate) fn uses(&self) -> Vec<TokenStream> {
        let needed = KNOWN
            .iter()
            .zip(&self.used)
            .filter(|((name, _, prelude), used)| !prelude && used.get() && !self.defined.contains(*name));
        // One `use` a module, those of the crate itself last.
        let mut modules: BTreeMap<(bool, &str), Vec<&str>> = BTreeMap::new();
        for ((name, path, _), _) in needed {
            let module = path.trim_start_matches("::").strip_suffix(name).unwrap_or(path).trim_end_matches("::");
            modules.entry((module.starts_with("crate"), module)).or_default().push(name);
        }
        let uses = modules.into_iter().map(|((_, module), names)| {
            let module = path_tokens(module);
            let names: Vec<TokenStream> = names.into_iter().map(path_tokens).collect();
            match names.as_slice() {
                [name] => quote! { use #module::#name; },
                names => quote! { use #module::{#(#names),*}; },
            }
        });
        uses.collect()
    }

    /// `items` with the `use` items that they need before them.
    pub(crate) fn with_uses(&self, items: Vec<TokenStream>) -> Vec<TokenStream> {
        let uses = self.uses();
        // One item, so that no blank lines come between them.
        let uses: TokenStream = uses.into_iter().collect();
        std::iter::once(uses).filter(|uses| !uses.is_empty()).chain(items).collect()
    }
}

/// A path as tokens.
pub(crate) fn path_tokens(path: &str) -> TokenStream {
    let absolute = path.starts_with("::");
    let segments = path.trim_start_matches("::").split("::").map(crate::names::segment);
    if absolute {
        quote! { #(::#segments)* }
    } else {
        quote! { #(#segments)::* }
    }
}
