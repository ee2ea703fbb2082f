//! Errors of operations: from what is on the wire to the variant of an enum.
//!
//! The generated part is data: a table from codes to functions that read one error structure each. What
//! is the same for all of them is here, in two macros that generated crates call.

use std::fmt;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
use aws_types::request_id::RequestId;

use crate::shape::{Slot, Structure, Value};

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
        (self.read)(&mut error)?;
        self.fill_message(&mut error);
        error.set_metadata(self.metadata.clone());
        Ok(error)
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

/// What every error structure has beside its members: `Display`, `Error`, its metadata and request id.
/// The structure has a field `meta`. An error that may be retried names the kind, as in
/// `modeled_error!(SlowDown, retryable: ThrottlingError)`.
#[macro_export]
macro_rules! modeled_error {
    ($name:ty $(, retryable: $kind:ident)?) => {
        $(
            impl $name {
                /// What kind of error it is, which the model says may be retried.
                #[inline]
                pub fn retryable_error_kind(&self) -> $crate::types::ErrorKind {
                    $crate::types::ErrorKind::$kind
                }
            }
        )?

        impl $crate::error::ModeledError for $name {
            #[inline]
            fn metadata(&self) -> &$crate::types::ErrorMetadata {
                &self.meta
            }

            #[inline]
            fn set_metadata(&mut self, metadata: $crate::types::ErrorMetadata) {
                self.meta = metadata;
            }

            #[inline]
            fn text(&self) -> ::core::option::Option<&str> {
                ::core::convert::Into::into(self.message())
            }

            $(
                #[inline]
                fn retryable(&self) -> ::core::option::Option<$crate::types::ErrorKind> {
                    ::core::option::Option::Some($crate::types::ErrorKind::$kind)
                }
            )?
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::error::display(self, f)
            }
        }

        impl ::std::error::Error for $name {}

        impl $crate::types::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::types::ErrorMetadata {
                &self.meta
            }
        }

        impl $crate::types::RequestId for $name {
            #[inline]
            fn request_id(&self) -> ::core::option::Option<&str> {
                $crate::types::RequestId::request_id(&self.meta)
            }
        }
    };
}

/// `Debug` of an error enum, as it would be derived.
#[doc(hidden)]
pub fn debug_enum(error: &dyn ErrorEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.inner() {
        Ok(inner) => f.debug_tuple(inner.shape().name).field(&inner).finish(),
        Err(unhandled) => f.debug_tuple("Unhandled").field(unhandled).finish(),
    }
}

/// `Display` of an error enum: that of what is in it.
#[doc(hidden)]
pub fn display_enum(error: &dyn ErrorEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.inner() {
        Ok(inner) => fmt::Display::fmt(inner, f),
        Err(unhandled) => fmt::Display::fmt(unhandled, f),
    }
}

/// The source of an error enum: what is in it, or what that was caused by.
#[doc(hidden)]
pub fn enum_source(error: &dyn ErrorEnum) -> Option<&(dyn std::error::Error + 'static)> {
    match error.inner() {
        Ok(inner) => Some(inner),
        Err(unhandled) => std::error::Error::source(unhandled),
    }
}

/// The metadata of what is in an error enum.
#[doc(hidden)]
pub fn enum_metadata(error: &dyn ErrorEnum) -> &ErrorMetadata {
    match error.inner() {
        Ok(inner) => inner.metadata(),
        Err(unhandled) => unhandled.metadata(),
    }
}

/// The request id of what is in an error enum.
#[doc(hidden)]
pub fn enum_request_id(error: &dyn ErrorEnum) -> Option<&str> {
    enum_metadata(error).request_id()
}

/// Whether the model says that what is in an error enum may be retried.
#[doc(hidden)]
pub fn enum_retryable(error: &dyn ErrorEnum) -> Option<ErrorKind> {
    error.inner().ok().and_then(|inner| inner.retryable())
}

/// What every error enum has beside its variants, which it lists with their codes on the wire.
#[doc(hidden)]
#[macro_export]
macro_rules! error_enum {
    ($name:ident; $($($($code:literal)|+ =>)? $variant:ident,)*) => {
        impl $crate::error::ErrorEnum for $name {
            #[inline]
            fn inner(&self) -> ::core::result::Result<&dyn $crate::error::ModeledError, &$crate::error::Unhandled> {
                match self {
                    $(Self::$variant(error) => ::core::result::Result::Ok(error),)*
                    Self::Unhandled(unhandled) => ::core::result::Result::Err(unhandled),
                }
            }

            #[inline]
            fn from_unhandled(unhandled: $crate::error::Unhandled) -> Self {
                Self::Unhandled(unhandled)
            }

            $crate::read_errors!($($($($code)|+ => $variant,)?)*);
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::error::debug_enum(self, f)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::error::display_enum(self, f)
            }
        }

        impl ::std::error::Error for $name {
            #[inline]
            fn source(&self) -> ::core::option::Option<&(dyn ::std::error::Error + 'static)> {
                $crate::error::enum_source(self)
            }
        }

        impl $crate::types::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::types::ErrorMetadata {
                $crate::error::enum_metadata(self)
            }
        }

        impl $crate::types::RequestId for $name {
            #[inline]
            fn request_id(&self) -> ::core::option::Option<&str> {
                $crate::error::enum_request_id(self)
            }
        }
    };
}

