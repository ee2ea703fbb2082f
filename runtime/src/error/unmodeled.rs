//! The error of operations for which the model names no errors: one type for all of them.
//!
//! An enum for each would be its own to compile, with a dozen traits, and say no more.

#![allow(deprecated, reason = "it is users who should not name the variant")]

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use aws_types::request_id::RequestId;

use crate::error::{ErrorEnum, ModeledError, Unhandled};
use crate::types::CreateUnhandledError;

/// What can go wrong with an operation for which the model names no errors. `I`, its input, tells one
/// operation's error from another's.
#[non_exhaustive]
pub enum UnmodeledError<I> {
    /// An error that the model does not name.
    #[deprecated(note = "match it with `_`: errors that later versions of the model name leave it")]
    Unhandled(Unhandled),
    /// There is no value of it: it is what makes use of `I`.
    #[doc(hidden)]
    Never(Infallible, PhantomData<fn() -> I>),
}

impl<I> UnmodeledError<I> {
    /// An error that is none of the model's, caused by `source`.
    pub fn unhandled(source: impl Into<BoxError>) -> Self {
        Self::Unhandled(Unhandled::caused_by(source.into(), None))
    }

    /// An error that is none of the model's, known by its metadata alone.
    pub fn generic(metadata: ErrorMetadata) -> Self {
        Self::Unhandled(Unhandled::new(None, metadata))
    }

    /// The code, the message and the request id of the error.
    pub fn meta(&self) -> &ErrorMetadata {
        self.as_unhandled().metadata()
    }

    /// What it is.
    #[doc(hidden)]
    pub fn into_unhandled(self) -> Unhandled {
        match self {
            Self::Unhandled(unhandled) => unhandled,
            Self::Never(never, _) => match never {},
        }
    }

    fn as_unhandled(&self) -> &Unhandled {
        match self {
            Self::Unhandled(unhandled) => unhandled,
            Self::Never(never, _) => match *never {},
        }
    }
}

impl<I> ErrorEnum for UnmodeledError<I> {
    fn inner(&self) -> Result<&dyn ModeledError, &Unhandled> {
        Err(self.as_unhandled())
    }

    fn from_unhandled(unhandled: Unhandled) -> Self {
        Self::Unhandled(unhandled)
    }
}

impl<I> fmt::Debug for UnmodeledError<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug_enum(self, f)
    }
}

impl<I> fmt::Display for UnmodeledError<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_unhandled(), f)
    }
}

impl<I> std::error::Error for UnmodeledError<I> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self.as_unhandled())
    }
}

impl<I> ProvideErrorMetadata for UnmodeledError<I> {
    fn meta(&self) -> &ErrorMetadata {
        self.as_unhandled().metadata()
    }
}

impl<I> RequestId for UnmodeledError<I> {
    fn request_id(&self) -> Option<&str> {
        self.as_unhandled().metadata().request_id()
    }
}

impl<I> ProvideErrorKind for UnmodeledError<I> {
    fn retryable_error_kind(&self) -> Option<ErrorKind> {
        None
    }

    fn code(&self) -> Option<&str> {
        self.as_unhandled().metadata().code()
    }
}

impl<I> CreateUnhandledError for UnmodeledError<I> {
    fn create_unhandled_error(source: BoxError, metadata: Option<ErrorMetadata>) -> Self {
        Self::from_unhandled(Unhandled::caused_by(source, metadata))
    }
}
