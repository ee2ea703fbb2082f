//! What a service speaks, and how its callers say who they are.

/// The protocols that Tinsmith speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "a variant is named for its trait")]
pub enum Protocol {
    RpcV2Cbor,
    RpcV2Json,
    AwsJson1_0,
    AwsJson1_1,
    RestJson1,
    RestXml { no_error_wrapping: bool },
    AwsQuery,
    Ec2Query,
}

impl Protocol {
    /// Whether it is one of the two that send forms, where errors have codes of their own.
    pub fn is_query(self) -> bool {
        match self {
            Self::AwsQuery | Self::Ec2Query => true,
            Self::RpcV2Cbor
            | Self::RpcV2Json
            | Self::AwsJson1_0
            | Self::AwsJson1_1
            | Self::RestJson1
            | Self::RestXml { .. } => false,
        }
    }

    /// Whether it is one of the two that tell an empty input from none.
    pub fn is_rpc_v2(self) -> bool {
        match self {
            Self::RpcV2Cbor | Self::RpcV2Json => true,
            Self::AwsJson1_0
            | Self::AwsJson1_1
            | Self::RestJson1
            | Self::RestXml { .. }
            | Self::AwsQuery
            | Self::Ec2Query => false,
        }
    }

    /// The id of the protocol's trait.
    pub fn trait_id(self) -> &'static str {
        match self {
            Protocol::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
            Protocol::RpcV2Json => "smithy.protocols#rpcv2Json",
            Protocol::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Protocol::AwsJson1_1 => "aws.protocols#awsJson1_1",
            Protocol::RestJson1 => "aws.protocols#restJson1",
            Protocol::RestXml { .. } => "aws.protocols#restXml",
            Protocol::AwsQuery => "aws.protocols#awsQuery",
            Protocol::Ec2Query => "aws.protocols#ec2Query",
        }
    }
}

/// An authentication scheme of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// `aws.auth#sigv4`, with the signing name.
    SigV4(String),
    /// `aws.auth#sigv4a`, with the signing name.
    SigV4a(String),
    /// `smithy.api#httpBasicAuth`.
    HttpBasic,
    /// `smithy.api#httpBearerAuth`.
    HttpBearer,
    /// `smithy.api#httpApiKeyAuth`.
    HttpApiKey {
        /// The header or query parameter.
        name: String,
        /// Where it goes.
        location: ApiKeyLocation,
        /// What goes before the key in an `Authorization` header.
        scheme: Option<String>,
    },
}

impl AuthScheme {
    /// The id of the scheme's trait.
    pub fn trait_id(&self) -> &'static str {
        match self {
            Self::SigV4(_) => "aws.auth#sigv4",
            Self::SigV4a(_) => "aws.auth#sigv4a",
            Self::HttpBasic => "smithy.api#httpBasicAuth",
            Self::HttpBearer => "smithy.api#httpBearerAuth",
            Self::HttpApiKey { .. } => "smithy.api#httpApiKeyAuth",
        }
    }
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum ApiKeyLocation {
    Header,
    Query,
}
