//! Random UUIDs (RFC 9562, version 4): for the attempts of one call to be known as such, and for a service
//! to know a call that it is sent twice.

/// A new UUID as text.
pub(super) fn random() -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bits = (fastrand::u128(..) & !(0xf000 << 64) & !(0xc000 << 48)) | (0x4000 << 64) | (0x8000 << 48);
    let mut text = String::with_capacity(36);
    for (index, byte) in bits.to_be_bytes().into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0xf] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_of_the_fourth_version() {
        for _ in 0..100 {
            let text = random();
            for (at, byte) in text.bytes().enumerate() {
                match at {
                    8 | 13 | 18 | 23 => assert_eq!(byte, b'-'),
                    14 => assert_eq!(byte, b'4'),
                    19 => assert!(matches!(byte, b'8' | b'9' | b'a' | b'b')),
                    _ => assert!(matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
                }
            }
        }
        assert_ne!(random(), random());
    }
}
