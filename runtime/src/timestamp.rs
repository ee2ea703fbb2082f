//! Timestamps as text, in each of the specification's formats; numbers of seconds are read to the digit.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::{DateTimeFormatError, Format};

use crate::shape::TimestampFormat;

/// The instant that `text` stands for; `None` is what is not in the format.
pub(crate) fn read(text: &str, format: TimestampFormat) -> Option<DateTime> {
    match format {
        TimestampFormat::EpochSeconds => epoch_seconds(text),
        TimestampFormat::DateTime => DateTime::from_str(text, Format::DateTimeWithOffset).ok(),
        TimestampFormat::HttpDate => DateTime::from_str(text, Format::HttpDate).ok(),
    }
}

/// The text of `instant`.
pub(crate) fn write(instant: &DateTime, format: TimestampFormat) -> Result<String, DateTimeFormatError> {
    instant.fmt(match format {
        TimestampFormat::DateTime => Format::DateTime,
        TimestampFormat::HttpDate => Format::HttpDate,
        TimestampFormat::EpochSeconds => Format::EpochSeconds,
    })
}

/// The instant that `number`, seconds since 1970 with an optional fraction and exponent, stands for.
///
/// The digits are used as they are: 1446229001.211 is 211,000,000 nanoseconds after the second, which
/// no way through a binary fraction gives. Digits below the nanosecond are dropped, towards the past,
/// and `None` is what does not fit.
pub(crate) fn epoch_seconds(number: &str) -> Option<DateTime> {
    plain_seconds(number.as_bytes()).or_else(|| any_seconds(number))
}

/// The instant of a number as services write it: up to 18 digits, then a point and up to nine more, or none.
fn plain_seconds(number: &[u8]) -> Option<DateTime> {
    let point = number.iter().position(|byte| *byte == b'.').unwrap_or(number.len());
    let (whole, fraction) = number.split_at_checked(point)?;
    let fraction = fraction.get(1..).unwrap_or_default();
    if !(1..=18).contains(&whole.len()) || fraction.len() > 9 {
        return None;
    }
    let seconds = i64::try_from(digits(whole)?).ok()?;
    let nanos = digits(fraction)? * 10_u64.pow(9 - u32::try_from(fraction.len()).ok()?);
    Some(DateTime::from_secs_and_nanos(seconds, u32::try_from(nanos).ok()?))
}

/// The number that at most 19 digits are.
fn digits(text: &[u8]) -> Option<u64> {
    text.iter().try_fold(0, |number, byte| match byte {
        b'0'..=b'9' => Some(number * 10 + u64::from(byte - b'0')),
        _ => None,
    })
}

/// The instant of any number.
fn any_seconds(number: &str) -> Option<DateTime> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let nanos = nanoseconds(whole, fraction, exponent)?;
    let nanos = if negative { -nanos } else { nanos };
    let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
    let rest = u32::try_from(nanos.rem_euclid(NANOS)).ok()?;
    Some(DateTime::from_secs_and_nanos(seconds, rest))
}

const NANOS: i128 = 1_000_000_000;

/// `whole.fraction × 10^exponent` seconds in nanoseconds.
fn nanoseconds(whole: &str, fraction: &str, exponent: i32) -> Option<i128> {
    // The decimal point, counted in digits from the left, moved to where nanoseconds are whole.
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent) + 9;
    let mut nanos: i128 = 0;
    let mut taken = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        if taken >= point {
            break;
        }
        nanos = nanos.checked_mul(10)?.checked_add(i128::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?))?;
        taken += 1;
    }
    while taken < point && nanos != 0 {
        nanos = nanos.checked_mul(10)?;
        taken += 1;
    }
    Some(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: &str, expected: Option<(i64, u32)>) {
        let expected = expected.map(|(seconds, nanos)| DateTime::from_secs_and_nanos(seconds, nanos));
        assert_eq!(epoch_seconds(number), expected, "{number}");
    }

    #[test]
    fn reads_every_digit() {
        check("0", Some((0, 0)));
        check("1446229001.211", Some((1446229001, 211_000_000)));
        check("1446229001.999999999", Some((1446229001, 999_999_999)));
        check("1446229001.9999999999", Some((1446229001, 999_999_999)));
        check("253402300799.000000001", Some((253402300799, 1)));
        check("999999999999999999.5", Some((999_999_999_999_999_999, 500_000_000)));
        check("0000000000000000000001.5", Some((1, 500_000_000)));
        check("1.446229001211E9", Some((1446229001, 211_000_000)));
        check("14462290012110e-4", Some((1446229001, 211_000_000)));
        check("-0.5", Some((-1, 500_000_000)));
        check("-1.25", Some((-2, 750_000_000)));
        check("1e-400", Some((0, 0)));
    }

    #[test]
    fn refuses_what_does_not_fit() {
        check("1e19", None);
        check("1e2147483647", None);
        check("9223372036854775808", None);
        check("1e99999999999", None);
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", ".", "e5", "--1", "1.2.3", "1.2.", "1.-2", "1e", "0x10", "12 ", "Infinity"] {
            check(text, None);
        }
    }
}
