//! What fuzzing calls, and what the bounded runs here call as well: for each format a function that reads
//! bytes that may be anything, and one that writes. Responses with HTTP bindings are read only.

use std::sync::LazyLock;

use tinsmith::json::JsonStyle;
use tinsmith::operation::{LazyRules, Operation, Service};
use tinsmith::protocol::{EncodeError, Protocol, REST_JSON_1, REST_XML};
use tinsmith::rules::RuleSet;
use tinsmith::shape::{Structure, same_value};
use tinsmith::types::{EndpointResolverParams, HttpResponse, SdkBody};
use tinsmith::xml::{XmlRoot, XmlStyle};

use crate::fill::Fill;
use crate::shapes::{Bound, Everything};

/// A format under test.
pub struct Format {
    /// What can be read is the value.
    pub read: fn(&[u8]) -> Option<Everything>,
    /// What can be written is the document.
    pub write: fn(&Everything) -> Result<Vec<u8>, EncodeError>,
    /// Makes values that it has a form for.
    pub fill: fn(u64) -> Fill,
}

pub const JSON: Format = Format { read: json, write: write_json, fill: Fill::new };
pub const CBOR: Format = Format { read: cbor, write: write_cbor, fill: without_documents };
pub const XML: Format = Format { read: xml, write: write_xml, fill: without_documents };

fn without_documents(seed: u64) -> Fill {
    Fill::new(seed).without_documents()
}

impl Format {
    /// Reads `bytes`, which may be anything: they are refused, or what they are reads as the same from the
    /// second time on that it is written. Not from the first: texts of timestamps are written to the
    /// microsecond, and read to the nanosecond.
    pub fn survives(&self, bytes: &[u8]) {
        let Some(first) = (self.read)(bytes) else { return };
        let second = match self.rewritten(&first) {
            Ok(second) => second,
            Err(error) => {
                // A member of a union that the shape does not know is forgotten, and the year 0 can be read.
                let text = error.to_string();
                let known = ["no member that can be sent", "cannot be written as a timestamp"];
                return assert!(known.iter().any(|known| text.contains(known)), "{text}: {first:?}");
            }
        };
        let third = self.rewritten(&second).expect("what was written is written again");
        let has_nan = format!("{second:?}").contains("NaN");
        assert!(has_nan || same_value(&second, &third), "{second:?}\n{third:?}");
    }

    /// What is read from what `value` is written as.
    fn rewritten(&self, value: &Everything) -> Result<Everything, EncodeError> {
        let written = (self.write)(value)?;
        Ok((self.read)(&written).unwrap_or_else(|| panic!("{} is read", written.escape_ascii())))
    }
}

/// Reads JSON as awsJson speaks it.
fn json(bytes: &[u8]) -> Option<Everything> {
    let mut value = Everything::empty();
    let mut reader = tinsmith::json::Reader::new(bytes).ok()?;
    tinsmith::json::read_structure(JsonStyle::AWS_JSON, &mut reader, &mut value).ok()?;
    reader.end().ok()?;
    Some(value)
}

/// Writes JSON as awsJson speaks it.
fn write_json(value: &Everything) -> Result<Vec<u8>, EncodeError> {
    let mut writer = tinsmith::json::Writer::new();
    tinsmith::json::write_structure(JsonStyle::AWS_JSON, value, &mut writer)?;
    Ok(writer.into_bytes())
}

/// Reads CBOR.
fn cbor(bytes: &[u8]) -> Option<Everything> {
    let mut value = Everything::empty();
    let mut reader = tinsmith::cbor::Reader::new(bytes);
    tinsmith::cbor::read_structure(&mut reader, &mut value).ok()?;
    reader.end().ok()?;
    Some(value)
}

/// Writes CBOR.
fn write_cbor(value: &Everything) -> Result<Vec<u8>, EncodeError> {
    let mut writer = tinsmith::cbor::Writer::new();
    tinsmith::cbor::write_structure(value, &mut writer)?;
    Ok(writer.into_bytes())
}

/// Reads XML as restXml speaks it, and what an error says of itself.
fn xml(bytes: &[u8]) -> Option<Everything> {
    tinsmith::xml::error_fields(bytes, &["Error"]);
    tinsmith::xml::request_id(bytes);
    let mut value = Everything::empty();
    tinsmith::xml::read_structure(XmlStyle::REST, bytes, &mut value).ok()?;
    Some(value)
}

/// Writes XML as restXml speaks it.
fn write_xml(value: &Everything) -> Result<Vec<u8>, EncodeError> {
    tinsmith::xml::write_structure(&XmlRoot { name: "Everything", namespace: None }, value, XmlStyle::REST)
}

static RULES: LazyRules = LazyLock::new(|| RuleSet::parse(r#"{"version": "1.0", "parameters": {}, "rules": []}"#));

static SERVICE: Service = Service {
    sdk_id: "Formats",
    shape_name: "Formats",
    version: "2026-01-01",
    signing_name: None,
    auth: &[&tinsmith::auth::SigV4],
    protocols: &[],
    query_compatible: false,
    xml_namespace: None,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    customization: &tinsmith::customizations::NONE,
    endpoint_params: EndpointResolverParams::new,
};

/// Reads a response with HTTP bindings, which may be anything: the status from the first two bytes, then
/// lines of headers, an empty line, and the body. Says whether restJson1 could read it.
pub fn bindings(bytes: &[u8]) -> bool {
    const OPERATION: Operation = Operation::new(&SERVICE, "Get").http("GET", "/");
    let (response, body) = response(bytes);
    let read = [&REST_JSON_1 as &dyn Protocol, &REST_XML].map(|protocol| {
        let _ = protocol.read_error(&OPERATION, &response, body, &mut Everything::empty());
        protocol.error_metadata(&response, body);
        protocol.request_id(&response, body);
        protocol.read_output(&OPERATION, &response, body, &mut Bound::empty()).is_ok()
    });
    read[0]
}

/// The response with the headers and the body that a request with the same members has.
pub fn write_bindings(value: &mut Bound) -> Option<Vec<u8>> {
    const OPERATION: Operation = Operation::new(&SERVICE, "Put").http("PUT", "/");
    let request = REST_JSON_1.write_request(&OPERATION, value).ok()?;
    let mut bytes = b"\x00\x64".to_vec();
    for (name, value) in request.headers() {
        bytes.extend_from_slice(format!("{name}:{value}\n").as_bytes());
    }
    bytes.push(b'\n');
    bytes.extend_from_slice(request.body().bytes()?);
    Some(bytes)
}

/// The response that `bytes` are, with its body apart. What cannot stand in a header is left out.
fn response(bytes: &[u8]) -> (HttpResponse, &[u8]) {
    let (status, mut rest) = bytes.split_at_checked(2).unwrap_or((b"", bytes));
    let status = status.iter().fold(0, |status, byte| status << 8 | u16::from(*byte)) % 900 + 100;
    let mut response = HttpResponse::new(status.try_into().expect("it has three digits"), SdkBody::empty());
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = std::str::from_utf8(line).ok().and_then(|line| line.split_once(':')) {
            let _ = response.headers_mut().try_append(name.to_ascii_lowercase(), value.to_owned());
        }
    }
    (response, rest)
}
