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

/// All files of a crate: those in Rust, and the others as they are.
pub(crate) fn expand(krate: &Crate, options: &Options) -> (Vec<RustFile>, Vec<(String, String)>) {
    let mut files = vec![
        modules::root(krate),
        client::file(krate),
        config::file(krate),
        config::endpoint_file(krate),
        error::facade(krate),
        error::service_error(krate),
        modules::operation(krate),
        modules::types(krate),
        modules::errors(krate),
        modules::primitives(krate),
        modules::builder(),
        modules::meta(),
        modules::service(krate),
    ];
    files.extend(krate.operations.iter().map(operation::file));
    files.extend(krate.operations.iter().map(fluent::file));
    files.extend(krate.operations.iter().filter_map(paginator::file));
    files.extend(krate.structures.iter().map(structure::file));
    files.extend(krate.errors.iter().map(structure::error_file));
    files.extend(krate.event_errors.iter().map(error::event_error));
    files.extend(krate.unions.iter().map(union::file));
    files.extend(krate.enums.iter().map(enumeration::file));
    files.extend(waiter::files(krate));
    files.extend(protocol_tests::files(krate));
    let others = vec![
        ("Cargo.toml".to_owned(), manifest::cargo_toml(krate, options)),
        ("README.md".to_owned(), manifest::readme(krate)),
        ("src/endpoint_rules.json".to_owned(), krate.service.endpoint_rules.clone() + "\n"),
    ];
    (files, others)
}
