//! The bodies of responses, made here: what services answer in its shape, in our own words.

pub mod cbor;
pub mod json;
pub mod xml;
