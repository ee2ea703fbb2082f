//! A line of CommonMark, and what it starts with.

use super::element::Marker;
use super::{code, part, rest};

/// What is left of a line once the quotes and items that it goes on with are taken off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The text behind the indentation. Spaces at its end are there.
    pub(super) text: &'a str,
    /// How many columns it is indented by.
    pub(super) indent: usize,
}

/// The start of an item.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) marker: Marker,
    /// Its number; 1 if it has none.
    pub(super) number: usize,
    /// The character that tells its list from others.
    pub(super) mark: u8,
    /// How far text of the item is indented.
    pub(super) indent: usize,
    /// What stands behind the marker.
    pub(super) line: Line<'a>,
}

impl<'a> Line<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        let text = line.trim_start_matches([' ', '\t']);
        let mut indent = 0;
        for byte in part(line, 0, line.len() - text.len()).bytes() {
            indent += if byte == b'\t' { 4 - indent % 4 } else { 1 };
        }
        Self { text, indent }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes off an indentation, if the line has it.
    pub(super) fn take_indent(&mut self, columns: usize) -> bool {
        let indented = self.indent >= columns;
        if indented {
            self.indent -= columns;
        }
        indented
    }

    /// Takes off the mark of a quote.
    pub(super) fn take_quote(&mut self) -> bool {
        let Some(inner) = self.text.strip_prefix('>').filter(|_| self.indent < 4) else { return false };
        *self = Self::new(inner);
        self.indent = self.indent.saturating_sub(1);
        true
    }

    /// The item that the line starts; where it would end a paragraph, only one that clearly is one.
    pub(super) fn item(&self, ends_paragraph: bool) -> Option<Item<'a>> {
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let mark = *self.text.as_bytes().get(digits)?;
        let marker = match (mark, digits) {
            (b'-' | b'+' | b'*', 0) => Marker::Bullet,
            (b'.' | b')', 1..=9) => Marker::Number,
            _ => return None,
        };
        let inner = rest(self.text, digits + 1);
        if !inner.is_empty() && !inner.starts_with([' ', '\t']) {
            return None;
        }
        let mut line = Self::new(inner);
        let number = part(self.text, 0, digits).parse().unwrap_or(1);
        if ends_paragraph && (line.is_blank() || number != 1) {
            return None;
        }
        let gap = if line.is_blank() || line.indent > 4 { 1 } else { line.indent };
        line.indent = line.indent.saturating_sub(gap);
        Some(Item { marker, number, mark, indent: self.indent + digits + 1 + gap, line })
    }

    /// The character and the length of the fence that the line opens.
    pub(super) fn fence(&self) -> Option<(u8, usize)> {
        let fence = self.text.bytes().next().filter(|first| matches!(first, b'`' | b'~'))?;
        let len = self.text.bytes().take_while(|byte| *byte == fence).count();
        let closes = fence == b'`' && rest(self.text, len).contains('`');
        (len >= 3 && !closes && self.indent < 4).then_some((fence, len))
    }

    /// The title, if the line is a heading.
    pub(super) fn heading(&self) -> Option<&'a str> {
        let level = self.text.bytes().take_while(|byte| *byte == b'#').count();
        let title = rest(self.text, level);
        let is_heading = (1..=6).contains(&level) && (title.is_empty() || title.starts_with([' ', '\t']));
        is_heading.then(|| without_closing_marks(title.trim()))
    }

    /// Whether the line makes a heading of the paragraph above it.
    pub(super) fn is_underline(&self) -> bool {
        let text = self.text.trim_end();
        self.indent < 4 && !text.is_empty() && ['=', '-'].iter().any(|mark| text.trim_matches(*mark).is_empty())
    }

    /// Whether the line is a rule across the page.
    pub(super) fn is_rule(&self) -> bool {
        let Some(first) = self.text.bytes().next().filter(|first| matches!(first, b'-' | b'*' | b'_')) else {
            return false;
        };
        let only_marks = self.text.bytes().all(|byte| byte == first || byte == b' ' || byte == b'\t');
        self.indent < 4 && only_marks && self.text.bytes().filter(|byte| *byte == first).count() >= 3
    }

    /// Whether the line tells the header of a table from its rows.
    pub(super) fn is_table(&self) -> bool {
        let marks = |byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t');
        self.text.contains('|') && self.text.contains('-') && self.text.bytes().all(marks)
    }

    /// Whether the line can only be the text of a paragraph.
    pub(super) fn is_text(&self) -> bool {
        !self.is_blank() && (self.indent >= 4 || self.fence().is_none() && self.heading().is_none() && !self.is_rule())
    }

    /// The line as one of code, without an indentation.
    pub(super) fn code(&self, indent: usize) -> String {
        let spaces = if self.is_blank() { 0 } else { self.indent.saturating_sub(indent) };
        " ".repeat(spaces) + &code::line(self.text)
    }
}

/// A title without the `#` that may stand at its end.
fn without_closing_marks(title: &str) -> &str {
    let bare = title.trim_end_matches('#');
    if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end() } else { title }
}
