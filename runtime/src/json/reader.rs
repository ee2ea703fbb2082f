//! A pull scanner over JSON text ("RFC 8259").

use std::borrow::Cow;
use std::fmt;

/// Why a text is not the JSON that was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The offset in bytes from the start of the text.
    pub offset: usize,
    /// What was expected or found, without the offset.
    pub message: Cow<'static, str>,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for JsonError {}

/// The result of reading. The error is boxed: results are many and errors few, and small results are fast.
pub(super) type Result<T> = std::result::Result<T, Box<JsonError>>;

/// Reads JSON text from front to back, a token at a time. Nothing is copied but strings with escapes.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`; fails where they are not UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, offset: 0 }),
            Err(error) => Err(Box::new(JsonError { offset: error.valid_up_to(), message: "invalid UTF-8".into() })),
        }
    }

    /// Where the reader is, in bytes from the start.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The error `message` at the current place.
    pub fn error<T>(&self, message: impl Into<Cow<'static, str>>) -> Result<T> {
        self.error_at(self.offset, message)
    }

    /// The error `message` at `offset`.
    #[cold]
    pub fn error_at<T>(&self, offset: usize, message: impl Into<Cow<'static, str>>) -> Result<T> {
        Err(Box::new(JsonError { offset, message: message.into() }))
    }

    /// The next byte that is not white space, which stays.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.peek_behind_space(),
        }
    }

    fn peek_behind_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
            self.offset += 1;
        }
        self.byte()
    }

    /// Takes `byte` if it comes next.
    #[inline]
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.offset += usize::from(found);
        found
    }

    /// Takes `byte`, which must come next; `what` names it in the error.
    #[inline]
    fn expect(&mut self, byte: u8, what: &'static str) -> Result<()> {
        if self.take(byte) { Ok(()) } else { self.unexpected(what) }
    }

    /// The error that `expected` was not found here.
    #[cold]
    pub fn unexpected<T>(&mut self, expected: &'static str) -> Result<T> {
        let found = match self.peek() {
            None => "the end of the text",
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b'}' | b']') => "a closing bracket",
            Some(b',' | b':') => "punctuation",
            Some(_) => "something else",
        };
        self.error(format!("expected {expected}, found {found}"))
    }

    /// Takes `null` if it comes next.
    #[inline]
    pub fn null(&mut self) -> Result<bool> {
        if self.peek() == Some(b'n') { self.word("null").map(|()| true) } else { Ok(false) }
    }

    /// Takes `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => self.unexpected("a boolean"),
        }
    }

    fn word(&mut self, word: &'static str) -> Result<()> {
        match self.text.as_bytes().get(self.offset..self.offset + word.len()) {
            Some(found) if found == word.as_bytes() => {
                self.offset += word.len();
                Ok(())
            }
            _ => self.error(format!("expected `{word}`")),
        }
    }

    /// Takes a number and gives its text, which is of JSON's grammar.
    pub fn number(&mut self) -> Result<&'a str> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return self.unexpected("a number");
        }
        let start = self.offset;
        self.offset += usize::from(self.byte() == Some(b'-'));
        let whole = self.digits();
        let leading_zero = whole > 1 && self.text.as_bytes().get(self.offset - whole) == Some(&b'0');
        let mut valid = whole > 0 && !leading_zero;
        if self.byte() == Some(b'.') {
            self.offset += 1;
            valid &= self.digits() > 0;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.offset += 1;
            self.offset += usize::from(matches!(self.byte(), Some(b'+' | b'-')));
            valid &= self.digits() > 0;
        }
        match self.text.get(start..self.offset) {
            Some(number) if valid => Ok(number),
            _ => self.error_at(start, "malformed number"),
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Takes digits and gives their number.
    fn digits(&mut self) -> usize {
        let start = self.offset;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.offset += 1;
        }
        self.offset - start
    }

    /// Takes a string and gives its content, borrowed where it has no escapes.
    #[inline]
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        if self.peek() == Some(b'"') { self.string_at_quote() } else { self.unexpected("a string") }
    }

    /// Takes a string whose quote comes next.
    #[inline]
    fn string_at_quote(&mut self) -> Result<Cow<'a, str>> {
        self.offset += 1;
        let start = self.offset;
        let end = self.string_run();
        match self.text.get(start..end) {
            Some(content) if self.text.as_bytes().get(end) == Some(&b'"') => {
                self.offset = end + 1;
                Ok(Cow::Borrowed(content))
            }
            _ => self.escaped_string(start).map(Cow::Owned),
        }
    }

    /// Where the run of plain characters from here ends.
    #[inline]
    fn string_run(&self) -> usize {
        self.offset + plain_run(self.rest())
    }

    /// What is left of the text.
    #[inline]
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    /// The rest of a string with escapes, whose content starts at `start`.
    fn escaped_string(&mut self, start: usize) -> Result<String> {
        let mut content = String::new();
        loop {
            let end = self.string_run();
            // Enough for most of what follows an escape.
            content.reserve(end - self.offset + 32);
            content.push_str(self.text.get(self.offset..end).unwrap_or_default());
            self.offset = end;
            match self.byte() {
                Some(b'"') => {
                    self.offset += 1;
                    return Ok(content);
                }
                Some(b'\\') => content.push(self.escape()?),
                Some(_) => return self.error("control character in a string"),
                None => return self.error_at(start, "string without an end"),
            }
        }
    }

    /// Takes an escape sequence and gives the character that it stands for.
    fn escape(&mut self) -> Result<char> {
        let start = self.offset;
        self.offset += 1;
        let byte = self.byte();
        self.offset += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => return self.error_at(start, "unknown escape in a string"),
        })
    }

    /// The rest of a `\u` escape, or of a surrogate pair of them, which started at `start`.
    fn unicode_escape(&mut self, start: usize) -> Result<char> {
        let high = self.hex4(start)?;
        let code = match high {
            0xd800..=0xdbff => {
                if self.text.as_bytes().get(self.offset..self.offset + 2) != Some(b"\\u") {
                    return self.error_at(start, "surrogate without its pair in a string");
                }
                self.offset += 2;
                let low = self.hex4(start)?;
                if !(0xdc00..=0xdfff).contains(&low) {
                    return self.error_at(start, "surrogate without its pair in a string");
                }
                0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
            }
            _ => high,
        };
        char::from_u32(code).map_or_else(|| self.error_at(start, "surrogate without its pair in a string"), Ok)
    }

    fn hex4(&mut self, start: usize) -> Result<u32> {
        let digits = self.text.get(self.offset..self.offset + 4).unwrap_or_default();
        self.offset += 4;
        match u32::from_str_radix(digits, 16) {
            Ok(code) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => Ok(code),
            _ => self.error_at(start, "malformed \\u escape in a string"),
        }
    }

    /// Takes the start of an object.
    pub fn begin_object(&mut self) -> Result<()> {
        self.expect(b'{', "an object")
    }

    /// Takes the next key of an object with its colon, or the object's end. `first` says whether no key
    /// was taken yet, and is cleared.
    #[inline]
    pub fn next_key(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>> {
        if self.next_entry(first)? { self.key().map(Some) } else { Ok(None) }
    }

    /// Takes what is before the next key of an object and says whether there is one; `first` as for
    /// [`next_key`](Self::next_key).
    #[inline]
    pub(super) fn next_entry(&mut self, first: &mut bool) -> Result<bool> {
        let is_first = std::mem::replace(first, false);
        match self.peek() {
            Some(b'}') => {
                self.offset += 1;
                return Ok(false);
            }
            Some(b',') if !is_first => self.offset += 1,
            _ if !is_first => return self.unexpected("`,` or `}`"),
            _ => {}
        }
        if self.peek() == Some(b'"') { Ok(true) } else { self.unexpected("a key") }
    }

    /// Whether the key that comes next is `name` as it stands, without escapes.
    #[inline]
    pub(super) fn is_key(&self, name: &str) -> bool {
        let quoted = self.rest().get(1..).unwrap_or_default();
        quoted.get(name.len()) == Some(&b'"') && quoted.starts_with(name.as_bytes())
    }

    /// Takes the key that comes next, which is `name` as it stands, with its colon.
    #[inline]
    pub(super) fn take_key(&mut self, name: &str) -> Result<()> {
        self.offset += name.len() + 2;
        self.expect(b':', "`:`")
    }

    /// Takes the key whose quote comes next, with its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Result<Cow<'a, str>> {
        let key = self.string_at_quote()?;
        self.expect(b':', "`:`")?;
        Ok(key)
    }

    /// Takes the start of an array.
    pub fn begin_array(&mut self) -> Result<()> {
        self.expect(b'[', "an array")
    }

    /// Takes what is before the next element of an array and says whether there is one; `first` as for
    /// [`next_key`](Self::next_key).
    #[inline]
    pub fn next_element(&mut self, first: &mut bool) -> Result<bool> {
        let is_first = std::mem::replace(first, false);
        match self.peek() {
            Some(b']') => {
                self.offset += 1;
                return Ok(false);
            }
            Some(b',') if !is_first => self.offset += 1,
            _ if !is_first => return self.unexpected("`,` or `]`"),
            _ => {}
        }
        if !is_first && self.peek() == Some(b']') {
            return self.unexpected("an element");
        }
        Ok(true)
    }

    /// Skips the value that comes next, whatever it is and however deep, checking its grammar.
    pub fn skip_value(&mut self) -> Result<()> {
        // One entry a level, true for objects: a byte of memory for at least a byte of text.
        let mut open: Vec<bool> = Vec::new();
        let mut first = true;
        loop {
            match self.peek() {
                Some(b'{') => {
                    self.begin_object()?;
                    open.push(true);
                    first = true;
                }
                Some(b'[') => {
                    self.begin_array()?;
                    open.push(false);
                    first = true;
                }
                Some(b'"') => drop(self.string()?),
                Some(b'n') => self.word("null")?,
                Some(b't' | b'f') => drop(self.boolean()?),
                _ => drop(self.number()?),
            }
            loop {
                let more = match open.last() {
                    None => return Ok(()),
                    Some(true) => self.next_key(&mut first)?.is_some(),
                    Some(false) => self.next_element(&mut first)?,
                };
                if more {
                    break;
                }
                open.pop();
                first = false;
            }
        }
    }

    /// Checks that nothing but white space is left.
    pub fn end(&mut self) -> Result<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => self.error("text after the end of the value"),
        }
    }
}

/// The length of the run of plain characters that `text` starts with: before a quote, a backslash, a control
/// character or the end of the text. Eight bytes at a time.
#[inline]
pub(super) fn plain_run(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let (chunks, tail) = text.as_chunks::<8>();
    let mut at = 0;
    for chunk in chunks {
        let word = u64::from_le_bytes(*chunk);
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        // The lowest of the marks is right; those above it may come from a borrow.
        let stop = (quote | backslash | below(word, 0x20)) & HIGHS;
        if stop != 0 {
            return at + (stop.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + tail.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(tail.len())
}
