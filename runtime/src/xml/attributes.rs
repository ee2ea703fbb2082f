//! The attributes of an element.

use std::borrow::Cow;

use crate::xml::reader::{Element, Result, error_at, reference};
use crate::xml::scan;

/// An attribute as it is written.
pub(super) struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    /// Where the value starts.
    offset: usize,
}

impl<'a> Attribute<'a> {
    /// Whether the attribute is called `name`: prefixes count only where `name` has one.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name || scan::local(self.name) == name
    }

    /// Where the value starts.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The value, borrowed where it stands as it is.
    pub(super) fn value(&self) -> Result<Cow<'a, str>> {
        if !self.value.contains(['&', '\t', '\n', '\r']) {
            return Ok(Cow::Borrowed(self.value));
        }
        let mut value = String::with_capacity(self.value.len());
        let mut at = 0;
        while let Some(rest) = self.value.get(at..)
            && let Some(first) = rest.chars().next()
        {
            let (character, length) = match first {
                '&' => reference(rest, self.offset + at)?,
                // One space for each end of a line ("XML 1.0", 3.3.3).
                '\r' if rest.starts_with("\r\n") => (' ', 2),
                '\r' | '\n' | '\t' => (' ', 1),
                other => (other, other.len_utf8()),
            };
            value.push(character);
            at += length;
        }
        Ok(Cow::Owned(value))
    }
}

/// The attributes of `element` in their order, until one that is malformed.
pub(super) fn attributes<'a>(element: &Element<'a>) -> impl Iterator<Item = Result<Attribute<'a>>> {
    let (text, start) = (element.attributes(), element.attributes_offset());
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let bare = rest.trim_ascii_start();
        let offset = start + text.len() - bare.len();
        if bare.is_empty() {
            at = text.len() + 1;
            return None;
        }
        // `None` from here on is an attribute that is not `name="value"`.
        let found = split(bare).map(|(name, value, length)| {
            at = text.len() - bare.len() + length;
            Attribute { name, value, offset: start + at - 1 - value.len() }
        });
        if found.is_none() {
            at = text.len() + 1;
        }
        Some(found.map_or_else(|| error_at(offset, "malformed attribute"), Ok))
    })
}

/// The name and value of the attribute at the start of `text`, and its length.
fn split(text: &str) -> Option<(&str, &str, usize)> {
    let (name, rest) = text.split_at_checked(scan::name_length(text.as_bytes()))?;
    let rest = rest.trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, after) = rest.get(1..)?.split_once(quote)?;
    (!name.is_empty()).then_some((name, value, text.len() - after.len()))
}
