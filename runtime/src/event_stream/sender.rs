//! Events on their way out, without their types.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_http::event_stream::EventStreamSender;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::event_stream::Message;
use futures_core::Stream;

use crate::event_stream::{EventError, EventSource};
use crate::shape::{Slot, Structure, Value, View};

/// What the user gave to be sent.
#[derive(Debug)]
pub enum Departure<'a> {
    /// An event of the union.
    Event(&'a dyn Structure),
    /// An error that the model names, and the name of its event.
    Exception(&'static str, &'a dyn Structure),
    /// An error that it does not, which has no place in a stream.
    Failure(BoxError),
}

/// Events on their way out.
pub trait Outgoing: Send + Sync {
    /// The next event, as the message that `write` makes of it.
    fn poll_message(
        &mut self,
        context: &mut Context<'_>,
        write: &mut dyn FnMut(Departure<'_>) -> Result<Message, BoxError>,
    ) -> Poll<Option<Result<Message, BoxError>>>;
}

impl<T: Structure, E: EventError> Value for EventStreamSender<T, E> {
    fn view(&self) -> View<'_> {
        View::EventStream
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::EventSender(self)
    }

    fn empty() -> Self {
        EventStreamSender::from(NoEvents(PhantomData))
    }
}

impl<T: Structure, E: EventError> EventSource for EventStreamSender<T, E> {
    fn take(&mut self) -> Box<dyn Outgoing> {
        Box::new(Events(std::mem::replace(self, Value::empty()).into_inner()))
    }
}

/// No events at all.
struct NoEvents<T, E>(PhantomData<fn() -> (T, E)>);

impl<T, E> Stream for NoEvents<T, E> {
    type Item = Result<T, E>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

struct Events<T, E>(Pin<Box<dyn Stream<Item = Result<T, E>> + Send + Sync>>);

impl<T: Structure, E: EventError> Outgoing for Events<T, E> {
    fn poll_message(
        &mut self,
        context: &mut Context<'_>,
        write: &mut dyn FnMut(Departure<'_>) -> Result<Message, BoxError>,
    ) -> Poll<Option<Result<Message, BoxError>>> {
        Poll::Ready(match ready!(self.0.as_mut().poll_next(context)) {
            None => None,
            Some(Ok(event)) => Some(write(Departure::Event(&event))),
            Some(Err(error)) => Some(match error.event() {
                Some((name, exception)) => write(Departure::Exception(name, exception)),
                None => write(Departure::Failure(error.into())),
            }),
        })
    }
}
