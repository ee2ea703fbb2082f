//! Turns service models into Rust clients: model bytes in, files out.
//!
//! This crate does no I/O, reads no clock and no environment, and prints nothing. [`generate`] makes the files of a
//! whole crate; `cargo xtask generate` writes them.
//!
//! # In a build script
//!
//! [`generate_module`] makes one text of a client, for crates that have the model of a service and want no crate of its
//! client beside them. With this crate among the `[build-dependencies]` and `tinsmith` among the `[dependencies]`, this
//! is all of a `build.rs`:
//!
//! ```no_run
//! use tinsmith_codegen::{Options, Source, generate_module};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = std::fs::read("guestbook.json")?;
//! let client = generate_module(&[Source { name: "guestbook.json", text: &text }], "client", &Options::default())?;
//! std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR")?).join("client.rs"), client)?;
//! println!("cargo::rerun-if-changed=guestbook.json");
//! # Ok(())
//! # }
//! ```
//!
//! and this, at the root of the crate, has the module `client` in it: `include!(concat!(env!("OUT_DIR"), "/client.rs"));`.
//! `examples/own-service` is such a crate.
//!
//! # What comes out
//!
//! ```
//! use tinsmith_codegen::{Options, Source, generate};
//!
//! let text = br#"{ "smithy": "2.0", "shapes": {
//!     "example#Guestbook": { "type": "service", "version": "1", "operations": [{ "target": "example#Sign" }],
//!         "traits": { "aws.protocols#awsJson1_1": {} } },
//!     "example#Sign": { "type": "operation", "input": { "target": "example#SignInput" } },
//!     "example#SignInput": { "type": "structure", "members": { "words": { "target": "smithy.api#String" } } }
//! } }"#;
//! let generated = generate(&[Source { name: "guestbook.json", text }], &Options::default())?;
//! assert_eq!(generated.package, "tinsmith-guestbook");
//! assert!(generated.files.iter().any(|file| file.path == "src/operation/sign.rs"));
//!
//! // All faults of a model come at once, each with its place.
//! let faults = generate(&[Source { name: "guestbook.json", text: b"{}" }], &Options::default()).unwrap_err();
//! assert!(faults.to_string().contains("guestbook.json:1:1"));
//! # Ok::<(), tinsmith_codegen::GenerateError>(())
//! ```

pub mod diff;
pub mod docs;
pub mod fault;
pub mod model;
pub mod names;

mod assemble;
mod base64;
mod both;
mod check;
mod expand;
mod format;
#[cfg(test)]
mod forms;
mod generate;
mod ir;
mod load;
mod module;
mod numbers;
mod options;
mod plan;
mod read;
mod schemes;
mod select;
mod tests;
mod write;

pub use check::CheckedModel;
pub use format::{Formatted, OutputFile};
pub use generate::{
    GenerateError, Generated, Piece, Planned, Stage, generate, generate_model, generate_module, plan_service,
};
pub use load::{load, load_model, load_service};
pub use options::{Dependency, Options, TypesCrate};
pub use read::Source;
pub use select::select;
pub use tests::{GeneratedTest, TestKey, TestKind, protocol_tests};
pub use write::smithy;
