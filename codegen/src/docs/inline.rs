//! Documentation in CommonMark: what is within a paragraph.
//!
//! It stays as it is, but for what rustdoc reads in another way than CommonMark, or warns about.

use super::code::Code;
use super::dialect::{Runs, run_length};
use super::element::Element;
use super::escape::{self, Class, class};
use super::link::{self, References};
use super::spans::Spans;
use super::tag::{Side, Tag, comment};
use super::{code, part, rest};

/// How long an address in a link may be.
const LONGEST_ADDRESS: usize = 2048;

/// Appends the text of a paragraph.
pub(super) fn push(spans: &mut Spans, text: &str, references: &References) {
    Reader { text, at: 0, spans, references, runs: None, brackets: Vec::new(), comments: true }.read();
}

/// A row of a table, on one line.
pub(super) fn row(text: &str, references: &References) -> String {
    let mut spans = Spans::default();
    push(&mut spans, text, references);
    spans.close();
    spans.parts().0.to_owned()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    spans: &'a mut Spans,
    references: &'a References,
    runs: Option<Runs>,
    /// The brackets that are open.
    brackets: Vec<Bracket>,
    /// Whether comments may still be closed.
    comments: bool,
}

/// A bracket that may turn out to open a link.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    /// Where it is in the text that is read.
    from: usize,
    /// Where its escape is in what is written.
    at: usize,
    /// Whether it is one of an image.
    image: bool,
}

impl Reader<'_> {
    fn read(mut self) {
        while let Some((plain, next)) = escape::plain(self.text, self.at) {
            if !plain.is_empty() {
                self.spans.raw(plain);
            }
            self.at = next;
            let left = rest(self.text, self.at);
            if let Some(byte) = left.bytes().next() {
                self.at += self.special(byte, left);
            }
        }
    }

    /// Reads what is not plain, and returns how many bytes of it.
    fn special(&mut self, byte: u8, left: &str) -> usize {
        match (byte, class(byte)) {
            (_, Class::Space) => self.space(left),
            (b'\\', _) => self.escaped(left),
            (b'`', _) => self.code(left),
            (b'<', _) => self.angle(left),
            (b'[', _) => self.open_bracket(),
            (b']', _) => self.close_bracket(left),
            (b':', _) if self.is_in_link(left) => self.raw(left),
            (b':', _) => link::push_url(self.spans, left).unwrap_or_else(|| self.raw(left)),
            (b'*' | b'_' | b'&' | b'!', _) => self.raw(left),
            (_, Class::Plain | Class::Special | Class::Control | Class::Wide) => {
                left.chars().next().map_or(1, |first| escape::push_char(self.spans, first, left))
            }
        }
    }

    /// Appends one character of ASCII as it is.
    fn raw(&mut self, left: &str) -> usize {
        self.spans.raw(part(left, 0, 1));
        1
    }

    fn space(&mut self, left: &str) -> usize {
        let len = left.bytes().take_while(|byte| class(*byte) == Class::Space).count();
        let space = part(left, 0, len);
        if space.split_once('\n').is_some_and(|(before, _)| before.trim_end_matches('\r').ends_with("  ")) {
            self.spans.hard_break();
        } else {
            self.spans.gap();
        }
        len
    }

    fn escaped(&mut self, left: &str) -> usize {
        match left.as_bytes().get(1) {
            Some(b'\n') => self.spans.hard_break(),
            Some(next) if next.is_ascii_punctuation() => self.spans.raw(part(left, 0, 2)),
            _ => {
                self.spans.raw("\\\\");
                return 1;
            }
        }
        2
    }

    fn code(&mut self, left: &str) -> usize {
        let text = self.text;
        let run = run_length(left);
        match self.runs.get_or_insert_with(|| Runs::new(text)).code(self.at, run) {
            Some(behind) => {
                code::push_span(self.spans, part(text, self.at + run, behind - run));
                behind - self.at
            }
            None => {
                self.spans.raw(&"\\`".repeat(run));
                run
            }
        }
    }

    fn angle(&mut self, left: &str) -> usize {
        if let Some(len) = self.autolink(left) {
            return len;
        }
        if let Some(tag) = Tag::read(left) {
            return self.tag(&tag, left);
        }
        if self.comments && left.starts_with("<!--") {
            if let Some(len) = comment(left) {
                return len;
            }
            self.comments = false;
        }
        escape::push_char(self.spans, '<', left)
    }

    fn autolink(&mut self, left: &str) -> Option<usize> {
        let inner = rest(left, 1);
        let len = inner.bytes().take(LONGEST_ADDRESS).position(|byte| matches!(byte, b'<' | b'>' | b' ' | b'\n'))?;
        let url = part(inner, 0, len);
        let is_shown = inner.as_bytes().get(len) == Some(&b'>') && url.chars().all(escape::is_visible);
        link::target(url).filter(|_| is_shown)?;
        self.spans.atom(part(left, 0, len + 2));
        Some(len + 2)
    }

    fn tag(&mut self, tag: &Tag<'_>, left: &str) -> usize {
        match (tag.element, tag.side) {
            (Element::Break, _) => self.spans.hard_break(),
            (Element::Strong, Side::Open) => self.spans.open_emphasis("**"),
            (Element::Emphasis, Side::Open) => self.spans.open_emphasis("*"),
            (Element::Strong | Element::Emphasis, _) => self.spans.close_emphasis(),
            (Element::Link, Side::Open) => self.spans.open_link(link::target_of(tag)),
            (Element::Link, _) => self.spans.close_link(),
            (Element::Code, Side::Open) => {
                let code = Code::read(rest(left, tag.len));
                let len = tag.len + code.len;
                code.push(self.spans);
                return len;
            }
            _ => {}
        }
        tag.len
    }

    /// Whether the text of a link is most likely what is read: it holds no other link, not even an address.
    fn is_in_link(&self, left: &str) -> bool {
        if self.brackets.is_empty() {
            return false;
        }
        let mut left = window(left);
        while let Some(found) = left.find(['\\', '[', ']']) {
            let from = rest(left, found);
            if !from.starts_with('\\') {
                return from.starts_with("](") || from.starts_with("][");
            }
            left = rest(from, 1 + from.chars().nth(1).map_or(0, char::len_utf8));
        }
        false
    }

    fn open_bracket(&mut self) -> usize {
        let image = self.spans.ends_with("!") && !self.spans.ends_with("\\!");
        self.spans.raw("\\[");
        self.brackets.push(Bracket { from: self.at, at: self.spans.len() - 2, image });
        1
    }

    /// Ends a bracket, and makes a link of it if there is an address for it.
    fn close_bracket(&mut self, left: &str) -> usize {
        let Some(bracket) = self.brackets.pop() else {
            self.spans.raw("\\]");
            return 1;
        };
        let label = part(self.text, bracket.from + 1, self.at);
        let Some((address, len)) = address(self.references, left, label) else {
            self.spans.raw("\\]");
            return 1;
        };
        let start = bracket.at - usize::from(bracket.image);
        self.spans.remove(start, bracket.at - start + 2);
        match link::target(address) {
            Some(url) if bracket.image => self.spans.wrap_link(start, "![", &url),
            Some(url) => {
                self.spans.wrap_link(start, "[", &url);
                // A link holds no link.
                self.brackets.clear();
            }
            None => {}
        }
        len
    }
}

