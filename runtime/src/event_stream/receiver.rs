//! The body of a response as events.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::event_stream::{Message, RawMessage};
use bytes::{Bytes, BytesMut};
use http_body::Body;

use crate::error::{ErrorReader, Unhandled};
use crate::event_stream::message::{self, Documents, text_header};
use crate::event_stream::{EventError, EventSink, FrameError, frame};
use crate::operation::Operation;
use crate::protocol::Protocol;
use crate::shape::{Slot, Structure, Value, View};

/// The events that a service sends: `T` is the union of them, `E` the error that may come in their place.
pub struct EventReceiver<T, E> {
    incoming: Option<Incoming>,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T: Structure, E: EventError> EventReceiver<T, E> {
    /// Waits for the next event; none is the end of the stream. After an error there is nothing more.
    ///
    /// # Errors
    /// If the service sends an error, if what it sends cannot be read, or if the connection breaks.
    pub async fn recv(&mut self) -> Result<Option<T>, SdkError<E, RawMessage>> {
        let mut event = T::empty();
        let Some(incoming) = &mut self.incoming else { return Ok(None) };
        match incoming.receive(&mut event).await {
            Ok(true) => return Ok(Some(event)),
            Ok(false) => {}
            Err(failure) => {
                let error = incoming.error(failure);
                // Nothing more is wanted of the connection.
                self.incoming = None;
                return Err(error);
            }
        }
        self.incoming = None;
        Ok(None)
    }
}

impl<T, E> fmt::Debug for EventReceiver<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReceiver").finish_non_exhaustive()
    }
}

impl<T: Structure, E: EventError> Value for EventReceiver<T, E> {
    fn view(&self) -> View<'_> {
        View::EventStream
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::EventReceiver(self)
    }

    fn empty() -> Self {
        Self { incoming: None, types: PhantomData }
    }
}

impl<T: Structure, E: EventError> EventSink for EventReceiver<T, E> {
    fn attach(&mut self, events: Incoming) {
        self.incoming = Some(events);
    }
}

/// Events under way, without their types.
pub struct Incoming {
    protocol: &'static dyn Protocol,
    operation: &'static Operation,
    /// The head of the response.
    head: HttpResponse,
    body: SdkBody,
    /// What has come and belongs to a message that is not complete.
    buffer: BytesMut,
    /// A message that was looked at and is still to be received.
    held: Option<Message>,
}

/// What comes before all events.
pub(crate) enum First {
    /// A document of the members that are no events.
    Document(Bytes),
    /// Nothing.
    Nothing,
    /// An error, which is still to be received.
    Failure,
}

/// Why a message is no event.
enum Unreadable {
    /// It is an error.
    Error,
    /// It is nothing that the specification knows.
    Message(BoxError),
}

impl From<BoxError> for Unreadable {
    fn from(error: BoxError) -> Self {
        Self::Message(error)
    }
}

/// Why there is no event.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The connection breaks.
    Connection(BoxError),
    /// What comes is no frame.
    Frame(FrameError, Option<Bytes>),
    /// The message cannot be read.
    Message(BoxError, Message),
    /// The message is an error of the service.
    Service(Message),
}

impl Incoming {
    /// The events of `response`, which is one to `operation`.
    pub(crate) fn new(
        protocol: &'static dyn Protocol,
        operation: &'static Operation,
        response: &mut HttpResponse,
    ) -> Self {
        let mut head = HttpResponse::new(response.status(), SdkBody::empty());
        head.headers_mut().clone_from(response.headers());
        Self { protocol, operation, head, body: response.take_body(), buffer: BytesMut::new(), held: None }
    }

    /// The document that comes before all events, if the first message has one.
    pub(crate) async fn initial_response(&mut self) -> Result<First, Failure> {
        let Some(message) = self.next().await? else { return Ok(First::Nothing) };
        let is_event = text_header(&message, ":message-type").is_ok_and(|ty| ty == "event");
        if is_event && text_header(&message, ":event-type").is_ok_and(|ty| ty == "initial-response") {
            return Ok(First::Document(message.payload().clone()));
        }
        self.held = Some(message);
        Ok(if is_event { First::Nothing } else { First::Failure })
    }

