//! Functions by the order of numbers, or that of strings by their code points.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Arguments, Result};
use crate::jmespath::{JValue, Number, SearchError};

pub(super) fn sort<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, item_key).map(sorted)
}

pub(super) fn sort_by<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, evaluated_key).map(sorted)
}

pub(super) fn max<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, item_key).map(|ranked| first(ranked, Ordering::Greater))
}

pub(super) fn max_by<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, evaluated_key).map(|ranked| first(ranked, Ordering::Greater))
}

pub(super) fn min<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, item_key).map(|ranked| first(ranked, Ordering::Less))
}

pub(super) fn min_by<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    ranked(arguments, evaluated_key).map(|ranked| first(ranked, Ordering::Less))
}

/// What items are ordered by. In one array all are numbers or all are strings.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Number(Number),
    String(Cow<'a, str>),
}

impl<'a> Key<'a> {
    fn of(value: JValue<'a>) -> Option<Self> {
        match value {
            JValue::Number(number) => Some(Self::Number(number)),
            JValue::String(text) => Some(Self::String(text)),
            _ => None,
        }
    }
}

/// Items with their keys.
type Ranked<'a> = Vec<(Key<'a>, JValue<'a>)>;

fn item_key<'a>(_: &Arguments<'_, 'a>, item: &JValue<'a>) -> Result<'a> {
    Ok(item.clone())
}

fn evaluated_key<'a>(arguments: &Arguments<'_, 'a>, item: &JValue<'a>) -> Result<'a> {
    arguments.evaluate(1, item)
}

/// The items of the first argument with what they are ordered by.
fn ranked<'a>(
    arguments: &Arguments<'_, 'a>,
    key: for<'v> fn(&Arguments<'v, 'a>, &JValue<'a>) -> Result<'a>,
) -> std::result::Result<Ranked<'a>, SearchError> {
    let mut ranked: Ranked<'a> = Vec::new();
    for item in arguments.items(0) {
        let key = Key::of(key(arguments, &item)?);
        let kind = key.as_ref().map(std::mem::discriminant);
        let known = ranked.first().map_or(kind, |(known, _)| Some(std::mem::discriminant(known)));
        match key {
            Some(key) if kind == known => ranked.push((key, item)),
            _ => return Err(arguments.invalid_type(2, "an expression that gives only numbers or only strings")),
        }
    }
    Ok(ranked)
}

/// All items by their keys; those whose keys are equal stay in their order.
fn sorted(mut ranked: Ranked<'_>) -> JValue<'_> {
    ranked.sort_by(|(left, _), (right, _)| left.cmp(right));
    JValue::array(ranked.into_iter().map(|(_, item)| item).collect())
}

/// The first of the items whose keys are `wanted` compared to all others'; null for none.
fn first(ranked: Ranked<'_>, wanted: Ordering) -> JValue<'_> {
    let better = |best: (_, _), next: (_, _)| if Key::cmp(&next.0, &best.0) == wanted { next } else { best };
    ranked.into_iter().reduce(better).map_or(JValue::Null, |(_, item)| item)
}
