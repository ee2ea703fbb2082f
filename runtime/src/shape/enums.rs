//! What generated enumerations share.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::json;
use crate::types::{DateTime, DateTimeFormat, Document};

/// The text of a value that the enumeration does not know. It cannot be made outside of generated code:
/// match it with `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownVariantValue(Cow<'static, str>);

impl UnknownVariantValue {
    /// Keeps `text`.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }

    /// The text where no value was set.
    #[doc(hidden)]
    pub const fn unset() -> Self {
        // What the official clients put where a service left a required value out.
        Self(Cow::Borrowed("no value was set"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error of `try_parse`: a text is none of an enumeration's values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError {
    value: String,
}

impl UnknownVariantError {
    /// The error for `value`.
    #[doc(hidden)]
    pub fn new(value: &str) -> Self {
        Self { value: value.to_owned() }
    }
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown enum variant: '{}'", self.value)
    }
}

impl std::error::Error for UnknownVariantError {}

/// The variant of `value`, if it is one of `values`.
#[doc(hidden)]
pub fn try_parse<T: for<'a> From<&'a str>>(
    value: &str,
    values: &'static [&'static str],
) -> Result<T, UnknownVariantError> {
    if values.contains(&value) { Ok(T::from(value)) } else { Err(UnknownVariantError::new(value)) }
}

/// The order of two values of an enumeration, each with whether the model knows it: by their text, and
/// those that it does not know last.
#[doc(hidden)]
pub fn compare(left: (&str, bool), right: (&str, bool)) -> Ordering {
    right.1.cmp(&left.1).then_with(|| left.0.cmp(right.0))
}

/// What every enumeration has beside its variants, its values and `From<&str>`. Equality, order and hash
/// are those of the text, which are those that would be derived: variants stand in the order of their text.
#[macro_export]
macro_rules! string_enum {
    ($name:ty) => {
        impl $name {
            /// The variant of `value`, which must be one that the model knows.
            ///
            /// # Errors
            /// If it is not.
            #[inline]
            pub fn try_parse(value: &str) -> ::core::result::Result<Self, $crate::shape::UnknownVariantError> {
                $crate::shape::try_parse(value, Self::values())
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                let known = |value: &Self| !::core::matches!(value, Self::Unknown(_));
                $crate::shape::compare((self.as_str(), known(self)), (other.as_str(), known(other)))
            }
        }

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        $crate::enum_value!($name, Self::Unknown($crate::shape::UnknownVariantValue::unset()));
    };
}

/// What every enumeration without named values has beside its values and its conversion from text.
#[macro_export]
macro_rules! unnamed_enum {
    ($name:ty) => {
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        $crate::enum_value!($name, Self::from($crate::shape::UnknownVariantValue::unset().as_str()));
    };
}

/// What the engines see of an enumeration.
#[doc(hidden)]
#[macro_export]
macro_rules! enum_value {
    ($name:ty, $empty:expr) => {
        impl $crate::shape::Value for $name {
            #[inline]
            fn view(&self) -> $crate::shape::View<'_> {
                $crate::shape::View::String(self.as_str())
            }

            #[inline]
            fn slot(&mut self) -> $crate::shape::Slot<'_> {
                $crate::shape::Slot::Enum(self)
            }

            #[inline]
            fn empty() -> Self {
                $empty
            }
        }

        impl $crate::shape::StringEnum for $name {
            #[inline]
            fn set(&mut self, text: &str) {
                *self = <$name as ::core::convert::From<&str>>::from(text);
            }
        }
    };
}

/// The instant of a default in RFC 3339, which the generator has checked.
#[doc(hidden)]
pub fn date_time(text: &str) -> DateTime {
    DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).unwrap_or(DateTime::from_secs(0))
}

/// The document of a default in JSON, which the generator has checked.
#[doc(hidden)]
pub fn document(json: &str) -> Document {
    json::document_from_str(json).unwrap_or(Document::Null)
}

/// The place to read a union's variant without payload into.
#[doc(hidden)]
pub fn unit() -> &'static mut () {
    // Nothing is allocated for a type without size.
    Box::leak(Box::new(()))
}

/// Stands for a sensitive value in `Debug`.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::redacted(f)
    }
}
