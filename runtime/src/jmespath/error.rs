//! Why an expression cannot be read, or has no value.

use std::borrow::Cow;
use std::fmt;

/// Why a text is no expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes from the start.
    pub offset: usize,
    /// What was expected there.
    pub message: Cow<'static, str>,
}

impl ParseError {
    pub(super) fn new(offset: usize, message: impl Into<Cow<'static, str>>) -> Self {
        Self { offset, message: message.into() }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid JMESPath expression, at offset {}: {}", self.offset, self.message)
    }
}

impl std::error::Error for ParseError {}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchError {
    /// The kind of error, as the specification has it.
    pub kind: SearchErrorKind,
    /// Where in the expression, in bytes from the start.
    pub offset: usize,
    /// What is wrong.
    pub message: Cow<'static, str>,
}

/// The errors of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchErrorKind {
    /// An argument of a type that the function does not take.
    InvalidType,
    /// A value that is out of the question, as a slice's step of zero.
    InvalidValue,
    /// Too many arguments, or too few.
    InvalidArity,
    /// No function of this name.
    UnknownFunction,
}

impl SearchErrorKind {
    /// The error's name in the specification.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidType => "invalid-type",
            Self::InvalidValue => "invalid-value",
            Self::InvalidArity => "invalid-arity",
            Self::UnknownFunction => "unknown-function",
        }
    }
}

impl SearchError {
    pub(super) fn new(kind: SearchErrorKind, offset: usize, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, offset, message: message.into() }
    }
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at offset {}: {}", self.kind.name(), self.offset, self.message)
    }
}

impl std::error::Error for SearchError {}
