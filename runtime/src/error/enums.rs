//! What error structures and error enums have in common beside their data: macros that generated crates
//! call, and the functions that these call in turn, written once for all enums.

use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::retry::ErrorKind;
use aws_types::request_id::RequestId;

use crate::error::ErrorEnum;

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
                    $(Self::$variant(error) => ::core::result::Result::Ok($crate::error::modeled(error)),)*
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

        impl<I> ::core::convert::From<$crate::error::UnmodeledError<I>> for $name {
            #[inline]
            fn from(error: $crate::error::UnmodeledError<I>) -> Self {
                Self::Unhandled(error.into_unhandled())
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
