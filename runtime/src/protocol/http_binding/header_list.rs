//! Lists in headers: elements with commas between them, in quotes where they need it ("RFC 9110, section
//! 5.6").

use std::borrow::Cow;

/// Adds `element` to the list `text`. An element that would be read as another is put in quotes.
pub(super) fn push_text(text: &mut String, element: &str) {
    let is_plain =
        !element.is_empty() && element.trim().len() == element.len() && !element.contains(['"', ',', '(', ')']);
    if is_plain {
        return push(text, element);
    }
    let escaped = element.replace('\\', "\\\\").replace('"', "\\\"");
    push(text, &format!("\"{escaped}\""));
}

/// Adds `element`, which is not a text, to the list `text`, as it is.
pub(super) fn push(text: &mut String, element: &str) {
    if !text.is_empty() {
        text.push_str(", ");
    }
    text.push_str(element);
}

/// Takes a list apart, element by element.
#[derive(Debug)]
pub(super) struct Elements<'a> {
    rest: &'a str,
}

impl<'a> Elements<'a> {
    /// The elements of `line`, which is the value of a header.
    pub(super) fn new(line: &'a str) -> Self {
        Self { rest: skip_empty(line) }
    }

    /// Whether there is another element. Empty ones are none ("RFC 9110, section 5.6.1.2").
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, which has as many commas of its own as `commas` says unless it is in quotes; none
    /// where a quote has no end or is not the whole of the element.
    pub(super) fn next(&mut self, commas: usize) -> Option<Cow<'a, str>> {
        if let Some(quoted) = self.rest.strip_prefix('"') {
            return self.next_quoted(quoted);
        }
        let end = self.rest.match_indices(',').nth(commas).map_or(self.rest.len(), |(end, _)| end);
        let (element, rest) = self.rest.split_at_checked(end)?;
        self.rest = skip_empty(rest);
        Some(element.trim().into())
    }

    fn next_quoted(&mut self, quoted: &'a str) -> Option<Cow<'a, str>> {
        let mut element = String::new();
        let mut characters = quoted.char_indices();
        loop {
            let (at, character) = characters.next()?;
            match character {
                '"' => {
                    let rest = quoted.get(at + 1..)?.trim_start();
                    if !rest.is_empty() && !rest.starts_with(',') {
                        return None;
                    }
                    self.rest = skip_empty(rest);
                    return Some(element.into());
                }
                '\\' => element.push(characters.next()?.1),
                other => element.push(other),
            }
        }
    }
}

/// What follows commas and white space.
fn skip_empty(rest: &str) -> &str {
    rest.trim_start_matches([',', ' ', '\t']).trim_end()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str, commas: usize) -> Option<Vec<String>> {
        let mut elements = Elements::new(line);
        let mut all = Vec::new();
        while !elements.is_empty() {
            all.push(elements.next(commas)?.into_owned());
        }
        Some(all)
    }

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        assert_eq!(read(line, 0).unwrap(), expected, "{line}");
    }

    #[test]
    fn takes_lists_apart() {
        check("", &[]);
        check(" , ,", &[]);
        check("a", &["a"]);
        check(" a , b,c\t", &["a", "b", "c"]);
        check("a,,b", &["a", "b"]);
        check("a b, \"b,c\", \"\\\"def\\\\\\\"\", \"\"", &["a b", "b,c", "\"def\\\"", ""]);
        check("a\"b, c\\d", &["a\"b", "c\\d"]);
    }

    #[test]
    fn takes_dates_apart() {
        let line = "Mon, 16 Dec 2019 23:48:18 GMT, \"Tue, 17 Dec 2019 23:48:18 GMT\", Mon, 16 Dec 2019 23:48:18 GMT";
        let dates = read(line, 1).unwrap();
        assert_eq!(
            dates,
            ["Mon, 16 Dec 2019 23:48:18 GMT", "Tue, 17 Dec 2019 23:48:18 GMT", "Mon, 16 Dec 2019 23:48:18 GMT"]
        );
    }

    #[test]
    fn quotes_without_an_end_are_no_elements() {
        for line in ["\"a", "\"a\\", "\"a\"b", "a, \"b\" c"] {
            assert_eq!(read(line, 0), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(line in "[a-z\", \\\\é]*", commas in 0_usize..3) {
            let _ = read(&line, commas);
        }

        #[test]
        fn what_is_written_is_read(elements in proptest::collection::vec("[a-z\", \\\\()é]*", 0..5)) {
            let mut line = String::new();
            for element in &elements {
                push_text(&mut line, element);
            }
            prop_assert_eq!(read(&line, 0), Some(elements));
        }
    }
}
