//! Bodies, compared by what they mean in their media type.

mod cbor;
mod form;
mod json;
mod xml;

/// Compares the body `found` with `expected`, as a test case writes a body of this media type. The error
/// says what differs.
pub(crate) fn compare(media_type: &str, expected: &str, found: &[u8]) -> Result<(), String> {
    let differences = match Format::of(media_type) {
        _ if expected.is_empty() => exact(b"", found),
        Format::Json => json::differences(expected, &text(found)?)?,
        Format::Cbor => cbor::differences(&base64(expected)?, found)?,
        Format::Xml => xml::differences(expected, &text(found)?)?,
        Format::Form => form::differences(expected, &text(found)?),
        Format::Other => exact(expected.as_bytes(), found),
    };
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}

/// The bytes of a body that a test case writes as `text`.
pub(crate) fn bytes(media_type: &str, text: &str) -> Vec<u8> {
    match Format::of(media_type) {
        Format::Cbor => base64(text).unwrap_or_else(|error| panic!("{error}")),
        Format::Json | Format::Xml | Format::Form | Format::Other => text.as_bytes().to_vec(),
    }
}

/// What bodies are made of.
enum Format {
    Json,
    Cbor,
    Xml,
    Form,
    Other,
}

impl Format {
    fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" => Format::Json,
            "application/cbor" => Format::Cbor,
            "application/xml" | "text/xml" => Format::Xml,
            "application/x-www-form-urlencoded" => Format::Form,
            other if other.ends_with("+json") => Format::Json,
            other if other.ends_with("+cbor") => Format::Cbor,
            other if other.ends_with("+xml") => Format::Xml,
            _ => Format::Other,
        }
    }
}

fn exact(expected: &[u8], found: &[u8]) -> Vec<String> {
    if expected == found {
        return Vec::new();
    }
    let shown = String::from_utf8_lossy;
    vec![format!("it is another\n  expected: {:?}\n  found:    {:?}", shown(expected), shown(found))]
}

fn text(bytes: &[u8]) -> Result<String, String> {
    String::from_utf8(bytes.to_vec()).map_err(|error| format!("it is no text: {error}"))
}

fn base64(text: &str) -> Result<Vec<u8>, String> {
    aws_smithy_types::base64::decode(text).map_err(|error| format!("what is expected is no base64: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(media_type: &str, expected: &str, found: &[u8], same: bool) {
        let result = compare(media_type, expected, found);
        assert_eq!(result.is_ok(), same, "{media_type}: {result:?}");
    }

    #[test]
    fn a_media_type_says_how() {
        check("application/json", r#"{"a": 1, "b": 2}"#, br#"{"b":2,"a":1}"#, true);
        check("application/vnd.x+json; charset=utf-8", "[1]", b" [ 1 ] ", true);
        check("text/plain", "[1]", b" [1]", false);
        check("", "[1]", b"[1] ", false);
        check("application/xml", "<a b='1' c='2'/>", b"<a c=\"2\" b=\"1\"></a>", true);
        check("application/x-www-form-urlencoded", "a=1&b=2", b"b=2&a=1", false);
        check("application/cbor", "oWFhAQ==", &[0xbf, 0x61, b'a', 1, 0xff], true);
    }

    #[test]
    fn an_empty_body_is_empty() {
        check("application/json", "", b"", true);
        check("application/json", "", b"{}", false);
        check("", "", b" ", false);
        check("application/cbor", "", &[0xa0], false);
    }

    #[test]
    fn what_cannot_be_read_differs() {
        check("application/json", "{}", b"", false);
        check("application/json", "{}", b"{} {}", false);
        check("application/json", "{}", b"\xff", false);
        check("application/xml", "<a/>", b"<a>", false);
        check("application/cbor", "oA==", &[0xa0, 0xa0], false);
        check("application/cbor", "oA==", &[0xa1], false);
    }
}
