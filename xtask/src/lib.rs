//! The command line of this repository, as a library, so that tests run the same code.
//!
//! What reads files, writes files and prints is here; what turns models into code is `tinsmith-codegen`.
//! Nothing here depends on the runtime: a fresh clone builds this crate first.

pub mod bench;
pub mod check_all;
pub mod cli;
pub mod conformance;
pub mod console;
pub mod diff;
pub mod discover;
pub mod e2e;
pub mod endpoints;
pub mod generate;
pub mod job;
pub mod krate;
pub mod layout;
pub mod list;
pub mod progress;
pub mod services;
pub mod update;
pub mod watch;

mod cargo;
mod carry;
mod files;
mod hash;
mod lock;
mod make;
mod model_text;
mod names;
mod paths;
mod protocols;
mod stamp;
mod table;
mod text;
