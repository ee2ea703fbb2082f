//! Numbers of models, to the last digit.

use serde_json::{Number, Value};

/// The floating-point number that `value` stands for: those that JSON does not have are texts.
pub(crate) fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The digits of a number of any size.
pub(crate) fn digits(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.parse::<Number>().is_ok() => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The seconds since 1970, and nanoseconds, of a number of seconds or of a text of RFC 3339 in UTC.
pub(crate) fn instant(value: &Value) -> Option<(i64, u32)> {
    match value {
        Value::Number(number) => seconds(&number.to_string()),
        Value::String(text) => date_time(text),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Of `-1.25` it is two seconds before 1970, and 750 000 000 nanoseconds after that.
fn seconds(text: &str) -> Option<(i64, u32)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // All digits are those of an integer; `scale` of them are behind the point.
    let scale = i64::try_from(fraction.len()).ok()?.checked_sub(exponent.parse().ok()?)?;
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let to_nanos = 9_i64.checked_sub(scale)?;
    let power = 10_i128.checked_pow(u32::try_from(to_nanos.checked_abs()?).ok()?)?;
    let nanos = if to_nanos >= 0 { digits.checked_mul(power)? } else { exact_quotient(digits, power)? };
    let seconds = i64::try_from(nanos.div_euclid(1_000_000_000)).ok()?;
    Some((seconds, u32::try_from(nanos.rem_euclid(1_000_000_000)).ok()?))
}

fn exact_quotient(dividend: i128, divisor: i128) -> Option<i128> {
    (dividend % divisor == 0).then(|| dividend / divisor)
}

/// The nanoseconds of a decimal fraction of a second.
fn nanoseconds(fraction: &str) -> Option<u32> {
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}").parse().ok()
}

fn date_time(text: &str) -> Option<(i64, u32)> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [year, month, day] = parts(date, '-')?;
    let [hour, minute, second] = parts(time, ':')?;
    let in_range = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    in_range.then_some((seconds, nanoseconds(fraction)?))
}

fn parts(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(|part| part.parse::<u16>().ok().map(i64::from));
    let all = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(all)
}

/// The days from 1970-01-01 to a day of the Gregorian calendar. Years begin in March here, so that the leap
/// day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(i64, u32)>) {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(instant(&value), expected, "{text}");
    }

    #[test]
    fn instants() {
        check("1422172800", Some((1_422_172_800, 0)));
        check("946845296.123", Some((946_845_296, 123_000_000)));
        check("-1.25", Some((-2, 750_000_000)));
        check("-0.5", Some((-1, 500_000_000)));
        check("1e3", Some((1000, 0)));
        check("9.46845296123E8", Some((946_845_296, 123_000_000)));
        check("-15e-1", Some((-2, 500_000_000)));
        check("1.0000000000", Some((1, 0)));
        check("1e-10", None);
        check("1e400", None);
        check("\"1970-01-01T00:00:00Z\"", Some((0, 0)));
        check("\"2024-10-31T14:15:14Z\"", Some((1_730_384_114, 0)));
        check("\"2000-02-29T23:59:59.5Z\"", Some((951_868_799, 500_000_000)));
        check("\"1969-12-31T23:59:59Z\"", Some((-1, 0)));
        check("\"2024-10-31\"", None);
        check("\"2024-13-31T00:00:00Z\"", None);
        check("true", None);
    }

    #[test]
    fn floats() {
        assert_eq!(float(&json!(1.5)), Some(1.5));
        assert_eq!(float(&json!("-Infinity")), Some(f64::NEG_INFINITY));
        assert!(float(&json!("NaN")).is_some_and(f64::is_nan));
        assert_eq!(float(&json!("1.5")), None);
    }

    #[test]
    fn digits_are_kept() {
        let value: Value = serde_json::from_str("1234567890.12345678901234567890").unwrap();
        assert_eq!(digits(&value).as_deref(), Some("1234567890.12345678901234567890"));
        assert_eq!(digits(&json!("12")).as_deref(), Some("12"));
        assert_eq!(digits(&json!("twelve")), None);
    }
}
