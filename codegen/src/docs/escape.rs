//! Plain text becomes Markdown that means the same.

use super::link;
use super::spans::Spans;
use super::{entity, part, rest};

/// What a byte of text may be in Markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Itself.
    Plain,
    Space,
    /// Something else, unless it is escaped.
    Special,
    /// Nothing that can be seen.
    Control,
    /// A part of a character outside of ASCII.
    Wide,
}

/// The class of a byte.
pub(super) fn class(byte: u8) -> Class {
    match CLASSES.get(usize::from(byte)) {
        Some(class) => *class,
        None => Class::Plain,
    }
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => Class::Space,
            0..=0x1f | 0x7f => Class::Control,
            b'\\' | b'*' | b'_' | b'`' | b'[' | b']' | b'<' | b'~' | b'&' | b':' | b'!' => Class::Special,
            0x80.. => Class::Wide,
            _ => Class::Plain,
        };
        byte += 1;
    }
    classes
};

/// Appends text of HTML, which has no tags, but may have character references.
pub(super) fn push_html(spans: &mut Spans, text: &str) {
    let mut at = 0;
    while let Some((plain, next)) = plain(text, at) {
        if !plain.is_empty() {
            spans.raw(plain);
        }
        at = next;
        let left = rest(text, at);
        let Some(first) = left.chars().next() else { break };
        at += match first {
            '&' => push_reference(spans, left),
            ':' => link::push_url(spans, left).unwrap_or_else(|| push_char(spans, first, left)),
            _ => push_char(spans, first, left),
        };
    }
}

/// Appends text that is neither HTML nor Markdown.
pub(super) fn push_plain(spans: &mut Spans, text: &str) {
    let mut at = 0;
    while let Some(first) = rest(text, at).chars().next() {
        let left = rest(text, at);
        let url = if first == ':' { link::push_url(spans, left) } else { None };
        at += url.unwrap_or_else(|| push_char(spans, first, left));
    }
}

/// The text from `at` on that needs no thought, and where it ends.
pub(super) fn plain(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes().get(at..).filter(|bytes| !bytes.is_empty())?;
    let len = bytes.iter().position(|byte| class(*byte) != Class::Plain).unwrap_or(bytes.len());
    Some((part(text, at, at + len), at + len))
}

fn push_reference(spans: &mut Spans, text: &str) -> usize {
    match entity::decode(text) {
        Some((char, len)) => {
            push_char(spans, char, rest(text, len - 1));
            len
        }
        None => push_char(spans, '&', text),
    }
}

/// Appends one character, with an escape if it needs one. `text` starts with it, or with a byte in its place.
pub(super) fn push_char(spans: &mut Spans, char: char, text: &str) -> usize {
    let mut buffer = [0; 4];
    if is_space(char) {
        spans.gap();
    } else if is_visible(char) {
        let escaped = match char {
            '\\' | '*' | '`' | '[' | ']' | '<' | '~' => true,
            '_' => !is_within_word(spans, text),
            '&' => entity::completes(rest(text, 1)),
            _ => false,
        };
        if escaped {
            spans.raw("\\");
        }
        spans.raw(char.encode_utf8(&mut buffer));
    }
    char.len_utf8()
}

/// Whether the byte that `text` starts with has letters or digits on both sides.
fn is_within_word(spans: &Spans, text: &str) -> bool {
    let next = rest(text, 1).chars().next();
    spans.last().is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
}

/// Whether a character separates words.
pub(super) fn is_space(char: char) -> bool {
    char.is_whitespace()
}

/// Whether a character may be shown: neither a control character, nor one that changes the direction of the text,
/// which rustc refuses, nor one that has no width.
pub(super) fn is_visible(char: char) -> bool {
    let is_hidden = match char {
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{61c}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => true,
        _ => char.is_control(),
    };
    !is_hidden
}
