//! Frames, as they are read: the bytes of one message with its lengths and checksums.
//!
//! They are written by the official library, which has no way to say what is wrong with a frame that
//! it cannot read, and takes any length.

use std::fmt;

use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_smithy_types::str_bytes::StrBytes;
use bytes::Bytes;

/// The lengths of the whole and of the headers, and the checksum of both.
const PRELUDE: usize = 12;
/// The prelude, and the checksum at the end.
const OVERHEAD: usize = PRELUDE + 4;
/// The specification leaves it to services to keep to these limits, and wants clients not to look. The
/// published test vectors want a longer payload refused, and a client that does not look can be made to
/// hold 4 GiB.
const MAX_PAYLOAD: usize = 24 << 20;
const MAX_HEADERS: usize = 128 << 10;

/// Why bytes are no frame.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum FrameError {
    PreludeChecksum { expected: u32, found: u32 },
    MessageChecksum { expected: u32, found: u32 },
    MessageLength(usize),
    HeadersLength(usize),
    PayloadLength(usize),
    HeaderNameLength,
    HeaderType(u8),
    HeaderValue,
    Utf8,
    DuplicateHeader(String),
    UnexpectedEnd,
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed frame of an event stream: ")?;
        match self {
            Self::PreludeChecksum { expected, found } => {
                write!(f, "the checksum of the prelude is {expected:#010x}, but {found:#010x} is stated")
            }
            Self::MessageChecksum { expected, found } => {
                write!(f, "the checksum of the message is {expected:#010x}, but {found:#010x} is stated")
            }
            Self::MessageLength(length) => write!(f, "no message is {length} bytes long"),
            Self::HeadersLength(length) => write!(f, "the headers cannot be {length} bytes long"),
            Self::PayloadLength(length) => write!(f, "a payload of {length} bytes is too long"),
            Self::HeaderNameLength => f.write_str("the name of a header reaches beyond the message"),
            Self::HeaderType(ty) => write!(f, "a header of the unknown type {ty}"),
            Self::HeaderValue => f.write_str("the value of a header reaches beyond the headers"),
            Self::Utf8 => f.write_str("a text that is not UTF-8"),
            Self::DuplicateHeader(name) => write!(f, "two headers of the name `{name}`"),
            Self::UnexpectedEnd => f.write_str("the stream ends within it"),
        }
    }
}

impl std::error::Error for FrameError {}

/// The lengths that a frame begins with.
struct Prelude {
    total: usize,
    headers: usize,
}

/// How long the frame at the start of `buffer` is; none where too little of it is there to know.
pub(super) fn frame_length(buffer: &[u8]) -> Result<Option<usize>, FrameError> {
    prelude(buffer).map(|prelude| prelude.map(|prelude| prelude.total))
}

fn prelude(buffer: &[u8]) -> Result<Option<Prelude>, FrameError> {
    let (Some(lengths), Some(found)) = (buffer.get(..8), word(buffer, 8)) else { return Ok(None) };
    let expected = crc32fast::hash(lengths);
    if found != expected {
        return Err(FrameError::PreludeChecksum { expected, found });
    }
    let length = |at| word(buffer, at).and_then(|word| usize::try_from(word).ok()).unwrap_or(usize::MAX);
    let (total, headers) = (length(0), length(4));
    let contents = total.checked_sub(OVERHEAD).ok_or(FrameError::MessageLength(total))?;
    match contents.checked_sub(headers) {
        Some(_) if headers > MAX_HEADERS => Err(FrameError::HeadersLength(headers)),
        Some(payload) if payload > MAX_PAYLOAD => Err(FrameError::PayloadLength(payload)),
        Some(_) => Ok(Some(Prelude { total, headers })),
        None => Err(FrameError::HeadersLength(headers)),
    }
}

/// The four bytes at `at` as a number.
fn word(buffer: &[u8], at: usize) -> Option<u32> {
    buffer.get(at..)?.first_chunk().copied().map(u32::from_be_bytes)
}

/// The message whose frame `buffer` begins with.
pub(super) fn decode(buffer: &Bytes) -> Result<Message, FrameError> {
    let Prelude { total, headers } = prelude(buffer)?.ok_or(FrameError::UnexpectedEnd)?;
    let end = PRELUDE + headers;
    let mut cursor = Cursor { bytes: buffer, at: PRELUDE };
    let mut found: Vec<Header> = Vec::new();
    while cursor.at < end {
        let header = cursor.header()?;
        if cursor.at > end {
            return Err(FrameError::HeaderValue);
        }
        found.push(header);
    }
    check_names(&found)?;
    let (signed, payload) = match (buffer.get(..total - 4), buffer.get(end..total - 4)) {
        (Some(signed), Some(payload)) => (signed, buffer.slice_ref(payload)),
        _ => return Err(FrameError::UnexpectedEnd),
    };
    let found_checksum = word(buffer, total - 4).ok_or(FrameError::UnexpectedEnd)?;
    let expected = crc32fast::hash(signed);
    if found_checksum != expected {
        return Err(FrameError::MessageChecksum { expected, found: found_checksum });
    }
    Ok(Message::new_from_parts(found, payload))
}

