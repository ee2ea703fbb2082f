//! Streams of events: inputs and outputs that go on while the call is under way ("Smithy specification,
//! Event streams"; "Amazon Event Stream Specification").
//!
//! An event is a variant of a union. It travels as a message, of headers and a payload, and the message
//! as a frame; the body of a request or response is one frame after the other.
//!
//! | module | what it decides |
//! |---|---|
//! | `message` | which member of an event is where in a message |
//! | `frame` | which bytes a message is made of |
//! | `sender`, `body` | how the events of an input become the body of a request |
//! | `signer` | how each message of a request is signed |
//! | `receiver` | how the body of a response becomes events, or an error |
//!
//! All of it but the traits by which engines know of such members is there under the feature
//! `event-stream` only, which generated crates enable that need it.

#[cfg(feature = "event-stream")]
mod body;
#[cfg(feature = "event-stream")]
mod frame;
#[cfg(feature = "event-stream")]
mod message;
#[cfg(feature = "event-stream")]
mod receiver;
#[cfg(feature = "event-stream")]
mod sender;
#[cfg(feature = "event-stream")]
mod signer;

#[cfg(feature = "event-stream")]
pub(crate) use self::{
    body::{EventBody, Seed},
    receiver::{Failure, First},
    signer::Chain,
};
#[cfg(feature = "event-stream")]
pub use self::{
    frame::FrameError,
    receiver::{EventReceiver, Incoming},
    sender::{Departure, Outgoing},
};
#[cfg(feature = "event-stream")]
pub use aws_smithy_http::event_stream::EventStreamSender;
#[cfg(feature = "event-stream")]
pub use aws_smithy_types::event_stream::{Header, HeaderValue, Message, RawMessage};
#[cfg(feature = "event-stream")]
pub use aws_smithy_types::str_bytes::StrBytes;

use crate::error::OperationError;
use crate::shape::Structure;

/// A member that is a stream of events to send.
pub trait EventSource: Send + Sync {
    /// Moves the events out, to be asked for one by one.
    #[cfg(feature = "event-stream")]
    fn take(&mut self) -> Box<dyn Outgoing>;
}

/// A member that is a stream of events to receive.
pub trait EventSink: Send + Sync {
    /// Makes `events` those of the member.
    #[cfg(feature = "event-stream")]
    fn attach(&mut self, events: Incoming);
}

/// The error enum of a stream of events: what may come, or be sent, in the place of an event.
pub trait EventError: OperationError {
    /// The name of the event that the error is, and its structure; none where the model does not name it.
    fn event(&self) -> Option<(&'static str, &dyn Structure)>;
}

/// What the error enum of a stream of events has beside its variants: what that of an operation has, and
/// the names of the events. The codes are those names.
#[macro_export]
macro_rules! event_stream_error {
    ($name:ident into $service:path; $($event:literal $(| $more:literal)* => $variant:ident,)*) => {
        $crate::operation_error! { $name into $service; $($event $(| $more)* => $variant,)* }

        impl $crate::event_stream::EventError for $name {
            #[inline]
            fn event(&self) -> ::core::option::Option<(&'static str, &dyn $crate::shape::Structure)> {
                match self {
                    $(Self::$variant(error) => ::core::option::Option::Some(($event, error)),)*
                    Self::Unhandled(_) => ::core::option::Option::None,
                }
            }
        }
    };
}
