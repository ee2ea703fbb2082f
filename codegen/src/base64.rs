//! Base64, as models write bytes (RFC 4648, section 4).

/// The bytes of `text`. What is not of the alphabet, as the padding, is passed over.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for digit in text.bytes().filter_map(digit) {
        bits = bits << 6 | u32::from(digit);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    bytes
}

/// The text of `bytes`.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        // Three bytes are four digits, two are three and one is two.
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place)) as usize & 63).filter(|_| place <= chunk.len());
            text.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    text
}

/// Whether `text` is base64 and nothing else.
pub(crate) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(|byte| digit(byte).is_some())
}

fn digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_decoded() {
        assert_eq!(decode("Zm9v"), b"foo");
        assert_eq!(decode("Zm8="), b"fo");
        assert_eq!(decode("Zg=="), b"f");
        assert_eq!(decode(""), b"");
        assert_eq!(decode("+/8="), [0xfb, 0xff]);
    }

    #[test]
    fn bytes_are_encoded() {
        for bytes in [&b""[..], b"f", b"fo", b"foo", b"foob", &[0xfb, 0xff, 0x00]] {
            let text = encode(bytes);
            assert!(is_base64(&text), "{text}");
            assert_eq!(decode(&text), bytes);
        }
        assert_eq!(encode(b"foob"), "Zm9vYg==");
    }

    #[test]
    fn only_base64_is() {
        assert!(["", "Zm9v", "Zm8=", "Zg=="].into_iter().all(is_base64));
        assert!(["Zm9", "Z===", "Zm=v", "Zm9\n", "Zm-_"].into_iter().all(|text| !is_base64(text)));
    }
}
