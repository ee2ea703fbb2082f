//! JMESPath, the query language that waiters are written in ("JMESPath specification", jmespath.org).
//!
//! An [`Expression`] is read once and evaluated for any number of values: structures of the runtime, whose
//! members it finds through their tables, and documents. Values are borrowed from what is searched; only
//! what an expression makes anew is made. Where expressions come from is not its concern.

mod ast;
mod error;
mod functions;
mod interpreter;
mod lexer;
mod number;
mod parser;
mod value;

pub use error::{ParseError, SearchError, SearchErrorKind};
pub use number::Number;
pub use value::{Items, JType, JValue, Object};

/// An expression.
#[derive(Clone, Debug)]
pub struct Expression {
    root: ast::Node,
}

impl Expression {
    /// Reads an expression. What is wrong with its types, its functions and their arguments shows when it
    /// is evaluated, since it depends on values.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parser::parse(text).map(|root| Self { root })
    }

    /// What the expression gives for `value`; null where nothing is found.
    pub fn search<'a>(&'a self, value: impl Into<JValue<'a>>) -> Result<JValue<'a>, SearchError> {
        interpreter::evaluate(&self.root, &value.into())
    }
}

impl std::str::FromStr for Expression {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}
