//! Simple values as text: what XML, forms, headers and URIs have in common.
//!
//! Escaping is the format's own business, and so are aggregates.

use std::borrow::Cow;
use std::fmt::Write;
use std::str::FromStr;

use aws_smithy_types::{Blob, base64};

use crate::protocol::EncodeError;
use crate::shape::{self, Member, Slot, TimestampFormat, View};
use crate::timestamp;

/// Writes a simple value. `default` is the form of timestamps whose member names none.
pub(crate) fn write(
    member: &Member,
    view: View<'_>,
    default: TimestampFormat,
    text: &mut String,
) -> Result<(), EncodeError> {
    match view {
        View::Boolean(value) => text.push_str(if value { "true" } else { "false" }),
        // Writing to a string cannot fail.
        View::Integer(value) => drop(write!(text, "{value}")),
        View::Float(value) if value.is_finite() => drop(write!(text, "{value:?}")),
        View::Float(value) => write_special(f64::from(value), text),
        View::Double(value) if value.is_finite() => drop(write!(text, "{value:?}")),
        View::Double(value) => write_special(value, text),
        View::String(value) | View::BigInteger(value) | View::BigDecimal(value) => text.push_str(value),
        View::Blob(bytes) => text.push_str(&base64::encode(bytes)),
        View::Timestamp(instant) => {
            let format = member.timestamp_format.unwrap_or(default);
            let written = timestamp::write(instant, format).map_err(|error| {
                EncodeError(format!("`{}` cannot be written as a timestamp: {error}", member.wire_name))
            })?;
            text.push_str(&written);
        }
        View::Document(_) => return Err(no_text(member, "a document")),
        View::List(_) => return Err(no_text(member, "a list")),
        View::Map(_) => return Err(no_text(member, "a map")),
        View::Structure(_) => return Err(no_text(member, "a structure")),
        View::Stream | View::EventStream => return Err(no_text(member, "a stream")),
        View::Absent | View::Unit => return Err(no_text(member, "nothing")),
    }
    Ok(())
}

fn no_text(member: &Member, what: &str) -> EncodeError {
    EncodeError(format!("`{}` is {what}, which has no form as text", member.wire_name))
}

/// The names of what is no number ("Smithy specification, Non-numeric float and double serialization").
fn write_special(value: f64, text: &mut String) {
    text.push_str(match value {
        f64::INFINITY => "Infinity",
        f64::NEG_INFINITY => "-Infinity",
        _ => "NaN",
    });
}

/// Reads a simple value; the error says what was expected. White space around it counts for strings
/// only.
pub(crate) fn read(
    member: &Member,
    text: Cow<'_, str>,
    default: TimestampFormat,
    slot: Slot<'_>,
) -> Result<(), Cow<'static, str>> {
    let wanted = Wanted { bare: text.trim_ascii(), hidden: member.sensitive };
    match slot {
        Slot::String(slot) => *slot = text.into_owned(),
        Slot::Enum(slot) => slot.set(&text),
        Slot::Boolean(slot) => *slot = wanted.parsed("`true` or `false`")?,
        Slot::Byte(slot) => *slot = wanted.parsed("a byte")?,
        Slot::Short(slot) => *slot = wanted.parsed("a short")?,
        Slot::Integer(slot) => *slot = wanted.parsed("an integer")?,
        Slot::Long(slot) => *slot = wanted.parsed("a long")?,
        Slot::Float(slot) => *slot = wanted.float()?,
        Slot::Double(slot) => *slot = wanted.float()?,
        Slot::BigInteger(slot) => *slot = wanted.parsed("a whole number")?,
        Slot::BigDecimal(slot) => *slot = wanted.parsed("a number")?,
        Slot::Blob(slot) => *slot = base64::decode(wanted.bare).map(Blob::new).map_err(|_| "expected base64 text")?,
        Slot::Timestamp(slot) => {
            let format = member.timestamp_format.unwrap_or(default);
            let instant = timestamp::read(wanted.bare, format);
            *slot = instant.ok_or_else(|| wanted.error(&format!("a timestamp in the form {format:?}")))?;
        }
        Slot::Document(_) => return Err("a document has no form as text".into()),
        Slot::List(_) => return Err("a list has no form as text".into()),
        Slot::Map(_) => return Err("a map has no form as text".into()),
        Slot::Structure(_) => return Err("a structure has no form as text".into()),
        Slot::Unit | Slot::Stream(_) | Slot::EventSender(_) | Slot::EventReceiver(_) => {}
    }
    Ok(())
}

/// A text that is to be something.
struct Wanted<'a> {
    bare: &'a str,
    /// Whether errors may not show it.
    hidden: bool,
}

impl Wanted<'_> {
    fn parsed<T: FromStr>(&self, what: &str) -> Result<T, Cow<'static, str>> {
        self.bare.parse().map_err(|_| self.error(what))
    }

    /// A number, or one of the three names that are none; Rust knows more.
    fn float<T: FromStr>(&self) -> Result<T, Cow<'static, str>> {
        let has_digits = self.bare.bytes().any(|byte| byte.is_ascii_digit());
        if !has_digits && !matches!(self.bare, "NaN" | "Infinity" | "-Infinity") {
            return Err(self.error("a number"));
        }
        self.parsed("a number")
    }

    fn error(&self, what: &str) -> Cow<'static, str> {
        if self.hidden {
            return format!("expected {what}").into();
        }
        format!("expected {what}, found `{}`", shape::excerpt(self.bare)).into()
    }
}
