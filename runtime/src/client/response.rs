//! Reads the response of an attempt: the output, or the error that the response stands for.
//!
//! Bodies are read whole, but for those that the model makes a stream: they become part of the output
//! unread, and their bytes come as the user asks for them.

use std::future::poll_fn;
use std::pin::Pin;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http_body::Body;

use crate::checksum::Checksums;
use crate::client::events;
use crate::client::hooks::Step;
use crate::client::stall::Guard;
use crate::error::{ErrorReader, REQUEST_ID};
use crate::operation::{Erased, Operation};
use crate::protocol::Protocol;
use crate::request_id::EXTENDED_REQUEST_ID;
use crate::shape::{Slot, Structure, View};

/// How much of an error response is read: more than any service sends. What is cut off may cost the error
/// its members, but neither its status nor, where it stands in a header, its code.
const MAX_ERROR: usize = 16 << 20;

/// What it takes to read the responses of a call.
pub(crate) struct Reader<'a> {
    pub(crate) protocol: &'static dyn Protocol,
    pub(crate) operation: &'static Operation,
    pub(crate) erased: &'static Erased,
    pub(crate) guard: &'a Guard,
    /// What validates the body of an output, if anything does.
    pub(crate) validation: Option<&'static dyn Checksums>,
    /// Who listens to the answer, where events are sent: without it they are not sent any more.
    pub(crate) listener: Option<events::Listener>,
}

impl Reader<'_> {
    /// Reads `response`, whose body is left there if it is no stream of the output.
    pub(crate) async fn read(mut self, response: &mut HttpResponse) -> Step<Output> {
        if !response.status().is_success() {
            return Err(OrchestratorError::operation(self.error(response).await?));
        }
        let mut output = (self.erased.output)();
        let Some(structure) = (self.erased.output_mut)(&mut output) else { return Ok(output) };
        if let Some(index) = event_stream(structure) {
            self.keep_ids(structure, response, b"");
            let listener = self.listener.take();
            events::receive(self.protocol, self.operation, response, structure, index, listener).await?;
            return Ok(output);
        }
        let outcome = match stream(structure) {
            Some(index) => {
                self.keep_ids(structure, response, b"");
                let body = self.guard.download(response.take_body());
                let body = match self.validation {
                    Some(checksums) => checksums.validated(response.headers(), body),
                    None => body,
                };
                let outcome = self.protocol.read_output(self.operation, response, b"", structure);
                attach(structure, index, body);
                outcome
            }
            None => {
                self.load(response, usize::MAX).await?;
                let body = response.body().bytes().unwrap_or_default();
                if self.operation.service.customization.is_error(body) {
                    return Err(OrchestratorError::operation(self.error(response).await?));
                }
                if let Some(checksums) = self.validation {
                    checksums.check(response.headers(), body).map_err(OrchestratorError::response)?;
                }
                self.keep_ids(structure, response, body);
                self.protocol.read_output(self.operation, response, body, structure)
            }
        };
        // Not a failure of the response on its way, which would be retried: the service has done its work.
        outcome.map_err(OrchestratorError::other)?;
        Ok(output)
    }

    /// Keeps the ids by which the service knows the request that `response` answers.
    fn keep_ids(&self, output: &mut dyn Structure, response: &HttpResponse, body: &[u8]) {
        output.set_request_id(self.protocol.request_id(response, body));
        output.set_extended_request_id(self.operation.service.customization.extended_request_id(response));
    }

    /// The error that `response` stands for.
    async fn error(&self, response: &mut HttpResponse) -> Step<Error> {
        self.load(response, MAX_ERROR).await?;
        let response = &*response;
        let body = response.body().bytes().unwrap_or_default();
        let mut metadata = self.protocol.error_metadata(response, body);
        if let Some(id) = self.protocol.request_id(response, body) {
            metadata = metadata.custom(REQUEST_ID, id);
        }
        if let Some(id) = self.operation.service.customization.extended_request_id(response) {
            metadata = metadata.custom(EXTENDED_REQUEST_ID, id);
        }
        let code = self.operation.service.customization.error_code(response.status().as_u16());
        if let Some(code) = code.filter(|_| body.is_empty()) {
            metadata = metadata.code(code);
        }
        let metadata: ErrorMetadata = metadata.build();
        let read = |error: &mut dyn Structure| self.protocol.read_error(self.operation, response, body, error);
        Ok((self.erased.error)(ErrorReader { read: &read, metadata }))
    }

    /// Takes the body in, up to `limit` bytes and a little, where it is not there yet.
    async fn load(&self, response: &mut HttpResponse, limit: usize) -> Step {
        if response.body().bytes().is_some() {
            return Ok(());
        }
        let body = self.guard.download(response.take_body());
        let body = gather(body, limit).await.map_err(OrchestratorError::response)?;
        *response.body_mut() = SdkBody::from(body);
        Ok(())
    }
}

/// The index of the member that is a stream of bytes.
fn stream(structure: &dyn Structure) -> Option<usize> {
    position(structure, |view| matches!(view, View::Stream))
}

/// The index of the member that is a stream of events.
pub(crate) fn event_stream(structure: &dyn Structure) -> Option<usize> {
    position(structure, |view| matches!(view, View::EventStream))
}

fn position(structure: &dyn Structure, is_it: fn(View<'_>) -> bool) -> Option<usize> {
    let members = 0..structure.shape().members.len();
    members.into_iter().find(|index| structure.get(*index).is_some_and(|value| is_it(value.view())))
}

/// Makes `body` the stream at `index`.
fn attach(structure: &mut dyn Structure, index: usize, body: SdkBody) {
    if let Some(Slot::Stream(slot)) = structure.get_mut(index).map(|value| value.slot()) {
        *slot = ByteStream::new(body);
    }
}

/// All data of `body`, or what is there when `limit` is passed. A body of one piece, as most are, is not copied.
async fn gather(mut body: SdkBody, limit: usize) -> Result<Bytes, BoxError> {
    let mut first = Bytes::new();
    let mut all = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // What is no data is trailers, which mean nothing to a body that is read whole.
        let Ok(data) = frame?.into_data() else { continue };
        if all.is_empty() && first.is_empty() {
            first = data;
        } else {
            all.extend_from_slice(&std::mem::take(&mut first));
            all.extend_from_slice(&data);
        }
        if all.len().max(first.len()) >= limit {
            break;
        }
    }
    Ok(if all.is_empty() { first } else { all.into() })
}
