//! Events as messages: which member is where.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::Blob;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_smithy_types::str_bytes::StrBytes;
use bytes::Bytes;

use crate::operation::Operation;
use crate::protocol::{EncodeError, EventFormat, Protocol};
use crate::shape::{self, EventHeader, Member, Place, Slot, Structure, Value, View, members};

/// The documents in messages of an operation.
#[derive(Clone, Copy)]
pub(super) struct Documents {
    format: &'static dyn EventFormat,
    operation: &'static Operation,
}

impl Documents {
    /// Those of `operation` in `protocol`.
    pub(super) fn new(protocol: &'static dyn Protocol, operation: &'static Operation) -> Result<Self, BoxError> {
        match protocol.events() {
            Some(format) => Ok(Self { format, operation }),
            None => Err(format!("{} has no streams of events", protocol.id()).into()),
        }
    }

    fn write(self, structure: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        self.format.write_document(self.operation, structure)
    }

    fn read(self, document: &[u8], structure: &mut dyn Structure) -> Result<(), BoxError> {
        self.format.read_document(self.operation, document, structure)
    }
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An event of the union.
    Event,
    /// An error that the model names.
    Exception,
}

/// The message of the event that is set in `union`.
pub(super) fn write_union(documents: Documents, union: &dyn Structure) -> Result<Message, BoxError> {
    let Some((member, value)) = members(union).next() else {
        return Err(format!("an event of `{}` that the model does not know cannot be sent", union.shape().name).into());
    };
    match value.view() {
        View::Structure(event) => write(documents, Kind::Event, member.wire_name, event),
        // It carries nothing.
        _ => Ok(Message::new_from_parts(head(Kind::Event, member.wire_name, None), Bytes::new())),
    }
}

/// The message of the event `name`.
pub(super) fn write(
    documents: Documents,
    kind: Kind,
    name: &'static str,
    event: &dyn Structure,
) -> Result<Message, BoxError> {
    let payload = payload(documents, event)?;
    let mut headers = head(kind, name, payload.as_ref().map(|payload| payload.media_type));
    for (member, value) in members(event) {
        if let Place::EventHeader(ty) = member.http_place() {
            headers.extend(header(member, ty, value.view())?.map(|value| Header::new(member.wire_name, value)));
        }
    }
    Ok(Message::new_from_parts(headers, payload.map(|payload| payload.bytes).unwrap_or_default()))
}

/// The message that comes before all events: the document of everything else.
pub(super) fn write_initial(documents: Documents, document: Bytes) -> Message {
    Message::new_from_parts(head(Kind::Event, "initial-request", Some(documents.format.media_type())), document)
}

fn head(kind: Kind, name: &'static str, media_type: Option<&'static str>) -> Vec<Header> {
    let text = |name, value: &'static str| Header::new(name, HeaderValue::String(StrBytes::from(value)));
    let mut headers = match kind {
        Kind::Event => vec![text(":message-type", "event"), text(":event-type", name)],
        Kind::Exception => vec![text(":message-type", "exception"), text(":exception-type", name)],
    };
    headers.extend(media_type.map(|media_type| text(":content-type", media_type)));
    headers
}

struct Payload {
    bytes: Bytes,
    media_type: &'static str,
}

/// The payload of an event: the member that it is, or the document of all that is no header. Without such
/// members there is none; an event without any members has an empty document.
fn payload(documents: Documents, event: &dyn Structure) -> Result<Option<Payload>, EncodeError> {
    let document = |structure: &dyn Structure| {
        let bytes = documents.write(structure)?;
        Ok(Some(Payload { bytes: bytes.into(), media_type: documents.format.media_type() }))
    };
    let Some((index, member)) = payload_member(event) else {
        let is_empty = event.shape().members.is_empty();
        return if is_empty || has_document(event) { document(event) } else { Ok(None) };
    };
    let raw = |bytes: &[u8], media_type| Ok(Some(Payload { bytes: Bytes::copy_from_slice(bytes), media_type }));
    match event.get(index).map_or(View::Absent, Value::view) {
        View::Absent => Ok(None),
        View::String(text) => raw(text.as_bytes(), "text/plain"),
        View::Blob(bytes) => raw(bytes, "application/octet-stream"),
        View::Structure(structure) => document(structure),
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
        | View::Unit
        | View::Stream
        | View::EventStream => Err(EncodeError(format!("`{}` cannot be the payload of an event", member.name))),
    }
}

fn payload_member(event: &dyn Structure) -> Option<(usize, &'static Member)> {
    event.shape().members.iter().enumerate().find(|(_, member)| member.http_place() == Place::EventPayload)
}

fn has_document(event: &dyn Structure) -> bool {
    event.shape().members.iter().any(|member| member.http_place() == Place::Body)
}

/// The header that a member is; none where it is not set.
fn header(member: &Member, ty: EventHeader, view: View<'_>) -> Result<Option<HeaderValue>, EncodeError> {
    let value = match (ty, view) {
        (_, View::Absent) => return Ok(None),
        (EventHeader::Boolean, View::Boolean(value)) => Some(HeaderValue::Bool(value)),
        (EventHeader::Byte, View::Integer(value)) => value.try_into().ok().map(HeaderValue::Byte),
        (EventHeader::Short, View::Integer(value)) => value.try_into().ok().map(HeaderValue::Int16),
        (EventHeader::Integer, View::Integer(value)) => value.try_into().ok().map(HeaderValue::Int32),
        (EventHeader::Long, View::Integer(value)) => Some(HeaderValue::Int64(value)),
        (EventHeader::ByteArray, View::Blob(bytes)) => Some(HeaderValue::ByteArray(Bytes::copy_from_slice(bytes))),
        (EventHeader::String, View::String(text)) => Some(HeaderValue::String(StrBytes::from(text.to_owned()))),
        (EventHeader::Timestamp, View::Timestamp(instant)) => Some(HeaderValue::Timestamp(*instant)),
        _ => None,
    };
    value.map(Some).ok_or_else(|| EncodeError(format!("`{}` cannot be a header of an event", member.name)))
}

