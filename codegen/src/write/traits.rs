//! Traits as JSON: what `assemble/traits` reads, the other way round.

use serde_json::{Map, Value, json};

use crate::model::{
    ApiKeyLocation, AuthScheme, ErrorFault, HttpChecksumTrait, HttpTrait, LengthTrait, PaginatedTrait, Protocol,
    RangeTrait, ServiceTrait, ShapeId, TimestampFormat, Trait, Traits, XmlNamespaceTrait,
};

/// The traits by their ids.
pub(super) fn of(traits: &Traits) -> Map<String, Value> {
    traits.iter().filter_map(one).collect()
}

fn one(one: &Trait) -> Option<(String, Value)> {
    let marker = |id: &str| Some((id.to_owned(), json!({})));
    let text = |id: &str, text: &String| Some((id.to_owned(), Value::from(text.as_str())));
    let value = |id: &str, value: Value| Some((id.to_owned(), value));
    match one {
        Trait::Documentation(words) => text("smithy.api#documentation", words),
        Trait::Title(title) => text("smithy.api#title", title),
        Trait::Deprecated(one) => {
            value("smithy.api#deprecated", fields([("message", of_text(&one.message)), ("since", of_text(&one.since))]))
        }
        Trait::Required => marker("smithy.api#required"),
        Trait::Length(one) => value("smithy.api#length", length(one)),
        Trait::Range(one) => value("smithy.api#range", range(one)),
        Trait::Pattern(pattern) => text("smithy.api#pattern", pattern),
        Trait::UniqueItems => marker("smithy.api#uniqueItems"),
        Trait::UnnamedEnum(values) => {
            value("smithy.api#enum", values.iter().map(|text| json!({ "value": text })).collect())
        }
        Trait::Default(default) => value("smithy.api#default", default.clone()),
        Trait::AddedDefault => marker("smithy.api#addedDefault"),
        Trait::ClientOptional => marker("smithy.api#clientOptional"),
        Trait::Input => marker("smithy.api#input"),
        Trait::Output => marker("smithy.api#output"),
        Trait::Sparse => marker("smithy.api#sparse"),
        Trait::Error(ErrorFault::Client) => value("smithy.api#error", "client".into()),
        Trait::Error(ErrorFault::Server) => value("smithy.api#error", "server".into()),
        Trait::Retryable { throttling: true } => value("smithy.api#retryable", json!({ "throttling": true })),
        Trait::Retryable { throttling: false } => marker("smithy.api#retryable"),
        Trait::IdempotencyToken => marker("smithy.api#idempotencyToken"),
        Trait::Paginated(one) => value("smithy.api#paginated", paginated(one)),
        Trait::Waitable(waiters) => value("smithy.waiters#waitable", waiters.clone()),
        Trait::RequestCompression { encodings } => {
            value("smithy.api#requestCompression", json!({ "encodings": encodings }))
        }
        Trait::HttpChecksumRequired => marker("smithy.api#httpChecksumRequired"),
        Trait::HttpChecksum(one) => value("aws.protocols#httpChecksum", checksum(one)),
        Trait::Sensitive => marker("smithy.api#sensitive"),
        Trait::Streaming => marker("smithy.api#streaming"),
        Trait::RequiresLength => marker("smithy.api#requiresLength"),
        Trait::EventHeader => marker("smithy.api#eventHeader"),
        Trait::EventPayload => marker("smithy.api#eventPayload"),
        Trait::MediaType(media_type) => text("smithy.api#mediaType", media_type),
        Trait::JsonName(name) => text("smithy.api#jsonName", name),
        Trait::TimestampFormat(format) => value("smithy.api#timestampFormat", timestamp(*format).into()),
        Trait::XmlName(name) => text("smithy.api#xmlName", name),
        Trait::XmlFlattened => marker("smithy.api#xmlFlattened"),
        Trait::XmlAttribute => marker("smithy.api#xmlAttribute"),
        Trait::XmlNamespace(one) => value("smithy.api#xmlNamespace", namespace(one)),
        Trait::Ec2QueryName(name) => text("aws.protocols#ec2QueryName", name),
        Trait::Http(one) => value("smithy.api#http", http(one)),
        Trait::HttpLabel => marker("smithy.api#httpLabel"),
        Trait::HttpQuery(name) => text("smithy.api#httpQuery", name),
        Trait::HttpQueryParams => marker("smithy.api#httpQueryParams"),
        Trait::HttpHeader(name) => text("smithy.api#httpHeader", name),
        Trait::HttpPrefixHeaders(prefix) => text("smithy.api#httpPrefixHeaders", prefix),
        Trait::HttpPayload => marker("smithy.api#httpPayload"),
        Trait::HttpResponseCode => marker("smithy.api#httpResponseCode"),
        Trait::HttpError(status) => value("smithy.api#httpError", (*status).into()),
        Trait::Endpoint(one) => value("smithy.api#endpoint", json!({ "hostPrefix": one.host_prefix })),
        Trait::HostLabel => marker("smithy.api#hostLabel"),
        Trait::Service(one) => value("aws.api#service", service(one)),
        Trait::Protocol(known, id) => value(id.as_str(), protocol(*known)),
        Trait::AwsQueryCompatible => marker("aws.protocols#awsQueryCompatible"),
        Trait::AwsQueryError { code } => value("aws.protocols#awsQueryError", json!({ "code": code })),
        Trait::S3UnwrappedXmlOutput => marker("aws.customizations#s3UnwrappedXmlOutput"),
        Trait::AuthScheme(scheme) => value(scheme.trait_id(), auth_scheme(scheme)),
        Trait::Auth(schemes) => value("smithy.api#auth", json!(schemes)),
        Trait::OptionalAuth => marker("smithy.api#optionalAuth"),
        Trait::UnsignedPayload => marker("aws.auth#unsignedPayload"),
        Trait::EndpointRuleSet(rules) => value("smithy.rules#endpointRuleSet", rules.clone()),
        Trait::EndpointBdd(rules) => value("smithy.rules#endpointBdd", rules.clone()),
        Trait::EndpointTests(tests) => value("smithy.rules#endpointTests", tests.clone()),
        Trait::ClientContextParams(params) => value("smithy.rules#clientContextParams", params.clone()),
        Trait::StaticContextParams(params) => value("smithy.rules#staticContextParams", params.clone()),
        Trait::OperationContextParams(params) => value("smithy.rules#operationContextParams", params.clone()),
        Trait::ContextParam(name) => value("smithy.rules#contextParam", json!({ "name": name })),
        Trait::HttpRequestTests(_) | Trait::HttpResponseTests(_) | Trait::EventStreamTests(_) => None,
        Trait::Other(id, other) => value(ShapeId::as_str(id), other.clone()),
    }
}

