//! JSON text to a [`Document`]: without recursion, and bounded in depth so that the result can be
//! walked and dropped by code that does recurse. It knows nothing of rule sets.

use std::collections::HashMap;

use aws_smithy_types::{Document, Number};

use super::error::RulesError;
use super::node::MAX_DEPTH;

/// Reads one JSON value that is the whole of `text`.
pub(super) fn document_from_str(text: &str) -> Result<Document, RulesError> {
    let mut reader = Reader { text, position: 0 };
    let mut open: Vec<Container> = Vec::new();
    loop {
        let mut value = match reader.value_or_open(&mut open)? {
            Some(value) => value,
            None => continue,
        };
        loop {
            let Some(container) = open.last_mut() else {
                return reader.end(value);
            };
            if reader.attach(container, value)? {
                break;
            }
            value = match open.pop() {
                Some(container) => container.close(),
                None => return Err(reader.error("a value")),
            };
        }
    }
}

/// An array or object whose end has not been read yet.
enum Container {
    Array(Vec<Document>),
    Object { members: HashMap<String, Document>, name: String },
}

impl Container {
    fn close(self) -> Document {
        match self {
            Self::Array(elements) => Document::Array(elements),
            Self::Object { members, .. } => Document::Object(members),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Reader<'a> {
    /// A scalar or an empty container, or nothing where a container with content was opened.
    fn value_or_open(&mut self, open: &mut Vec<Container>) -> Result<Option<Document>, RulesError> {
        self.skip_whitespace();
        match self.peek() {
            Some(b'{') => {
                self.position += 1;
                if self.take(b'}') {
                    return Ok(Some(Document::Object(HashMap::new())));
                }
                let name = self.member_name()?;
                self.open(open, Container::Object { members: HashMap::new(), name })
            }
            Some(b'[') => {
                self.position += 1;
                if self.take(b']') {
                    return Ok(Some(Document::Array(Vec::new())));
                }
                self.open(open, Container::Array(Vec::new()))
            }
            Some(b'"') => Ok(Some(Document::String(self.string()?))),
            Some(b't') => self.word("true", Document::Bool(true)),
            Some(b'f') => self.word("false", Document::Bool(false)),
            Some(b'n') => self.word("null", Document::Null),
            _ => self.number().map(Some),
        }
    }

    fn open(&self, open: &mut Vec<Container>, container: Container) -> Result<Option<Document>, RulesError> {
        if open.len() >= MAX_DEPTH {
            return Err(self.error(&format!("at most {MAX_DEPTH} nested arrays and objects")));
        }
        open.push(container);
        Ok(None)
    }

    /// Puts a value into its container; true where another value follows, false at the end.
    fn attach(&mut self, container: &mut Container, value: Document) -> Result<bool, RulesError> {
        match container {
            Container::Array(elements) => {
                elements.push(value);
                self.continues(b']')
            }
            Container::Object { members, name } => {
                members.insert(std::mem::take(name), value);
                let continues = self.continues(b'}')?;
                if continues {
                    *name = self.member_name()?;
                }
                Ok(continues)
            }
        }
    }

    fn continues(&mut self, end: u8) -> Result<bool, RulesError> {
        if self.take(b',') {
            Ok(true)
        } else if self.take(end) {
            Ok(false)
        } else {
            Err(self.error(&format!("`,` or `{}`", char::from(end))))
        }
    }

    fn member_name(&mut self) -> Result<String, RulesError> {
        self.skip_whitespace();
        let name = self.string()?;
        if self.take(b':') { Ok(name) } else { Err(self.error("`:`")) }
    }

    fn end(&mut self, value: Document) -> Result<Document, RulesError> {
        self.skip_whitespace();
        match self.peek() {
            None => Ok(value),
            Some(_) => Err(self.error("the end of the document")),
        }
    }

    fn word(&mut self, word: &str, value: Document) -> Result<Option<Document>, RulesError> {
        if self.rest().starts_with(word) {
            self.position += word.len();
            Ok(Some(value))
        } else {
            Err(self.error("a value"))
        }
    }

    fn number(&mut self) -> Result<Document, RulesError> {
        let rest = self.rest();
        let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let length = rest.bytes().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        let digits = rest.get(..length).unwrap_or_default();
        let first = digits.strip_prefix('-').unwrap_or(digits).bytes().next();
        if !first.is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.error("a value"));
        }
        let number = digits
            .parse()
            .map(Number::PosInt)
            .or_else(|_| digits.parse().map(Number::NegInt))
            .or_else(|_| digits.parse().map(Number::Float))
            .map_err(|_| self.error("a number"))?;
        self.position += length;
        Ok(Document::Number(number))
    }

