//! Signing of requests: AWS Signature Version 4, by way of `aws-sigv4`.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

/// What a request is signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) region: String,
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
    scope: &Scope,
    identity: &Identity,
    time: SystemTime,
    payload: Payload,
) -> Result<String, BoxError> {
    if identity.data::<Credentials>().is_none() {
        return Err("the identity for signing holds no credentials".into());
    }
    let body = match (payload, request.headers().get(CONTENT_HASH), request.body().bytes()) {
        (Payload::Events, ..) => SignableBody::Precomputed("STREAMING-AWS4-HMAC-SHA256-EVENTS".to_owned()),
        (Payload::Signed | Payload::Unsigned, Some(hash), _) => SignableBody::Precomputed(hash.to_owned()),
        (Payload::Signed, None, Some(bytes)) => SignableBody::Bytes(bytes),
        (Payload::Signed | Payload::Unsigned, None, _) => SignableBody::UnsignedPayload,
    };
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region(&scope.region)
        .name(&scope.service)
        .time(time)
        .settings(settings(scope, payload, &body))
        .build()?
        .into();
    let headers = request.headers().iter().filter(|(name, _)| !UNSIGNED_HEADERS.contains(name));
    let signable = SignableRequest::new(request.method(), request.uri(), headers, body)?;
    let (instructions, signature) = sign(signable, &params)?.into_parts();
    let (headers, _query) = instructions.into_parts();
    for header in headers {
        request.headers_mut().try_insert(header.name(), header.value().to_owned())?;
    }
    Ok(signature)
}

fn settings(scope: &Scope, payload: Payload, body: &SignableBody<'_>) -> SigningSettings {
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
            case["suite"] == "v4"
                && case["context"]["sign_body"] == false
                && case["context"]["omit_session_token"] != true
                && is_as_sent(target(case))
        };
        let checked = cases.iter().filter(is_ours).inspect(|case| check(case)).count();
        assert_eq!(checked, 31);
    }

    /// Which headers a signature covers, and what is said of the body.
    #[track_caller]
    fn check_payload(body: SdkBody, payload: Payload, expected: (Option<&str>, &str)) {
        let scope = Scope { region: "r".to_owned(), service: "s".to_owned(), double_encode: true, content_hash: false };
        let credentials = Credentials::new("key", "secret", None, None, "test");
        let mut request = HttpRequest::new(body);
        request.set_uri("https://host/").unwrap();
        sign_request(&mut request, &scope, &credentials.into(), SystemTime::UNIX_EPOCH, payload).unwrap();
        let authorization = request.headers().get("authorization").unwrap();
        let covered = authorization.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
        assert_eq!((request.headers().get("x-amz-content-sha256"), covered), expected);
    }

    #[test]
    fn a_hash_is_not_computed_again() {
        let scope = Scope { region: "r".to_owned(), service: "s".to_owned(), double_encode: true, content_hash: true };
        let credentials = Credentials::new("key", "secret", None, None, "test");
        let signed = |hash: Option<&str>| {
            let mut request = HttpRequest::new(SdkBody::from("body"));
            request.set_uri("https://host/").unwrap();
            if let Some(hash) = hash {
                request.headers_mut().insert(CONTENT_HASH, hash.to_owned());
            }
            sign_request(&mut request, &scope, &credentials.clone().into(), SystemTime::UNIX_EPOCH, Payload::Signed)
                .unwrap();
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
        let (name, context) = (&case["name"], &case["context"]);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let credentials = Credentials::new(
            text(&context["credentials"]["access_key_id"]),
            text(&context["credentials"]["secret_access_key"]),
            context["credentials"]["token"].as_str().map(String::from),
            None,
            "test",
        );
        let scope = Scope {
            region: text(&context["region"]),
            service: text(&context["service"]),
            double_encode: context["normalize"] == true,
            content_hash: false,
        };
        let time = DateTime::from_str(&text(&context["timestamp"]), Format::DateTime).unwrap();
        let mut request = request(case);
        sign_request(&mut request, &scope, &credentials.into(), time.try_into().unwrap(), Payload::Signed).unwrap();
        let signature = request.headers().get("authorization").unwrap().rsplit_once("Signature=").unwrap().1;
        assert_eq!(signature, case["header_signature"], "{name}: {}", case["header_canonical_request"]);
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
                "x-amz-date" => {}
                name => request.headers_mut().try_append(name.to_owned(), value.to_owned()).map(|_| ()).unwrap(),
            }
        }
        request.set_uri(format!("https://{host}{}", target(case))).unwrap();
        request
    }
}