/// The text of the header `name` of a message; it must have one.
pub(super) fn text_header<'m>(message: &'m Message, name: &str) -> Result<&'m str, BoxError> {
    match find(message, name) {
        Some(HeaderValue::String(text)) => Ok(text.as_str()),
        Some(_) => Err(format!("the header `{name}` of a message is no text").into()),
        None => Err(format!("a message without the header `{name}`").into()),
    }
}

fn find<'m>(message: &'m Message, name: &str) -> Option<&'m HeaderValue> {
    message.headers().iter().find(|header| header.name().as_str() == name).map(Header::value)
}

/// Sets the variant of `union` that is called `name` to what `message` holds; one that it does not have
/// leaves it unknown.
pub(super) fn read_union(
    documents: Documents,
    name: &str,
    message: &Message,
    union: &mut dyn Structure,
) -> Result<(), BoxError> {
    let Some(index) = union.shape().members.iter().position(|member| member.wire_name == name) else { return Ok(()) };
    match union.get_mut(index).map(Value::slot) {
        Some(Slot::Structure(event)) => {
            read(documents, message, event).map_err(|error| format!("unreadable event `{name}`: {error}").into())
        }
        _ => Ok(()),
    }
}

/// Reads the members of `event` from `message`.
pub(super) fn read(documents: Documents, message: &Message, event: &mut dyn Structure) -> Result<(), BoxError> {
    for (index, member) in event.shape().members.iter().enumerate() {
        // Asking for a member to write to brings it into being.
        let Place::EventHeader(_) = member.http_place() else { continue };
        let Some(found) = find(message, member.wire_name) else { continue };
        if let Some(slot) = event.get_mut(index).map(Value::slot) {
            read_header(found, slot)
                .map_err(|expected| format!("the header `{}` is not {expected}", member.wire_name))?;
        }
    }
    let bytes = message.payload();
    match payload_member(event) {
        Some((index, _)) => {
            // An empty payload is one if it has a type.
            let is_there = !bytes.is_empty() || find(message, ":content-type").is_some();
            if let Some(value) = event.get_mut(index).filter(|_| is_there) {
                read_payload(documents, bytes, value)?;
            }
        }
        None if !bytes.is_empty() && has_document(event) => documents.read(bytes, event)?,
        None => {}
    }
    shape::correct(event);
    Ok(())
}

fn read_payload(documents: Documents, bytes: &Bytes, value: &mut dyn Value) -> Result<(), BoxError> {
    match value.slot() {
        Slot::String(slot) => std::str::from_utf8(bytes)?.clone_into(slot),
        Slot::Enum(slot) => slot.set(std::str::from_utf8(bytes)?),
        Slot::Blob(slot) => *slot = Blob::new(&bytes[..]),
        Slot::Structure(slot) if !bytes.is_empty() => documents.read(bytes, slot)?,
        Slot::Structure(_) => {}
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
        | Slot::Unit
        | Slot::Stream(_)
        | Slot::EventSender(_)
        | Slot::EventReceiver(_) => return Err("a value of the member's type cannot be the payload of an event".into()),
    }
    Ok(())
}

/// Reads a header; a number may be of any width that its value fits.
fn read_header(value: &HeaderValue, slot: Slot<'_>) -> Result<(), &'static str> {
    let integer = match value {
        HeaderValue::Byte(value) => Some(i64::from(*value)),
        HeaderValue::Int16(value) => Some(i64::from(*value)),
        HeaderValue::Int32(value) => Some(i64::from(*value)),
        HeaderValue::Int64(value) => Some(*value),
        _ => None,
    };
    match slot {
        Slot::Boolean(slot) => *slot = value.as_bool().map_err(|_| "a boolean")?,
        Slot::Byte(slot) => *slot = fitting(integer, "a byte")?,
        Slot::Short(slot) => *slot = fitting(integer, "a short")?,
        Slot::Integer(slot) => *slot = fitting(integer, "an integer")?,
        Slot::Long(slot) => *slot = fitting(integer, "a long")?,
        Slot::String(slot) => value.as_string().map_err(|_| "a text")?.as_str().clone_into(slot),
        Slot::Enum(slot) => slot.set(value.as_string().map_err(|_| "a text")?.as_str()),
        Slot::Blob(slot) => *slot = Blob::new(&value.as_byte_array().map_err(|_| "bytes")?[..]),
        Slot::Timestamp(slot) => *slot = value.as_timestamp().map_err(|_| "a timestamp")?,
        Slot::Float(_)
        | Slot::Double(_)
        | Slot::Document(_)
        | Slot::BigInteger(_)
        | Slot::BigDecimal(_)
        | Slot::List(_)
        | Slot::Map(_)
        | Slot::Structure(_)
        | Slot::Unit
        | Slot::Stream(_)
        | Slot::EventSender(_)
        | Slot::EventReceiver(_) => return Err("a value that the member's type can hold"),
    }
    Ok(())
}

fn fitting<T: TryFrom<i64>>(value: Option<i64>, what: &'static str) -> Result<T, &'static str> {
    value.and_then(|value| value.try_into().ok()).ok_or(what)
}