/// The address that belongs to a bracket which ends where `text` starts, and how many bytes that takes.
fn address<'a>(references: &'a References, text: &'a str, label: &str) -> Option<(&'a str, usize)> {
    if let Some(found) = inline_address(text) {
        return Some(found);
    }
    if references.is_empty() {
        return None;
    }
    match rest(text, 1).strip_prefix('[').and_then(|inner| window(inner).split_once(']')) {
        Some(("", _)) => Some((references.get(label)?, 3)),
        Some((name, _)) => Some((references.get(name)?, name.len() + 3)),
        None => Some((references.get(label)?, 1)),
    }
}

/// The start of `text`, as far as an address or a title may reach.
fn window(text: &str) -> &str {
    part(text, 0, text.floor_char_boundary(LONGEST_ADDRESS))
}

/// The address in `](address "title")`, and how many bytes all of it takes.
fn inline_address(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("](")?;
    let trimmed = inner.trim_start();
    let (address, behind) = match trimmed.strip_prefix('<') {
        Some(bracketed) => {
            let (address, _) = window(bracketed).split_once('>')?;
            (address, rest(bracketed, address.len() + 1))
        }
        None => {
            let len = bare_address(trimmed)?;
            (part(trimmed, 0, len), rest(trimmed, len))
        }
    };
    let behind = without_title(behind.trim_start()).trim_start().strip_prefix(')')?;
    Some((address, text.len() - behind.len()))
}

/// How long the address is that `text` starts with: up to a space, or to the parenthesis that closes the link.
fn bare_address(text: &str) -> Option<usize> {
    let mut open = 0usize;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_ADDRESS) {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return Some(at),
            b')' => open -= 1,
            b' ' | b'\n' => return Some(at),
            _ => {}
        }
    }
    None
}

/// `text` without the title of a link that it may start with.
fn without_title(text: &str) -> &str {
    for (open, close) in [('"', '"'), ('\'', '\''), ('(', ')')] {
        if let Some((title, _)) = text.strip_prefix(open).and_then(|inner| window(inner).split_once(close)) {
            return rest(text, title.len() + 2);
        }
    }
    text
}
