//! Functions of numbers.

use super::{Arguments, Result};
use crate::jmespath::{JValue, Number};

pub(super) fn abs<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    mapped(arguments, Number::abs)
}

pub(super) fn ceil<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    mapped(arguments, Number::ceil)
}

pub(super) fn floor<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    mapped(arguments, Number::floor)
}

fn mapped<'a>(arguments: &Arguments<'_, 'a>, function: fn(Number) -> Number) -> Result<'a> {
    Ok(arguments.value(0).as_number().map_or(JValue::Null, |number| JValue::Number(function(number))))
}

/// The mean; null for none.
pub(super) fn avg<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(match arguments.items(0).count() {
        0 => JValue::Null,
        count => JValue::Number(Number::Float(total(arguments).to_f64() / count as f64)),
    })
}

pub(super) fn sum<'a>(arguments: &Arguments<'_, 'a>) -> Result<'a> {
    Ok(JValue::Number(total(arguments)))
}

fn total(arguments: &Arguments<'_, '_>) -> Number {
    arguments.items(0).filter_map(|item| item.as_number()).fold(Number::Integer(0), Number::plus)
}
