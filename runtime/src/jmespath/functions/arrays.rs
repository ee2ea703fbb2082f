//! Functions of arrays, some of which take strings and objects too.

use super::{Arguments, Result};
use crate::jmespath::{JValue, Number};

/// Whether a string has another in it, or an array an item that is equal.
pub(super) fn contains<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let (subject, search) = (arguments.value(0), arguments.value(1));
    Ok(JValue::Bool(match (subject.as_str(), search.as_str()) {
        (Some(subject), Some(search)) => subject.contains(search),
        _ => arguments.items(0).any(|item| item == *search),
    }))
}

/// How many characters, items or members.
pub(super) fn length<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let value = arguments.value(0);
    let length = match (value.as_str(), value.items()) {
        (Some(text), _) => text.chars().count(),
        (None, Some(items)) => items.len(),
        (None, None) => value.entries().map_or(0, |entries| entries.len()),
    };
    Ok(JValue::Number(Number::Integer(length as i128)))
}

/// What an expression gives for each item, nulls included.
pub(super) fn map<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let results = arguments.items(1).map(|item| arguments.evaluate(0, &item));
    results.collect::<std::result::Result<_, _>>().map(JValue::array)
}

pub(super) fn reverse<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(match arguments.value(0).as_str() {
        Some(text) => JValue::String(text.chars().rev().collect::<String>().into()),
        None => {
            let mut items: Vec<_> = arguments.items(0).collect();
            items.reverse();
            JValue::array(items)
        }
    })
}
