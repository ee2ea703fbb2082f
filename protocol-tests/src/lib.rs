//! What the protocol tests of generated clients stand on.
//!
//! A [`Wire`] takes the place of the HTTP client: it keeps the request that a call sends, and answers with a
//! [`Response`] of the test's choice. [`ExpectedRequest`] says what must be in a request, and [`assert_same`]
//! compares what came of a response with what a test has built. All of it panics, with everything that
//! differs, as tests do; it is of no use outside of them.

mod auth_scheme;
mod body;
mod document;
mod event;
mod events;
mod expected;
mod request;
mod run;
mod same;
mod wire;

pub use auth_scheme::auth_scheme;
pub use document::document;
pub use event::Event;
pub use events::{Events, assert_end, assert_fails, event_of, events};
pub use expected::ExpectedRequest;
pub use request::Request;
pub use run::{assert_bytes, error_of, output_of};
pub use same::{assert_same, assert_value};
pub use wire::{Response, Wire};
