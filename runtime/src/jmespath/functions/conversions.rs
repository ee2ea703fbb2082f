//! Functions of any value.

use super::{Arguments, Result};
use crate::jmespath::{JValue, Number};

/// The first that is not null.
pub(super) fn not_null<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(arguments.values().find(|value| !matches!(value, JValue::Null)).cloned().unwrap_or_default())
}

/// An array as it is, anything else as its only item.
pub(super) fn to_array<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let value = arguments.value(0).clone();
    Ok(if value.items().is_some() { value } else { JValue::array(vec![value]) })
}

/// A number as it is, a string as the number that it is in JSON; null for all else.
pub(super) fn to_number<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let value = arguments.value(0);
    let number = value.as_number().or_else(|| value.as_str().and_then(Number::parse));
    Ok(number.map_or(JValue::Null, JValue::Number))
}

/// A string as it is, anything else as JSON.
pub(super) fn to_string<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(match arguments.value(0) {
        text @ JValue::String(_) => text.clone(),
        other => JValue::String(other.to_string().into()),
    })
}

pub(super) fn type_<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(JValue::String(arguments.value(0).kind().name().into()))
}
