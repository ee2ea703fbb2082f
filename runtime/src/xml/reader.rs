//! A pull scanner over XML text ("XML 1.0", "Namespaces in XML").
//!
//! It goes from element to element and copies nothing but text with references. It checks what a reader
//! of data relies on: that elements close in order, that there is one root, that references are known.
//! It is no validator: attributes that nobody asks for are skipped unread, and names may hold any
//! character that does not end them. Document type declarations, with which entities are declared, are
//! refused.

use std::borrow::Cow;
use std::fmt;

use crate::xml::scan;

/// Why a text is not the XML that was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    /// The offset in bytes from the start of the text.
    pub offset: usize,
    /// What was expected or found, without the offset.
    pub message: Cow<'static, str>,
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for XmlError {}

/// The result of reading.
pub(super) type Result<T> = std::result::Result<T, XmlError>;

/// Reads XML text from front to back.
///
/// An element that [`root`](Reader::root) or [`child`](Reader::child) gave must be read to its end, with
/// `child` until there is none, with [`text`](Reader::text) or with [`skip`](Reader::skip), before its
/// parent is read on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    text: &'a str,
    offset: usize,
}

/// The start of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    /// The name as it is written, with its prefix.
    name: &'a str,
    /// What stands between the name and the end of the tag.
    attributes: &'a str,
    /// Where the tag starts.
    offset: usize,
    /// Whether the tag ends the element as well.
    empty: bool,
}

