//! Simple values as text, as they stand in labels, queries and headers.

use std::borrow::Cow;
use std::str::FromStr;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{Blob, base64};

use crate::shape::{Slot, TimestampFormat, View};
use crate::timestamp;

/// The text of `view`, which is a value of the member `name`; none where there is no value.
pub(super) fn write<'v>(
    name: &'static str,
    view: View<'v>,
    format: TimestampFormat,
) -> Result<Option<Cow<'v, str>>, BuildError> {
    Ok(Some(match view {
        View::Absent => return Ok(None),
        View::Boolean(value) => (if value { "true" } else { "false" }).into(),
        View::Integer(value) => value.to_string().into(),
        View::Float(value) => float(value.is_finite(), f64::from(value), &value).into(),
        View::Double(value) => float(value.is_finite(), value, &value).into(),
        View::String(text) | View::BigInteger(text) | View::BigDecimal(text) => text.into(),
        View::Blob(bytes) => base64::encode(bytes).into(),
        View::Timestamp(instant) => timestamp::write(instant, format)
            .map_err(|error| BuildError::invalid_field(name, format!("no timestamp of the form {format:?}: {error}")))?
            .into(),
        View::Document(_) | View::List(_) | View::Map(_) | View::Structure(_) | View::Unit | View::Stream => {
            return Err(BuildError::invalid_field(name, "a value of its type cannot stand in a URI or a header"));
        }
    }))
}

/// The shortest digits that give the same number, or the name of what is none.
fn float(is_finite: bool, number: f64, digits: &dyn std::fmt::Debug) -> String {
    match () {
        () if is_finite => format!("{digits:?}"),
        () if number.is_nan() => "NaN".to_owned(),
        () if number > 0.0 => "Infinity".to_owned(),
        () => "-Infinity".to_owned(),
    }
}

/// Reads `text` into `slot`, or says what else was expected.
pub(super) fn read(text: &str, slot: Slot<'_>, format: TimestampFormat) -> Result<(), &'static str> {
    match slot {
        Slot::Boolean(slot) => {
            *slot = match text {
                "true" => true,
                "false" => false,
                _ => return Err("`true` or `false`"),
            }
        }
        Slot::Byte(slot) => *slot = parse(text, "a byte")?,
        Slot::Short(slot) => *slot = parse(text, "a short")?,
        Slot::Integer(slot) => *slot = parse(text, "an integer")?,
        Slot::Long(slot) => *slot = parse(text, "a long")?,
        Slot::Float(slot) => *slot = parse_float(text)?,
        Slot::Double(slot) => *slot = parse_float(text)?,
        Slot::String(slot) => text.clone_into(slot),
        Slot::Enum(slot) => slot.set(text),
        Slot::Blob(slot) => *slot = base64::decode(text).map(Blob::new).map_err(|_| "base64 text")?,
        Slot::Timestamp(slot) => {
            *slot = timestamp::read(text, format).ok_or(match format {
                TimestampFormat::DateTime => "a timestamp of RFC 3339",
                TimestampFormat::HttpDate => "an HTTP date",
                TimestampFormat::EpochSeconds => "a number of seconds",
            })?
        }
        Slot::BigInteger(slot) => *slot = parse_digits(text, "a whole number")?,
        Slot::BigDecimal(slot) => *slot = parse_digits(text, "a number")?,
        Slot::Document(_) | Slot::List(_) | Slot::Map(_) | Slot::Structure(_) | Slot::Unit | Slot::Stream(_) => {
            return Err("nothing, as a value of the member's type cannot stand here");
        }
    }
    Ok(())
}

fn parse<T: FromStr>(text: &str, expected: &'static str) -> Result<T, &'static str> {
    text.parse().map_err(|_| expected)
}

/// A number in digits. Rust knows more names of what is no number than the specification.
fn parse_digits<T: FromStr>(text: &str, expected: &'static str) -> Result<T, &'static str> {
    let is_number =
        |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if is_number(text) { parse(text, expected) } else { Err(expected) }
}

fn parse_float<T: FromStr>(text: &str) -> Result<T, &'static str> {
    match text {
        "NaN" | "Infinity" | "-Infinity" => parse(text, "a number"),
        _ => parse_digits(text, "a number"),
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::DateTime;

    use super::*;
    use crate::shape::Value;

    #[track_caller]
    fn check_written(value: &dyn Value, expected: &str) {
        let text = write("member", value.view(), TimestampFormat::DateTime).unwrap();
        assert_eq!(text.as_deref(), Some(expected));
    }

    #[test]
    fn writes_simple_values() {
        check_written(&true, "true");
        check_written(&-7_i8, "-7");
        check_written(&1.1_f32, "1.1");
        check_written(&1.0_f64, "1.0");
        check_written(&1e300_f64, "1e300");
        check_written(&f32::NAN, "NaN");
        check_written(&f64::INFINITY, "Infinity");
        check_written(&f64::NEG_INFINITY, "-Infinity");
        check_written(&"a b".to_owned(), "a b");
        check_written(&Blob::new("value"), "dmFsdWU=");
        check_written(&DateTime::from_secs(1_576_540_098), "2019-12-16T23:48:18Z");
        assert!(matches!(write("member", View::Absent, TimestampFormat::DateTime), Ok(None)));
    }

    #[test]
    fn names_the_member_that_has_no_text() {
        let list = vec![1];
        let error = write("numbers", list.view(), TimestampFormat::DateTime).unwrap_err();
        assert!(error.to_string().contains("numbers"), "{error}");
        let error = write("when", DateTime::from_secs(i64::MAX).view(), TimestampFormat::HttpDate).unwrap_err();
        assert!(error.to_string().contains("when"), "{error}");
    }

    #[track_caller]
    fn check_read<T: Value + PartialEq + std::fmt::Debug>(text: &str, expected: Result<T, &'static str>) {
        let mut value = T::empty();
        let read = read(text, value.slot(), TimestampFormat::HttpDate).map(|()| value);
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn reads_simple_values() {
        check_read("true", Ok(true));
        check_read("TRUE", Err::<bool, _>("`true` or `false`"));
        check_read("-128", Ok(-128_i8));
        check_read("128", Err::<i8, _>("a byte"));
        check_read("1.5", Err::<i64, _>("a long"));
        check_read("-Infinity", Ok(f64::NEG_INFINITY));
        check_read("inf", Err::<f64, _>("a number"));
        check_read("nan", Err::<f32, _>("a number"));
        check_read("1e3", Ok(1000.0_f32));
        check_read("é", Ok("é".to_owned()));
        check_read("dmFsdWU=", Ok(Blob::new("value")));
        check_read("???", Err::<Blob, _>("base64 text"));
        check_read("Mon, 16 Dec 2019 23:48:18 GMT", Ok(DateTime::from_secs(1_576_540_098)));
        check_read("2019-12-16T23:48:18Z", Err::<DateTime, _>("an HTTP date"));
    }
}