/// The function that reads the variants of an error enum, where it has any that can be read.
#[doc(hidden)]
#[macro_export]
macro_rules! read_errors {
    () => {};
    ($($($code:literal)|+ => $variant:ident,)+) => {
        #[inline]
        fn read(
            code: &str,
            reader: &mut $crate::error::ErrorReader<'_>,
        ) -> ::core::option::Option<::core::result::Result<Self, $crate::types::BoxError>> {
            match code {
                $($($code)|+ => reader.variant(Self::$variant),)*
                _ => ::core::option::Option::None,
            }
        }
    };
}

/// What the error enum of an operation has beside its variants: the map from codes on the wire to variants,
/// the traits of errors, and the conversion to the service's own error enum.
#[macro_export]
macro_rules! operation_error {
    ($name:ident into $service:path; $($($code:literal)|+ => $variant:ident,)*) => {
        $crate::error_enum!($name; $($($code)|+ => $variant,)*);

        impl ::core::convert::From<$name> for $service {
            #[inline]
            fn from(error: $name) -> Self {
                match error {
                    $($name::$variant(error) => Self::$variant(error),)*
                    $name::Unhandled(unhandled) => Self::Unhandled(unhandled),
                }
            }
        }

        impl $name {
            /// An error that is none of the model's, caused by `source`.
            #[inline]
            pub fn unhandled(
                source: impl ::core::convert::Into<
                    ::std::boxed::Box<dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync + 'static>,
                >,
            ) -> Self {
                Self::Unhandled($crate::error::Unhandled::caused_by(source.into(), ::core::option::Option::None))
            }

            /// An error that is none of the model's, known by its metadata alone.
            #[inline]
            pub fn generic(metadata: $crate::types::ErrorMetadata) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(::core::option::Option::None, metadata))
            }

            /// The code, the message and the request id of the error.
            #[inline]
            pub fn meta(&self) -> &$crate::types::ErrorMetadata {
                $crate::error::enum_metadata(self)
            }
        }

        impl $crate::types::ProvideErrorKind for $name {
            #[inline]
            fn retryable_error_kind(&self) -> ::core::option::Option<$crate::types::ErrorKind> {
                $crate::error::enum_retryable(self)
            }

            #[inline]
            fn code(&self) -> ::core::option::Option<&str> {
                $crate::error::enum_metadata(self).code()
            }
        }

        impl $crate::types::CreateUnhandledError for $name {
            #[inline]
            fn create_unhandled_error(
                source: ::std::boxed::Box<
                    dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync + 'static,
                >,
                metadata: ::core::option::Option<$crate::types::ErrorMetadata>,
            ) -> Self {
                Self::Unhandled($crate::error::Unhandled::caused_by(source, metadata))
            }
        }
    };
}

/// What the error enum of a service has beside its variants, which it lists: the traits of errors, and
/// conversions from all other errors.
#[macro_export]
macro_rules! service_error {
    ($name:ident; $($variant:ident,)*) => {
        $crate::error_enum!($name; $($variant,)*);

        impl<E, R> ::core::convert::From<$crate::types::SdkError<E, R>> for $name
        where
            E: ::std::error::Error
                + $crate::types::ProvideErrorMetadata
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            R: ::core::fmt::Debug + ::core::marker::Send + ::core::marker::Sync + 'static,
            $name: ::core::convert::From<E>,
        {
            #[inline]
            fn from(error: $crate::types::SdkError<E, R>) -> Self {
                match error {
                    $crate::types::SdkError::ServiceError(context) => Self::from(context.into_err()),
                    other => Self::Unhandled($crate::error::Unhandled::of(other)),
                }
            }
        }

        impl ::core::convert::From<$crate::types::BuildError> for $name {
            #[inline]
            fn from(error: $crate::types::BuildError) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(
                    ::core::option::Option::Some(::std::boxed::Box::new(error)),
                    ::core::default::Default::default(),
                ))
            }
        }
    };
}

/// The conversion of a waiter's errors to the error enum of a service.
#[macro_export]
macro_rules! waiter_error {
    ($name:ident) => {
        impl<O, E> ::core::convert::From<$crate::types::WaiterError<O, E>> for $name
        where
            O: ::core::fmt::Debug + ::core::marker::Send + ::core::marker::Sync + 'static,
            E: ::std::error::Error
                + $crate::types::ProvideErrorMetadata
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
        {
            #[inline]
            fn from(error: $crate::types::WaiterError<O, E>) -> Self {
                Self::Unhandled($crate::error::Unhandled::of(error))
            }
        }
    };
}
