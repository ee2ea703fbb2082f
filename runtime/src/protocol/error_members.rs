//! What an error document says of itself, whatever its format.

use std::borrow::Cow;

use aws_smithy_types::error::metadata;

use super::bare_error_code;

/// The members that tell which error it is, and the message.
#[derive(Debug, Default)]
pub(super) struct ErrorMembers<'a> {
    /// `__type`.
    pub(super) kind: Option<Cow<'a, str>>,
    /// `code`, which some services have instead.
    pub(super) code: Option<Cow<'a, str>>,
    pub(super) message: Option<Cow<'a, str>>,
}

impl<'a> ErrorMembers<'a> {
    /// Where to put the member called `key`, if it is one of them.
    pub(super) fn slot(&mut self, key: &str) -> Option<&mut Option<Cow<'a, str>>> {
        match key {
            "__type" => Some(&mut self.kind),
            "code" => Some(&mut self.code),
            "message" | "Message" | "errorMessage" => Some(&mut self.message),
            _ => None,
        }
    }
}

/// The metadata of an error with these.
pub(super) fn metadata(code: Option<Cow<'_, str>>, message: Option<Cow<'_, str>>) -> metadata::Builder {
    let mut builder = metadata::Builder::default();
    if let Some(code) = code {
        builder = builder.code(bare_error_code(&code));
    }
    if let Some(message) = message {
        builder = builder.message(message);
    }
    builder
}
