//! What an answer says of itself beside what its shape knows: the code and message of an error, and the
//! request's id.

use std::borrow::Cow;

use crate::xml::reader::{Element, Reader, Result};

/// What was found in an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorFields<'a> {
    /// The code of the error.
    pub code: Option<Cow<'a, str>>,
    /// Whose fault it is, `Sender` or `Receiver`.
    pub fault: Option<Cow<'a, str>>,
    /// What went wrong, in the words of the service.
    pub message: Option<Cow<'a, str>>,
    /// The id by which the service knows the request.
    pub request_id: Option<Cow<'a, str>>,
}

/// What `body` says of the error that stands at `path` within its root element, as for
/// [`read_wrapped`](super::read_wrapped). Nothing is too broken for it: what cannot be found is not set.
///
/// restXml and awsQuery have the error at `["Error"]`, ec2Query at `["Errors", "Error"]`, and S3 at `[]`. The
/// request's id is sought beside the error and in it.
pub fn error_fields<'a>(body: &'a [u8], path: &[&str]) -> ErrorFields<'a> {
    let mut found = ErrorFields::default();
    if let Ok(mut reader) = Reader::new(body) {
        // What was found before a fault counts: the rest of the answer is of no use either way.
        let _ = reader.root().and_then(|root| find(&mut reader, &root, path, &mut found));
    }
    found
}

/// The request's id in a successful answer of awsQuery (`ResponseMetadata`) or ec2Query.
pub fn request_id(body: &[u8]) -> Option<Cow<'_, str>> {
    error_fields(body, &["ResponseMetadata"]).request_id
}

/// Whether the root element of `body` is called `name`.
pub(crate) fn has_root(body: &[u8], name: &str) -> bool {
    let root = Reader::new(body).and_then(|mut reader| reader.root());
    root.is_ok_and(|root| root.local_name() == name)
}

fn find<'a>(reader: &mut Reader<'a>, element: &Element<'a>, path: &[&str], found: &mut ErrorFields<'a>) -> Result<()> {
    while let Some(child) = reader.child(element)? {
        let slot = match (path, child.local_name()) {
            (_, "RequestId" | "RequestID" | "requestId") => &mut found.request_id,
            ([], "Code") => &mut found.code,
            ([], "Type") => &mut found.fault,
            ([], "Message" | "message") => &mut found.message,
            ([name, rest @ ..], local) if *name == local => {
                find(reader, &child, rest, found)?;
                continue;
            }
            _ => {
                reader.skip(&child)?;
                continue;
            }
        };
        *slot = Some(trimmed(reader.text(&child)?));
    }
    Ok(())
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    }
}
