//! What tests over real sockets share: a scripted HTTP/1.1 server, and a verifier of signatures.
//!
//! Neither knows anything of Tinsmith: the server reads and writes raw bytes, and the verifier is written from the
//! specification of AWS Signature Version 4, so that neither can share a fault with the client that they test.

pub mod server;
pub mod sigv4;
