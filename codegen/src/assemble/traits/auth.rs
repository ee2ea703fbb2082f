//! The traits of authentication.

use super::fields::{Wrong, list, marker, optional, required, text};
use crate::model::{ApiKeyLocation, AuthScheme, Trait};
use crate::read::Json;

pub(super) fn sigv4(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "name", text).map(|name| Trait::AuthScheme(AuthScheme::SigV4(name)))
}

pub(super) fn sigv4a(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "name", text).map(|name| Trait::AuthScheme(AuthScheme::SigV4a(name)))
}

pub(super) fn http_basic(json: &Json<'_>) -> Result<Trait, Wrong> {
    marker(json, Trait::AuthScheme(AuthScheme::HttpBasic))
}

pub(super) fn http_bearer(json: &Json<'_>) -> Result<Trait, Wrong> {
    marker(json, Trait::AuthScheme(AuthScheme::HttpBearer))
}

pub(super) fn http_api_key(json: &Json<'_>) -> Result<Trait, Wrong> {
    let name = required(json, "name", text)?;
    let location = required(json, "in", location)?;
    let scheme = optional(json, "scheme", text)?;
    Ok(Trait::AuthScheme(AuthScheme::HttpApiKey { name, location, scheme }))
}

fn location(json: &Json<'_>) -> Result<ApiKeyLocation, Wrong> {
    match text(json)?.as_str() {
        "header" => Ok(ApiKeyLocation::Header),
        "query" => Ok(ApiKeyLocation::Query),
        _ => Err(Wrong::value(json, "`header` or `query`")),
    }
}

pub(super) fn auth(json: &Json<'_>) -> Result<Trait, Wrong> {
    list(json, text).map(Trait::Auth)
}
