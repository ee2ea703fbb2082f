//! What a file of tests imports.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::expand::names::path_tokens;
use crate::ir::Crate;
use crate::names::Name;

/// The crate that supports the tests.
const SUPPORT: &str = "tinsmith_protocol_tests";

/// The imports of a file, which grow as names are used. Nothing is defined in these files but functions,
/// and no two names that are imported are the same: those of an operation end with `Output` and `Error`.
pub(super) struct Scope<'k> {
    krate: &'k Crate,
    used: RefCell<BTreeMap<(Place, String), BTreeSet<String>>>,
}

/// Where imports are from, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Outside,
    Program,
}

impl<'k> Scope<'k> {
    pub(super) fn new(krate: &'k Crate) -> Self {
        Self { krate, used: RefCell::default() }
    }

    /// Something of the crate's root.
    pub(super) fn root(&self, name: &str) -> TokenStream {
        self.import(Place::Outside, library(self.krate).to_string(), name)
    }

    /// Something of the module `config`.
    pub(super) fn config(&self, name: &str) -> TokenStream {
        self.import(Place::Outside, format!("{}::config", library(self.krate)), name)
    }

    /// One of the simple types.
    pub(super) fn primitive(&self, name: &str) -> TokenStream {
        self.import(Place::Outside, format!("{}::primitives", library(self.krate)), name)
    }

    /// A type of an operation.
    pub(super) fn operation(&self, module: &Name, name: &Name) -> TokenStream {
        self.import(Place::Outside, format!("{}::operation::{module}", library(self.krate)), name.as_str())
    }

    /// A data type: `types::X`.
    pub(super) fn data(&self, name: &Name) -> TokenStream {
        let types = self.root("types");
        quote! { #types::#name }
    }

    /// An error structure: `types::error::X`.
    pub(super) fn error(&self, name: &Name) -> TokenStream {
        let types = self.root("types");
        quote! { #types::error::#name }
    }

    /// The trait that gives errors their code.
    pub(super) fn error_metadata(&self) {
        self.import(Place::Outside, format!("{}::error", library(self.krate)), "ProvideErrorMetadata");
    }

    /// Something of the crate that supports the tests.
    pub(super) fn support(&self, name: &str) -> TokenStream {
        self.import(Place::Outside, SUPPORT.to_owned(), name)
    }

    /// Something of the standard library.
    pub(super) fn std(&self, module: &str, name: &str) -> TokenStream {
        self.import(Place::Outside, format!("std::{module}"), name)
    }

    /// A function that all tests share.
    pub(super) fn shared(&self, name: &str) -> TokenStream {
        self.import(Place::Program, "crate".to_owned(), name)
    }

    fn import(&self, place: Place, module: String, name: &str) -> TokenStream {
        self.used.borrow_mut().entry((place, module)).or_default().insert(name.to_owned());
        path_tokens(name)
    }

    /// The imports: those of each place are an item.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let used = self.used.borrow();
        let of = |wanted: Place| -> TokenStream {
            let modules = used.iter().filter(|((place, _), _)| *place == wanted);
            let mut imports: Vec<_> = modules.map(|((_, module), names)| (module.as_str(), names)).collect();
            imports.sort_by_key(|(module, names)| written(module, names));
            imports.into_iter().map(|(module, names)| import_of(module, names)).collect()
        };
        [of(Place::Outside), of(Place::Program)].into_iter().filter(|uses| !uses.is_empty()).collect()
    }
}

/// How an import is written, as far as its place in order goes.
fn written(module: &str, names: &BTreeSet<String>) -> String {
    let mut names = names.iter();
    match (names.next(), names.next()) {
        (Some(name), None) => format!("{module}::{name}"),
        _ => format!("{module}::{{"),
    }
}

fn import_of(module: &str, names: &BTreeSet<String>) -> TokenStream {
    let module = path_tokens(module);
    let names: Vec<TokenStream> = names.iter().map(|name| path_tokens(name)).collect();
    match names.as_slice() {
        [name] => quote! { use #module::#name; },
        names => quote! { use #module::{#(#names),*}; },
    }
}

/// The name of the crate that is tested, in Rust.
pub(super) fn library(krate: &Crate) -> Ident {
    Ident::new(&krate.package.replace('-', "_"), Span::call_site())
}
