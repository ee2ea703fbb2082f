//! Bodies: a document of all members that travel nowhere else, or one member as it is.

use std::fmt::Debug;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::Blob;
use aws_smithy_types::body::SdkBody;

use crate::operation::Operation;
use crate::protocol::{EncodeError, take_stream};
use crate::shape::{self, Member, Place, Slot, Structure, Value, View};

/// The documents of a protocol: what distinguishes one protocol with HTTP bindings from another.
pub(crate) trait DocumentFormat: Debug + Send + Sync {
    /// The media type of documents.
    fn media_type(&self) -> &'static str;

    /// The document of the members of `input` that travel in the body.
    fn write_document(&self, operation: &Operation, input: &dyn Structure) -> Result<Vec<u8>, EncodeError>;

    /// The document of `view`, which is the payload `member` of the input of `operation`.
    fn write_payload(
        &self,
        operation: &Operation,
        member: &'static Member,
        view: View<'_>,
    ) -> Result<Vec<u8>, EncodeError>;

    /// What stands for a structure that is the payload and is not set; none is no body.
    fn absent_structure(&self) -> Option<&'static str>;

    /// Reads the members of `structure`, which is an `answer` of `operation`, that travel in the body.
    fn read_document(
        &self,
        operation: &Operation,
        answer: Answer,
        body: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError>;

    /// Reads a payload that is neither text nor bytes.
    fn read_payload(&self, member: &'static Member, body: &[u8], value: &mut dyn Value) -> Result<(), BoxError>;
}

/// What a response is read into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Output,
    Error,
}

/// A body and its media type.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) body: SdkBody,
    pub(crate) media_type: &'static str,
}

/// The body of a request for `operation`; none is no body, which has no media type either. A stream is
/// moved out of `input`.
pub(crate) fn request_content(
    format: &dyn DocumentFormat,
    operation: &Operation,
    input: &mut dyn Structure,
) -> Result<Option<Content>, EncodeError> {
    let document = |bytes: Vec<u8>| Content { body: bytes.into(), media_type: format.media_type() };
    let Some((index, member)) = payload(input) else {
        return match has_document(input) {
            true => format.write_document(operation, input).map(|bytes| Some(document(bytes))),
            false => Ok(None),
        };
    };
    let raw = |body: SdkBody, default| Content { body, media_type: member.own_names().media_type.unwrap_or(default) };
    let view = input.get(index).map_or(View::Absent, Value::view);
    Ok(Some(match view {
        View::Absent => {
            let absent = format.absent_structure().filter(|_| member.http_place() == Place::StructurePayload);
            return Ok(absent.map(|text| document(text.into())));
        }
        // The client makes the events the body.
        View::EventStream => return Ok(None),
        View::String(text) => raw(text.into(), "text/plain"),
        View::Blob(bytes) => raw(bytes.into(), "application/octet-stream"),
        View::Stream => raw(stream(input, index, member)?, "application/octet-stream"),
        View::Boolean(_)
        | View::Integer(_)
        | View::Float(_)
        | View::Double(_)
        | View::Timestamp(_)
        | View::Document(_)
        | View::BigInteger(_)
        | View::BigDecimal(_)
        | View::List(_)
        | View::Map(_)
        | View::Structure(_)
        | View::Unit => document(format.write_payload(operation, member, view)?),
    }))
}

/// The member that is the body, if one is.
fn payload(structure: &dyn Structure) -> Option<(usize, &'static Member)> {
    let is_payload = |member: &Member| matches!(member.http_place(), Place::Payload | Place::StructurePayload);
    structure.shape().members.iter().enumerate().find(|(_, member)| is_payload(member))
}

/// Whether any member travels in a document.
fn has_document(structure: &dyn Structure) -> bool {
    structure.shape().members.iter().any(|member| member.http_place() == Place::Body)
}

fn stream(input: &mut dyn Structure, index: usize, member: &Member) -> Result<SdkBody, EncodeError> {
    match input.get_mut(index).map(Value::slot) {
        Some(Slot::Stream(stream)) => take_stream(member, stream),
        _ => Ok(SdkBody::empty()),
    }
}

/// Reads the body of a response. An empty one leaves `structure` as it is: nothing was sent.
pub(crate) fn read_body(
    format: &dyn DocumentFormat,
    operation: &Operation,
    answer: Answer,
    body: &[u8],
    structure: &mut dyn Structure,
) -> Result<(), BoxError> {
    match payload(structure) {
        Some((index, member)) => {
            let is_stream = |value: &&mut dyn Value| matches!(value.view(), View::Stream | View::EventStream);
            // A stream is not read: whoever sends the request attaches it.
            if let Some(value) = structure.get_mut(index).filter(|value| !body.is_empty() && !is_stream(value)) {
                read_payload(format, member, body, value)?;
            }
        }
        None if !body.is_empty() && has_document(structure) => {
            format.read_document(operation, answer, body, structure)?;
        }
        None => {}
    }
    shape::correct(structure);
    Ok(())
}

fn read_payload(
    format: &dyn DocumentFormat,
    member: &'static Member,
    body: &[u8],
    value: &mut dyn Value,
) -> Result<(), BoxError> {
    match value.slot() {
        Slot::String(slot) => std::str::from_utf8(body)?.clone_into(slot),
        Slot::Enum(slot) => slot.set(std::str::from_utf8(body)?),
        Slot::Blob(slot) => *slot = Blob::new(body),
        Slot::Boolean(_)
        | Slot::Byte(_)
        | Slot::Short(_)
        | Slot::Integer(_)
        | Slot::Long(_)
        | Slot::Float(_)
        | Slot::Double(_)
        | Slot::Timestamp(_)
        | Slot::Document(_)
        | Slot::BigInteger(_)
        | Slot::BigDecimal(_)
        | Slot::List(_)
        | Slot::Map(_)
        | Slot::Structure(_)
        | Slot::Unit
        | Slot::Stream(_)
        | Slot::EventSender(_)
        | Slot::EventReceiver(_) => format.read_payload(member, body, value)?,
    }
    Ok(())
}
