//! JSON as the AWS protocols speak it: one reader and one writer for any shape.
//!
//! The scanner is our own and not a general-purpose crate's, because a response must be read straight
//! into a shape through its table, numbers must keep their digits (timestamps are read to the exact
//! nanosecond, big numbers whole), unknown members must be skipped at any depth without recursion, and
//! every error must say where it is. It also spares every user the build of serde.

mod decode;
mod encode;
mod reader;
mod writer;

pub(crate) use decode::read_value;
pub use decode::{document_from_str, read_structure};
pub use encode::write_structure;
pub(crate) use encode::write_view;
pub use reader::{JsonError, Reader};
pub use writer::Writer;

use crate::shape::{Member, Place, TimestampFormat};

/// What distinguishes the JSON of one protocol from that of another.
#[derive(Clone, Copy, Debug)]
pub struct JsonStyle {
    /// Whether `jsonName` renames members (restJson1) or is ignored (awsJson, rpcv2Json).
    pub json_names: bool,
    /// Whether members bound to HTTP headers, labels and the like stay out of the document.
    pub http_bindings: bool,
    /// The form of timestamps whose member names none.
    pub timestamp_format: TimestampFormat,
    /// Whether members may name a form of their own (`timestampFormat`).
    pub own_timestamp_formats: bool,
    /// Whether big integers and decimals are strings (rpcv2Json) or numbers.
    pub quoted_big_numbers: bool,
}

impl JsonStyle {
    /// awsJson1_0 and awsJson1_1.
    pub const AWS_JSON: Self = Self {
        json_names: false,
        http_bindings: false,
        timestamp_format: TimestampFormat::EpochSeconds,
        own_timestamp_formats: true,
        quoted_big_numbers: false,
    };

    /// restJson1.
    pub const REST_JSON: Self = Self { json_names: true, http_bindings: true, ..Self::AWS_JSON };

    /// rpcv2Json.
    pub const RPC_V2_JSON: Self = Self { own_timestamp_formats: false, quoted_big_numbers: true, ..Self::AWS_JSON };

    /// The name of `member` in a document.
    fn name(&self, member: &'static Member) -> &'static str {
        match member.own_names().json {
            Some(name) if self.json_names => name,
            _ => member.wire_name,
        }
    }

    /// The form of a timestamp.
    fn timestamp_format(&self, member: &Member) -> TimestampFormat {
        member.timestamp_format.filter(|_| self.own_timestamp_formats).unwrap_or(self.timestamp_format)
    }

    /// Whether `member` is part of the document.
    fn includes(&self, member: &Member) -> bool {
        if self.http_bindings { member.http_place() == Place::Body } else { !member.is_event_bound() }
    }
}
