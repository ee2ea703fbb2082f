//! The runtime of the clients that Tinsmith generates: everything that does not depend on a service.

pub mod auth;
pub mod builder;
pub mod cbor;
pub mod checksum;
pub mod client;
pub mod compression;
pub mod config;
pub mod context_params;
pub mod customizations;
pub mod error;
pub mod event_stream;
pub mod exception;
pub mod http;
pub mod jmespath;
pub mod json;
pub mod operation;
pub mod paginate;
mod percent;
pub mod protocol;
pub mod query;
pub mod rules;
pub mod shape;
mod text;
mod timestamp;
pub mod types;
pub mod waiter;
pub mod xml;
