//! Events as the body of a request.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::event_stream::Message;
use bytes::Bytes;
use http_body::{Body, Frame};

use crate::event_stream::message::{self, Documents, Kind};
use crate::event_stream::{Chain, Departure, Outgoing};
use crate::operation::Operation;
use crate::protocol::Protocol;

/// Where the signer of a request leaves what its messages are signed with, once it knows. A request that
/// is not signed has messages that are not.
pub(crate) type Seed = Arc<OnceLock<Chain>>;

/// The events of a request, frame by frame.
pub(crate) struct EventBody {
    pub(crate) protocol: &'static dyn Protocol,
    pub(crate) operation: &'static Operation,
    /// The document of what is no event, where it travels before them.
    pub(crate) initial: Option<Bytes>,
    pub(crate) events: Box<dyn Outgoing>,
    pub(crate) seed: Seed,
    /// The signature of the last message.
    pub(crate) signature: Option<String>,
    pub(crate) is_over: bool,
}

impl EventBody {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let documents = Documents::new(self.protocol, self.operation)?;
        let message = match self.initial.take() {
            Some(document) => Some(Ok(message::write_initial(documents, document))),
            None => ready!(self.events.poll_message(context, &mut |departure| write(documents, departure))),
        };
        let is_last = message.is_none();
        let frame = message.transpose().and_then(|message| match self.sign(message)? {
            Some(message) => frame(&message).map(Some),
            None => Ok(None),
        });
        self.is_over = is_last || frame.is_err();
        Poll::Ready(frame.map_err(|source| NotSent { operation: self.operation.name, source }.into()).transpose())
    }

    /// What is sent of `message`, or of the end of the stream.
    fn sign(&mut self, message: Option<Message>) -> Result<Option<Message>, BoxError> {
        let Some(chain) = self.seed.get() else { return Ok(message) };
        let previous = self.signature.as_ref().unwrap_or(&chain.seed);
        let (signed, signature) = match message {
            Some(message) => chain.sign(&message, previous)?,
            None => chain.sign_end(previous)?,
        };
        self.signature = Some(signature);
        Ok(Some(signed))
    }
}

fn write(documents: Documents, departure: Departure<'_>) -> Result<Message, BoxError> {
    match departure {
        Departure::Event(union) => message::write_union(documents, union),
        Departure::Exception(name, error) => message::write(documents, Kind::Exception, name, error),
        Departure::Failure(error) => Err(error),
    }
}

fn frame(message: &Message) -> Result<Bytes, BoxError> {
    let mut bytes = Vec::with_capacity(message.payload().len() + 256);
    write_message_to(message, &mut bytes)?;
    Ok(bytes.into())
}

/// An event cannot be sent, and so neither can the rest of the stream.
#[derive(Debug)]
struct NotSent {
    operation: &'static str,
    source: BoxError,
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an event of {} cannot be sent", self.operation)
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl Body for EventBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll(context).map(|bytes| bytes.map(|bytes| bytes.map(Frame::data)))
    }
}
