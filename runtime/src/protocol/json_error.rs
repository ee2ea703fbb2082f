//! What an error response in JSON says of itself, in any of the protocols that send one.

use std::borrow::Cow;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::error::metadata;

use super::error_members::{self, ErrorMembers};
use crate::json::{JsonError, Reader};

/// Code and message of an error response, as far as they can be found. The header goes before the body.
pub(super) fn metadata(response: &HttpResponse, body: &[u8]) -> metadata::Builder {
    let found = error_members(body);
    let header = response.headers().get("x-amzn-errortype").map(Cow::Borrowed);
    error_members::metadata(header.or(found.kind).or(found.code), found.message)
}

/// What an error document says of itself, as far as the body can be read.
pub(super) fn error_members(body: &[u8]) -> ErrorMembers<'_> {
    let mut found = ErrorMembers::default();
    if let Ok(mut reader) = Reader::new(body) {
        // What was found before a fault counts: the rest of the response is of no use either way.
        let _ = read_error_members(&mut reader, &mut found);
    }
    found
}

fn read_error_members<'a>(reader: &mut Reader<'a>, found: &mut ErrorMembers<'a>) -> Result<(), Box<JsonError>> {
    reader.begin_object()?;
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        match found.slot(&key) {
            Some(slot) if reader.peek() == Some(b'"') => *slot = Some(reader.string()?),
            _ => reader.skip_value()?,
        }
    }
    Ok(())
}