impl<'a> Element<'a> {
    /// The name without its prefix.
    pub(super) fn local_name(&self) -> &'a str {
        scan::local(self.name)
    }

    /// Whether the element is called `name`: prefixes count only where `name` has one.
    #[inline]
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name || self.has_local(name)
    }

    fn has_local(&self, name: &str) -> bool {
        let prefix = self.name.len().checked_sub(name.len() + 1);
        prefix.is_some_and(|at| self.name.as_bytes().get(at) == Some(&b':')) && self.name.ends_with(name)
    }

    /// Where the element starts.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// What stands between the name and the end of the tag; empty where there are no attributes.
    pub(super) fn attributes(&self) -> &'a str {
        self.attributes
    }

    /// Where [`attributes`](Self::attributes) starts.
    pub(super) fn attributes_offset(&self) -> usize {
        self.offset + 1 + self.name.len()
    }
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`; fails where they are not UTF-8.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, offset: if text.starts_with('\u{feff}') { 3 } else { 0 } }),
            Err(error) => Err(XmlError { offset: error.valid_up_to(), message: "invalid UTF-8".into() }),
        }
    }

    /// Whether nothing but white space is left.
    pub(super) fn is_blank(&self) -> bool {
        self.text.as_bytes().get(self.offset..).unwrap_or_default().trim_ascii_start().is_empty()
    }

    /// The error `message` at the current place.
    fn error<T>(&self, message: impl Into<Cow<'static, str>>) -> Result<T> {
        error_at(self.offset, message)
    }

    #[inline]
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.offset + ahead).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// The start of the root element, behind what may come before it.
    pub(super) fn root(&mut self) -> Result<Element<'a>> {
        loop {
            self.skip_space();
            match (self.byte(0), self.byte(1)) {
                (Some(b'<'), Some(b'!' | b'?')) => self.skip_markup()?,
                (Some(b'<'), Some(b'/')) => return self.error("expected an element, found an end tag"),
                (Some(b'<'), _) => return self.start_tag(),
                (Some(_), _) => return self.error("expected an element, found text"),
                (None, _) => return self.error("expected an element, found the end of the text"),
            }
        }
    }

    /// Checks that nothing follows the root element that may not.
    pub(super) fn end(&mut self) -> Result<()> {
        loop {
            self.skip_space();
            match (self.byte(0), self.byte(1)) {
                (None, _) => return Ok(()),
                (Some(b'<'), Some(b'!' | b'?')) => self.skip_markup()?,
                (Some(_), _) => return self.error("text after the end of the root element"),
            }
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte(0) {
            self.offset += 1;
        }
    }

    /// The start of the next element within `parent`, or `None` where `parent` ends. Text is skipped.
    #[inline]
    pub(super) fn child(&mut self, parent: &Element<'a>) -> Result<Option<Element<'a>>> {
        if parent.empty {
            return Ok(None);
        }
        loop {
            if self.byte(0) != Some(b'<') {
                self.offset = scan::find(self.text.as_bytes(), self.offset, [b'<']);
            }
            match self.byte(1) {
                Some(b'/') => return self.end_tag(parent).map(|()| None),
                Some(b'!' | b'?') => self.skip_markup()?,
                Some(_) => return self.start_tag().map(Some),
                None => return unfinished(parent),
            }
        }
    }

    /// The text of `element`, which has no elements within, up to and with its end. It is borrowed where
    /// it stands in one piece.
    #[inline]
    pub(super) fn text(&mut self, element: &Element<'a>) -> Result<Cow<'a, str>> {
        if element.empty {
            return Ok(Cow::Borrowed(""));
        }
        let start = self.offset;
        self.offset = scan::find(self.text.as_bytes(), start, [b'<', b'&', b'\r']);
        match (self.byte(0), self.byte(1), self.text.get(start..self.offset)) {
            (Some(b'<'), Some(b'/'), Some(text)) => self.end_tag(element).map(|()| Cow::Borrowed(text)),
            _ => self.text_in_pieces(element, start).map(Cow::Owned),
        }
    }

    /// The text of `element`, which starts at `start` and whose first run of plain characters ends here.
    fn text_in_pieces(&mut self, element: &Element<'a>, start: usize) -> Result<String> {
        let mut text = self.text.get(start..self.offset).unwrap_or_default().to_owned();
        loop {
            match (self.byte(0), self.byte(1)) {
                (Some(b'<'), Some(b'/')) => return self.end_tag(element).map(|()| text),
                (Some(b'<'), Some(b'!')) if self.rest().starts_with(CDATA) => push_lines(self.cdata()?, &mut text),
                (Some(b'<'), Some(b'!' | b'?')) => self.skip_markup()?,
                (Some(b'<'), Some(_)) => return self.error("expected text, found an element"),
                (Some(b'<'), None) | (None, _) => return unfinished(element),
                (Some(b'&'), _) => {
                    let (character, length) = reference(self.rest(), self.offset)?;
                    text.push(character);
                    self.offset += length;
                }
                (Some(_), _) => {
                    let start = self.offset;
                    self.offset = scan::find(self.text.as_bytes(), start, [b'<', b'&']);
                    push_lines(self.text.get(start..self.offset).unwrap_or_default(), &mut text);
                }
            }
        }
    }

    /// Skips what is left of `element`, however deep it is.
    pub(super) fn skip(&mut self, element: &Element<'a>) -> Result<()> {
        // Where the elements start that are open: a word of memory a level, of at least three bytes of text.
        let mut open: Vec<usize> = Vec::new();
        loop {
            let innermost = open.last().map_or(*element, |offset| self.opened(*offset));
            match self.child(&innermost)? {
                Some(child) if child.empty => {}
                Some(child) => open.push(child.offset),
                None if open.pop().is_none() => return Ok(()),
                None => {}
            }
        }
    }

    /// The element that was opened at `offset`, without its attributes.
    fn opened(&self, offset: usize) -> Element<'a> {
        let text = self.text.get(offset + 1..).unwrap_or_default();
        let name = text.get(..scan::name_length(text.as_bytes())).unwrap_or_default();
        Element { name, attributes: "", offset, empty: false }
    }

    /// Takes a start tag, whose `<` comes next.
    #[inline]
    fn start_tag(&mut self) -> Result<Element<'a>> {
        let offset = self.offset;
        let start = offset + 1;
        let end = start + scan::name_length(self.text.as_bytes().get(start..).unwrap_or_default());
        let name = self.text.get(start..end).unwrap_or_default();
        if name.is_empty() {
            return self.error("expected the name of an element");
        }
        self.offset = end + 1;
        if self.text.as_bytes().get(end) == Some(&b'>') {
            return Ok(Element { name, attributes: "", offset, empty: false });
        }
        let close = scan::tag_end(self.text.as_bytes(), end);
        match self.text.get(end..close) {
            Some(inside) if close < self.text.len() => {
                self.offset = close + 1;
                let (attributes, empty) = match inside.strip_suffix('/') {
                    Some(attributes) => (attributes, true),
                    None => (inside, false),
                };
                Ok(Element { name, attributes: attributes.trim_ascii_end(), offset, empty })
            }
            _ => error_at(offset, "a tag without an end"),
        }
    }

    /// Takes the end tag of `element`, whose `<` comes next.
    #[inline]
    fn end_tag(&mut self, element: &Element<'a>) -> Result<()> {
        let start = self.offset + 2;
        let end = start + element.name.len();
        let matches = self.text.as_bytes().get(start..end) == Some(element.name.as_bytes());
        if matches && self.text.as_bytes().get(end) == Some(&b'>') {
            self.offset = end + 1;
            return Ok(());
        }
        let rest = self.text.get(end..).map(str::trim_ascii_start);
        match rest.filter(|rest| matches && rest.starts_with('>')) {
            Some(rest) => {
                self.offset = self.text.len() - rest.len() + 1;
                Ok(())
            }
            None => self.error(format!("expected the end tag of `{}`", crate::shape::excerpt(element.name))),
        }
    }

    /// Skips a comment, a processing instruction or a CDATA section, whose `<` comes next.
    fn skip_markup(&mut self) -> Result<()> {
        let rest = self.rest();
        let (end, what) = if rest.starts_with("<?") {
            ("?>", "a processing instruction without an end")
        } else if rest.starts_with("<!--") {
            ("-->", "a comment without an end")
        } else if rest.starts_with(CDATA) {
            return self.cdata().map(drop);
        } else {
            return self.error("document type declarations are not supported");
        };
        // A comment may not be `<!-->`.
        let start = if end.len() == 3 { 4 } else { 2 };
        match rest.get(start..).and_then(|rest| rest.find(end)) {
            Some(length) => {
                self.offset += start + length + end.len();
                Ok(())
            }
            None => self.error(what),
        }
    }

    /// Takes a CDATA section and gives its content.
    fn cdata(&mut self) -> Result<&'a str> {
        let rest = self.rest().get(CDATA.len()..).unwrap_or_default();
        match rest.split_once("]]>") {
            Some((content, _)) => {
                self.offset += CDATA.len() + content.len() + 3;
                Ok(content)
            }
            None => self.error("a CDATA section without an end"),
        }
    }
}

const CDATA: &str = "<![CDATA[";

/// The error `message` at `offset`.
pub(super) fn error_at<T>(offset: usize, message: impl Into<Cow<'static, str>>) -> Result<T> {
    Err(XmlError { offset, message: message.into() })
}

fn unfinished<T>(element: &Element<'_>) -> Result<T> {
    error_at(element.offset, format!("the element `{}` has no end", crate::shape::excerpt(element.name)))
}

/// Adds `text` with the ends of its lines as XML has them ("XML 1.0", 2.11).
fn push_lines(text: &str, to: &mut String) {
    for (index, line) in text.split('\r').enumerate() {
        if index == 0 {
            to.push_str(line);
        } else {
            to.push('\n');
            to.push_str(line.strip_prefix('\n').unwrap_or(line));
        }
    }
}

/// The character that the reference at the start of `text` stands for, and the reference's length.
pub(super) fn reference(text: &str, offset: usize) -> Result<(char, usize)> {
    /// More than any reference needs, zeros before the digits included.
    const LONGEST: usize = 32;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';');
    let Some(name) = end.and_then(|end| text.get(1..end)) else {
        return error_at(offset, "a reference without an end");
    };
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.strip_prefix('#').and_then(numbered),
    };
    match character {
        Some(character) => Ok((character, name.len() + 2)),
        // Without its name, which may be a secret with a sign too many.
        None => error_at(offset, "unknown reference"),
    }
}

/// The character of a reference by number. Services write control characters so, which XML 1.0 forbids:
/// they have no other way to send them.
fn numbered(digits: &str) -> Option<char> {
    let (digits, radix) = match digits.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    // `from_str_radix` takes a sign.
    let code = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, radix).ok());
    char::from_u32(code??)
}
