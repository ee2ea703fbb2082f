//! Random UUIDs (RFC 9562, version 4): for the attempts of one call to be known as such, and for a service
//! to know a call that it is sent twice.

/// A new UUID as text, which is ASCII.
pub(super) fn random() -> [u8; 36] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bits = (fastrand::u128(..) & !(0xf000 << 64) & !(0xc000 << 48)) | (0x4000 << 64) | (0x8000 << 48);
    let mut text = [b'-'; 36];
    // The places that are no hyphens, from the left.
    let places = text.iter_mut().enumerate().filter(|(at, _)| !matches!(at, 8 | 13 | 18 | 23));
    for (index, (_, place)) in places.enumerate() {
        *place = DIGITS[(bits >> (124 - 4 * index)) as usize & 0xf];
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
            for (at, byte) in text.into_iter().enumerate() {
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
