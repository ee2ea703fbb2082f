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
        sdk_id: required(json, "sdkId", text)?,
        arn_namespace: optional(json, "arnNamespace", text)?,
        endpoint_prefix: optional(json, "endpointPrefix", text)?,
    }))
}

pub(super) fn aws_query_error(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "code", text).map(|code| Trait::AwsQueryError { code })
}

pub(super) fn xml_namespace(json: &Json<'_>) -> Result<Trait, Wrong> {
    let uri = required(json, "uri", text)?;
    Ok(Trait::XmlNamespace(XmlNamespaceTrait { uri, prefix: optional(json, "prefix", text)? }))
}
