//! Parameters of a rule set: their declarations, and the values that one call gives them.

use std::fmt;
use std::sync::Arc;

use aws_smithy_types::Document;

use super::error::{ParamError, RulesError};
use super::node::Node;

/// A parameter that a rule set declares (specification: "Parameter object").
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The name, as rules refer to it.
    pub name: String,
    /// What values it takes.
    pub kind: ParameterKind,
    /// The built-in that gives it a value, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// Whether a rule set cannot be evaluated without a value for it.
    pub required: bool,
    /// The value that it has when none is given.
    pub default: Option<ParamValue>,
    /// Set where the parameter should no longer be used.
    pub deprecated: Option<Deprecated>,
}

/// Why and since when a parameter is deprecated (specification: "Deprecated object").
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecated {
    /// What to do instead.
    pub message: Option<String>,
    /// The date of the deprecation.
    pub since: Option<String>,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `string`
    String,
    /// `boolean`
    Boolean,
    /// `stringArray`
    StringArray,
}

impl ParameterKind {
    fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::StringArray => "stringArray",
        }
    }
}

impl fmt::Display for ParameterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The value of a parameter. Cloning one copies no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamValue {
    /// A value of a `string` parameter.
    String(Arc<str>),
    /// A value of a `boolean` parameter.
    Boolean(bool),
    /// A value of a `stringArray` parameter.
    StringArray(Arc<[String]>),
}

impl ParamValue {
    /// The type of parameter that takes this value.
    pub fn kind(&self) -> ParameterKind {
        match self {
            Self::String(_) => ParameterKind::String,
            Self::Boolean(_) => ParameterKind::Boolean,
            Self::StringArray(_) => ParameterKind::StringArray,
        }
    }
}

impl From<&str> for ParamValue {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<String> for ParamValue {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}

impl From<Arc<str>> for ParamValue {
    fn from(value: Arc<str>) -> Self {
        Self::String(value)
    }
}

impl From<bool> for ParamValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<Vec<String>> for ParamValue {
    fn from(value: Vec<String>) -> Self {
        Self::StringArray(value.into())
    }
}

/// The values of a rule set's parameters for one evaluation.
///
/// Made by [`RuleSet::params`](super::RuleSet::params). Two of them are equal when they hold equal
/// values for the same parameters, so a client can keep the last ones beside the endpoint that they
/// gave.
#[derive(Clone)]
pub struct Params {
    parameters: Arc<[Parameter]>,
    values: Vec<Option<ParamValue>>,
}

impl Params {
    pub(super) fn new(parameters: Arc<[Parameter]>) -> Self {
        let values = vec![None; parameters.len()];
        Self { parameters, values }
    }

    /// Gives the parameter of this name a value, in place of any earlier one.
    ///
    /// # Errors
    /// When the rule set has no such parameter, or the value is not of its type.
    pub fn set(&mut self, name: &str, value: impl Into<ParamValue>) -> Result<(), ParamError> {
        let index = self.parameters.iter().position(|parameter| parameter.name == name);
        let index = index.ok_or_else(|| ParamError::Unknown { name: name.to_owned() })?;
        self.set_at(index, Some(value.into()))
    }

    /// Gives the parameter at this index of [`RuleSet::parameters`](super::RuleSet::parameters) a
    /// value, or takes its value away.
    ///
    /// # Errors
    /// When there is no such index, or the value is not of the parameter's type.
    pub fn set_at(&mut self, index: usize, value: Option<ParamValue>) -> Result<(), ParamError> {
        let slot = self.values.get_mut(index).zip(self.parameters.get(index));
        let (slot, parameter) = slot.ok_or_else(|| ParamError::Unknown { name: index.to_string() })?;
        if value.as_ref().is_some_and(|value| value.kind() != parameter.kind) {
            let name = parameter.name.clone();
            return Err(ParamError::WrongKind { name, expected: parameter.kind });
        }
        *slot = value;
        Ok(())
    }

    /// The value given to the parameter of this name; its default does not count.
    pub fn get(&self, name: &str) -> Option<&ParamValue> {
        let index = self.parameters.iter().position(|parameter| parameter.name == name)?;
        self.values.get(index)?.as_ref()
    }

    /// The values, by index of parameter.
    pub fn values(&self) -> &[Option<ParamValue>] {
        &self.values
    }

    /// Whether these are values for these parameters.
    pub(super) fn is_for(&self, parameters: &Arc<[Parameter]>) -> bool {
        Arc::ptr_eq(&self.parameters, parameters) || self.parameters == *parameters
    }
}

impl PartialEq for Params {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values && self.is_for(&other.parameters)
    }
}

impl Eq for Params {}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parameters.iter().map(|parameter| &parameter.name);
        f.debug_map().entries(names.zip(&self.values)).finish()
    }
}

/// Reads the `parameters` of a rule set, in the order of their names.
pub(super) fn parse_parameters(node: &Node<'_, '_>) -> Result<Arc<[Parameter]>, RulesError> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for (name, node) in node.members()? {
        let twin = parameters.iter().find(|other| other.name.eq_ignore_ascii_case(name));
        if let Some(twin) = twin {
            let twin = &twin.name;
            return Err(node.error(format_args!("differs from the parameter `{twin}` in case only")));
        }
        parameters.push(parse_parameter(name, &node)?);
    }
    Ok(parameters.into())
}

const MEMBERS: [&str; 6] = ["type", "builtIn", "required", "default", "deprecated", "documentation"];

fn parse_parameter(name: &str, node: &Node<'_, '_>) -> Result<Parameter, RulesError> {
    node.only_members(&MEMBERS)?;
    let kind = parse_kind(&node.required("type")?)?;
    let built_in = node.optional_string("builtIn")?;
    let required = node.member("required")?.map(|node| node.boolean()).transpose()?;
    let required = required.unwrap_or(false);
    let default = node.member("default")?.map(|node| parse_default(&node, kind)).transpose()?;
    if default.is_some() && !required {
        return Err(node.error("a parameter with a `default` must be `required`"));
    }
    let deprecated = node.member("deprecated")?.map(|node| parse_deprecated(&node)).transpose()?;
    Ok(Parameter { name: name.to_owned(), kind, built_in, required, default, deprecated })
}

/// Models in use write `String` and `Boolean` as well as the specification's small letters.
fn parse_kind(node: &Node<'_, '_>) -> Result<ParameterKind, RulesError> {
    let kinds = [ParameterKind::String, ParameterKind::Boolean, ParameterKind::StringArray];
    let name = node.string()?;
    let kind = kinds.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name));
    kind.ok_or_else(|| node.error(format_args!("expected `string`, `boolean` or `stringArray`, found `{name}`")))
}

fn parse_default(node: &Node<'_, '_>, kind: ParameterKind) -> Result<ParamValue, RulesError> {
    let value = match node.document() {
        Document::String(value) => Some(ParamValue::from(value.as_str())),
        Document::Bool(value) => Some(ParamValue::from(*value)),
        Document::Array(_) => {
            let strings = node.read_elements(|element| element.string().map(str::to_owned))?;
            Some(ParamValue::from(strings))
        }
        Document::Object(_) | Document::Number(_) | Document::Null => None,
    };
    value
        .filter(|value| value.kind() == kind)
        .ok_or_else(|| node.error(format_args!("expected a default of type {kind}")))
}

fn parse_deprecated(node: &Node<'_, '_>) -> Result<Deprecated, RulesError> {
    Ok(Deprecated { message: node.optional_string("message")?, since: node.optional_string("since")? })
}
