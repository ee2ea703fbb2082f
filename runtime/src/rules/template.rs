//! Template strings (specification: "Template string"): `{name}` and `{name#path}` in a text, with
//! `{{` and `}}` for the braces themselves.

use super::error::RulesError;
use super::expression::{Expression, GetAttr, require_kind};
use super::node::Node;
use super::path::parse_path;
use super::scope::Scope;
use super::types::Kind;

/// A piece of a template.
#[derive(Debug)]
pub(super) enum Part {
    Literal(Box<str>),
    Dynamic(Expression),
}

/// Reads the string at `node`. One that is all literal or all dynamic becomes just that.
pub(super) fn parse_template(node: &Node<'_, '_>, text: &str, scope: &Scope<'_>) -> Result<Expression, RulesError> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, at_brace) = rest.split_at(brace);
        literal.push_str(before);
        if let Some(after) = at_brace.strip_prefix("{{") {
            literal.push('{');
            rest = after;
        } else if let Some(after) = at_brace.strip_prefix("}}") {
            literal.push('}');
            rest = after;
        } else {
            let (name, after) = split_dynamic(node, at_brace)?;
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal).into()));
            }
            parts.push(Part::Dynamic(parse_dynamic(node, name, scope)?));
            rest = after;
        }
    }
    literal.push_str(rest);
    if parts.is_empty() {
        return Ok(Expression::String(literal.into()));
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal.into()));
    }
    match <[Part; 1]>::try_from(parts) {
        Ok([Part::Dynamic(only)]) => Ok(only),
        Ok(parts) => Ok(Expression::Template(parts.into())),
        Err(parts) => Ok(Expression::Template(parts.into())),
    }
}

/// What is between the opening brace that `text` starts with and the closing one, and the rest.
fn split_dynamic<'t>(node: &Node<'_, '_>, text: &'t str) -> Result<(&'t str, &'t str), RulesError> {
    let inner = text.strip_prefix('{').ok_or_else(|| node.error("`}` without `{` in a template"))?;
    match inner.split_once('}') {
        Some((name, rest)) if !name.contains('{') => Ok((name, rest)),
        _ => Err(node.error("`{` without `}` in a template")),
    }
}

fn parse_dynamic(node: &Node<'_, '_>, text: &str, scope: &Scope<'_>) -> Result<Expression, RulesError> {
    let (name, path) = match text.split_once('#') {
        Some((name, path)) => (name, Some(path)),
        None => (text, None),
    };
    let (slot, ty) = scope.resolve(node, name)?;
    let target = Expression::Variable(slot);
    let (expression, ty) = match path {
        None => (target, ty),
        Some(path) => {
            let (steps, ty) = parse_path(node, path, ty, scope)?;
            (Expression::GetAttr(Box::new(GetAttr { target, steps })), ty)
        }
    };
    require_kind(node, &ty, Kind::String)?;
    Ok(expression)
}
