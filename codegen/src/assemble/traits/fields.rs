//! Helpers that take the value of a trait apart.

use crate::fault::{Step, quote};
use crate::model::Trait;
use crate::read::Json;

/// What is wrong with the value of a trait.
#[derive(Debug)]
pub(in crate::assemble) struct Wrong {
    /// The steps from the trait to what is wrong.
    pub(in crate::assemble) path: Vec<Step>,
    /// What is there, as the object of "has".
    pub(in crate::assemble) found: String,
    /// What should be.
    pub(in crate::assemble) expected: String,
}

impl Wrong {
    /// `json` is there instead of what is expected.
    pub(super) fn value(json: &Json<'_>, expected: &str) -> Wrong {
        let found = match json {
            Json::Null => "the value `null`".to_owned(),
            Json::Bool(value) => format!("the value `{value}`"),
            Json::Number(number) => format!("the value {}", quote(&number.to_string())),
            Json::String(text) => format!("the value {}", quote(text)),
            Json::Array(items) if items.is_empty() => "the value `[]`".to_owned(),
            Json::Object(entries) if entries.is_empty() => "the value `{}`".to_owned(),
            Json::Array(_) | Json::Object(_) => format!("{} as value", json.word()),
        };
        Wrong { path: Vec::new(), found, expected: expected.to_owned() }
    }

    fn within(mut self, step: Step, name: String) -> Wrong {
        self.path.insert(0, step);
        self.found.push_str(&format!(" in {name}"));
        self
    }
}

/// A trait without a value, which is written as an empty object.
pub(super) fn marker(json: &Json<'_>, one: Trait) -> Result<Trait, Wrong> {
    object(json).map(|_| one)
}

/// An object.
pub(super) fn object<'j, 'a>(json: &'j Json<'a>) -> Result<&'j Json<'a>, Wrong> {
    match json {
        Json::Object(_) => Ok(json),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            Err(Wrong::value(json, "an object"))
        }
    }
}

/// A string.
pub(super) fn text(json: &Json<'_>) -> Result<String, Wrong> {
    match json {
        Json::String(text) => Ok(text.clone().into_owned()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
            Err(Wrong::value(json, "a string"))
        }
    }
}

/// A boolean.
pub(super) fn boolean(json: &Json<'_>) -> Result<bool, Wrong> {
    match json {
        Json::Bool(value) => Ok(*value),
        Json::Null | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {
            Err(Wrong::value(json, "a boolean"))
        }
    }
}

/// A number that is a count.
pub(super) fn count(json: &Json<'_>) -> Result<u64, Wrong> {
    let count = match json {
        Json::Number(number) => number.as_u64(),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    };
    count.ok_or_else(|| Wrong::value(json, "an integer from 0"))
}

/// A status code of HTTP.
pub(super) fn status(json: &Json<'_>) -> Result<u16, Wrong> {
    let status = count(json).ok().and_then(|code| u16::try_from(code).ok()).filter(|code| (100..=999).contains(code));
    status.ok_or_else(|| Wrong::value(json, "a status code of HTTP"))
}

/// An array, each item read by `item`.
pub(super) fn list<T>(json: &Json<'_>, item: impl Fn(&Json<'_>) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    let Json::Array(items) = json else { return Err(Wrong::value(json, "an array")) };
    let read = |(index, one)| item(one).map_err(|wrong| wrong.within(Step::Index(index), format!("item {index}")));
    items.iter().enumerate().map(read).collect()
}

/// An object of things that are called as its keys are: each name checked by `name`, which says what it must be,
/// each value by `value`.
pub(super) fn named(
    json: &Json<'_>,
    name: impl Fn(&str) -> Result<(), &'static str>,
    value: impl Fn(&Json<'_>) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    let Json::Object(entries) = json else { return Err(Wrong::value(json, "an object")) };
    for (key, one) in entries {
        let step = || Step::from(&**key);
        name(key).map_err(|expected| Wrong {
            path: vec![step()],
            found: format!("the name {}", quote(key)),
            expected: expected.to_owned(),
        })?;
        value(one).map_err(|wrong| wrong.within(step(), quote(key)))?;
    }
    Ok(())
}

/// The field `name` of an object, if it is there.
pub(super) fn optional<T>(
    json: &Json<'_>,
    name: &str,
    read: impl Fn(&Json<'_>) -> Result<T, Wrong>,
) -> Result<Option<T>, Wrong> {
    let value = object(json)?.get(name).map(read).transpose();
    value.map_err(|wrong| wrong.within(Step::from(name), format!("`{name}`")))
}

/// The field `name` of an object, which must be there.
pub(super) fn required<T>(
    json: &Json<'_>,
    name: &str,
    read: impl Fn(&Json<'_>) -> Result<T, Wrong>,
) -> Result<T, Wrong> {
    optional(json, name, read)?.ok_or_else(|| Wrong {
        path: Vec::new(),
        found: format!("no `{name}`"),
        expected: format!("an object with `{name}`"),
    })
}
