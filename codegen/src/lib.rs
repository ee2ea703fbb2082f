//! Turns service models into Rust clients: model bytes in, files out.
//!
//! This crate does no I/O, reads no clock and no environment, and prints nothing.

pub mod model;
