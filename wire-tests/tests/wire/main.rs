//! The generated client of CodeDeploy, and through it the runtime, over real sockets.

mod common;
mod config;
mod endpoints;
mod errors;
mod hooks;
mod log;
mod pages;
mod replay;
mod request;
mod responses;
mod retries;
mod secrets;
mod signatures;
mod timeouts;
