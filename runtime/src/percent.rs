//! Percent-encoding, as URIs have it ("RFC 3986, section 2").

/// Adds `text` to `out` with all characters encoded but the unreserved ones.
pub(crate) fn encode(text: &str, out: &mut String) {
    encode_bytes(text, is_unreserved, out);
}

/// Adds `path` to `out` with all characters encoded but the unreserved ones and the slash.
pub(crate) fn encode_path(path: &str, out: &mut String) {
    encode_bytes(path, |byte| is_unreserved(byte) || byte == b'/', out);
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn encode_bytes(text: &str, is_plain: impl Fn(u8) -> bool, out: &mut String) {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0').to_ascii_uppercase();
    let mut run = 0;
    for (index, byte) in text.bytes().enumerate().filter(|(_, byte)| !is_plain(*byte)) {
        // There is nothing between the bytes of one character.
        out.push_str(text.get(run..index).unwrap_or_default());
        out.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        run = index + 1;
    }
    out.push_str(text.get(run..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, expected_as_path: &str) {
        let (mut encoded, mut path) = (String::new(), String::new());
        encode(text, &mut encoded);
        encode_path(text, &mut path);
        assert_eq!((encoded.as_str(), path.as_str()), (expected, expected_as_path));
    }

    #[test]
    fn encodes_what_is_reserved_or_no_ascii() {
        check("", "", "");
        check("aZ09-._~", "aZ09-._~", "aZ09-._~");
        check("a b/c%2F", "a%20b%2Fc%252F", "a%20b/c%252F");
        check("../é", "..%2F%C3%A9", "../%C3%A9");
        let reserved = "%2B%2A%27%28%29%21%24%26%2C%3B%3D%3A%40%5B%5D%7F";
        check("+*'()!$&,;=:@[]\u{7f}", reserved, reserved);
    }
}
