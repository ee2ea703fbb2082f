//! Typed traits: each known trait's value, checked once when the model is assembled.
//!
//! A trait that no stage consumes is kept as [`Trait::Other`] and ignored.

use serde_json::Value;

use super::protocols::{AuthScheme, Protocol};
use super::{EventStreamTest, HttpRequestTest, HttpResponseTest, ShapeId};

/// One applied trait.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant is named for its trait, which the specification documents")]
pub enum Trait {
    // Documentation.
    Documentation(String),
    Title(String),
    Deprecated(DeprecatedTrait),
    // Constraints.
    Required,
    Length(LengthTrait),
    Range(RangeTrait),
    Pattern(String),
    UniqueItems,
    /// The legacy `enum` trait where at least one value has no name.
    UnnamedEnum(Vec<String>),
    // Type refinement.
    Default(Value),
    AddedDefault,
    ClientOptional,
    Input,
    Output,
    Sparse,
    Error(ErrorFault),
    Retryable {
        throttling: bool,
    },
    // Behaviour.
    IdempotencyToken,
    Paginated(PaginatedTrait),
    Waitable(Value),
    RequestCompression {
        encodings: Vec<String>,
    },
    HttpChecksumRequired,
    HttpChecksum(HttpChecksumTrait),
    Sensitive,
    // Streaming.
    Streaming,
    RequiresLength,
    EventHeader,
    EventPayload,
    // Serialization.
    MediaType(String),
    JsonName(String),
    TimestampFormat(TimestampFormat),
    XmlName(String),
    XmlFlattened,
    XmlAttribute,
    XmlNamespace(XmlNamespaceTrait),
    Ec2QueryName(String),
    // HTTP bindings.
    Http(HttpTrait),
    HttpLabel,
    HttpQuery(String),
    HttpQueryParams,
    HttpHeader(String),
    HttpPrefixHeaders(String),
    HttpPayload,
    HttpResponseCode,
    HttpError(u16),
    Endpoint(EndpointTrait),
    HostLabel,
    // Services.
    Service(ServiceTrait),
    /// A protocol that the service speaks; `None` is one that Tinsmith does not know.
    Protocol(Option<Protocol>, ShapeId),
    AwsQueryCompatible,
    AwsQueryError {
        code: String,
    },
    S3UnwrappedXmlOutput,
    // Authentication.
    AuthScheme(AuthScheme),
    /// The `auth` trait: trait ids in order of preference.
    Auth(Vec<String>),
    OptionalAuth,
    UnsignedPayload,
    // Endpoints.
    EndpointRuleSet(Value),
    EndpointBdd(Value),
    EndpointTests(Value),
    ClientContextParams(Value),
    StaticContextParams(Value),
    OperationContextParams(Value),
    ContextParam(String),
    // Protocol tests.
    HttpRequestTests(Vec<HttpRequestTest>),
    HttpResponseTests(Vec<HttpResponseTest>),
    EventStreamTests(Vec<EventStreamTest>),
    /// Everything else, as the model has it.
    Other(ShapeId, Value),
}

/// The traits of a shape or member. A trait is there once at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<Trait>);

impl FromIterator<Trait> for Traits {
    fn from_iter<I: IntoIterator<Item = Trait>>(traits: I) -> Self {
        Traits(traits.into_iter().collect())
    }
}

/// Accessors of the traits that are markers: whether the trait is there.
macro_rules! markers {
    ($($(#[$doc:meta])* $name:ident: $variant:ident;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(&self) -> bool {
                self.0.iter().any(|one| matches!(one, Trait::$variant))
            }
        )*
    };
}

