//! HTTP bindings: which member of a structure travels where in a message ("Smithy specification, HTTP
//! protocol bindings"), whatever the format of its document.
//!
//! A request is made of [`request_target`], [`write_headers`] and [`request_content`], and a response is
//! read by [`read_head`] and [`read_body`]. Documents are written and read by a [`DocumentFormat`], which
//! is all that the protocols with HTTP bindings do not share.

mod body;
mod header_list;
mod read;
mod text;
mod uri;
mod write;

pub(crate) use body::{Answer, Content, DocumentFormat, read_body, request_content};
pub(crate) use read::read_head;
pub(crate) use uri::request_target;
pub(crate) use write::write_headers;
