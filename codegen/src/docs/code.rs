//! Code: spans within text, and blocks.

use super::element::Element;
use super::spans::Spans;
use super::tag::{Side, Tag};
use super::{entity, escape, link, part, rest};

/// Appends a code span, unless there is nothing in it. Whitespace counts as one space.
pub(super) fn push_span(spans: &mut Spans, code: &str) {
    let code = visible(code);
    if code.is_empty() {
        return;
    }
    // Two spans in a row would be read as one.
    if spans.ends_with("`") {
        spans.gap();
    }
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    spans.atom(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// The words of `code`, one space between them.
fn visible(code: &str) -> String {
    let mut visible = String::with_capacity(code.len());
    for word in code.split(escape::is_space) {
        let start = visible.len();
        visible.extend(word.chars().filter(|char| escape::is_visible(*char)));
        if visible.len() > start {
            visible.push(' ');
        }
    }
    visible.pop();
    visible
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(code: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in code.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// An element of code.
pub(super) struct Code {
    pub(super) code: String,
    /// Where the first link in it leads.
    pub(super) url: Option<String>,
    /// How many bytes it takes behind its opening tag, with the closing one.
    pub(super) len: usize,
}

impl Code {
    /// Reads the element whose opening tag `text` stands behind.
    ///
    /// Tags of paragraphs are a part of the code as long as the code is closed behind them; else they end it.
    pub(super) fn read(text: &str) -> Self {
        let end = Ends::find(text);
        let mut url = None;
        let code = without_tags(part(text, 0, end.code), |tag| {
            if url.is_none() && tag.element == Element::Link {
                url = link::target_of(tag);
            }
        });
        Self { code: entity::decoded(&code), url, len: end.behind }
    }

    /// Appends it to a paragraph. A link in it is one around it.
    pub(super) fn push(self, spans: &mut Spans) {
        match self.url {
            Some(url) if !spans.in_link() => {
                spans.open_link(Some(url));
                push_span(spans, &self.code);
                spans.close_link();
            }
            _ => push_span(spans, &self.code),
        }
    }
}

/// `text` without the tags of elements that stand within a paragraph.
fn without_tags(text: &str, mut seen: impl FnMut(&Tag<'_>)) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((before, _)) = rest(text, at).split_once('<') {
        bare.push_str(before);
        at += before.len();
        match Tag::read(rest(text, at)).filter(|tag| tag.element.is_inline()) {
            Some(tag) => {
                seen(&tag);
                at += tag.len;
            }
            None => {
                bare.push('<');
                at += 1;
            }
        }
    }
    bare.push_str(rest(text, at));
    bare
}

/// Where the content of a code element ends, and where the text goes on.
struct Ends {
    code: usize,
    behind: usize,
}

impl Ends {
    /// Looks no further than to the next code element.
    fn find(text: &str) -> Self {
        let mut at = 0;
        let mut open = 0usize;
        let mut first_block = None;
        while let Some(found) = rest(text, at).find('<') {
            at += found;
            let Some(tag) = Tag::read(rest(text, at)) else {
                at += 1;
                continue;
            };
            match (tag.element, tag.side) {
                (Element::Code, Side::Close) => return Self { code: at, behind: at + tag.len },
                (Element::Code, Side::Open) => break,
                (element, _) if element.is_inline() => {}
                (_, Side::Close) if open == 0 => break,
                (_, Side::Close) => open -= 1,
                (_, Side::Open | Side::Empty) => {
                    first_block.get_or_insert(at);
                    open += usize::from(tag.side == Side::Open);
                }
            }
            at += tag.len;
        }
        let end = first_block.unwrap_or(if rest(text, at).contains('<') { at } else { text.len() });
        Self { code: end, behind: end }
    }
}

/// The lines of a preformatted element, without the tags in it, and without what all lines are indented by.
pub(super) fn preformatted(text: &str) -> Vec<String> {
    let code = without_tags(text, |_| ());
    let lines: Vec<String> = entity::decoded(&code).lines().map(line).collect();
    let indents = lines.iter().filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or_default();
    lines.iter().map(|line| rest(line, indent).to_owned()).collect()
}

/// A line of code without tabs, control characters and trailing spaces.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\t' => line.push_str("    "),
            _ if escape::is_space(char) => line.push(' '),
            _ if escape::is_visible(char) => line.push(char),
            _ => {}
        }
    }
    line.truncate(line.trim_end().len());
    line
}
