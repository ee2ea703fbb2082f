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
mod names;
mod operation;
mod paginator;
mod protocol_tests;
mod structure;
mod table;
mod types;
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

/// The files of a crate that are in Rust. Each is made when it is asked for.
pub(crate) fn rust_files(krate: &Crate) -> impl Iterator<Item = RustFile> {
    let singles: [fn(&Crate) -> RustFile; 13] = [
        modules::root,
        client::file,
        config::file,
        config::endpoint_file,
        error::facade,
        error::service_error,
        modules::operation,
        modules::types,
        modules::errors,
        modules::primitives,
        |_| modules::builder(),
        |_| modules::meta(),
        modules::service,
    ];
    let singles = singles.into_iter().map(|file| file(krate));
    singles
        .chain(krate.operations.iter().map(operation::file))
        .chain(krate.operations.iter().map(fluent::file))
        .chain(krate.operations.iter().filter_map(paginator::file))
        .chain(krate.structures.iter().map(structure::file))
        .chain(krate.errors.iter().map(structure::error_file))
        .chain(krate.event_errors.iter().map(error::event_error))
        .chain(krate.unions.iter().map(union::file))
        .chain(krate.enums.iter().map(enumeration::file))
        .chain(waiter::files(krate))
        .chain(protocol_tests::files(krate))
}

/// The other files of a crate: path and text.
pub(crate) fn other_files(krate: &Crate, options: &Options) -> [(String, String); 3] {
    [
        ("Cargo.toml".to_owned(), manifest::cargo_toml(krate, options)),
        ("README.md".to_owned(), manifest::readme(krate)),
        ("src/endpoint_rules.json".to_owned(), krate.service.endpoint_rules.clone() + "\n"),
    ]
}
