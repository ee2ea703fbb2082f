//! What tests over real sockets share: HTTP/1.1 servers, scripted and raw, and a verifier of signatures.
//!
//! None knows anything of Tinsmith: the servers read and write raw bytes, and the verifier is written from the
//! specification of AWS Signature Version 4, so that none can share a fault with the client that they test.

pub mod raw;
pub mod server;
pub mod sigv4;
