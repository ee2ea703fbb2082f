//! Traits with a language of their own, whose value is kept for the stage that reads it.
//!
//! What becomes names or constants of the crate is checked here; rules and paths are read by the runtime.

use serde_json::Value;

use super::fields::{self, Wrong, boolean, count, list, named, optional, required, text};
use crate::model::{Trait, is_identifier};
use crate::read::Json;

pub(super) fn object(json: &Json<'_>) -> Result<Value, Wrong> {
    fields::object(json).map(Json::to_value)
}

/// A rule set or a decision diagram: its parameters become functions.
pub(super) fn rules(json: &Json<'_>) -> Result<Value, Wrong> {
    optional(json, "parameters", params)?;
    object(json)
}

/// The parameters that clients may set, which become functions as well.
pub(super) fn client_params(json: &Json<'_>) -> Result<Value, Wrong> {
    params(json)?;
    object(json)
}

fn params(json: &Json<'_>) -> Result<(), Wrong> {
    named(json, param_name, |param| {
        required(param, "type", param_type)?;
        optional(param, "documentation", text)?;
        Ok(())
    })
}

fn param_name(name: &str) -> Result<(), &'static str> {
    if is_identifier(name) { Ok(()) } else { Err("the name of a parameter: letters and digits") }
}

fn param_type(json: &Json<'_>) -> Result<(), Wrong> {
    let ty = text(json)?;
    let known = ["string", "boolean", "stringArray"].iter().any(|known| known.eq_ignore_ascii_case(&ty));
    if known { Ok(()) } else { Err(Wrong::value(json, "`string`, `boolean` or `stringArray`")) }
}

pub(super) fn static_params(json: &Json<'_>) -> Result<Value, Wrong> {
    named(json, param_name, |param| required(param, "value", static_value))?;
    object(json)
}

fn static_value(json: &Json<'_>) -> Result<(), Wrong> {
    match json {
        Json::String(_) | Json::Bool(_) => Ok(()),
        Json::Array(_) => list(json, text).map(drop),
        Json::Null | Json::Number(_) | Json::Object(_) => {
            Err(Wrong::value(json, "a string, a boolean or an array of strings"))
        }
    }
}

pub(super) fn context_param(json: &Json<'_>) -> Result<Trait, Wrong> {
    required(json, "name", text).map(Trait::ContextParam)
}

/// Waiters by their names, of which functions and types are made.
pub(super) fn waitable(json: &Json<'_>) -> Result<Value, Wrong> {
    named(json, waiter_name, |waiter| {
        optional(waiter, "documentation", text)?;
        optional(waiter, "minDelay", count)?;
        optional(waiter, "maxDelay", count)?;
        required(waiter, "acceptors", |json| list(json, acceptor)).map(drop)
    })?;
    object(json)
}

fn waiter_name(name: &str) -> Result<(), &'static str> {
    if is_identifier(name) { Ok(()) } else { Err("the name of a waiter: letters and digits") }
}

fn acceptor(json: &Json<'_>) -> Result<(), Wrong> {
    required(json, "state", state)?;
    required(json, "matcher", matcher)
}

fn state(json: &Json<'_>) -> Result<(), Wrong> {
    match text(json)?.as_str() {
        "success" | "failure" | "retry" => Ok(()),
        _ => Err(Wrong::value(json, "`success`, `failure` or `retry`")),
    }
}

fn matcher(json: &Json<'_>) -> Result<(), Wrong> {
    let found = [
        optional(json, "success", |json| boolean(json).map(drop))?,
        optional(json, "errorType", |json| text(json).map(drop))?,
        optional(json, "output", path_matcher)?,
        optional(json, "inputOutput", path_matcher)?,
    ];
    match found.iter().flatten().count() {
        1 => Ok(()),
        _ => Err(Wrong::value(json, "one of `success`, `errorType`, `output` and `inputOutput`")),
    }
}

fn path_matcher(json: &Json<'_>) -> Result<(), Wrong> {
    required(json, "path", text)?;
    required(json, "expected", text)?;
    required(json, "comparator", comparator)
}

fn comparator(json: &Json<'_>) -> Result<(), Wrong> {
    match text(json)?.as_str() {
        "stringEquals" | "booleanEquals" | "allStringEquals" | "anyStringEquals" => Ok(()),
        _ => Err(Wrong::value(json, "`stringEquals`, `booleanEquals`, `allStringEquals` or `anyStringEquals`")),
    }
}
