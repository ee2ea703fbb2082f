//! Whether a text is HTML or CommonMark.
//!
//! Models do not say. A tag of a block settles it: AWS writes all paragraphs as `<p>`. Tags within a line, which
//! CommonMark has as well, settle it only where nothing else speaks for Markdown. What is in code does not count, so
//! that `Vec<T>` in backticks is no tag.

use std::collections::BTreeMap;

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
            let run = run_length(left);
            let behind = runs.get_or_insert_with(|| Runs::new(text)).code(at, run);
            markdown |= behind.is_some();
            at = behind.unwrap_or(at + run);
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
    /// Where the runs of each length start.
    starts: BTreeMap<usize, Vec<usize>>,
}

impl Runs {
    pub(super) fn new(text: &str) -> Self {
        let mut starts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut at = 0;
        while let Some(found) = rest(text, at).find('`') {
            at += found;
            let len = run_length(rest(text, at));
            starts.entry(len).or_default().push(at);
            at += len;
        }
        Self { starts }
    }

    /// Where the text goes on behind the code span that a run of `len` backticks at `at` opens.
    pub(super) fn code(&self, at: usize, len: usize) -> Option<usize> {
        let starts = self.starts.get(&len)?;
        let next = starts.get(starts.partition_point(|start| *start <= at))?;
        Some(next + len)
    }
}
