//! The codecs of the official clients and of ours, on the same messages in the same process.
//!
//! Both are driven as users drive them, through their clients, on a [`wire`] that answers from memory. What
//! is timed is what lies between the interceptors' hooks before and after serialization, or before and after
//! deserialization, so that signing, which both leave to the same crate, is not in the figures; only the
//! cases of whole calls time all of it. The messages are made here ([`bodies`]), and so is what the clients
//! are asked ([`sides`]).

pub mod bodies;
pub mod case;
pub mod measure;
pub mod sides;
pub mod stopwatch;
pub mod wire;
