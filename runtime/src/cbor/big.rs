//! Numbers of any size between the bytes that CBOR has and the decimal digits that users have.
//!
//! Conversion between bases takes time that grows with the square of the length, so the length is limited:
//! no response may keep its reader busy with numbers that nobody can mean.

/// The longest number in bytes: it has 2466 decimal digits.
pub(super) const MAX_BYTES: usize = 1024;

/// The most digits that a number of [`MAX_BYTES`] can have.
const MAX_DIGITS: usize = 2467;

/// Nine decimal digits fit a 32-bit limb, and two limbs and a carry 64 bits.
const LIMB: u64 = 1_000_000_000;
const LIMB_DIGITS: usize = 9;

/// The decimal digits of the unsigned number with these big-endian bytes, plus `add`. None where the
/// number is too long.
pub(super) fn to_decimal(bytes: &[u8], add: u32) -> Option<String> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let bytes = bytes.get(start..).filter(|bytes| bytes.len() <= MAX_BYTES)?;
    // Limbs of nine digits, the least first.
    let mut limbs = vec![];
    for chunk in bytes.rchunks(4).rev() {
        let value = chunk.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        multiply_add(&mut limbs, 1 << (8 * chunk.len()), value, LIMB);
    }
    multiply_add(&mut limbs, 1, u64::from(add), LIMB);
    let mut digits = limbs.pop().unwrap_or_default().to_string();
    for limb in limbs.iter().rev() {
        use std::fmt::Write;
        let _ = write!(digits, "{limb:0LIMB_DIGITS$}");
    }
    Some(digits)
}

/// The big-endian bytes, without leading zeros, of the unsigned number with these decimal digits. None
/// where the number is too long, or something is no digit.
pub(super) fn to_bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // Limbs of 32 bits, the least first.
    let mut limbs = vec![];
    for chunk in digits.as_bytes().rchunks(LIMB_DIGITS).rev() {
        let value = chunk.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        let factor = chunk.iter().fold(1, |factor, _| factor * 10);
        multiply_add(&mut limbs, factor, value, 1 << 32);
    }
    let bytes: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).skip_while(|byte| *byte == 0).collect();
    (bytes.len() <= MAX_BYTES).then_some(bytes)
}

/// Makes `limbs`, a number in the given base, its product with `factor` plus `add`.
fn multiply_add(limbs: &mut Vec<u32>, factor: u64, add: u64, base: u64) {
    let mut carry = add;
    for limb in &mut *limbs {
        // At most (2^32 - 1) * 2^32 + 2^32 - 1: base, factor and carry are not greater than 2^32.
        let value = u64::from(*limb) * factor + carry;
        *limb = (value % base) as u32;
        carry = value / base;
    }
    while carry > 0 {
        limbs.push((carry % base) as u32);
        carry /= base;
    }
}

/// Takes one from the number with these big-endian bytes, which is not zero.
pub(super) fn decrement(bytes: &mut Vec<u8>) {
    for byte in bytes.iter_mut().rev() {
        let (less, borrows) = byte.overflowing_sub(1);
        *byte = less;
        if !borrows {
            break;
        }
    }
    if bytes.first() == Some(&0) {
        bytes.remove(0);
    }
}

/// `mantissa × 10^exponent` as text: with a decimal point where people would write one, with an exponent
/// otherwise, so that a great exponent does not become as many zeros.
pub(super) fn decimal(mantissa: String, exponent: i64) -> String {
    const MOST_ZEROS: u64 = 6;
    if exponent == 0 {
        return mantissa;
    }
    let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa.as_str()), |digits| ("-", digits));
    let places = exponent.unsigned_abs();
    if exponent > 0 || places >= digits.len() as u64 + MOST_ZEROS {
        return format!("{mantissa}e{exponent}");
    }
    // No more than the digits and some zeros.
    let width = places as usize + 1;
    let padded = format!("{digits:0>width$}");
    let (whole, fraction) = padded.split_at(padded.len() - places as usize);
    format!("{sign}{whole}.{fraction}")
}

/// `text` as a whole number and the power of ten that it is to be multiplied with.
pub(super) fn parts(text: &str) -> Option<(String, i64)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let mantissa = mantissa.strip_prefix('+').unwrap_or(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let places = i64::try_from(fraction.len()).ok()?;
    Some((format!("{whole}{fraction}"), exponent.checked_sub(places)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], digits: &str) {
        assert_eq!(to_decimal(bytes, 0).as_deref(), Some(digits));
        assert_eq!(to_bytes(digits).as_deref(), Some(bytes));
    }

    #[test]
    fn converts_both_ways() {
        check(&[], "0");
        check(&[1], "1");
        check(&[0xff], "255");
        check(&[1, 0], "256");
        check(&[0x3b, 0x9a, 0xca, 0x00], "1000000000");
        check(&[1, 0, 0, 0, 0, 0, 0, 0, 0], "18446744073709551616");
        assert_eq!(to_decimal(&[0, 0, 7], 0).as_deref(), Some("7"));
        assert_eq!(to_bytes("007").as_deref(), Some(&[7_u8][..]));
    }

    #[test]
    fn adds_and_takes_one() {
        assert_eq!(to_decimal(&[0xff, 0xff, 0xff, 0xff, 0xff], 1).as_deref(), Some("1099511627776"));
        assert_eq!(to_decimal(&[], 1).as_deref(), Some("1"));
        let check = |mut bytes: Vec<u8>, expected: &[u8]| {
            decrement(&mut bytes);
            assert_eq!(bytes, expected);
        };
        check(vec![1], &[]);
        check(vec![1, 0, 0], &[0xff, 0xff]);
        check(vec![2, 0], &[1, 0xff]);
    }

    #[test]
    fn refuses_what_is_too_long() {
        assert!(to_decimal(&[1; MAX_BYTES], 0).is_some());
        assert!(to_decimal(&[1; MAX_BYTES + 1], 0).is_none());
        assert!(to_bytes(&"9".repeat(2466)).is_some());
        assert!(to_bytes(&"9".repeat(2467)).is_none());
        assert!(to_bytes(&"9".repeat(1_000_000)).is_none());
        assert!(to_bytes("12x").is_none());
    }

    proptest! {
        #[test]
        fn what_went_there_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
            let digits = to_decimal(&bytes, 0).unwrap();
            prop_assert_eq!(to_bytes(&digits).unwrap(), &bytes[start..]);
        }

        #[test]
        fn agrees_with_128_bits(number: u128) {
            prop_assert_eq!(to_decimal(&number.to_be_bytes(), 0).unwrap(), number.to_string());
        }
    }
}
