//! What fuzzing calls, and what the bounded runs here call as well: one function a format, which reads
//! bytes that may be anything. It must end without a panic, and what it could read must mean the same when
//! it is written and read again.

use tinsmith::json::JsonStyle;
use tinsmith::shape::Structure;

use crate::shapes::Everything;

/// Reads JSON as awsJson speaks it.
pub fn json(bytes: &[u8]) -> Option<Everything> {
    let mut value = Everything::empty();
    let mut reader = tinsmith::json::Reader::new(bytes).ok()?;
    tinsmith::json::read_structure(JsonStyle::AWS_JSON, &mut reader, &mut value).ok()?;
    reader.end().ok()?;
    Some(value)
}

/// Writes JSON as awsJson speaks it.
pub fn write_json(value: &Everything) -> Option<Vec<u8>> {
    let mut writer = tinsmith::json::Writer::new();
    tinsmith::json::write_structure(JsonStyle::AWS_JSON, value, &mut writer).ok()?;
    Some(writer.into_bytes())
}

/// Reads CBOR.
pub fn cbor(bytes: &[u8]) -> Option<Everything> {
    let mut value = Everything::empty();
    let mut reader = tinsmith::cbor::Reader::new(bytes);
    tinsmith::cbor::read_structure(&mut reader, &mut value).ok()?;
    reader.end().ok()?;
    Some(value)
}

/// Writes CBOR.
pub fn write_cbor(value: &Everything) -> Option<Vec<u8>> {
    let mut writer = tinsmith::cbor::Writer::new();
    tinsmith::cbor::write_structure(value, &mut writer).ok()?;
    Some(writer.into_bytes())
}
