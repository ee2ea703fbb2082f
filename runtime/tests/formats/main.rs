//! The engines of all formats over one structure that has a member of every kind: what they read and
//! write, and what they refuse, whatever comes.

mod cbor;
mod entry;
#[cfg(feature = "event-stream")]
mod events;
mod fill;
mod hostile;
mod json;
mod shapes;
