//! The traits of services and their protocols.

use super::fields::{Wrong, boolean, marker, optional, required, text};
use crate::model::{Protocol, ServiceTrait, ShapeId, Trait, XmlNamespaceTrait};
use crate::read::Json;

/// Whether a trait that is not known must be a protocol, by its namespace.
pub(super) fn is_protocol_namespace(id: &ShapeId) -> bool {
    matches!(id.namespace(), "aws.protocols" | "smithy.protocols")
}

pub(super) fn protocol(json: &Json<'_>, protocol: Protocol, id: &'static str) -> Result<Trait, Wrong> {
    match ShapeId::parse(id) {
        Some(id) => marker(json, Trait::Protocol(Some(protocol), id)),
        None => Err(Wrong::value(json, "a protocol")),
    }
}

pub(super) fn rest_xml(json: &Json<'_>) -> Result<Trait, Wrong> {
    let no_error_wrapping = optional(json, "noErrorWrapping", boolean)?.unwrap_or_default();
    protocol(json, Protocol::RestXml { no_error_wrapping }, "aws.protocols#restXml")
}

pub(super) fn service(json: &Json<'_>) -> Result<Trait, Wrong> {
    Ok(Trait::Service(ServiceTrait {
        sdk_id: required(json, "sdkId", sdk_id)?,
        arn_namespace: optional(json, "arnNamespace", text)?,
        endpoint_prefix: optional(json, "endpointPrefix", text)?,
    }))
}

/// Crates and folders are called by the letters and digits of it.
fn sdk_id(json: &Json<'_>) -> Result<String, Wrong> {
    let id = text(json)?;
    let is_id = id.contains(|char: char| char.is_ascii_alphabetic()) && !id.contains(char::is_control);
    if is_id { Ok(id) } else { Err(Wrong::value(json, "a name with letters")) }
}

pub(super) fn aws_query_error(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "code", text).map(|code| Trait::AwsQueryError { code })
}

pub(super) fn xml_namespace(json: &Json<'_>) -> Result<Trait, Wrong> {
    let uri = required(json, "uri", text)?;
    Ok(Trait::XmlNamespace(XmlNamespaceTrait { uri, prefix: optional(json, "prefix", xml_name)? }))
}

/// The name of an element or attribute, which may have a prefix: it is written between `<` and `>` as it is.
pub(super) fn xml_name(json: &Json<'_>) -> Result<String, Wrong> {
    let name = text(json)?;
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    let is_name = match name.split_once(':') {
        Some((prefix, local)) => is_part(prefix) && is_part(local),
        None => is_part(&name),
    };
    if is_name { Ok(name) } else { Err(Wrong::value(json, "a name of XML: letters, digits, `-`, `.` and `_`")) }
}