/// An object with the fields that are there.
fn fields<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect::<Map<_, _>>().into()
}

fn of_text(text: &Option<String>) -> Option<Value> {
    text.as_deref().map(Value::from)
}

fn length(length: &LengthTrait) -> Value {
    fields([("min", length.min.map(Value::from)), ("max", length.max.map(Value::from))])
}

fn range(range: &RangeTrait) -> Value {
    // The digits are those of a number, and stay as they are.
    let number = |digits: &Option<String>| digits.as_deref().and_then(|digits| serde_json::from_str(digits).ok());
    fields([("min", number(&range.min)), ("max", number(&range.max))])
}

fn paginated(one: &PaginatedTrait) -> Value {
    fields([
        ("inputToken", of_text(&one.input_token)),
        ("outputToken", of_text(&one.output_token)),
        ("items", of_text(&one.items)),
        ("pageSize", of_text(&one.page_size)),
    ])
}

fn checksum(one: &HttpChecksumTrait) -> Value {
    let algorithms = (!one.response_algorithms.is_empty()).then(|| json!(one.response_algorithms));
    fields([
        ("requestAlgorithmMember", of_text(&one.request_algorithm_member)),
        ("requestChecksumRequired", one.request_checksum_required.then(|| true.into())),
        ("requestValidationModeMember", of_text(&one.request_validation_mode_member)),
        ("responseAlgorithms", algorithms),
    ])
}

fn timestamp(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
}

fn namespace(one: &XmlNamespaceTrait) -> Value {
    fields([("uri", Some(one.uri.as_str().into())), ("prefix", of_text(&one.prefix))])
}

fn http(one: &HttpTrait) -> Value {
    json!({ "method": one.method, "uri": one.uri, "code": one.code })
}

fn service(one: &ServiceTrait) -> Value {
    fields([
        ("sdkId", Some(one.sdk_id.as_str().into())),
        ("arnNamespace", of_text(&one.arn_namespace)),
        ("endpointPrefix", of_text(&one.endpoint_prefix)),
    ])
}

fn protocol(protocol: Option<Protocol>) -> Value {
    match protocol {
        Some(Protocol::RestXml { no_error_wrapping: true }) => json!({ "noErrorWrapping": true }),
        Some(
            Protocol::RpcV2Cbor
            | Protocol::RpcV2Json
            | Protocol::AwsJson1_0
            | Protocol::AwsJson1_1
            | Protocol::RestJson1
            | Protocol::RestXml { no_error_wrapping: false }
            | Protocol::AwsQuery
            | Protocol::Ec2Query,
        )
        | None => json!({}),
    }
}

fn auth_scheme(scheme: &AuthScheme) -> Value {
    match scheme {
        AuthScheme::SigV4(name) | AuthScheme::SigV4a(name) => json!({ "name": name }),
        AuthScheme::HttpBasic | AuthScheme::HttpBearer => json!({}),
        AuthScheme::HttpApiKey { name, location, scheme } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
            };
            fields([("name", Some(name.as_str().into())), ("in", Some(location.into())), ("scheme", of_text(scheme))])
        }
    }
}
