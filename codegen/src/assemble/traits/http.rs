//! The traits that bind operations and members to HTTP.

use super::fields::{Wrong, optional, required, status, text};
use crate::model::{EndpointTrait, HttpTrait, Trait};
use crate::read::Json;

pub(super) fn http(json: &Json<'_>) -> Result<Trait, Wrong> {
    Ok(Trait::Http(HttpTrait {
        method: required(json, "method", method)?,
        uri: required(json, "uri", uri)?,
        code: optional(json, "code", status)?.unwrap_or(200),
    }))
}

fn method(json: &Json<'_>) -> Result<String, Wrong> {
    let method = text(json)?;
    if !method.is_empty() && is_token(&method) { Ok(method) } else { Err(Wrong::value(json, "a method of HTTP")) }
}

/// Whether HTTP has all these characters in names of methods and headers.
fn is_token(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn uri(json: &Json<'_>) -> Result<String, Wrong> {
    let uri = text(json)?;
    let is_uri = uri.starts_with('/') && uri.bytes().all(|byte| byte.is_ascii_graphic());
    if is_uri { Ok(uri) } else { Err(Wrong::value(json, "a path that starts with `/`, of ASCII letters and signs")) }
}

pub(super) fn http_error(json: &Json<'_>) -> Result<Trait, Wrong> {
    status(json).map(Trait::HttpError)
}

/// The name of a query parameter.
pub(super) fn query_name(json: &Json<'_>) -> Result<String, Wrong> {
    let name = text(json)?;
    if name.is_empty() { Err(Wrong::value(json, "a name")) } else { Ok(name) }
}

/// The name of a header.
pub(super) fn header_name(json: &Json<'_>) -> Result<String, Wrong> {
    let name = text(json)?;
    if !name.is_empty() && is_token(&name) { Ok(name) } else { Err(Wrong::value(json, "the name of a header")) }
}

/// What names of headers start with; nothing, where all headers are meant.
pub(super) fn header_prefix(json: &Json<'_>) -> Result<String, Wrong> {
    let prefix = text(json)?;
    if is_token(&prefix) { Ok(prefix) } else { Err(Wrong::value(json, "what the name of a header can start with")) }
}

pub(super) fn endpoint(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "hostPrefix", host_prefix).map(|host_prefix| Trait::Endpoint(EndpointTrait { host_prefix }))
}

fn host_prefix(json: &Json<'_>) -> Result<String, Wrong> {
    let prefix = text(json)?;
    let is_prefix = prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._{}".contains(&byte));
    if is_prefix { Ok(prefix) } else { Err(Wrong::value(json, "letters, digits, `-`, `.` and labels in braces")) }
}
