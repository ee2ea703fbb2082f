//! Functions of objects.

use super::{Arguments, Result};
use crate::jmespath::JValue;

pub(super) fn keys<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let entries = arguments.value(0).entries().unwrap_or_default();
    Ok(JValue::array(entries.into_iter().map(|(key, _)| JValue::String(key)).collect()))
}

pub(super) fn values<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let entries = arguments.value(0).entries().unwrap_or_default();
    Ok(JValue::array(entries.into_iter().map(|(_, value)| value).collect()))
}

/// The members of all objects; of several with one name, the last.
pub(super) fn merge<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(arguments.values().filter_map(JValue::entries).flatten().collect())
}
