//! The engines of all formats over one structure that has a member of every kind: what they read and
//! write, and what they refuse, whatever comes.

mod cbor;
mod entry;
mod fill;
mod hostile;
mod json;
mod shapes;
