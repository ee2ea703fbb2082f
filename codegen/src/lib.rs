//! Turns service models into Rust clients: model bytes in, files out.
//!
//! This crate does no I/O, reads no clock and no environment, and prints nothing.

pub mod docs;
pub mod fault;
pub mod model;

mod assemble;
mod check;
mod load;
mod read;
mod select;

pub use check::CheckedModel;
pub use load::{load, load_model, load_service};
pub use read::Source;
pub use select::select;
