//! The functions of the specification: what they are called, what they take, and what they give.

mod arrays;
mod conversions;
mod numbers;
mod objects;
mod order;
mod strings;

use crate::jmespath::ast::{Call, Node};
use crate::jmespath::interpreter::evaluate;
use crate::jmespath::{JType, JValue, SearchError, SearchErrorKind};

/// What a function gives.
type Result<'a> = std::result::Result<JValue<'a>, SearchError>;

/// An argument as a function gets it.
pub(super) enum Passed<'a> {
    /// A value.
    Value(JValue<'a>),
    /// An expression, to be evaluated for whatever the function sees fit.
    Expression(&'a Node),
}

/// A function.
pub(super) struct Function {
    name: &'static str,
    parameters: &'static [Parameter],
    /// Whether there may be more arguments of the last parameter's kind.
    variadic: bool,
    apply: for<'a> fn(&Arguments<'_, 'a>) -> Result<'a>,
}

/// What an argument may be.
#[derive(Clone, Copy, Debug)]
enum Parameter {
    Any,
    Number,
    String,
    Object,
    Array,
    Numbers,
    Strings,
    NumbersOrStrings,
    StringOrArray,
    StringArrayOrObject,
    Expression,
}

const FUNCTIONS: &[Function] = &[
    function("abs", &[Parameter::Number], numbers::abs),
    function("avg", &[Parameter::Numbers], numbers::avg),
    function("ceil", &[Parameter::Number], numbers::ceil),
    function("contains", &[Parameter::StringOrArray, Parameter::Any], arrays::contains),
    function("ends_with", &[Parameter::String, Parameter::String], strings::ends_with),
    function("floor", &[Parameter::Number], numbers::floor),
    function("join", &[Parameter::String, Parameter::Strings], strings::join),
    function("keys", &[Parameter::Object], objects::keys),
    function("length", &[Parameter::StringArrayOrObject], arrays::length),
    function("map", &[Parameter::Expression, Parameter::Array], arrays::map),
    function("max", &[Parameter::NumbersOrStrings], order::max),
    function("max_by", &[Parameter::Array, Parameter::Expression], order::max_by),
    function("merge", &[Parameter::Object], objects::merge).variadic(),
    function("min", &[Parameter::NumbersOrStrings], order::min),
    function("min_by", &[Parameter::Array, Parameter::Expression], order::min_by),
    function("not_null", &[Parameter::Any], conversions::not_null).variadic(),
    function("reverse", &[Parameter::StringOrArray], arrays::reverse),
    function("sort", &[Parameter::NumbersOrStrings], order::sort),
    function("sort_by", &[Parameter::Array, Parameter::Expression], order::sort_by),
    function("starts_with", &[Parameter::String, Parameter::String], strings::starts_with),
    function("sum", &[Parameter::Numbers], numbers::sum),
    function("to_array", &[Parameter::Any], conversions::to_array),
    function("to_number", &[Parameter::Any], conversions::to_number),
    function("to_string", &[Parameter::Any], conversions::to_string),
    function("type", &[Parameter::Any], conversions::type_),
    function("values", &[Parameter::Object], objects::values),
];

const fn function(
    name: &'static str,
    parameters: &'static [Parameter],
    apply: for<'a> fn(&Arguments<'_, 'a>) -> Result<'a>,
) -> Function {
    Function { name, parameters, variadic: false, apply }
}

/// The function that is called, with as many arguments as it takes.
pub(super) fn find(call: &Call) -> std::result::Result<&'static Function, SearchError> {
    let error = |kind, message| Err(SearchError::new(kind, call.offset, message));
    let Some(function) = FUNCTIONS.iter().find(|function| function.name == call.function) else {
        return error(SearchErrorKind::UnknownFunction, format!("there is no function `{}`", call.function));
    };
    let (expected, found) = (function.parameters.len(), call.arguments.len());
    if found < expected || (found > expected && !function.variadic) {
        let arguments = if expected == 1 { "argument" } else { "arguments" };
        let more = if function.variadic { " or more" } else { "" };
        let message = format!("`{}` takes {expected} {arguments}{more}, found {found}", function.name);
        return error(SearchErrorKind::InvalidArity, message);
    }
    Ok(function)
}