/// Accessors of the traits that carry a value: the value, if the trait is there.
macro_rules! values {
    ($($(#[$doc:meta])* $name:ident: $variant:ident -> $ty:ty;)*) => {
        $(
            $(#[$doc])*
            pub fn $name(&self) -> Option<&$ty> {
                self.0.iter().find_map(|one| match one {
                    Trait::$variant(value) => Some(value),
                    _ => None,
                })
            }
        )*
    };
}

#[allow(missing_docs, reason = "an accessor is named for its trait, which the specification documents")]
impl Traits {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Trait> {
        self.0.iter()
    }

    /// All of them, to be changed in place.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Trait> {
        self.0.iter_mut()
    }

    /// Adds a trait.
    pub fn push(&mut self, one: Trait) {
        self.0.push(one);
    }

    markers! {
        required: Required;
        unique_items: UniqueItems;
        added_default: AddedDefault;
        client_optional: ClientOptional;
        input: Input;
        output: Output;
        sparse: Sparse;
        idempotency_token: IdempotencyToken;
        http_checksum_required: HttpChecksumRequired;
        sensitive: Sensitive;
        streaming: Streaming;
        requires_length: RequiresLength;
        event_header: EventHeader;
        event_payload: EventPayload;
        xml_flattened: XmlFlattened;
        xml_attribute: XmlAttribute;
        http_label: HttpLabel;
        http_query_params: HttpQueryParams;
        http_payload: HttpPayload;
        http_response_code: HttpResponseCode;
        host_label: HostLabel;
        aws_query_compatible: AwsQueryCompatible;
        s3_unwrapped_xml_output: S3UnwrappedXmlOutput;
        optional_auth: OptionalAuth;
        unsigned_payload: UnsignedPayload;
    }

    values! {
        title: Title -> String;
        deprecated: Deprecated -> DeprecatedTrait;
        length: Length -> LengthTrait;
        range: Range -> RangeTrait;
        pattern: Pattern -> String;
        unnamed_enum: UnnamedEnum -> Vec<String>;
        default_value: Default -> Value;
        error: Error -> ErrorFault;
        paginated: Paginated -> PaginatedTrait;
        waitable: Waitable -> Value;
        http_checksum: HttpChecksum -> HttpChecksumTrait;
        media_type: MediaType -> String;
        json_name: JsonName -> String;
        timestamp_format: TimestampFormat -> TimestampFormat;
        xml_name: XmlName -> String;
        xml_namespace: XmlNamespace -> XmlNamespaceTrait;
        ec2_query_name: Ec2QueryName -> String;
        http: Http -> HttpTrait;
        http_query: HttpQuery -> String;
        http_header: HttpHeader -> String;
        http_prefix_headers: HttpPrefixHeaders -> String;
        http_error: HttpError -> u16;
        endpoint: Endpoint -> EndpointTrait;
        service: Service -> ServiceTrait;
        auth: Auth -> Vec<String>;
        endpoint_rule_set: EndpointRuleSet -> Value;
        endpoint_bdd: EndpointBdd -> Value;
        endpoint_tests: EndpointTests -> Value;
        client_context_params: ClientContextParams -> Value;
        static_context_params: StaticContextParams -> Value;
        operation_context_params: OperationContextParams -> Value;
        context_param: ContextParam -> String;
    }

    /// The documentation, CommonMark or the HTML that AWS models carry.
    pub fn documentation(&self) -> Option<&str> {
        self.0.iter().find_map(|one| match one {
            Trait::Documentation(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether the error may be retried, and whether it is a throttling error.
    pub fn retryable(&self) -> Option<bool> {
        self.0.iter().find_map(|one| match one {
            Trait::Retryable { throttling } => Some(*throttling),
            _ => None,
        })
    }

    /// The encodings that the `requestCompression` trait lists.
    pub fn request_compression(&self) -> Option<&[String]> {
        self.0.iter().find_map(|one| match one {
            Trait::RequestCompression { encodings } => Some(encodings.as_slice()),
            _ => None,
        })
    }

    /// The cases of `httpRequestTests`; none without the trait.
    pub fn http_request_tests(&self) -> &[HttpRequestTest] {
        let tests = self.0.iter().find_map(|one| match one {
            Trait::HttpRequestTests(tests) => Some(tests.as_slice()),
            _ => None,
        });
        tests.unwrap_or_default()
    }

    /// The cases of `httpResponseTests`; none without the trait.
    pub fn http_response_tests(&self) -> &[HttpResponseTest] {
        let tests = self.0.iter().find_map(|one| match one {
            Trait::HttpResponseTests(tests) => Some(tests.as_slice()),
            _ => None,
        });
        tests.unwrap_or_default()
    }

    /// The cases of `eventStreamTests`; none without the trait.
    pub fn event_stream_tests(&self) -> &[EventStreamTest] {
        let tests = self.0.iter().find_map(|one| match one {
            Trait::EventStreamTests(tests) => Some(tests.as_slice()),
            _ => None,
        });
        tests.unwrap_or_default()
    }

    /// The code of the `awsQueryError` trait.
    pub fn aws_query_error(&self) -> Option<&str> {
        self.0.iter().find_map(|one| match one {
            Trait::AwsQueryError { code } => Some(code.as_str()),
            _ => None,
        })
    }

    /// The protocols of a service that Tinsmith knows.
    pub fn protocols(&self) -> impl Iterator<Item = Protocol> {
        self.0.iter().filter_map(|one| match one {
            Trait::Protocol(protocol, _) => *protocol,
            _ => None,
        })
    }

    /// The authentication schemes of a service, in order of their trait ids.
    pub fn auth_schemes(&self) -> impl Iterator<Item = &AuthScheme> {
        self.0.iter().filter_map(|one| match one {
            Trait::AuthScheme(scheme) => Some(scheme),
            _ => None,
        })
    }
}

/// `smithy.api#deprecated`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeprecatedTrait {
    /// Why, and what to use instead.
    pub message: Option<String>,
    /// A date or version.
    pub since: Option<String>,
}

/// `smithy.api#length`: at least one bound is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LengthTrait {
    /// Smallest length, inclusive.
    pub min: Option<u64>,
    /// Greatest length, inclusive.
    pub max: Option<u64>,
}

/// `smithy.api#range`: at least one bound is there; the digits are the model's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RangeTrait {
    /// Smallest value, inclusive.
    pub min: Option<String>,
    /// Greatest value, inclusive.
    pub max: Option<String>,
}

/// `smithy.api#paginated`, that of the service merged in. Paths are dotted member names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginatedTrait {
    /// The input member that takes the token.
    pub input_token: Option<String>,
    /// The path in the output to the next token.
    pub output_token: Option<String>,
    /// The path in the output to the list or map of items.
    pub items: Option<String>,
    /// The input member that takes the page size.
    pub page_size: Option<String>,
}

/// Whose fault an error is (`smithy.api#error`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum ErrorFault {
    Client,
    Server,
}

/// `smithy.api#timestampFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC, with optional fraction.
    DateTime,
    /// IMF-fixdate of RFC 9110.
    HttpDate,
    /// Seconds since 1970-01-01T00:00:00Z with optional fraction.
    EpochSeconds,
}

