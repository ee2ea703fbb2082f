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
    let is_token = !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    if is_token { Ok(method) } else { Err(Wrong::value(json, "a method of HTTP")) }
}

fn uri(json: &Json<'_>) -> Result<String, Wrong> {
    let uri = text(json)?;
    if uri.starts_with('/') { Ok(uri) } else { Err(Wrong::value(json, "a path that starts with `/`")) }
}

pub(super) fn http_error(json: &Json<'_>) -> Result<Trait, Wrong> {
    status(json).map(Trait::HttpError)
}

/// The name of a header or query parameter.
pub(super) fn name(json: &Json<'_>) -> Result<String, Wrong> {
    let name = text(json)?;
    if name.is_empty() { Err(Wrong::value(json, "a name")) } else { Ok(name) }
}

pub(super) fn endpoint(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "hostPrefix", text).map(|host_prefix| Trait::Endpoint(EndpointTrait { host_prefix }))
}
