//! Makes the request of a call, as far as it does not depend on the endpoint.

use std::future::poll_fn;
use std::pin::Pin;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body::Body;

use crate::checksum::{BodyDigest, Checksums};
use crate::client::endpoint::Host;
use crate::client::events;
use crate::client::host_prefix::host_prefix;
use crate::config::Settings;
use crate::operation::Operation;
use crate::protocol::Protocol;
use crate::shape::{Place, Structure, Value, View};

/// A request without an endpoint.
pub(crate) struct Built {
    pub(crate) request: HttpRequest,
    /// What becomes of the endpoint's host.
    pub(crate) host: Host,
    /// What validates the response, if anything does.
    pub(crate) validation: Option<&'static dyn Checksums>,
    /// What still has to see the body, which is not in memory: [`digest_stream`] does that.
    pub(crate) digests: Vec<Box<dyn BodyDigest>>,
    /// Who listens to the answer, where events are sent.
    pub(crate) listener: Option<events::Listener>,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is sent.
    Send,
    /// It is signed for somebody else to send it, with a body that is not known yet.
    Presign,
}

/// Makes the request for `operation` with `input`: by the protocol, and by what the service's customization
/// and the operation's compression and checksums add.
pub(crate) fn build(
    protocol: &'static dyn Protocol,
    operation: &'static Operation,
    input: &mut dyn Structure,
    settings: &Settings,
    purpose: Purpose,
) -> Result<Built, BoxError> {
    let customization = operation.service.customization;
    customization.complete_input(input);
    let prefix = operation.host_prefix.map(|pattern| host_prefix(pattern, input)).transpose()?;
    let host = match customization.host(operation, input)? {
        Some(host) => Host::Other(host),
        None => prefix.map_or(Host::Endpoint, Host::Prefixed),
    };
    let (mut checksum, mut validation) = (None, None);
    if let Some(checksums) = operation.checksums.filter(|_| purpose == Purpose::Send) {
        checksum = checksums.request_digest(input, settings.request_checksum_calculation.unwrap_or_default())?;
        let response = settings.response_checksum_validation.unwrap_or_default();
        validation = checksums.validates_response(input, response).then_some(checksums);
    }
    let mut request = protocol.write_request(operation, input)?;
    let listener = events::send(protocol, operation, input, &mut request)?;
    customization.complete_request(operation, &mut request)?;
    if purpose == Purpose::Presign {
        without_body(&mut request, input);
        return Ok(Built { request, host, validation, digests: Vec::new(), listener });
    }
    if let Some(compression) = operation.compression {
        compression.compress_request(&mut request, settings)?;
    }
    let mut digests = Vec::new();
    for mut digest in customization.digest(operation).into_iter().chain(checksum) {
        if let Some(bytes) = request.body().bytes() {
            digest.update(bytes);
            finish(digest, &mut request)?;
        } else if !digest.send_behind(&mut request)? {
            digests.push(digest);
        }
    }
    Ok(Built { request, host, validation, digests, listener })
}

/// Takes the body away, and what its headers say without the input's saying so.
fn without_body(request: &mut HttpRequest, input: &dyn Structure) {
    *request.body_mut() = SdkBody::empty();
    for name in ["content-length", "content-type"] {
        let is_it = |place: Place| matches!(place, Place::Header(header) if header.eq_ignore_ascii_case(name));
        let index = input.shape().members.iter().position(|member| is_it(member.http_place()));
        let value = index.and_then(|index| input.get(index)).map(Value::view);
        if matches!(value, None | Some(View::Absent)) {
            request.headers_mut().remove(name);
        }
    }
}

/// Adds the headers that `digest` comes to.
fn finish(digest: Box<dyn BodyDigest>, request: &mut HttpRequest) -> Result<(), BoxError> {
    for (name, value) in digest.into_headers() {
        request.headers_mut().try_insert(name, value)?;
    }
    Ok(())
}

/// Reads a copy of the body for `digests`, and adds the headers that they come to.
///
/// # Errors
/// If the body exists once, or cannot be read.
pub(crate) async fn digest_stream(
    request: &mut HttpRequest,
    mut digests: Vec<Box<dyn BodyDigest>>,
) -> Result<(), BoxError> {
    const ONCE: &str = "the service wants a checksum before the body, so the body must be one that can be read twice";
    let mut body = request.body().try_clone().ok_or(ONCE)?;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            digests.iter_mut().for_each(|digest| digest.update(&data));
        }
    }
    digests.into_iter().try_for_each(|digest| finish(digest, request))
}
