//! Signing of requests: AWS Signature Version 4, by way of `aws-sigv4`.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::SigningOutput;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SignatureLocation,
    SigningError, SigningInstructions, SigningParams, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use tracing::dispatcher::{self, Dispatch};

use crate::auth::{Signing, add_to_query};

/// What a request is signed for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) region: String,
    /// The regions that signatures of version 4A are good for, with commas between them.
    pub(crate) region_set: String,
    pub(crate) service: String,
    /// Whether the path is encoded once more for the signature, as all services but S3 want it.
    pub(crate) double_encode: bool,
    /// Whether the hash of the body is a header as well.
    pub(crate) content_hash: bool,
}

/// What of a body a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// All of it, unless it is a stream.
    Signed,
    /// Nothing.
    Unsigned,
    /// Nothing: it is made of events, which have signatures of their own.
    Events,
}

/// The header with the hash of the body, or with what stands for it.
const CONTENT_HASH: &str = "x-amz-content-sha256";

/// What is not signed: headers that proxies change, and those that say nothing of the call itself, since
/// signing costs most of the time of a small call, and each header costs its part.
const UNSIGNED_HEADERS: &[&str] = &[
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "content-length",
    "transfer-encoding",
    "user-agent",
    "x-amzn-trace-id",
];

/// Adds the signature to `request`, and gives it. Where the request says what the body's hash is, or stands
/// for it, that is signed.
pub(crate) fn sign_request(
    request: &mut HttpRequest,
    identity: &Identity,
    signing: &Signing<'_>,
) -> Result<String, BoxError> {
    check_identity(identity)?;
    let body = signable_body(request, signing.payload);
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region(&signing.scope.region)
        .name(&signing.scope.service)
        .time(signing.time)
        .settings(settings(signing, &body))
        .build()?
        .into();
    let signed = signed(signable_request(request, body, signing)?, &params, signing)?;
    apply(signed, request)
}

/// As [`sign_request`], with the asymmetric version of the signature, which is good for several regions.
#[cfg(feature = "sigv4a")]
pub(crate) fn sign_request_v4a(
    request: &mut HttpRequest,
    identity: &Identity,
    signing: &Signing<'_>,
) -> Result<String, BoxError> {
    check_identity(identity)?;
    let body = signable_body(request, signing.payload);
    let params = aws_sigv4::sign::v4a::SigningParams::builder()
        .identity(identity)
        .region_set(&signing.scope.region_set)
        .name(&signing.scope.service)
        .time(signing.time)
        .settings(settings(signing, &body))
        .build()?
        .into();
    let signed = signed(signable_request(request, body, signing)?, &params, signing)?;
    apply(signed, request)
}

fn check_identity(identity: &Identity) -> Result<(), BoxError> {
    match identity.data::<Credentials>() {
        Some(_) => Ok(()),
        None => Err("the identity for signing holds no credentials".into()),
    }
}

/// What stands for the body in a signature.
fn signable_body(request: &HttpRequest, payload: Payload) -> SignableBody<'_> {
    match (payload, request.headers().get(CONTENT_HASH), request.body().bytes()) {
        (Payload::Events, ..) => SignableBody::Precomputed("STREAMING-AWS4-HMAC-SHA256-EVENTS".to_owned()),
        (Payload::Signed | Payload::Unsigned, Some(hash), _) => SignableBody::Precomputed(hash.to_owned()),
        (Payload::Signed, None, Some(bytes)) => SignableBody::Bytes(bytes),
        (Payload::Signed | Payload::Unsigned, None, _) => SignableBody::UnsignedPayload,
    }
}

fn signable_request<'r>(
    request: &'r HttpRequest,
    body: SignableBody<'r>,
    signing: &Signing<'_>,
) -> Result<SignableRequest<'r>, BoxError> {
    // Who signs for somebody else means all that is said.
    let is_signed = |name| signing.expires_in.is_some() || !UNSIGNED_HEADERS.contains(&name);
    let headers = request.headers().iter().filter(|(name, _)| is_signed(*name));
    Ok(SignableRequest::new(request.method(), request.uri(), headers, body)?)
}

/// The signature. Who makes it traces what is signed, and takes only the usual header of tokens for a secret: where the
/// token is elsewhere, nobody listens.
fn signed(
    request: SignableRequest<'_>,
    params: &SigningParams<'_>,
    signing: &Signing<'_>,
) -> Result<SigningOutput<SigningInstructions>, SigningError> {
    match (signing.token_name, signing.expires_in) {
        (None, None) => sign(request, params),
        _ => dispatcher::with_default(&Dispatch::none(), || sign(request, params)),
    }
}

