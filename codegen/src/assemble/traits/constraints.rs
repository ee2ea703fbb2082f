//! The traits that constrain and refine values.

use super::fields::{Wrong, count, list, optional, required, text};
use crate::model::{LengthTrait, RangeTrait, TimestampFormat, Trait};
use crate::read::Json;

pub(super) fn length(json: &Json<'_>) -> Result<Trait, Wrong> {
    let length = LengthTrait { min: optional(json, "min", count)?, max: optional(json, "max", count)? };
    if length == LengthTrait::default() {
        return Err(Wrong::value(json, "`min`, `max` or both"));
    }
    Ok(Trait::Length(length))
}

pub(super) fn range(json: &Json<'_>) -> Result<Trait, Wrong> {
    let range = RangeTrait { min: optional(json, "min", digits)?, max: optional(json, "max", digits)? };
    if range == RangeTrait::default() {
        return Err(Wrong::value(json, "`min`, `max` or both"));
    }
    Ok(Trait::Range(range))
}

fn digits(json: &Json<'_>) -> Result<String, Wrong> {
    match json {
        Json::Number(number) => Ok(number.to_string()),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {
            Err(Wrong::value(json, "a number"))
        }
    }
}

pub(super) fn timestamp_format(json: &Json<'_>) -> Result<Trait, Wrong> {
    let format = match json {
        Json::String(format) if format == "date-time" => TimestampFormat::DateTime,
        Json::String(format) if format == "http-date" => TimestampFormat::HttpDate,
        Json::String(format) if format == "epoch-seconds" => TimestampFormat::EpochSeconds,
        _ => return Err(Wrong::value(json, "`date-time`, `http-date` or `epoch-seconds`")),
    };
    Ok(Trait::TimestampFormat(format))
}

/// The `enum` trait where it has not become an enum shape.
pub(super) fn unnamed_enum(json: &Json<'_>) -> Result<Trait, Wrong> {
    list(json, |entry| required(entry, "value", text)).map(Trait::UnnamedEnum)
}
