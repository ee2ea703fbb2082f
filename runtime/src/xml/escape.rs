//! What may not stand in XML text as it is.

use std::fmt::Write;

/// Writes `text` as the content of an element or the value of an attribute in double quotes.
///
/// Beside the marks of XML, line ends are written as references, because XML readers may change them, and
/// so are control characters, which have no other form. The two separators count as line ends in XML 1.1.
pub(super) fn write(text: &str, to: &mut String) {
    let mut plain = 0;
    for (index, byte) in text.bytes().enumerate() {
        let (escape, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            0..0x20 | 0x7f => ("", 1),
            0xc2 if text.get(index..).is_some_and(|rest| rest.starts_with('\u{85}')) => ("&#x85;", 2),
            0xe2 if text.get(index..).is_some_and(|rest| rest.starts_with('\u{2028}')) => ("&#x2028;", 3),
            _ => continue,
        };
        to.push_str(text.get(plain..index).unwrap_or_default());
        plain = index + length;
        if escape.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(to, "&#x{byte:X};");
        } else {
            to.push_str(escape);
        }
    }
    to.push_str(text.get(plain..).unwrap_or_default());
}
