//! Types traits: one function a trait, from its JSON to its value in the model.

mod auth;
mod behaviour;
mod constraints;
mod fields;
mod http;
mod protocol_tests;
mod protocols;
mod rules;

use fields::{Wrong, marker, text};
use protocols::protocol;

use crate::model::{Protocol, ShapeId, Trait};
use crate::read::Json;

pub(super) const MIXIN: &str = "smithy.api#mixin";
pub(super) const ENUM_VALUE: &str = "smithy.api#enumValue";
pub(super) const ENUM: &str = "smithy.api#enum";

/// Types the value of one trait.
type TypeTrait = fn(&Json<'_>) -> Result<Trait, Wrong>;

/// The traits that Tinsmith knows, sorted by id.
static TRAITS: &[(&str, TypeTrait)] = &[
    ("aws.api#service", protocols::service),
    ("aws.auth#sigv4", auth::sigv4),
    ("aws.auth#sigv4a", auth::sigv4a),
    ("aws.auth#unsignedPayload", |json| marker(json, Trait::UnsignedPayload)),
    ("aws.customizations#s3UnwrappedXmlOutput", |json| marker(json, Trait::S3UnwrappedXmlOutput)),
    ("aws.protocols#awsJson1_0", |json| protocol(json, Protocol::AwsJson1_0, "aws.protocols#awsJson1_0")),
    ("aws.protocols#awsJson1_1", |json| protocol(json, Protocol::AwsJson1_1, "aws.protocols#awsJson1_1")),
    ("aws.protocols#awsQuery", |json| protocol(json, Protocol::AwsQuery, "aws.protocols#awsQuery")),
    ("aws.protocols#awsQueryCompatible", |json| marker(json, Trait::AwsQueryCompatible)),
    ("aws.protocols#awsQueryError", protocols::aws_query_error),
    ("aws.protocols#ec2Query", |json| protocol(json, Protocol::Ec2Query, "aws.protocols#ec2Query")),
    ("aws.protocols#ec2QueryName", |json| text(json).map(Trait::Ec2QueryName)),
    ("aws.protocols#httpChecksum", behaviour::http_checksum),
    ("aws.protocols#restJson1", |json| protocol(json, Protocol::RestJson1, "aws.protocols#restJson1")),
    ("aws.protocols#restXml", protocols::rest_xml),
    ("smithy.api#addedDefault", |json| marker(json, Trait::AddedDefault)),
    ("smithy.api#auth", auth::auth),
    ("smithy.api#clientOptional", |json| marker(json, Trait::ClientOptional)),
    ("smithy.api#default", |json| Ok(Trait::Default(json.to_value()))),
    ("smithy.api#deprecated", behaviour::deprecated),
    ("smithy.api#documentation", |json| text(json).map(Trait::Documentation)),
    ("smithy.api#endpoint", http::endpoint),
    ("smithy.api#enum", constraints::unnamed_enum),
    ("smithy.api#error", behaviour::error),
    ("smithy.api#eventHeader", |json| marker(json, Trait::EventHeader)),
    ("smithy.api#eventPayload", |json| marker(json, Trait::EventPayload)),
    ("smithy.api#hostLabel", |json| marker(json, Trait::HostLabel)),
    ("smithy.api#http", http::http),
    ("smithy.api#httpApiKeyAuth", auth::http_api_key),
    ("smithy.api#httpBasicAuth", auth::http_basic),
    ("smithy.api#httpBearerAuth", auth::http_bearer),
    ("smithy.api#httpChecksumRequired", |json| marker(json, Trait::HttpChecksumRequired)),
    ("smithy.api#httpError", http::http_error),
    ("smithy.api#httpHeader", |json| http::header_name(json).map(Trait::HttpHeader)),
    ("smithy.api#httpLabel", |json| marker(json, Trait::HttpLabel)),
    ("smithy.api#httpPayload", |json| marker(json, Trait::HttpPayload)),
    ("smithy.api#httpPrefixHeaders", |json| http::header_prefix(json).map(Trait::HttpPrefixHeaders)),
    ("smithy.api#httpQuery", |json| http::query_name(json).map(Trait::HttpQuery)),
    ("smithy.api#httpQueryParams", |json| marker(json, Trait::HttpQueryParams)),
    ("smithy.api#httpResponseCode", |json| marker(json, Trait::HttpResponseCode)),
    ("smithy.api#idempotencyToken", |json| marker(json, Trait::IdempotencyToken)),
    ("smithy.api#input", |json| marker(json, Trait::Input)),
    ("smithy.api#jsonName", |json| text(json).map(Trait::JsonName)),
    ("smithy.api#length", constraints::length),
    ("smithy.api#mediaType", |json| text(json).map(Trait::MediaType)),
    ("smithy.api#optionalAuth", |json| marker(json, Trait::OptionalAuth)),
    ("smithy.api#output", |json| marker(json, Trait::Output)),
    ("smithy.api#paginated", behaviour::paginated),
    ("smithy.api#pattern", |json| text(json).map(Trait::Pattern)),
    ("smithy.api#range", constraints::range),
    ("smithy.api#requestCompression", behaviour::request_compression),
    ("smithy.api#required", |json| marker(json, Trait::Required)),
    ("smithy.api#requiresLength", |json| marker(json, Trait::RequiresLength)),
    ("smithy.api#retryable", behaviour::retryable),
    ("smithy.api#sensitive", |json| marker(json, Trait::Sensitive)),
    ("smithy.api#sparse", |json| marker(json, Trait::Sparse)),
    ("smithy.api#streaming", |json| marker(json, Trait::Streaming)),
    ("smithy.api#timestampFormat", constraints::timestamp_format),
    ("smithy.api#title", |json| text(json).map(Trait::Title)),
    ("smithy.api#uniqueItems", |json| marker(json, Trait::UniqueItems)),
    ("smithy.api#xmlAttribute", |json| marker(json, Trait::XmlAttribute)),
    ("smithy.api#xmlFlattened", |json| marker(json, Trait::XmlFlattened)),
    ("smithy.api#xmlName", |json| protocols::xml_name(json).map(Trait::XmlName)),
    ("smithy.api#xmlNamespace", protocols::xml_namespace),
    ("smithy.protocols#rpcv2Cbor", |json| protocol(json, Protocol::RpcV2Cbor, "smithy.protocols#rpcv2Cbor")),
    ("smithy.protocols#rpcv2Json", |json| protocol(json, Protocol::RpcV2Json, "smithy.protocols#rpcv2Json")),
    ("smithy.rules#clientContextParams", |json| rules::client_params(json).map(Trait::ClientContextParams)),
    ("smithy.rules#contextParam", rules::context_param),
    ("smithy.rules#endpointBdd", |json| rules::rules(json).map(Trait::EndpointBdd)),
    ("smithy.rules#endpointRuleSet", |json| rules::rules(json).map(Trait::EndpointRuleSet)),
    ("smithy.rules#endpointTests", |json| rules::object(json).map(Trait::EndpointTests)),
    ("smithy.rules#operationContextParams", |json| rules::object(json).map(Trait::OperationContextParams)),
    ("smithy.rules#staticContextParams", |json| rules::static_params(json).map(Trait::StaticContextParams)),
    ("smithy.test#eventStreamTests", |json| {
        fields::list(json, protocol_tests::event_stream).map(Trait::EventStreamTests)
    }),
    ("smithy.test#httpRequestTests", |json| {
        fields::list(json, protocol_tests::http_request).map(Trait::HttpRequestTests)
    }),
    ("smithy.test#httpResponseTests", |json| {
        fields::list(json, protocol_tests::http_response).map(Trait::HttpResponseTests)
    }),
    ("smithy.waiters#waitable", |json| rules::waitable(json).map(Trait::Waitable)),
];

/// Types the value `json` of the trait `id`.
pub(super) fn type_trait(id: &ShapeId, json: &Json<'_>) -> Result<Trait, Wrong> {
    match TRAITS.binary_search_by(|(known, _)| (*known).cmp(id.as_str())) {
        Ok(index) => TRAITS.get(index).map_or_else(|| Ok(other(id, json)), |(_, type_trait)| type_trait(json)),
        Err(_) => Ok(other(id, json)),
    }
}

fn other(id: &ShapeId, json: &Json<'_>) -> Trait {
    if protocols::is_protocol_namespace(id) {
        Trait::Protocol(None, id.clone())
    } else {
        Trait::Other(id.clone(), json.to_value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_are_sorted() {
        assert!(TRAITS.is_sorted_by(|(a, _), (b, _)| a < b));
    }

    #[test]
    fn no_trait_takes_any_value() {
        for (id, type_trait) in TRAITS.iter().filter(|(id, _)| *id != "smithy.api#default") {
            assert!(type_trait(&Json::Bool(false)).is_err(), "{id} takes `false`");
        }
    }
}
