//! Turns service models into Rust clients: model bytes in, files out.
//!
//! This crate does no I/O, reads no clock and no environment, and prints nothing.

pub mod diff;
pub mod docs;
pub mod fault;
pub mod model;
pub mod names;

mod assemble;
mod base64;
mod check;
mod expand;
mod format;
#[cfg(test)]
mod forms;
mod generate;
mod ir;
mod load;
mod numbers;
mod options;
mod plan;
mod read;
mod select;
mod tests;
mod write;

pub use check::CheckedModel;
pub use format::{Formatted, OutputFile};
pub use generate::{GenerateError, Generated, Planned, generate, generate_model};
pub use load::{load, load_model, load_service};
pub use options::{Dependency, Options};
pub use read::Source;
pub use select::select;
pub use tests::{GeneratedTest, TestKey, TestKind, protocol_tests};
pub use write::smithy;