/// `smithy.api#xmlNamespace`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XmlNamespaceTrait {
    /// The namespace name.
    pub uri: String,
    /// The prefix that it is bound to; none for the default namespace.
    pub prefix: Option<String>,
}

/// `smithy.api#http`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpTrait {
    /// The method.
    pub method: String,
    /// The URI pattern with its labels, and any literal query string.
    pub uri: String,
    /// The status code of a success.
    pub code: u16,
}

/// `smithy.api#endpoint`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointTrait {
    /// What goes before the host, with labels in braces.
    pub host_prefix: String,
}

/// `aws.protocols#httpChecksum`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpChecksumTrait {
    /// The input member that names the algorithm of the request's checksum.
    pub request_algorithm_member: Option<String>,
    /// Whether a request must carry a checksum.
    pub request_checksum_required: bool,
    /// The input member that asks for validation of the response.
    pub request_validation_mode_member: Option<String>,
    /// The algorithms that a response may be validated with.
    pub response_algorithms: Vec<String>,
}

/// `aws.api#service`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceTrait {
    /// The name that SDKs derive theirs from.
    pub sdk_id: String,
    /// The service's part of an ARN.
    pub arn_namespace: Option<String>,
    /// The service's part of a host name.
    pub endpoint_prefix: Option<String>,
}
