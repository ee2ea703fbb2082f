//! The traits in which a model says how its messages look on the wire.

use serde_json::Value;

use super::fields::{Wrong, boolean, list, object, optional, required, status, text};
use crate::base64;
use crate::model::{
    AppliesTo, Direction, EventStreamTest, Expectation, HttpRequestTest, HttpResponseTest, ShapeId, TestBody, TestCase,
    TestEvent, TestHeader, TestMessage, TestRequest, TestResponse, is_identifier,
};
use crate::numbers;
use crate::read::Json;

pub(super) fn http_request(json: &Json<'_>) -> Result<HttpRequestTest, Wrong> {
    Ok(HttpRequestTest { case: case(json)?, params: optional(json, "params", document)?, request: request(json)? })
}

pub(super) fn http_response(json: &Json<'_>) -> Result<HttpResponseTest, Wrong> {
    Ok(HttpResponseTest { case: case(json)?, params: optional(json, "params", document)?, response: response(json)? })
}

pub(super) fn event_stream(json: &Json<'_>) -> Result<EventStreamTest, Wrong> {
    Ok(EventStreamTest {
        case: case(json)?,
        initial_request_params: optional(json, "initialRequestParams", document)?,
        initial_request: optional(json, "initialRequest", request)?,
        initial_response_params: optional(json, "initialResponseParams", document)?,
        initial_response: optional(json, "initialResponse", response)?,
        events: optional(json, "events", |json| list(json, event))?.unwrap_or_default(),
        expectation: optional(json, "expectation", expectation)?.unwrap_or_default(),
    })
}

fn case(json: &Json<'_>) -> Result<TestCase, Wrong> {
    Ok(TestCase {
        id: required(json, "id", identifier)?,
        protocol: required(json, "protocol", shape_id)?,
        auth_scheme: optional(json, "authScheme", shape_id)?,
        documentation: optional(json, "documentation", text)?,
        vendor_params: optional(json, "vendorParams", document)?,
        applies_to: optional(json, "appliesTo", applies_to)?,
    })
}

fn request(json: &Json<'_>) -> Result<TestRequest, Wrong> {
    Ok(TestRequest {
        method: required(json, "method", text)?,
        uri: required(json, "uri", text)?,
        host: optional(json, "host", text)?,
        resolved_host: optional(json, "resolvedHost", text)?,
        query_params: texts(json, "queryParams")?,
        forbid_query_params: texts(json, "forbidQueryParams")?,
        require_query_params: texts(json, "requireQueryParams")?,
        message: message(json)?,
    })
}

fn response(json: &Json<'_>) -> Result<TestResponse, Wrong> {
    Ok(TestResponse { code: required(json, "code", status)?, message: message(json)? })
}

fn message(json: &Json<'_>) -> Result<TestMessage, Wrong> {
    Ok(TestMessage {
        headers: optional(json, "headers", |json| entries(json, text))?.unwrap_or_default(),
        forbid_headers: texts(json, "forbidHeaders")?,
        require_headers: texts(json, "requireHeaders")?,
        body: body(json)?,
    })
}

fn body(json: &Json<'_>) -> Result<TestBody, Wrong> {
    Ok(TestBody { text: optional(json, "body", text)?, media_type: optional(json, "bodyMediaType", text)? })
}

fn event(json: &Json<'_>) -> Result<TestEvent, Wrong> {
    Ok(TestEvent {
        direction: required(json, "type", direction)?,
        params: optional(json, "params", document)?,
        headers: optional(json, "headers", |json| entries(json, header))?.unwrap_or_default(),
        forbid_headers: texts(json, "forbidHeaders")?,
        require_headers: texts(json, "requireHeaders")?,
        body: body(json)?,
        bytes: optional(json, "bytes", bytes)?,
    })
}

fn header(json: &Json<'_>) -> Result<TestHeader, Wrong> {
    let Json::Object(entries) = object(json)? else { return Err(Wrong::value(json, "an object")) };
    let [(kind, _)] = entries.as_slice() else { return Err(Wrong::value(json, "an object with one key")) };
    match &**kind {
        "boolean" => required(json, kind, boolean).map(TestHeader::Boolean),
        "byte" => required(json, kind, integer).map(TestHeader::Byte),
        "short" => required(json, kind, integer).map(TestHeader::Short),
        "integer" => required(json, kind, integer).map(TestHeader::Integer),
        "long" => required(json, kind, integer).map(TestHeader::Long),
        "blob" => required(json, kind, bytes).map(TestHeader::Blob),
        "string" => required(json, kind, text).map(TestHeader::String),
        "timestamp" => required(json, kind, instant).map(|(seconds, nanos)| TestHeader::Timestamp(seconds, nanos)),
        _ => Err(Wrong::value(json, "the type of a header and its value")),
    }
}

fn expectation(json: &Json<'_>) -> Result<Expectation, Wrong> {
    if let Some(failure) = optional(json, "failure", |json| optional(json, "errorId", shape_id))? {
        return Ok(Expectation::Failure(failure));
    }
    required(json, "success", |json| object(json).map(|_| ()))?;
    Ok(Expectation::Success)
}

fn direction(json: &Json<'_>) -> Result<Direction, Wrong> {
    match text(json)?.as_str() {
        "request" => Ok(Direction::Request),
        "response" => Ok(Direction::Response),
        _ => Err(Wrong::value(json, "`request` or `response`")),
    }
}

fn applies_to(json: &Json<'_>) -> Result<AppliesTo, Wrong> {
    match text(json)?.as_str() {
        "client" => Ok(AppliesTo::Client),
        "server" => Ok(AppliesTo::Server),
        _ => Err(Wrong::value(json, "`client` or `server`")),
    }
}

fn document(json: &Json<'_>) -> Result<Value, Wrong> {
    Ok(json.to_value())
}

fn identifier(json: &Json<'_>) -> Result<String, Wrong> {
    let name = text(json)?;
    if is_identifier(&name) { Ok(name) } else { Err(Wrong::value(json, "an identifier")) }
}

fn shape_id(json: &Json<'_>) -> Result<ShapeId, Wrong> {
    ShapeId::parse(&text(json)?).ok_or_else(|| Wrong::value(json, "a shape id"))
}

fn instant(json: &Json<'_>) -> Result<(i64, u32), Wrong> {
    numbers::instant(&json.to_value()).ok_or_else(|| Wrong::value(json, "a timestamp"))
}

fn bytes(json: &Json<'_>) -> Result<Vec<u8>, Wrong> {
    let text = text(json)?;
    if base64::is_base64(&text) { Ok(base64::decode(&text)) } else { Err(Wrong::value(json, "base64")) }
}

fn integer<T: TryFrom<i64>>(json: &Json<'_>) -> Result<T, Wrong> {
    let number = match json {
        Json::Number(number) => number.as_i64().and_then(|number| T::try_from(number).ok()),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    };
    number.ok_or_else(|| Wrong::value(json, "an integer of the header's type"))
}

fn texts(json: &Json<'_>, name: &str) -> Result<Vec<String>, Wrong> {
    Ok(optional(json, name, |json| list(json, text))?.unwrap_or_default())
}

/// The entries of an object, each value read by `value`.
fn entries<T>(json: &Json<'_>, value: fn(&Json<'_>) -> Result<T, Wrong>) -> Result<Vec<(String, T)>, Wrong> {
    let Json::Object(entries) = object(json)? else { return Err(Wrong::value(json, "an object")) };
    entries.iter().map(|(name, _)| Ok((name.to_string(), required(json, name, value)?))).collect()
}