impl Function {
    const fn variadic(self) -> Self {
        Self { variadic: true, ..self }
    }

    /// What the function gives for `arguments`; `offset` is where it is called.
    pub(super) fn call<'a>(&self, offset: usize, arguments: &[Passed<'a>]) -> Result<'a> {
        let arguments = Arguments { function: self.name, offset, passed: arguments };
        let Some(last) = self.parameters.last() else { return (self.apply)(&arguments) };
        for (index, passed) in arguments.passed.iter().enumerate() {
            let parameter = self.parameters.get(index).unwrap_or(last);
            if !parameter.accepts(passed) {
                return Err(arguments.invalid_type(index + 1, parameter.describe()));
            }
        }
        (self.apply)(&arguments)
    }
}

impl Parameter {
    fn accepts(self, passed: &Passed<'_>) -> bool {
        let value = match passed {
            Passed::Value(value) => value,
            Passed::Expression(_) => return matches!(self, Self::Expression),
        };
        let kind = value.kind();
        match self {
            Self::Any => true,
            Self::Number => kind == JType::Number,
            Self::String => kind == JType::String,
            Self::Object => kind == JType::Object,
            Self::Array => kind == JType::Array,
            Self::Numbers => are_all(value, JType::Number),
            Self::Strings => are_all(value, JType::String),
            Self::NumbersOrStrings => are_all(value, JType::Number) || are_all(value, JType::String),
            Self::StringOrArray => matches!(kind, JType::String | JType::Array),
            Self::StringArrayOrObject => matches!(kind, JType::String | JType::Array | JType::Object),
            Self::Expression => false,
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Numbers => "an array of numbers",
            Self::Strings => "an array of strings",
            Self::NumbersOrStrings => "an array of numbers or one of strings",
            Self::StringOrArray => "a string or an array",
            Self::StringArrayOrObject => "a string, an array or an object",
            Self::Expression => "an expression after `&`",
        }
    }
}

/// Whether `value` is an array of nothing but values of this kind.
fn are_all(value: &JValue<'_>, kind: JType) -> bool {
    value.items().is_some_and(|mut items| items.all(|item| item.kind() == kind))
}

/// The arguments of a call, of which there are as many as the function takes, and of its types.
struct Arguments<'v, 'a> {
    function: &'static str,
    offset: usize,
    passed: &'v [Passed<'a>],
}

impl<'v, 'a> Arguments<'v, 'a> {
    fn value(&self, index: usize) -> &'v JValue<'a> {
        match self.passed.get(index) {
            Some(Passed::Value(value)) => value,
            Some(Passed::Expression(_)) | None => &JValue::Null,
        }
    }

    /// All arguments that are values.
    fn values(&self) -> impl Iterator<Item = &'v JValue<'a>> {
        self.passed.iter().filter_map(|passed| match passed {
            Passed::Value(value) => Some(value),
            Passed::Expression(_) => None,
        })
    }

    fn text(&self, index: usize) -> &'v str {
        self.value(index).as_str().unwrap_or_default()
    }

    fn items(&self, index: usize) -> impl Iterator<Item = JValue<'a>> + use<'v, 'a> {
        self.value(index).items().into_iter().flatten()
    }

    /// What the expression that is the argument at `index` gives for `value`.
    fn evaluate(&self, index: usize, value: &JValue<'a>) -> Result<'a> {
        match self.passed.get(index) {
            Some(Passed::Expression(node)) => evaluate(node, value),
            Some(Passed::Value(_)) | None => Ok(JValue::Null),
        }
    }

    /// The error that the argument at `place`, counted from one, is not what it must be.
    fn invalid_type(&self, place: usize, expected: &str) -> SearchError {
        let message = format!("argument {place} of `{}` must be {expected}", self.function);
        SearchError::new(SearchErrorKind::InvalidType, self.offset, message)
    }
}
