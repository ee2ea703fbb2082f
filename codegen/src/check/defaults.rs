//! Checks default values against what they are values of.

use std::ops::Range;

use serde_json::Value;

use super::Checker;
use crate::base64;
use crate::fault::{Finding, WRONG_DEFAULT, quote};
use crate::model::{Member, Shape, ShapeId, ShapeKind};
use crate::numbers;

/// The seconds of the years 1 to 9999.
const SECONDS: Range<i64> = -62_135_596_800..253_402_300_800;

impl<'m> Checker<'m> {
    pub(super) fn check_default(&mut self, id: &'m ShapeId, member: &'m Member, target: &'m Shape) {
        let Some(default) = member.traits.default_value() else { return };
        if let ShapeKind::Enum(values) = &target.kind {
            self.charge(id, values.len());
        }
        let Some(expected) = wrong_default(&target.kind, default) else { return };
        let name = id.member(&member.name);
        let message = format!(
            "the default of {} is {}, and its target is of type {}",
            quote(&name),
            quote(&default.to_string()),
            target.kind.word()
        );
        let place = self.origins.trait_of(id, Some(&member.name), "smithy.api#default");
        self.findings.push(Finding::new(WRONG_DEFAULT, place, message).shape(name).expected(expected));
    }
}

/// What the default would have to be, if it is not that. `null` is no default at all.
fn wrong_default(kind: &ShapeKind, default: &Value) -> Option<&'static str> {
    if default.is_null() {
        return None;
    }
    let (is_right, expected) = match kind {
        ShapeKind::Blob => (default.as_str().is_some_and(base64::is_base64), "a string, in base64"),
        ShapeKind::Boolean => (default.is_boolean(), "`true` or `false`"),
        ShapeKind::String => (default.is_string(), "a string"),
        ShapeKind::Byte => (is_integer(default, i8::MIN.into(), i8::MAX.into()), "an integer of 8 bits"),
        ShapeKind::Short => (is_integer(default, i16::MIN.into(), i16::MAX.into()), "an integer of 16 bits"),
        ShapeKind::Integer => (is_integer(default, i32::MIN.into(), i32::MAX.into()), "an integer of 32 bits"),
        ShapeKind::Long => (is_integer(default, i64::MIN, i64::MAX), "an integer of 64 bits"),
        ShapeKind::Float => (default.as_f64().is_some_and(|number| (number as f32).is_finite()), "a number of 32 bits"),
        ShapeKind::Double => (default.as_f64().is_some_and(f64::is_finite), "a number of 64 bits"),
        ShapeKind::BigInteger | ShapeKind::BigDecimal => (numbers::digits(default).is_some(), "a number"),
        ShapeKind::Timestamp => (is_instant(default), "an instant: seconds, or a text such as `2026-01-31T00:00:00Z`"),
        ShapeKind::Document => (is_small_document(default), "a scalar, `[]` or `{}`"),
        ShapeKind::Enum(members) => {
            let is_value = |text| members.iter().any(|member| member.value == text);
            (default.as_str().is_some_and(is_value), "a value of the enum")
        }
        ShapeKind::IntEnum(members) => {
            let is_value = |number| members.iter().any(|member| i64::from(member.value) == number);
            (default.as_i64().is_some_and(|number| number == 0 || is_value(number)), "a value of the intEnum")
        }
        ShapeKind::List(_) => (default.as_array().is_some_and(Vec::is_empty), "`[]`"),
        ShapeKind::Map(..) => (default.as_object().is_some_and(serde_json::Map::is_empty), "`{}`"),
        ShapeKind::Structure(_)
        | ShapeKind::Union(_)
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => (false, "no default"),
    };
    (!is_right).then_some(expected)
}

fn is_integer(value: &Value, min: i64, max: i64) -> bool {
    value.as_i64().is_some_and(|number| (min..=max).contains(&number))
}

/// Whether a value is an instant of the years that timestamps have.
fn is_instant(value: &Value) -> bool {
    numbers::instant(value).is_some_and(|(seconds, _)| SECONDS.contains(&seconds))
}

fn is_small_document(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
    }
}