/// No two headers have one name.
fn check_names(headers: &[Header]) -> Result<(), FrameError> {
    let mut names: Vec<&str> = headers.iter().map(|header| header.name().as_str()).collect();
    names.sort_unstable();
    match names.array_windows().find(|[one, other]| one == other) {
        Some([name, _]) => Err(FrameError::DuplicateHeader((*name).to_owned())),
        None => Ok(()),
    }
}

/// Where reading has come to. It reads on beyond the headers if a length says so: what is found there is
/// refused in any case, and its own fault says more than that it is there.
struct Cursor<'a> {
    bytes: &'a Bytes,
    at: usize,
}

impl Cursor<'_> {
    fn header(&mut self) -> Result<Header, FrameError> {
        let [length] = self.array().ok_or(FrameError::HeaderNameLength)?;
        let name = self.take(length.into()).filter(|_| length > 0).ok_or(FrameError::HeaderNameLength)?;
        let name = text(name)?;
        let [ty] = self.array().ok_or(FrameError::HeaderNameLength)?;
        Ok(Header::new(name, self.value(ty)?))
    }

    fn value(&mut self, ty: u8) -> Result<HeaderValue, FrameError> {
        Ok(match ty {
            0 => HeaderValue::Bool(true),
            1 => HeaderValue::Bool(false),
            2 => HeaderValue::Byte(i8::from_be_bytes(self.number()?)),
            3 => HeaderValue::Int16(i16::from_be_bytes(self.number()?)),
            4 => HeaderValue::Int32(i32::from_be_bytes(self.number()?)),
            5 => HeaderValue::Int64(i64::from_be_bytes(self.number()?)),
            6 => HeaderValue::ByteArray(self.counted()?),
            7 => HeaderValue::String(text(self.counted()?)?),
            8 => HeaderValue::Timestamp(DateTime::from_millis(i64::from_be_bytes(self.number()?))),
            9 => HeaderValue::Uuid(u128::from_be_bytes(self.number()?)),
            other => return Err(FrameError::HeaderType(other)),
        })
    }

    /// The bytes of a value whose number stands before them.
    fn counted(&mut self) -> Result<Bytes, FrameError> {
        let length = u16::from_be_bytes(self.number()?);
        self.take(length.into()).ok_or(FrameError::HeaderValue)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], FrameError> {
        self.array().ok_or(FrameError::HeaderValue)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let bytes = *self.bytes.get(self.at..)?.first_chunk()?;
        self.at += N;
        Some(bytes)
    }

    fn take(&mut self, length: usize) -> Option<Bytes> {
        let end = self.at + length;
        let bytes = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(self.bytes.slice_ref(bytes))
    }
}

fn text(bytes: Bytes) -> Result<StrBytes, FrameError> {
    StrBytes::try_from(bytes).map_err(|_| FrameError::Utf8)
}