/// Adds what a signature comes to, and gives it.
fn apply(signed: SigningOutput<SigningInstructions>, request: &mut HttpRequest) -> Result<String, BoxError> {
    let (instructions, signature) = signed.into_parts();
    let (headers, query) = instructions.into_parts();
    for header in headers {
        request.headers_mut().try_insert(header.name(), header.value().to_owned())?;
    }
    for (name, value) in query {
        add_to_query(request, name, &value)?;
    }
    Ok(signature)
}

fn settings(signing: &Signing<'_>, body: &SignableBody<'_>) -> SigningSettings {
    let Signing { scope, payload, token_name, expires_in, .. } = *signing;
    let mut settings = SigningSettings::default();
    // A body that is not signed has to say so: only then does the service know.
    let is_unsigned = payload == Payload::Events || matches!(body, SignableBody::UnsignedPayload);
    if scope.content_hash || is_unsigned {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    if !scope.double_encode {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    settings.session_token_mode = SessionTokenMode::Include;
    settings.session_token_name_override = token_name;
    settings.expires_in = expires_in;
    if expires_in.is_some() {
        settings.signature_location = SignatureLocation::QueryParams;
    }
    // They are left out before.
    settings.excluded_headers = None;
    settings
}

/// The instant of an HTTP date (RFC 9110, section 5.6.7).
pub(crate) fn parse_http_date(text: &str) -> Option<SystemTime> {
    SystemTime::try_from(DateTime::from_str(text, Format::HttpDate).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use serde_json::Value;

    use super::*;

    /// The published examples of the specification, less those that are not for us: paths and queries that are no URI as
    /// they stand, a session token that is added behind the signature's back, and the payload's hash as a header.
    #[test]
    fn signs_as_the_published_examples_do() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/sigv4/cases.json");
        let Ok(cases) = std::fs::read_to_string(path) else {
            assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{path} is absent");
            println!("skipped: {path} is absent");
            return;
        };
        let cases: Vec<Value> = serde_json::from_str(&cases).unwrap();
        let is_ours = |case: &&Value| {
            case["context"]["sign_body"] == false
                && case["context"]["omit_session_token"] != true
                && is_as_sent(target(case))
        };
        let ours = |suite: &'static str| cases.iter().filter(is_ours).filter(move |case| case["suite"] == suite);
        assert_eq!(ours("v4").inspect(|case| check(case)).count(), 31);
        assert_eq!(ours("v4a").inspect(|case| check_v4a(case)).count(), 31);
    }

    fn scope(region: &str, service: &str) -> Scope {
        Scope {
            region: region.to_owned(),
            region_set: region.to_owned(),
            service: service.to_owned(),
            double_encode: true,
            content_hash: false,
        }
    }

    fn signing(scope: &Scope, payload: Payload) -> Signing<'_> {
        Signing { scope, time: SystemTime::UNIX_EPOCH, payload, token_name: None, expires_in: None }
    }

    /// Which headers a signature covers, and what is said of the body.
    #[track_caller]
    fn check_payload(body: SdkBody, payload: Payload, expected: (Option<&str>, &str)) {
        let scope = scope("r", "s");
        let credentials = Credentials::new("key", "secret", None, None, "test");
        let mut request = HttpRequest::new(body);
        request.set_uri("https://host/").unwrap();
        sign_request(&mut request, &credentials.into(), &signing(&scope, payload)).unwrap();
        let authorization = request.headers().get("authorization").unwrap();
        let covered = authorization.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
        assert_eq!((request.headers().get("x-amz-content-sha256"), covered), expected);
    }

    #[test]
    fn a_hash_is_not_computed_again() {
        let scope = Scope { content_hash: true, ..scope("r", "s") };
        let credentials = Credentials::new("key", "secret", None, None, "test");
        let signed = |hash: Option<&str>| {
            let mut request = HttpRequest::new(SdkBody::from("body"));
            request.set_uri("https://host/").unwrap();
            if let Some(hash) = hash {
                request.headers_mut().insert(CONTENT_HASH, hash.to_owned());
            }
            sign_request(&mut request, &credentials.clone().into(), &signing(&scope, Payload::Signed)).unwrap();
            let header = |name| request.headers().get(name).unwrap().to_owned();
            (header("authorization"), header(CONTENT_HASH))
        };
        let (authorization, hash) = signed(None);
        assert_eq!(signed(Some(&hash)), (authorization.clone(), hash));
        let (other, kept) = signed(Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
        assert_eq!(kept, "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        assert_ne!(other, authorization);
    }

    #[test]
    fn a_body_that_is_not_signed_says_so() {
        let unsigned = (Some("UNSIGNED-PAYLOAD"), "host;x-amz-content-sha256;x-amz-date");
        let stream = || SdkBody::from_body_1_x(http_body_util::Full::new(bytes::Bytes::from_static(b"body")));
        check_payload(SdkBody::from("body"), Payload::Signed, (None, "host;x-amz-date"));
        check_payload(SdkBody::from("body"), Payload::Unsigned, unsigned);
        check_payload(stream(), Payload::Signed, unsigned);
        check_payload(stream(), Payload::Unsigned, unsigned);
        let events = (Some("STREAMING-AWS4-HMAC-SHA256-EVENTS"), unsigned.1);
        check_payload(stream(), Payload::Events, events);
    }

    /// Whether a target is what stands in a request line: some examples give the path before it is encoded.
    fn is_as_sent(target: &str) -> bool {
        let path = target.split('?').next().unwrap_or_default();
        target.bytes().all(|byte| byte.is_ascii_graphic()) && !path.contains('%')
    }

    fn target(case: &Value) -> &str {
        let line = case["request"].as_str().unwrap().lines().next().unwrap();
        line.strip_suffix(" HTTP/1.1").unwrap().split_once(' ').unwrap().1
    }

    #[track_caller]
    fn check(case: &Value) {
        let request = signed(case, sign_request);
        let signature = request.headers().get("authorization").unwrap().rsplit_once("Signature=").unwrap().1;
        assert_eq!(signature, case["header_signature"], "{}: {}", case["name"], case["header_canonical_request"]);
    }

    /// These signatures are not alike from signer to signer: what counts is that the key's other half takes them.
    #[track_caller]
    fn check_v4a(case: &Value) {
        use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
        let bytes = |hex: &str| -> Vec<u8> {
            (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
        };
        let request = signed(case, sign_request_v4a);
        let (head, signature) = request.headers().get("authorization").unwrap().rsplit_once("Signature=").unwrap();
        let expected = case["header_signed_request"].as_str().unwrap();
        assert!(expected.contains(head), "{}: {head}", case["name"]);
        let coordinate = |name: &str| bytes(case["public_key"][name].as_str().unwrap());
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, [vec![4], coordinate("X"), coordinate("Y")].concat());
        let verified = key.verify(case["header_string_to_sign"].as_str().unwrap().as_bytes(), &bytes(signature));
        assert!(verified.is_ok(), "{}: {}", case["name"], case["header_canonical_request"]);
        assert_eq!(request.headers().get("x-amz-region-set"), case["context"]["region"].as_str());
    }

    type Sign = fn(&mut HttpRequest, &Identity, &Signing<'_>) -> Result<String, BoxError>;

    /// The request of `case`, signed.
    fn signed(case: &Value, sign: Sign) -> HttpRequest {
        let context = &case["context"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let credentials = Credentials::new(
            text(&context["credentials"]["access_key_id"]),
            text(&context["credentials"]["secret_access_key"]),
            context["credentials"]["token"].as_str().map(String::from),
            None,
            "test",
        );
        let scope = Scope {
            double_encode: context["normalize"] == true,
            ..scope(&text(&context["region"]), &text(&context["service"]))
        };
        let time = DateTime::from_str(&text(&context["timestamp"]), Format::DateTime).unwrap();
        let mut request = request(case);
        let signing = Signing { time: time.try_into().unwrap(), ..signing(&scope, Payload::Signed) };
        sign(&mut request, &credentials.into(), &signing).unwrap();
        request
    }

    /// The request of `case`, but for its date, which the signer adds.
    fn request(case: &Value) -> HttpRequest {
        let (head, body) = case["request"].as_str().unwrap().split_once("\n\n").unwrap_or_default();
        let head = if head.is_empty() { case["request"].as_str().unwrap() } else { head };
        let head = head.replace("\n ", " ");
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_method(head.split_once(' ').unwrap().0).unwrap();
        let mut host = String::new();
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(':')) {
            match &*name.to_ascii_lowercase() {
                "host" => value.clone_into(&mut host),
                "x-amz-date" | "x-amz-region-set" => {}
                name => request.headers_mut().try_append(name.to_owned(), value.to_owned()).map(|_| ()).unwrap(),
            }
        }
        request.set_uri(format!("https://{host}{}", target(case))).unwrap();
        request
    }
}
