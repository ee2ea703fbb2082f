//! The path of `getAttr`, such as `resourceId[1]` (specification: "Parsing `path` strings").

use super::error::RulesError;
use super::node::Node;
use super::scope::{Scope, Version};
use super::types::{Attribute, Kind, Type};

/// One step into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Attribute(Attribute),
    /// An element of an array, from the end where it is negative.
    Index(i64),
}

/// Reads a path into a value of type `base`, and the type that it ends at.
pub(super) fn parse_path(
    node: &Node<'_, '_>,
    path: &str,
    base: Type,
    scope: &Scope<'_>,
) -> Result<(Box<[Step]>, Type), RulesError> {
    let mut steps = Vec::new();
    let mut ty = base;
    for component in path.split('.') {
        let (key, index) = match component.find('[') {
            Some(bracket) => component.split_at(bracket),
            None => (component, ""),
        };
        if !key.is_empty() || index.is_empty() {
            let found = Attribute::of(require_set(node, path, ty)?, key);
            let (attribute, kind) =
                found.ok_or_else(|| node.error(format_args!("`{key}` is no property of {}", ty.kind)))?;
            steps.push(Step::Attribute(attribute));
            ty = kind.always();
        }
        if !index.is_empty() {
            let index = parse_index(node, index)?;
            if index < 0 {
                scope.require(node, "a negative index", Version::V1_1)?;
            }
            if require_set(node, path, ty)? != Kind::StringArray {
                return Err(node.error(format_args!("expected an array before `[{index}]`, found {ty}")));
            }
            steps.push(Step::Index(index));
            ty = Kind::String.optional();
        }
    }
    Ok((steps.into(), ty))
}

fn require_set(node: &Node<'_, '_>, path: &str, ty: Type) -> Result<Kind, RulesError> {
    match ty.optional {
        false => Ok(ty.kind),
        true => Err(node.error(format_args!("cannot take `{path}` from {ty}, which may not be set"))),
    }
}

fn parse_index(node: &Node<'_, '_>, text: &str) -> Result<i64, RulesError> {
    let digits = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let index = digits.and_then(|digits| digits.parse().ok());
    index.ok_or_else(|| node.error(format_args!("expected an index such as `[0]`, found `{text}`")))
}
