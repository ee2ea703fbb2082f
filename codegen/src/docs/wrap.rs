//! A paragraph becomes lines.

use std::borrow::Cow;

use super::spans::{Gap, Spans};
use super::{part, rest};

/// The lines of a paragraph, none wider than `width` if its words allow it.
pub(super) fn lines(spans: &Spans, width: usize, mut emit: impl FnMut(&str)) {
    let (text, breaks) = spans.parts();
    let mut line = String::new();
    let mut columns = 0;
    let mut start = 0;
    let mut gap = Gap::Soft;
    let ends = breaks.iter().map(|line| (line.at, line.gap)).chain([(text.len(), Gap::Soft)]);
    for (end, next_gap) in ends {
        let word = part(text, start, end);
        let wide = columns_of(word) + usize::from(next_gap == Gap::Hard);
        if !line.is_empty() && (gap == Gap::Hard || columns + 1 + wide > width) {
            if gap == Gap::Hard {
                line.push('\\');
            }
            emit(&line);
            line.clear();
        }
        if line.is_empty() {
            let word = guarded(word);
            columns = columns_of(&word);
            line.push_str(&word);
        } else {
            line.push(' ');
            line.push_str(word);
            columns += 1 + wide;
        }
        start = end + 1;
        gap = next_gap;
    }
    emit(&line);
}

/// A word as it must be written where a line starts, so that it starts no heading, list, quote, table or rule.
pub(super) fn guarded(word: &str) -> Cow<'_, str> {
    let Some(first) = word.bytes().next() else { return Cow::Borrowed(word) };
    let escaped = match first {
        b'>' | b'|' => true,
        b'0'..=b'9' => return numbered(word),
        b'#' | b'=' | b'+' | b'*' | b'_' => word.bytes().all(|byte| byte == first),
        b'-' | b':' => word.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|')),
        _ => false,
    };
    if escaped { Cow::Owned(format!("\\{word}")) } else { Cow::Borrowed(word) }
}

/// `1.` with an escape; a word that is no number of a list as it is.
fn numbered(word: &str) -> Cow<'_, str> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match rest(word, digits) {
        "." | ")" => Cow::Owned(format!("{}\\{}", part(word, 0, digits), rest(word, digits))),
        _ => Cow::Borrowed(word),
    }
}

fn columns_of(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