    /// Makes `union` the next event; false is the end of the stream.
    async fn receive(&mut self, union: &mut dyn Structure) -> Result<bool, Failure> {
        loop {
            let Some(message) = self.next().await? else { return Ok(false) };
            match self.read(&message, union) {
                Ok(Some(())) => return Ok(true),
                Ok(None) => {}
                Err(Unreadable::Error) => return Err(Failure::Service(message)),
                Err(Unreadable::Message(error)) => return Err(Failure::Message(error, message)),
            }
        }
    }

    /// Reads an event; none is a message that stands for none.
    fn read(&self, message: &Message, union: &mut dyn Structure) -> Result<Option<()>, Unreadable> {
        match text_header(message, ":message-type")? {
            "event" => {}
            "exception" => {
                text_header(message, ":exception-type")?;
                return Err(Unreadable::Error);
            }
            "error" => {
                text_header(message, ":error-code")?;
                return Err(Unreadable::Error);
            }
            other => {
                let error = format!("a message of the unknown type `{}`", other.escape_debug());
                return Err(Unreadable::Message(error.into()));
            }
        }
        match text_header(message, ":event-type")? {
            // It may come though the model knows nothing that it could hold.
            "initial-response" => Ok(None),
            name => Ok(Some(message::read_union(self.documents()?, name, message, union)?)),
        }
    }

    fn documents(&self) -> Result<Documents, BoxError> {
        Documents::new(self.protocol, self.operation)
    }

    /// The next message.
    async fn next(&mut self) -> Result<Option<Message>, Failure> {
        if let Some(message) = self.held.take() {
            return Ok(Some(message));
        }
        loop {
            let length = frame::frame_length(&self.buffer).map_err(|error| self.malformed(error))?;
            if let Some(length) = length.filter(|length| self.buffer.len() >= *length) {
                let frame = self.buffer.split_to(length).freeze();
                return match frame::decode(&frame) {
                    Ok(message) => Ok(Some(message)),
                    Err(error) => Err(Failure::Frame(error, Some(frame))),
                };
            }
            match poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
                // What is no data is trailers, which mean nothing here.
                Some(Ok(piece)) => piece.data_ref().into_iter().for_each(|data| self.buffer.extend_from_slice(data)),
                Some(Err(error)) => return Err(Failure::Connection(error)),
                None if self.buffer.is_empty() => return Ok(None),
                None => return Err(self.malformed(FrameError::UnexpectedEnd)),
            }
        }
    }

    fn malformed(&mut self, error: FrameError) -> Failure {
        Failure::Frame(error, Some(std::mem::take(&mut self.buffer).freeze()))
    }

    /// The failure as the user gets it.
    fn error<E: EventError>(&self, failure: Failure) -> SdkError<E, RawMessage> {
        match failure {
            Failure::Connection(error) => SdkError::dispatch_failure(ConnectorError::io(error)),
            Failure::Frame(error, bytes) => SdkError::response_error(error, RawMessage::invalid(bytes)),
            Failure::Message(error, message) => {
                let text = format!("unreadable message of {}: {error}", self.operation.name);
                SdkError::response_error(text, RawMessage::Decoded(message))
            }
            Failure::Service(message) => {
                SdkError::service_error(self.service_error(&message), RawMessage::Decoded(message))
            }
        }
    }

    /// The error that `message` stands for.
    fn service_error<E: EventError>(&self, message: &Message) -> E {
        let metadata = self.metadata(message);
        let Ok(name) = text_header(message, ":exception-type") else {
            return E::from_unhandled(Unhandled::new(None, metadata));
        };
        let read = |error: &mut dyn Structure| message::read(self.documents()?, message, error);
        ErrorReader { read: &read, metadata }.error_of(name)
    }

    /// Code and message of an error: those of its headers, or else of its document.
    fn metadata(&self, message: &Message) -> ErrorMetadata {
        let header = |name| text_header(message, name).ok();
        if let Some(code) = header(":error-code") {
            let mut metadata = ErrorMetadata::builder().code(code);
            if let Some(text) = header(":error-message") {
                metadata = metadata.message(text);
            }
            return metadata.build();
        }
        let mut metadata = self.protocol.error_metadata(&self.head, message.payload());
        if let Some(code) = header(":exception-type") {
            metadata = metadata.code(code);
        }
        metadata.build()
    }
}
