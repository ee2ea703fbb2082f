//! `uriEncode`, `substring` and `split`.

use super::text::Text;
use crate::percent;

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(super) fn uri_encode(value: &str) -> String {
    let mut encoded = String::new();
    percent::encode(value, &mut encoded);
    encoded
}

/// The characters from `start` up to but without `stop`, counted from the end where `reverse`;
/// nothing where the text is too short or not ASCII.
pub(super) fn substring<'a>(value: &Text<'a>, start: i64, stop: i64, reverse: bool) -> Option<Text<'a>> {
    let length = value.as_str().len();
    let (start, stop) = (usize::try_from(start).ok()?, usize::try_from(stop).ok()?);
    if start >= stop || stop > length || !value.as_str().is_ascii() {
        return None;
    }
    value.map(|text| match reverse {
        true => text.get(length - stop..length - start),
        false => text.get(start..stop),
    })
}

/// The parts between delimiters: at most `limit` of them, or all where it is 0. Nothing where the
/// delimiter is empty or the limit negative, for which the specification has no result.
pub(super) fn split<'a>(value: &Text<'a>, delimiter: &str, limit: i64) -> Option<Vec<Text<'a>>> {
    let limit = usize::try_from(limit).ok()?;
    if delimiter.is_empty() {
        return None;
    }
    let limit = if limit == 0 { usize::MAX } else { limit };
    Some(match value {
        Text::Borrowed(text) => text.splitn(limit, delimiter).map(Text::Borrowed).collect(),
        Text::Shared(text) => text.splitn(limit, delimiter).map(|part| Text::Shared(part.into())).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_are_kept() {
        assert_eq!(uri_encode("aZ09-_.~"), "aZ09-_.~");
        assert_eq!(uri_encode("a b/é"), "a%20b%2F%C3%A9");
        assert_eq!(
            uri_encode(r##"/:,?#[]{}|@! $&'()*+;=%<>"^`\"##),
            "%2F%3A%2C%3F%23%5B%5D%7B%7D%7C%40%21%20%24%26%27%28%29%2A%2B%3B%3D%25%3C%3E%22%5E%60%5C"
        );
    }

    #[track_caller]
    fn check_substring(value: &str, range: (i64, i64), reverse: bool, expected: Option<&str>) {
        for text in [Text::Borrowed(value), Text::from(value.to_owned())] {
            let found = substring(&text, range.0, range.1, reverse);
            assert_eq!(found.as_ref().map(Text::as_str), expected);
        }
    }

    #[test]
    fn substrings() {
        check_substring("abcdef", (0, 4), false, Some("abcd"));
        check_substring("abcdef", (0, 4), true, Some("cdef"));
        check_substring("abcdef", (1, 3), true, Some("de"));
        check_substring("abcd", (0, 4), false, Some("abcd"));
        check_substring("abc", (0, 4), false, None);
        check_substring("abc", (2, 2), false, None);
        check_substring("abc", (2, 1), false, None);
        check_substring("abc", (-1, 2), false, None);
        check_substring("abé", (0, 1), false, None);
        check_substring("", (0, 1), true, None);
    }

    #[track_caller]
    fn check_split(value: &str, limit: i64, expected: &[&str]) {
        for text in [Text::Borrowed(value), Text::from(value.to_owned())] {
            let parts = split(&text, "--", limit).unwrap();
            assert_eq!(parts.iter().map(Text::as_str).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn splits() {
        check_split("a--b--c", 0, &["a", "b", "c"]);
        check_split("a--b--c", 1, &["a--b--c"]);
        check_split("a--b--c", 2, &["a", "b--c"]);
        check_split("", 0, &[""]);
        check_split("----", 0, &["", "", ""]);
        check_split("a---b", 0, &["a", "-b"]);
        check_split("abc", 7, &["abc"]);
        assert!(split(&Text::Borrowed("a"), "", 0).is_none());
        assert!(split(&Text::Borrowed("a"), "-", -1).is_none());
    }
}
