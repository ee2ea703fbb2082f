//! Errors of operations: from what is on the wire to the variant of an enum.
//!
//! The generated part is data: a table from codes to functions that read one error structure each. What
//! is the same for all of them is here, and in the macros of `enums`, which generated crates call.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};

use crate::shape::{Slot, Structure, Value};

mod enums;
mod unmodeled;

pub use enums::{debug_enum, display_enum, enum_metadata, enum_request_id, enum_retryable, enum_source};
pub use unmodeled::UnmodeledError;

/// The key under which the id of a request stands in the metadata of an error; `aws_types::request_id`
/// reads it there.
pub(crate) const REQUEST_ID: &str = "aws_request_id";

/// An error structure of a model.
pub trait ModeledError: Structure + std::error::Error {
    /// Its metadata.
    fn metadata(&self) -> &ErrorMetadata;

    /// Keeps the metadata that came with it.
    fn set_metadata(&mut self, metadata: ErrorMetadata);

    /// The message, if there is one.
    fn text(&self) -> Option<&str>;

    /// Whether the model says that a call that failed with it may be tried again (`retryable`).
    fn retryable(&self) -> Option<ErrorKind> {
        None
    }
}

/// An error enum: of an operation, of an event stream, or of a whole service.
pub trait ErrorEnum {
    /// The error structure in it, or else what it is.
    fn inner(&self) -> Result<&dyn ModeledError, &Unhandled>;

    /// The variant for everything that the model does not name.
    fn from_unhandled(unhandled: Unhandled) -> Self
    where
        Self: Sized;

    /// Reads the variant that `code`, a code on the wire, stands for; none where it stands for none.
    fn read(code: &str, reader: &mut ErrorReader<'_>) -> Option<Result<Self, BoxError>>
    where
        Self: Sized,
    {
        let _ = (code, reader);
        None
    }
}

/// An error structure as what all of them have in common.
///
/// Never inlined: wherever `&dyn ModeledError` is made of an error structure, the program gets another copy of
/// the tables of its functions, which are longer than all of its code; and error enums would make it in every
/// trait that they have.
#[doc(hidden)]
#[inline(never)]
pub fn modeled<E: ModeledError>(error: &E) -> &dyn ModeledError {
    error
}

/// The error enum of an operation.
pub trait OperationError:
    ErrorEnum + std::error::Error + ProvideErrorMetadata + ProvideErrorKind + Sized + Send + Sync + 'static
{
}

impl<E> OperationError for E where
    E: ErrorEnum + std::error::Error + ProvideErrorMetadata + ProvideErrorKind + Sized + Send + Sync + 'static
{
}

/// An error response, or an event that is an error, about to become an error of an operation or a stream.
pub struct ErrorReader<'a> {
    /// Reads the structure of the error.
    pub(crate) read: &'a dyn Fn(&mut dyn Structure) -> Result<(), BoxError>,
    pub(crate) metadata: ErrorMetadata,
}

impl ErrorReader<'_> {
    /// The error structure `E` that the response carries.
    pub fn read<E: ModeledError>(&mut self) -> Result<E, BoxError> {
        let mut error = <E as Structure>::empty();
        self.fill(&mut error)?;
        Ok(error)
    }

    /// Reads the response into `error`: one function for all errors.
    fn fill(&self, error: &mut dyn ModeledError) -> Result<(), BoxError> {
        (self.read)(error)?;
        self.fill_message(error);
        error.set_metadata(self.metadata.clone());
        Ok(())
    }

    /// The error structure that the response carries, in its variant.
    pub fn variant<E: ModeledError, V>(&mut self, variant: fn(E) -> V) -> Option<Result<V, BoxError>> {
        Some(self.read().map(variant))
    }

    /// Sets the member `message` where the response has it under another name: models say `message`, and
    /// services send `Message` as well.
    fn fill_message(&self, error: &mut dyn Structure) {
        let Some(message) = self.metadata.message() else { return };
        let Some(index) = error.shape().members.iter().position(|member| member.name == "message") else { return };
        match error.get_mut(index).map(Value::slot) {
            Some(Slot::String(slot)) if slot.is_empty() => message.clone_into(slot),
            _ => {}
        }
    }

    /// The variant whose code the response names; unhandled where there is none, or where the structure
    /// cannot be read.
    pub(crate) fn operation_error<E: OperationError>(self) -> E {
        let code = self.metadata.code().unwrap_or_default().to_owned();
        self.error_of(&code)
    }

    /// The variant of `code`; unhandled where there is none, or where the structure cannot be read.
    pub(crate) fn error_of<E: OperationError>(mut self, code: &str) -> E {
        let source = match E::read(code, &mut self) {
            Some(Ok(error)) => return error,
            Some(Err(source)) => Some(source),
            None => None,
        };
        E::from_unhandled(Unhandled { source, metadata: self.metadata })
    }
}

/// An error that the model does not name, or that could not be read: with its code, message and request
/// id, and the cause where there is one.
pub struct Unhandled {
    source: Option<BoxError>,
    metadata: ErrorMetadata,
}

impl Unhandled {
    /// An error with a cause.
    pub fn new(source: Option<BoxError>, metadata: ErrorMetadata) -> Self {
        Self { source, metadata }
    }

    /// An error that `source` is the cause of, with what is known of it.
    pub fn caused_by(source: BoxError, metadata: Option<ErrorMetadata>) -> Self {
        Self { source: Some(source), metadata: metadata.unwrap_or_default() }
    }

    /// An error of the client, with the metadata that it has.
    pub fn of(error: impl std::error::Error + ProvideErrorMetadata + Send + Sync + 'static) -> Self {
        let metadata = error.meta().clone();
        Self { source: Some(Box::new(error)), metadata }
    }

    /// Its metadata.
    pub fn metadata(&self) -> &ErrorMetadata {
        &self.metadata
    }
}

impl fmt::Debug for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unhandled").field("source", &self.source).field("meta", &self.metadata).finish()
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.metadata.code() {
            Some(code) => write!(f, "unhandled error ({code})"),
            None => f.write_str("unhandled error"),
        }
    }
}

impl std::error::Error for Unhandled {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            Some(source) => Some(&**source),
            None => Some(&self.metadata),
        }
    }
}

/// Writes an error structure: its name, the name in the model where it differs, and the message.
pub fn display(error: &dyn ModeledError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = error.shape();
    f.write_str(shape.name)?;
    if shape.name != shape.model_name {
        write!(f, " [{}]", shape.model_name)?;
    }
    let hidden = shape.sensitive || shape.members.iter().any(|member| member.name == "message" && member.sensitive);
    match error.text() {
        Some(_) if hidden => f.write_str(": ").and_then(|()| crate::shape::redacted(f)),
        Some(message) => write!(f, ": {message}"),
        None => Ok(()),
    }
}
