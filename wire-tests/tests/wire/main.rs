//! The generated client of CodeDeploy, and through it the runtime, over real sockets.

mod common;
mod config;
mod errors;
mod hooks;
mod request;
mod retries;
mod signatures;
mod timeouts;
