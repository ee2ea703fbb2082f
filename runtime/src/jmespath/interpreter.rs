//! What an expression gives for a value.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::jmespath::ast::{Argument, Call, Comparison, Kind, Node, Projected, Slice};
use crate::jmespath::functions::{self, Passed};
use crate::jmespath::{JValue, SearchError, SearchErrorKind};

type Result<'a> = std::result::Result<JValue<'a>, SearchError>;

/// What `node` gives where `current` is the current value.
pub(super) fn evaluate<'a>(node: &'a Node, current: &JValue<'a>) -> Result<'a> {
    match &node.kind {
        Kind::Current => Ok(current.clone()),
        Kind::Field(name) => Ok(current.member(name)),
        Kind::Literal(document) => Ok(JValue::from(document)),
        Kind::Index(index) => Ok(item(current, *index)),
        Kind::Slice(slice) => sliced(current, slice),
        Kind::Chain(left, right) => evaluate(right, &evaluate(left, current)?),
        Kind::Projection { values, of, then } => project(evaluate(values, current)?, of, then),
        Kind::Or(left, right) => either(left, right, current, true),
        Kind::And(left, right) => either(left, right, current, false),
        Kind::Not(node) => Ok(JValue::Bool(!evaluate(node, current)?.is_truthy())),
        Kind::Comparison(comparison, left, right) => {
            Ok(compare(*comparison, &evaluate(left, current)?, &evaluate(right, current)?))
        }
        // Nothing is made of nothing.
        Kind::List(_) | Kind::Hash(_) if matches!(current, JValue::Null) => Ok(JValue::Null),
        Kind::List(nodes) => list(nodes, current),
        Kind::Hash(members) => hash(members, current),
        Kind::Call(call) => apply(call, current),
    }
}

/// What `left` gives where it counts as true exactly if `truthy`; otherwise what `right` gives.
fn either<'a>(left: &'a Node, right: &'a Node, current: &JValue<'a>, truthy: bool) -> Result<'a> {
    let value = evaluate(left, current)?;
    if value.is_truthy() == truthy { Ok(value) } else { evaluate(right, current) }
}

fn list<'a>(nodes: &'a [Node], current: &JValue<'a>) -> Result<'a> {
    let items: std::result::Result<_, _> = nodes.iter().map(|node| evaluate(node, current)).collect();
    items.map(JValue::array)
}

fn hash<'a>(members: &'a [(String, Node)], current: &JValue<'a>) -> Result<'a> {
    let mut object = BTreeMap::new();
    for (name, node) in members {
        object.insert(name.as_str().into(), evaluate(node, current)?);
    }
    Ok(JValue::Object(Arc::new(object)))
}

/// The item at `index`, from the end where it is negative; null where there is none.
fn item<'a>(value: &JValue<'a>, index: i64) -> JValue<'a> {
    let Some(items) = value.items() else { return JValue::Null };
    let index = match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => usize::try_from(index.unsigned_abs()).ok().and_then(|back| items.len().checked_sub(back)),
    };
    index.map_or(JValue::Null, |index| items.at(index))
}

/// The items within the bounds of `slice`; null where `value` is no array.
fn sliced<'a>(value: &JValue<'a>, slice: &Slice) -> Result<'a> {
    if slice.step == 0 {
        return Err(SearchError::new(SearchErrorKind::InvalidValue, slice.offset, "the step of a slice is zero"));
    }
    let Some(items) = value.items() else { return Ok(JValue::Null) };
    let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let forward = slice.step > 0;
    // Backwards, the place before the first item is a bound too.
    let (lowest, highest) = if forward { (0, len) } else { (-1, len - 1) };
    let bound = |bound: i64| {
        let from_start = if bound < 0 { bound.saturating_add(len) } else { bound };
        from_start.clamp(lowest, highest)
    };
    let start = slice.start.map_or(if forward { lowest } else { highest }, bound);
    let stop = slice.stop.map_or(if forward { highest } else { lowest }, bound);
    let next = |index: &i64| index.checked_add(slice.step);
    let indices = std::iter::successors(Some(start), next);
    let within = indices.take_while(|index| if forward { *index < stop } else { *index > stop });
    let picked = within.filter_map(|index| usize::try_from(index).ok()).map(|index| items.at(index));
    Ok(JValue::array(picked.collect()))
}

/// What `then` gives for each value of those that `of` means, without nulls; null where there are no such
/// values.
fn project<'a>(values: JValue<'a>, of: &'a Projected, then: &'a Node) -> Result<'a> {
    let Some(values) = projected(&values, of)? else { return Ok(JValue::Null) };
    let results = values.iter().map(|value| evaluate(then, value));
    let present = results.filter(|result| !matches!(result, Ok(JValue::Null)));
    present.collect::<std::result::Result<_, _>>().map(JValue::array)
}

/// The values that a projection is over, if there are any.
fn projected<'a>(values: &JValue<'a>, of: &'a Projected) -> std::result::Result<Option<Vec<JValue<'a>>>, SearchError> {
    if let Projected::Members = of {
        return Ok(values.entries().map(|entries| entries.into_iter().map(|(_, value)| value).collect()));
    }
    let Some(items) = values.items() else { return Ok(None) };
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        match (of, item.items()) {
            (Projected::Flattened, Some(inner)) => found.extend(inner),
            (Projected::Filtered(condition), _) if !evaluate(condition, &item)?.is_truthy() => {}
            _ => found.push(item),
        }
    }
    Ok(Some(found))
}

/// Anything is equal or not; only numbers have an order, and null stands for all others'.
fn compare<'a>(comparison: Comparison, left: &JValue<'a>, right: &JValue<'a>) -> JValue<'a> {
    let ordered = |accept: fn(Ordering) -> bool| {
        let numbers = left.as_number().zip(right.as_number());
        numbers.map_or(JValue::Null, |(left, right)| JValue::Bool(accept(left.cmp(&right))))
    };
    match comparison {
        Comparison::Equal => JValue::Bool(left == right),
        Comparison::NotEqual => JValue::Bool(left != right),
        Comparison::Less => ordered(Ordering::is_lt),
        Comparison::LessOrEqual => ordered(Ordering::is_le),
        Comparison::Greater => ordered(Ordering::is_gt),
        Comparison::GreaterOrEqual => ordered(Ordering::is_ge),
    }
}

/// Calls a function.
fn apply<'a>(call: &'a Call, current: &JValue<'a>) -> Result<'a> {
    let function = functions::find(call)?;
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for argument in &call.arguments {
        arguments.push(match argument {
            Argument::Value(node) => Passed::Value(evaluate(node, current)?),
            Argument::Expression(node) => Passed::Expression(node),
        });
    }
    function.call(call.offset, &arguments)
}
