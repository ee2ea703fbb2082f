//! Runs the endpoint tests of models (`smithy.rules#endpointTests`) with the runtime's evaluator.
//!
//! A library for tests, and the program of `cargo xtask endpoints`. It knows nothing of model files: rules and cases
//! are handed to it.

mod case;
mod editions;
mod service;

pub use case::{Mismatch, check_case};
pub use editions::{Edition, editions};
pub use service::run;
