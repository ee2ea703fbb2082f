//! What a protocol says of events: the rest is the same for all of them.

use aws_smithy_runtime_api::box_error::BoxError;

use crate::operation::Operation;
use crate::protocol::EncodeError;
use crate::shape::Structure;

/// The media type of streams of events.
pub(crate) const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// How a protocol sends and receives events.
pub trait EventFormat: Send + Sync {
    /// The media type of documents.
    fn media_type(&self) -> &'static str;

    /// Where the members of inputs and outputs travel that are no events.
    fn initial_message(&self) -> InitialMessage;

    /// The document of the members that `structure`, a structure or a union of a stream of `operation`, has
    /// in a document.
    fn write_document(&self, operation: &Operation, structure: &dyn Structure) -> Result<Vec<u8>, EncodeError>;

    /// Reads a document into `structure`.
    fn read_document(
        &self,
        operation: &Operation,
        document: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError>;
}

/// Where the members of inputs and outputs travel that are no events ("Smithy specification, Initial
/// messages").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialMessage {
    /// In the head of the request or response.
    Head,
    /// In an event that comes before all others.
    Event,
}
