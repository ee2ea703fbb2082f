//! From the plan to Rust: infallible, and nothing is decided here.
//!
//! Each file is a list of items. They are formatted one by one, so that blank lines stand between them.

mod auth;
mod builder;
mod client;
mod config;
pub(crate) mod docs;
mod enumeration;
mod error;
mod fluent;
mod manifest;
mod modules;
mod moved;
mod names;
mod operation;
mod paginator;
mod protocol_tests;
mod structure;
mod table;
mod types;
mod types_crate;
mod union;
mod waiter;

use proc_macro2::TokenStream;

use crate::ir::Crate;
use crate::options::Options;

/// A Rust file to be formatted.
#[derive(Debug)]
pub(crate) struct RustFile {
    /// The path within the crate, with `/`.
    pub(crate) path: String,
    /// Lines of the file's own documentation.
    pub(crate) docs: Vec<String>,
    /// Inner attributes.
    pub(crate) attributes: Vec<TokenStream>,
    /// The items, in order.
    pub(crate) items: Vec<TokenStream>,
}

/// A Rust file that is made when it is asked for: the tokens of a file take many times the memory of its text.
pub(crate) struct Unmade<'k>(Box<dyn FnOnce() -> RustFile + Send + 'k>);

impl<'k> Unmade<'k> {
    fn new(make: impl FnOnce() -> RustFile + Send + 'k) -> Self {
        Unmade(Box::new(make))
    }

    /// The same file in a folder of the crate.
    fn within(self, folder: &'static str) -> Self {
        Unmade::new(move || {
            let file = self.make();
            RustFile { path: format!("{folder}/{}", file.path), ..file }
        })
    }

    /// Makes the file.
    pub(crate) fn make(self) -> RustFile {
        (self.0)()
    }
}

/// The files of a crate that are in Rust. None needs another.
pub(crate) fn rust_files(krate: &Crate) -> impl Iterator<Item = Unmade<'_>> {
    let singles: [fn(&Crate) -> RustFile; 11] = [
        modules::root,
        client::file,
        config::file,
        config::endpoint_file,
        error::facade,
        error::service_error,
        modules::operation,
        modules::primitives,
        |_| modules::builder(),
        |_| modules::meta(),
        modules::service,
    ];
    let singles = singles.into_iter().map(move |file| Unmade::new(move || file(krate)));
    singles
        .chain(each(&krate.operations, operation::file))
        .chain(each(&krate.operations, fluent::file))
        .chain(paginator::files(krate))
        .chain(types(krate))
        .chain(waiter::files(krate))
        .chain(krate.has_presigning().then(|| Unmade::new(modules::presigning)))
        .chain(protocol_tests::files(krate))
}

/// The files of the data types, in the folder of their own crate where they have one.
fn types(krate: &Crate) -> impl Iterator<Item = Unmade<'_>> {
    let singles: [fn(&Crate) -> RustFile; 2] = [modules::types, modules::errors];
    let own: [fn(&Crate) -> RustFile; 2] = [types_crate::root, |_| types_crate::builder()];
    let has_own = krate.types_package.is_some();
    let own = own.into_iter().filter(move |_| has_own);
    let files = singles.into_iter().chain(own).map(move |file| Unmade::new(move || file(krate)));
    let files = files
        .chain(each(&krate.structures, structure::file))
        .chain(each(&krate.errors, structure::error_file))
        .chain(each(&krate.event_errors, error::event_error))
        .chain(each(&krate.unions, union::file))
        .chain(each(&krate.enums, enumeration::file));
    files.map(move |file| if has_own { file.within(types_crate::FOLDER) } else { file })
}

/// A file for each of `all`.
fn each<'k, T: Sync>(all: &'k [T], file: fn(&'k T) -> RustFile) -> impl Iterator<Item = Unmade<'k>> {
    all.iter().map(move |one| Unmade::new(move || file(one)))
}

/// The other files of a crate: path and text.
pub(crate) fn other_files(krate: &Crate, options: &Options) -> impl Iterator<Item = (String, String)> {
    let types = krate.types_package.as_ref().map(|package| {
        (format!("{}/Cargo.toml", types_crate::FOLDER), types_crate::cargo_toml(krate, package, options))
    });
    [
        ("Cargo.toml".to_owned(), manifest::cargo_toml(krate, options)),
        ("README.md".to_owned(), manifest::readme(krate)),
        ("src/endpoint_rules.json".to_owned(), krate.service.endpoint_rules.clone() + "\n"),
    ]
    .into_iter()
    .chain(types)
}
