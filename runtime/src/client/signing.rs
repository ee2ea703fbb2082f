//! Signing of requests: AWS Signature Version 4, by way of `aws-sigv4`.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
    sign,
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
}

/// Adds the signature to `request`.
pub(crate) fn sign_request(
    request: &mut HttpRequest,
    scope: &Scope,
    identity: &Identity,
    time: SystemTime,
    unsigned_payload: bool,
) -> Result<(), BoxError> {
    if identity.data::<Credentials>().is_none() {
        return Err("the identity for signing holds no credentials".into());
    }
    let params = v4::SigningParams::builder()
        .identity(identity)
        .region(&scope.region)
        .name(&scope.service)
        .time(time)
        .settings(settings(scope))
        .build()?
        .into();
    let body = match request.body().bytes() {
        _ if unsigned_payload => SignableBody::UnsignedPayload,
        Some(bytes) => SignableBody::Bytes(bytes),
        None => SignableBody::UnsignedPayload,
    };
    let signable = SignableRequest::new(request.method(), request.uri(), request.headers().iter(), body)?;
    let (instructions, _signature) = sign(signable, &params)?.into_parts();
    let (headers, _query) = instructions.into_parts();
    for header in headers {
        let mut value = http::HeaderValue::from_str(header.value())?;
        value.set_sensitive(header.sensitive());
        request.headers_mut().try_insert(header.name(), value)?;
    }
    Ok(())
}

fn settings(scope: &Scope) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if !scope.double_encode {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    settings.session_token_mode = SessionTokenMode::Include;
    // What says nothing of the call itself need not be signed, and hashing it is most of a small call.
    let excluded = settings.excluded_headers.get_or_insert_default();
    excluded.extend(["amz-sdk-invocation-id", "amz-sdk-request", "content-length"].map(Into::into));
    settings
}

/// The instant of an HTTP date (RFC 9110, section 5.6.7).
pub(crate) fn parse_http_date(text: &str) -> Option<SystemTime> {
    SystemTime::try_from(DateTime::from_str(text, Format::HttpDate).ok()?).ok()
}
