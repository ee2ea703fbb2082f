//! Streams of events within a call: they become the body of its request, and the body of its response
//! becomes them.

use std::sync::Arc;
use std::time::SystemTime;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::HeaderValue;

use crate::client::hooks::Step;
use crate::client::signing::Scope;
pub(crate) use crate::event_stream::Seed;
use crate::event_stream::{Chain, EventBody, Failure, First, Incoming};
use crate::operation::Operation;
use crate::protocol::{EVENT_STREAM, EventFormat, InitialMessage, Protocol};
use crate::shape::{Place, Slot, Structure, Value};

/// Makes the events of `input`, where it has a stream of them, the body of `request`. The seed is where
/// their signatures begin.
pub(crate) fn send(
    protocol: &'static dyn Protocol,
    operation: &'static Operation,
    input: &mut dyn Structure,
    request: &mut HttpRequest,
) -> Result<Option<Seed>, BoxError> {
    let Some(index) = super::response::event_stream(input) else { return Ok(None) };
    let format = format(protocol)?;
    let initial = match format.initial_message() {
        InitialMessage::Event if input.shape().members.len() > 1 => {
            Some(Bytes::from(format.write_document(operation, input)?))
        }
        InitialMessage::Event | InitialMessage::Head => None,
    };
    let Some(Slot::EventSender(source)) = input.get_mut(index).map(Value::slot) else { return Ok(None) };
    let seed = Seed::default();
    let events = source.take();
    let body =
        EventBody { protocol, operation, initial, events, seed: Arc::clone(&seed), signature: None, is_over: false };
    *request.body_mut() = SdkBody::from_body_1_x(body);
    request.headers_mut().remove("content-length");
    request.headers_mut().try_insert("content-type", HeaderValue::from_static(EVENT_STREAM))?;
    Ok(Some(seed))
}

/// Lets the messages of a request be signed, as the request is with `signature`.
pub(crate) fn plant(
    seed: &Seed,
    signature: String,
    scope: &Scope,
    identity: Identity,
    clock: impl Fn() -> SystemTime + Send + Sync + 'static,
) {
    let (region, service) = (scope.region.clone(), scope.service.clone());
    // A request with events is sent once, so there is none yet.
    let _ = seed.set(Chain { seed: signature, identity, region, service, clock: Box::new(clock) });
}

/// Makes the body of `response` the events at `index` of `output`, and reads what comes before them.
pub(crate) async fn receive(
    protocol: &'static dyn Protocol,
    operation: &'static Operation,
    response: &mut HttpResponse,
    output: &mut dyn Structure,
    index: usize,
) -> Step {
    let mut incoming = Incoming::new(protocol, operation, response);
    let outcome = match format(protocol).map_err(OrchestratorError::other)?.initial_message() {
        InitialMessage::Head => protocol
            .read_output(operation, response, b"", output)
            .and_then(|()| check_head(operation, response, output)),
        InitialMessage::Event => match incoming.initial_response().await.map_err(failed)? {
            First::Document(document) => protocol.read_output(operation, response, &document, output),
            First::Nothing => check_nothing(operation, output),
            First::Failure => Ok(()),
        },
    };
    // Not a failure of the response on its way, which would be retried: the service has done its work.
    outcome.map_err(OrchestratorError::other)?;
    if let Some(Slot::EventReceiver(sink)) = output.get_mut(index).map(Value::slot) {
        sink.attach(incoming);
    }
    Ok(())
}

fn format(protocol: &'static dyn Protocol) -> Result<&'static dyn EventFormat, BoxError> {
    protocol.events().ok_or_else(|| format!("{} has no streams of events", protocol.id()).into())
}

/// Checks that required headers are there. A member that a response lacks is made up elsewhere; but the
/// conformance suite wants a stream refused that begins without what is required.
fn check_head(operation: &Operation, response: &HttpResponse, output: &dyn Structure) -> Result<(), BoxError> {
    for member in output.shape().members.iter().filter(|member| member.required) {
        if let Place::Header(name) = member.http_place()
            && !response.headers().contains_key(name)
        {
            return Err(format!("unreadable response to {}: the header `{name}` is missing", operation.name).into());
        }
    }
    Ok(())
}

/// Checks that a response may do without an initial message.
fn check_nothing(operation: &Operation, output: &dyn Structure) -> Result<(), BoxError> {
    match output.shape().members.iter().find(|member| member.required) {
        Some(member) => {
            let (name, missing) = (operation.name, member.name);
            Err(format!("unreadable response to {name}: `{missing}` is missing, as there is no initial message").into())
        }
        None => Ok(()),
    }
}

/// What has become of the first message.
fn failed(failure: Failure) -> OrchestratorError<aws_smithy_runtime_api::client::interceptors::context::Error> {
    match failure {
        Failure::Connection(error) => OrchestratorError::response(error),
        Failure::Frame(error, _) => OrchestratorError::other(error),
        Failure::Message(error, _) => OrchestratorError::other(error),
        Failure::Service(_) => OrchestratorError::other("an error came before the response"),
    }
}