    fn string(&mut self) -> Result<String, RulesError> {
        if self.peek() != Some(b'"') {
            return Err(self.error("a string"));
        }
        self.position += 1;
        let mut content = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .bytes()
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .ok_or_else(|| self.error("the end of a string"))?;
            content.push_str(rest.get(..plain).unwrap_or_default());
            self.position += plain;
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(content);
                }
                Some(b'\\') => {
                    self.position += 1;
                    content.push(self.escape()?);
                }
                _ => return Err(self.error("no control characters in a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, RulesError> {
        let byte = self.peek().ok_or_else(|| self.error("an escape"))?;
        let character = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.position += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.error("an escape")),
        };
        self.position += 1;
        Ok(character)
    }

    /// Four hexadecimal digits, or a surrogate pair of them.
    fn unicode_escape(&mut self) -> Result<char, RulesError> {
        let high = self.code_unit()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high).ok_or_else(|| self.error("a high surrogate first"));
        }
        if !self.rest().starts_with("\\u") {
            return Err(self.error("a low surrogate"));
        }
        self.position += 2;
        let low = self.code_unit()?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(self.error("a low surrogate"));
        }
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or_else(|| self.error("a character"))
    }

    fn code_unit(&mut self) -> Result<u32, RulesError> {
        let digits = self.rest().get(..4).unwrap_or_default();
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(self.error("four hexadecimal digits"));
        }
        self.position += 4;
        u32::from_str_radix(digits, 16).map_err(|_| self.error("four hexadecimal digits"))
    }

    fn take(&mut self, byte: u8) -> bool {
        self.skip_whitespace();
        let found = self.peek() == Some(byte);
        if found {
            self.position += 1;
        }
        found
    }

    fn skip_whitespace(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.position += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn error(&self, expected: &str) -> RulesError {
        let read = self.text.get(..self.position).unwrap_or_default();
        let line = read.matches('\n').count() + 1;
        let column = read.chars().rev().take_while(|&character| character != '\n').count() + 1;
        let message = format!("not JSON: expected {expected} at line {line}, column {column}");
        RulesError::new(String::new(), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Document) {
        assert_eq!(document_from_str(text).unwrap(), expected);
    }

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        assert_eq!(document_from_str(text).unwrap_err().message(), expected);
    }

    #[test]
    fn reads_every_kind_of_value() {
        check(" null ", Document::Null);
        check("true", Document::Bool(true));
        check("-7", Document::Number(Number::NegInt(-7)));
        check("7", Document::Number(Number::PosInt(7)));
        check("1.5e1", Document::Number(Number::Float(15.0)));
        check(r#""a\n\u00e9\ud83d\ude00\/""#, Document::from("a\né😀/"));
        check("[]", Document::Array(vec![]));
        check(
            r#"{"a": [1, {}], "b": {"c": null}}"#,
            Document::Object(HashMap::from([
                (
                    "a".to_owned(),
                    Document::Array(vec![Document::Number(Number::PosInt(1)), Document::Object(HashMap::new())]),
                ),
                ("b".to_owned(), Document::Object(HashMap::from([("c".to_owned(), Document::Null)]))),
            ])),
        );
    }

    #[test]
    fn says_what_is_not_json() {
        check_error("", "not JSON: expected a value at line 1, column 1");
        check_error("[1\n 2]", "not JSON: expected `,` or `]` at line 2, column 2");
        check_error("{\"a\" 1}", "not JSON: expected `:` at line 1, column 6");
        check_error("{1:2}", "not JSON: expected a string at line 1, column 2");
        check_error("[1] 2", "not JSON: expected the end of the document at line 1, column 5");
        check_error("\"a", "not JSON: expected the end of a string at line 1, column 2");
        check_error("nul", "not JSON: expected a value at line 1, column 1");
        check_error("1-2", "not JSON: expected a number at line 1, column 1");
        check_error(r#""\ud800x""#, "not JSON: expected a low surrogate at line 1, column 8");
        check_error(r#""\q""#, "not JSON: expected an escape at line 1, column 3");
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(document_from_str(&nested(MAX_DEPTH)).is_ok());
        assert!(document_from_str(&nested(MAX_DEPTH + 2)).is_err());
        assert!(document_from_str(&"[".repeat(1_000_000)).is_err());
    }
}
