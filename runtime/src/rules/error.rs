//! The ways in which reading a rule set, setting a parameter and resolving an endpoint fail.

use std::error::Error;
use std::fmt;

use super::params::ParameterKind;

/// A fault in a rule set, a decision diagram or a partitions document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError {
    path: String,
    message: String,
}

impl RulesError {
    pub(super) fn new(path: String, message: String) -> Self {
        Self { path, message }
    }

    /// Where the fault is, as a path into the JSON document, such as `rules[0].conditions[1].fn`.
    /// Empty where the fault concerns the whole document.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was expected there, and what was found.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "invalid endpoint rules: {}", self.message)
        } else {
            write!(f, "invalid endpoint rules at `{}`: {}", self.path, self.message)
        }
    }
}

impl Error for RulesError {}

/// Why no endpoint could be resolved from a rule set and its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveError {
    /// A required parameter has neither a value nor a default.
    #[non_exhaustive]
    MissingParameter {
        /// The parameter's name in the rule set.
        name: String,
        /// The built-in that would have given it a value, such as `AWS::Region`.
        built_in: Option<String>,
    },
    /// An error rule was selected: the service does not support this combination of parameters.
    #[non_exhaustive]
    Rule {
        /// The rule's message, with its templates filled in.
        message: String,
    },
    /// The rules were exhausted without one being selected.
    NoRuleMatched,
    /// The selected rule does not give a usable endpoint or message.
    #[non_exhaustive]
    InvalidResult {
        /// What is wrong with it.
        reason: String,
    },
    /// A value made by a template or a function is longer than any endpoint can be.
    ValueTooLong,
    /// The parameters were made for another rule set.
    ForeignParams,
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingParameter { name, built_in } => {
                write!(f, "the endpoint parameter `{name}` is required and is not set")?;
                match built_in {
                    Some(built_in) => write!(f, " (it is taken from `{built_in}`)"),
                    None => Ok(()),
                }
            }
            Self::Rule { message } => f.write_str(message),
            Self::NoRuleMatched => f.write_str("no rule of the endpoint rule set matches these parameters"),
            Self::InvalidResult { reason } => {
                write!(f, "the selected endpoint rule is not usable: {reason}")
            }
            Self::ValueTooLong => f.write_str("a value made while resolving the endpoint is too long"),
            Self::ForeignParams => f.write_str("these endpoint parameters were made for another rule set"),
        }
    }
}

impl Error for ResolveError {}

/// Why a parameter could not be given a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamError {
    /// The rule set has no parameter of this name or index.
    #[non_exhaustive]
    Unknown {
        /// The name, or the index in digits.
        name: String,
    },
    /// The value is not of the parameter's kind.
    #[non_exhaustive]
    WrongKind {
        /// The parameter's name.
        name: String,
        /// The kind that it takes.
        expected: ParameterKind,
    },
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(f, "the rule set has no parameter `{name}`"),
            Self::WrongKind { name, expected } => {
                write!(f, "the endpoint parameter `{name}` takes a value of type {expected}")
            }
        }
    }
}

impl Error for ParamError {}
