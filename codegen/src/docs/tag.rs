//! Tags, read tolerantly: what is not surely one is text.

use super::element::Element;
use super::{part, rest};

/// A tag of an element that we know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    pub(super) side: Side,
    /// What stands between the name and the `>`.
    attributes: &'a str,
    /// How many bytes it takes, brackets included.
    pub(super) len: usize,
}

/// Which end of its element a tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
    /// `<br/>`: both.
    Empty,
}

impl<'a> Tag<'a> {
    /// The tag that `text` starts with. Looks no further than to the next `<`.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let name = part(inner, 0, inner.bytes().position(|byte| !is_name(byte))?);
        let element = Element::named(name)?;
        let behind = rest(inner, name.len());
        let end = end(behind)?;
        let attributes = part(behind, 0, end);
        let side = match attributes.trim_end().ends_with('/') {
            _ if closing => Side::Close,
            true => Side::Empty,
            false => Side::Open,
        };
        let len = text.len() - behind.len() + end + 1;
        Some(Self { element, name, side, attributes, len })
    }

    /// The value of an attribute, as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut left = self.attributes;
        loop {
            left = left.trim_start_matches(|char: char| char.is_whitespace() || char == '/');
            let len = left.find(|char: char| char.is_whitespace() || char == '=')?;
            let found = part(left, 0, len).eq_ignore_ascii_case(name);
            let Some(value) = rest(left, len).trim_start().strip_prefix('=') else {
                left = rest(left, len);
                continue;
            };
            let (value, behind) = value_of(value.trim_start());
            if found {
                return Some(value.trim());
            }
            left = behind;
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')
}

/// Where the `>` of a tag is: not in quotes, unless these never end.
fn end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut first = None;
    for (index, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'<', _) => break,
            (b'>', None) => return Some(index),
            (b'>', Some(_)) if first.is_none() => first = Some(index),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    first
}

/// The value that `text` starts with, and what is behind it.
fn value_of(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let len = text.find(char::is_whitespace).unwrap_or(text.len());
    (part(text, 0, len), rest(text, len))
}

/// The length of the comment or declaration that `text` starts with.
pub(super) fn comment(text: &str) -> Option<usize> {
    let start = "<!--".len();
    let inner = text.strip_prefix("<!--")?;
    Some(start + inner.find("-->")? + "-->".len())
}
