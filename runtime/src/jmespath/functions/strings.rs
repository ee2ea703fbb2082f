//! Functions of strings.

use super::{Arguments, Result};
use crate::jmespath::JValue;

pub(super) fn starts_with<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(JValue::Bool(arguments.text(0).starts_with(arguments.text(1))))
}

pub(super) fn ends_with<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(JValue::Bool(arguments.text(0).ends_with(arguments.text(1))))
}

pub(super) fn join<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    let mut text = String::new();
    for (index, item) in arguments.items(1).enumerate() {
        if index > 0 {
            text.push_str(arguments.text(0));
        }
        text.push_str(item.as_str().unwrap_or_default());
    }
    Ok(JValue::String(text.into()))
}
