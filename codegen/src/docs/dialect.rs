//! Whether a text is HTML or CommonMark.
//!
//! Models do not say. A tag of a block settles it: AWS writes all paragraphs as `<p>`. Tags within a line, which
//! CommonMark has as well, settle it only where nothing else speaks for Markdown. What is in code does not count, so
//! that `Vec<T>` in backticks is no tag.

use super::rest;
use super::tag::{Side, Tag};

/// Whether `text` is HTML.
pub(super) fn is_html(text: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    let mut inline = false;
    let mut markdown = false;
    let mut runs = None;
    let mut at = 0;
    while let Some(found) = rest(text, at).find(['<', '`', '\\', ']']) {
        at += found;
        let left = rest(text, at);
        if let Some(tag) = Tag::read(left) {
            if !tag.element.is_inline() {
                return true;
            }
            inline |= tag.side == Side::Close;
            at += tag.len;
        } else if left.starts_with('`') {
            let behind = runs.get_or_insert_with(|| Runs::new(text)).code(at);
            markdown |= behind.is_some();
            at = behind.unwrap_or(at + run_length(left));
        } else if left.starts_with('\\') {
            at += 1 + rest(left, 1).chars().next().map_or(0, char::len_utf8);
        } else {
            markdown |= left.starts_with("](");
            at += 1;
        }
    }
    inline && !markdown
}

/// How many backticks `text` starts with.
pub(super) fn run_length(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// The runs of backticks of a text, to find code spans in linear time.
#[derive(Debug)]
pub(super) struct Runs {
    /// By where they are: the start, the length, and the start of the next run of the same length.
    runs: Vec<(usize, usize, Option<usize>)>,
}

impl Runs {
    pub(super) fn new(text: &str) -> Self {
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(found) = rest(text, at).find('`') {
            at += found;
            let len = run_length(rest(text, at));
            runs.push((at, len, None));
            at += len;
        }
        let mut next = std::collections::BTreeMap::new();
        for (start, len, same) in runs.iter_mut().rev() {
            *same = next.insert(*len, *start);
        }
        Self { runs }
    }

    /// Where the text goes on behind the code span that starts at `at`.
    pub(super) fn code(&self, at: usize) -> Option<usize> {
        let found = self.runs.binary_search_by_key(&at, |(start, ..)| *start).ok()?;
        let (_, len, next) = self.runs.get(found)?;
        next.map(|next| next + len)
    }
}
