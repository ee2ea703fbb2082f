//! Expressions, with every reference resolved: how they are read and checked. Evaluating them is
//! [`super::evaluation`]'s part.

use aws_smithy_types::Document;

use super::error::RulesError;
use super::functions::{self, Function};
use super::node::Node;
use super::path::Step;
use super::scope::{Scope, Slot};
use super::template;
use super::types::{Kind, Type};

/// Something that evaluates to a value.
#[derive(Debug)]
pub(super) enum Expression {
    String(Box<str>),
    Boolean(bool),
    Integer(i64),
    /// An array of strings that is written out.
    Strings(Box<[Expression]>),
    /// A parameter or a variable.
    Variable(Slot),
    /// A string of several parts.
    Template(Box<[template::Part]>),
    /// `getAttr`, or the `#` of a template.
    GetAttr(Box<GetAttr>),
    Call(Box<Call>),
}

/// A property or an element of a value.
#[derive(Debug)]
pub(super) struct GetAttr {
    pub(super) target: Expression,
    pub(super) steps: Box<[Step]>,
}

/// A function with its arguments.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) function: Function,
    pub(super) arguments: Box<[Expression]>,
}

/// An expression and what it evaluates to.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) expression: Expression,
    pub(super) ty: Type,
}

/// A function that decides whether a rule is selected (specification: "Condition object").
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) function: Expression,
    pub(super) assign: Option<Slot>,
}

/// Reads any expression: a literal, a reference object or a function object.
pub(super) fn parse_expression<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Typed, RulesError> {
    match node.document() {
        Document::String(text) => {
            let expression = template::parse_template(node, text, scope)?;
            Ok(Typed { expression, ty: Kind::String.always() })
        }
        Document::Bool(value) => Ok(Typed { expression: Expression::Boolean(*value), ty: Kind::Boolean.always() }),
        Document::Number(_) => {
            let expression = Expression::Integer(node.integer()?);
            Ok(Typed { expression, ty: Kind::Integer.always() })
        }
        Document::Array(_) => {
            let strings = node.read_elements(|element| parse_string(element, scope))?;
            Ok(Typed { expression: Expression::Strings(strings.into()), ty: Kind::StringArray.always() })
        }
        Document::Object(_) => match (node.member("ref")?, node.member("fn")?) {
            (Some(reference), None) => {
                let (slot, ty) = scope.resolve(&reference, reference.string()?)?;
                Ok(Typed { expression: Expression::Variable(slot), ty })
            }
            (None, Some(_)) => functions::parse_call(node, scope),
            _ => Err(node.error("expected either `ref` or `fn`")),
        },
        Document::Null => Err(node.error("expected an expression, found null")),
    }
}

/// Reads an expression that must be a string, and set.
pub(super) fn parse_string<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Expression, RulesError> {
    let typed = parse_expression(node, scope)?;
    require_kind(node, &typed.ty, Kind::String)?;
    Ok(typed.expression)
}

/// Refuses an expression that is not always of this kind.
pub(super) fn require_kind(node: &Node<'_, '_>, found: &Type, expected: Kind) -> Result<(), RulesError> {
    if *found == expected.always() {
        return Ok(());
    }
    let hint = match found.kind == expected {
        true => "; use `isSet` or `assign` in a condition to prove that it is set",
        false => "",
    };
    Err(node.error(format_args!("expected {expected}, found {found}{hint}")))
}

/// Reads the `conditions` of a rule, where it has any.
pub(super) fn parse_conditions<'d>(rule: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Box<[Condition]>, RulesError> {
    let Some(conditions) = rule.member("conditions")? else {
        return Ok(Box::default());
    };
    Ok(conditions.read_elements(|condition| parse_condition(condition, scope))?.into())
}

fn parse_condition<'d>(node: &Node<'d, '_>, scope: &mut Scope<'d>) -> Result<Condition, RulesError> {
    let Typed { expression, ty } = functions::parse_call(node, scope)?;
    let assign = match node.member("assign")? {
        // A condition that matched has a value, so the variable is set wherever it is in scope.
        Some(name) => Some(scope.declare(&name, ty.kind.always())?),
        None => None,
    };
    Ok(Condition { function: expression, assign })
}