#[cfg(test)]
mod tests {
    use aws_smithy_eventstream::frame::write_message_to;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// The published frames: each is decoded as given and encoded to the same bytes, or refused.
    #[test]
    fn frames_are_as_the_published_ones() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/eventstream/vectors.json");
        let Ok(vectors) = std::fs::read_to_string(path) else {
            assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{path} is absent");
            println!("skipped: {path} is absent");
            return;
        };
        let vectors: Vec<Value> = serde_json::from_str(&vectors).unwrap();
        assert_eq!(vectors.len(), 119);
        vectors.iter().for_each(check);
    }

    #[track_caller]
    fn check(vector: &Value) {
        let (name, bytes) = (format!("{}: {}", vector["source"], vector["name"]), bytes(vector));
        match (decode(&bytes), vector["valid"].as_bool().unwrap()) {
            (Ok(message), true) => {
                assert_eq!(frame_length(&bytes), Ok(Some(bytes.len())), "{name}");
                let decoded = &vector["decoded"];
                let headers: Vec<Value> = message.headers().iter().map(header).collect();
                assert_eq!(Value::from(headers), decoded["headers"], "{name}");
                assert_eq!(hex(message.payload()), decoded["payloadHex"], "{name}");
                let mut again = Vec::new();
                write_message_to(&message, &mut again).unwrap();
                assert!(bytes == again, "{name}");
            }
            (Err(error), false) => {
                let expected = vector["expectedError"].as_str().unwrap();
                assert!(kinds(&error).contains(&expected), "{name}: {error:?} is not {expected}");
            }
            (outcome, _) => panic!("{name}: {outcome:?}"),
        }
    }

    fn bytes(vector: &Value) -> Bytes {
        let part = |key: &str| unhex(vector[key].as_str().unwrap_or_default());
        let filled = part("fillByteHex").repeat(vector["fillCount"].as_u64().unwrap_or(0) as usize);
        [part("hex"), part("hexPrefix"), filled, part("hexSuffix")].concat().into()
    }

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A header in the words of the vectors.
    fn header(header: &Header) -> Value {
        let (ty, name, value) = match header.value() {
            HeaderValue::Bool(true) => (0, "bool_true", json!(true)),
            HeaderValue::Bool(false) => (1, "bool_false", json!(false)),
            HeaderValue::Byte(value) => (2, "byte", json!(value)),
            HeaderValue::Int16(value) => (3, "short", json!(value)),
            HeaderValue::Int32(value) => (4, "integer", json!(value)),
            HeaderValue::Int64(value) => (5, "long", json!(value)),
            HeaderValue::ByteArray(value) => (6, "byte_array", json!(aws_smithy_types::base64::encode(value))),
            HeaderValue::String(value) => (7, "string", json!(value.as_str())),
            HeaderValue::Timestamp(value) => (8, "timestamp", json!(value.to_millis().unwrap())),
            HeaderValue::Uuid(value) => (9, "uuid", json!(format!("{value:032x}"))),
            other => panic!("{other:?}"),
        };
        json!({ "name": header.name().as_str(), "type": ty, "typeName": name, "value": value })
    }

    /// What the sources of the vectors call an error.
    fn kinds(error: &FrameError) -> &'static [&'static str] {
        match error {
            FrameError::PreludeChecksum { .. } => &["PreludeChecksumMismatch", "ChecksumMismatch"],
            FrameError::MessageChecksum { .. } => &["MessageChecksumMismatch", "ChecksumMismatch"],
            FrameError::MessageLength(_) => &["InvalidMessageLength"],
            FrameError::HeadersLength(_) => &["InvalidHeadersLength"],
            FrameError::PayloadLength(_) => &["InvalidPayloadLength"],
            FrameError::HeaderNameLength => &["InvalidHeaderNameLength"],
            FrameError::HeaderType(_) => &["InvalidHeaderValueType"],
            FrameError::HeaderValue => &["InvalidHeaderValue"],
            FrameError::Utf8 => &["InvalidUtf8String"],
            FrameError::DuplicateHeader(_) => &["DuplicateHeader"],
            FrameError::UnexpectedEnd => &["UnexpectedEnd"],
        }
    }

    fn framed(headers: &[u8], payload: &[u8]) -> Bytes {
        let mut bytes = Vec::new();
        bytes.extend(u32::try_from(headers.len() + payload.len() + OVERHEAD).unwrap().to_be_bytes());
        bytes.extend(u32::try_from(headers.len()).unwrap().to_be_bytes());
        bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
        bytes.extend([headers, payload].concat());
        bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
        bytes.into()
    }

    #[track_caller]
    fn check_text(bytes: &[u8], expected: &str) {
        let error = decode(&Bytes::copy_from_slice(bytes)).unwrap_err().to_string();
        assert_eq!(error.strip_prefix("malformed frame of an event stream: "), Some(expected));
    }

    #[test]
    fn errors_say_what_is_wrong() {
        check_text(&framed(b"", b"")[..15], "the stream ends within it");
        check_text(&framed(b"\x01a\x04\0", b""), "the value of a header reaches beyond the headers");
        check_text(&framed(b"\x09a", b""), "the name of a header reaches beyond the message");
        check_text(&framed(b"\0\0", b""), "the name of a header reaches beyond the message");
        check_text(&framed(b"\x01a\x0a", b""), "a header of the unknown type 10");
        check_text(&framed(b"\x01\xff\0", b""), "a text that is not UTF-8");
        check_text(&framed(b"\x01a\0\x01a\x01", b""), "two headers of the name `a`");
        let too_long = framed(&vec![0; MAX_HEADERS + 1], b"");
        check_text(&too_long, "the headers cannot be 131073 bytes long");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(headers in proptest::collection::vec(any::<u8>(), 0..64), payload: [u8; 4]) {
            let _ = decode(&framed(&headers, &payload));
            let _ = decode(&headers.into());
        }
    }
}
