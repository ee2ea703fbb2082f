//! A pull scanner over CBOR ("RFC 8949").

use std::borrow::Cow;
use std::fmt;

use crate::cbor::Item;

/// Why bytes are not the CBOR that was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CborError {
    /// The offset in bytes from the start.
    pub offset: usize,
    /// What was expected or found, without the offset.
    pub message: Cow<'static, str>,
}

impl fmt::Display for CborError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for CborError {}

/// The result of reading.
pub(super) type Result<T> = std::result::Result<T, CborError>;

/// How many elements of an array, or entries of a map, are to come; `None` is as many as come before the
/// break.
#[derive(Clone, Copy, Debug)]
pub struct Left(Option<usize>);

impl Left {
    /// All of those that an item with this length has.
    pub fn new(length: Option<usize>) -> Self {
        Self(length)
    }
}

const BREAK: u8 = 0xff;

/// Reads CBOR from front to back, an item at a time. Nothing is copied but strings in chunks, and nothing
/// is allocated on the word of a length.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) offset: usize,
    /// Where the item that was taken last starts, for errors.
    pub(super) start: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0, start: 0 }
    }

    /// Where the reader is, in bytes from the start.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The error `message` at `offset`.
    pub fn error_at<T>(&self, offset: usize, message: impl Into<Cow<'static, str>>) -> Result<T> {
        Err(CborError { offset, message: message.into() })
    }

    /// The error `message` at the item that was taken last.
    pub fn error<T>(&self, message: impl Into<Cow<'static, str>>) -> Result<T> {
        self.error_at(self.start, message)
    }

    /// The error that `found`, the item that was taken last, is not `expected`.
    #[cold]
    pub fn unexpected<T>(&self, expected: &'static str, found: Item) -> Result<T> {
        self.error(format!("expected {expected}, found {}", found.name()))
    }

    /// The next byte, which stays.
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    /// Takes the next `length` bytes.
    #[inline]
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.offset..).unwrap_or_default();
        match rest.get(..length) {
            Some(taken) => {
                self.offset += length;
                Ok(taken)
            }
            None => self.error_at(self.bytes.len(), "unexpected end"),
        }
    }

    /// Takes `N` bytes.
    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        match self.take(N)?.first_chunk() {
            Some(bytes) => Ok(*bytes),
            None => self.error_at(self.offset, "unexpected end"),
        }
    }

    /// Takes a number of double precision, if one comes next without a tag as most do.
    #[inline]
    pub fn plain_double(&mut self) -> Option<f64> {
        match self.bytes.get(self.offset..)? {
            [0xfb, rest @ ..] => {
                let bytes = rest.first_chunk()?;
                self.start = self.offset;
                self.offset += 1 + bytes.len();
                Some(f64::from_be_bytes(*bytes))
            }
            _ => None,
        }
    }

    /// Takes a text of less than 24 bytes, if one comes next without a tag as most do: most keys are short.
    #[inline]
    fn plain_text(&mut self) -> Option<&'a str> {
        let (initial, rest) = self.bytes.get(self.offset..)?.split_first()?;
        let length = usize::from(initial.checked_sub(0x60).filter(|length| *length < 24)?);
        let text = std::str::from_utf8(rest.get(..length)?).ok()?;
        self.offset += 1 + length;
        Some(text)
    }

    /// Takes the tags that come next, and gives the innermost one. Most say nothing that the shape does not.
    #[inline]
    pub fn tags(&mut self) -> Result<Option<u64>> {
        let mut innermost = None;
        while let Some(initial @ 0xc0..0xe0) = self.peek() {
            let tag = u64::from(initial & 0x1f);
            if tag < 24 {
                self.start = self.offset;
                self.offset += 1;
                innermost = Some(tag);
            } else if let Item::Tag(tag) = self.item()? {
                innermost = Some(tag);
            }
        }
        Ok(innermost)
    }

    /// Takes the next item behind its tags.
    #[inline]
    pub fn untagged(&mut self) -> Result<Item> {
        self.tags()?;
        self.item()
    }

    /// Takes null or `undefined` if it comes next.
    #[inline]
    pub fn null(&mut self) -> bool {
        let found = matches!(self.peek(), Some(0xf6 | 0xf7));
        self.offset += usize::from(found);
        found
    }

    /// Whether a text comes next.
    pub fn has_text(&self) -> bool {
        matches!(self.peek(), Some(0x60..0x80))
    }

    /// Takes a boolean.
    pub fn boolean(&mut self) -> Result<bool> {
        match self.untagged()? {
            Item::Boolean(value) => Ok(value),
            other => self.unexpected("a boolean", other),
        }
    }

    /// Takes a text, borrowed where it is of one piece.
    #[inline]
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        match self.plain_text() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.any_text(),
        }
    }

    fn any_text(&mut self) -> Result<Cow<'a, str>> {
        let item = self.untagged()?;
        let start = self.start;
        let invalid = |_| CborError { offset: start, message: "invalid UTF-8".into() };
        match item {
            Item::Text(Some(length)) => std::str::from_utf8(self.take(length)?).map(Cow::Borrowed).map_err(invalid),
            Item::Text(None) => {
                let bytes = self.chunks(Item::Text(None))?;
                // A character may not be split between chunks; here they are whole again, which does no harm.
                String::from_utf8(bytes).map(Cow::Owned).map_err(|error| invalid(error.utf8_error()))
            }
            other => self.unexpected("a text", other),
        }
    }

    /// Takes bytes, borrowed where they are of one piece.
    pub fn bytes(&mut self) -> Result<Cow<'a, [u8]>> {
        match self.untagged()? {
            Item::Bytes(length) => self.rest_of_bytes(length),
            other => self.unexpected("bytes", other),
        }
    }

    /// Takes bytes after their start, which gave `length`.
    pub fn rest_of_bytes(&mut self, length: Option<usize>) -> Result<Cow<'a, [u8]>> {
        match length {
            Some(length) => self.take(length).map(Cow::Borrowed),
            None => self.chunks(Item::Bytes(None)).map(Cow::Owned),
        }
    }

    /// The bytes of the chunks of a string whose start was `whole`.
    fn chunks(&mut self, whole: Item) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk(whole)? {
            all.extend_from_slice(chunk);
        }
        Ok(all)
    }

    /// The next chunk of a string whose start was `whole`. Chunks are strings of the same kind that have
    /// no chunks themselves.
    pub(super) fn chunk(&mut self, whole: Item) -> Result<Option<&'a [u8]>> {
        match (self.item()?, whole) {
            (Item::Break, _) => Ok(None),
            (Item::Bytes(Some(length)), Item::Bytes(_)) | (Item::Text(Some(length)), Item::Text(_)) => {
                self.take(length).map(Some)
            }
            (other, _) => self.unexpected("a chunk of the string", other),
        }
    }

    /// Takes the start of an array.
    pub fn begin_array(&mut self) -> Result<Left> {
        match self.untagged()? {
            Item::Array(length) => Ok(Left(length)),
            other => self.unexpected("an array", other),
        }
    }

    /// Takes the start of a map.
    pub fn begin_map(&mut self) -> Result<Left> {
        match self.untagged()? {
            Item::Map(length) => Ok(Left(length)),
            other => self.unexpected("a map", other),
        }
    }

    /// Says whether there is another element or entry, and takes the break where there is none.
    #[inline]
    pub fn more(&mut self, left: &mut Left) -> Result<bool> {
        match &mut left.0 {
            Some(0) => Ok(false),
            Some(count) => {
                *count -= 1;
                Ok(true)
            }
            None => {
                let end = self.peek() == Some(BREAK);
                self.offset += usize::from(end);
                Ok(!end)
            }
        }
    }

    /// Takes the next key of a map, or the map's end.
    #[inline]
    pub fn next_key(&mut self, left: &mut Left) -> Result<Option<Cow<'a, str>>> {
        if self.more(left)? { self.text().map(Some) } else { Ok(None) }
    }

    /// Checks that nothing is left.
    pub fn end(&self) -> Result<()> {
        if self.offset == self.bytes.len() {
            Ok(())
        } else {
            self.error_at(self.offset, "bytes after the end of the value")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Item) {
        assert_eq!(Reader::new(bytes).item(), Ok(expected), "{bytes:x?}");
    }

    #[track_caller]
    fn fails<T: fmt::Debug>(result: Result<T>, expected: &str) {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }

    #[test]
    fn reads_what_items_start_with() {
        check(&[0x17], Item::Unsigned(23));
        check(&[0x18, 0x18], Item::Unsigned(24));
        check(&[0x19, 1, 0], Item::Unsigned(256));
        check(&[0x1a, 1, 0, 0, 0], Item::Unsigned(1 << 24));
        check(&[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Item::Unsigned(u64::MAX));
        check(&[0x20], Item::Negative(0));
        check(&[0x41, 0], Item::Bytes(Some(1)));
        check(&[0x7f], Item::Text(None));
        check(&[0x82, 0, 0], Item::Array(Some(2)));
        check(&[0xa1, 0, 0], Item::Map(Some(1)));
        check(&[0xd9, 0xd9, 0xf7], Item::Tag(55799));
        check(&[0xf4], Item::Boolean(false));
        check(&[0xf7], Item::Null);
        check(&[0xf9, 0x3c, 0], Item::Float(1.0));
        check(&[0xfa, 0x3f, 0x80, 0, 0], Item::Float(1.0));
        check(&[0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0], Item::Double(1.0));
        check(&[0xf8, 0xff], Item::Simple(255));
        check(&[0xff], Item::Break);
    }

    #[test]
    fn lengths_are_held_against_what_is_there() {
        fails(Reader::new(&[0x43, 1, 2]).item(), "a length of 3, where 2 bytes are left at byte 0");
        fails(Reader::new(&[0xa2, 1, 2, 3]).item(), "a length of 2, where 3 bytes are left at byte 0");
        let huge = [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        fails(Reader::new(&huge).item(), "a length of 18446744073709551615, where 0 bytes are left at byte 0");
    }

    #[test]
    fn errors_say_where() {
        fails(Reader::new(&[0x19, 1]).item(), "unexpected end at byte 2");
        fails(Reader::new(&[]).item(), "unexpected end at byte 0");
        fails(Reader::new(&[0x1d]).item(), "an item that CBOR does not have at byte 0");
        fails(Reader::new(&[0x3f]).item(), "an item that CBOR does not have at byte 0");
        fails(Reader::new(&[0xfd]).item(), "an item that CBOR does not have at byte 0");
        fails(Reader::new(&[0xc1, 0x01]).text(), "expected a text, found an integer at byte 1");
        fails(Reader::new(&[0x61, 0xff]).text(), "invalid UTF-8 at byte 0");
        fails(Reader::new(&[0x7f, 0x01]).text(), "expected a chunk of the string, found an integer at byte 1");
        fails(Reader::new(&[0x61, b'a']).bytes(), "expected bytes, found a text at byte 0");
        fails(Reader::new(&[0xff]).begin_map(), "expected a map, found a break at byte 0");
        fails(Reader::new(&[0xf6]).begin_array(), "expected an array, found null at byte 0");
        fails(Reader::new(&[0xf5]).end(), "bytes after the end of the value at byte 0");
    }

    #[test]
    fn strings_are_borrowed_unless_they_are_in_chunks() {
        assert!(matches!(Reader::new(b"\x62ab").text(), Ok(Cow::Borrowed("ab"))));
        assert_eq!(Reader::new(b"\x7f\x61a\x60\x61b\xff").text().unwrap(), "ab");
        assert_eq!(&*Reader::new(b"\x5f\x41a\x41b\xff").bytes().unwrap(), b"ab");
        // What a chunk splits is whole again.
        assert_eq!(Reader::new(b"\x7f\x61\xc3\x61\xa4\xff").text().unwrap(), "\u{e4}");
    }
}
