//! The text of one paragraph: Markdown so far, and where it may be broken into lines.

use std::mem;

/// Markdown of one paragraph, on one line.
#[derive(Debug, Default)]
pub(super) struct Spans {
    text: String,
    /// Where the spaces are at which a line may end, in order.
    breaks: Vec<Break>,
    /// Whether whitespace was seen that has not been written.
    gap: Option<Gap>,
    emphasis: Option<Emphasis>,
    link: Option<Link>,
    /// Where the last code span or link ended.
    atom: usize,
    /// Where the last emphasis ended.
    emphasized: usize,
    /// How much of the text introduces the paragraph, and is not it.
    lead: usize,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    /// Where its space is.
    pub(super) at: usize,
    pub(super) gap: Gap,
}

/// What whitespace means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line may end here.
    Soft,
    /// A line ends here, and the reader sees it.
    Hard,
}

/// Emphasis that has not ended. Emphasis within emphasis is not shown, only counted.
#[derive(Clone, Copy, Debug)]
struct Emphasis {
    mark: &'static str,
    at: usize,
    inner: usize,
}

/// A link that has not ended.
#[derive(Debug)]
struct Link {
    /// Where it leads; nowhere, if its text is all that it is.
    url: Option<String>,
    at: usize,
}

impl Spans {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether there is nothing but the words that introduce the paragraph, if any.
    pub(super) fn is_only_lead(&self) -> bool {
        self.text.len() == self.lead
    }

    /// The Markdown, and where it may be broken.
    pub(super) fn parts(&self) -> (&str, &[Break]) {
        (&self.text, &self.breaks)
    }

    pub(super) fn clear(&mut self) {
        let (mut text, mut breaks) = (mem::take(&mut self.text), mem::take(&mut self.breaks));
        text.clear();
        breaks.clear();
        *self = Self { text, breaks, ..Self::default() };
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn ends_with(&self, suffix: &str) -> bool {
        self.gap.is_none() && self.text.ends_with(suffix)
    }

    /// The character before what is written next.
    pub(super) fn last(&self) -> Option<char> {
        if self.gap.is_some() { Some(' ') } else { self.text.chars().next_back() }
    }

    /// Whether a link is open that leads somewhere.
    pub(super) fn in_link(&self) -> bool {
        self.link.as_ref().is_some_and(|link| link.url.is_some())
    }

    /// A space, where words are to follow.
    pub(super) fn gap(&mut self) {
        self.gap.get_or_insert(Gap::Soft);
    }

    /// The end of a line that the reader sees.
    pub(super) fn hard_break(&mut self) {
        self.gap = Some(Gap::Hard);
    }

    /// Markdown without spaces.
    pub(super) fn raw(&mut self, markdown: &str) {
        self.write_gap();
        self.text.push_str(markdown);
    }

    /// Markdown without spaces that must stay as it is, such as a code span.
    pub(super) fn atom(&mut self, markdown: &str) {
        self.raw(markdown);
        self.atom = self.text.len();
    }

    /// What has been written only introduces the paragraph.
    pub(super) fn end_lead(&mut self) {
        self.close();
        self.lead = self.text.len();
        self.gap();
    }

    /// Takes back `text` if it is the last that was written, as plain text.
    pub(super) fn take_back(&mut self, text: &str) -> bool {
        let Some(len) = self.text.len().checked_sub(text.len()) else { return false };
        let opened = self.emphasis.map_or(0, |open| open.at);
        let fixed = opened.max(self.atom).max(self.emphasized).max(self.lead);
        let taken = len >= fixed && self.ends_with(text);
        if taken {
            self.text.truncate(len);
        }
        taken
    }

    pub(super) fn open_emphasis(&mut self, mark: &'static str) {
        if let Some(open) = &mut self.emphasis {
            open.inner += 1;
            return;
        }
        self.write_gap();
        self.emphasis = Some(Emphasis { mark, at: self.text.len(), inner: 0 });
    }

    pub(super) fn close_emphasis(&mut self) {
        match &mut self.emphasis {
            Some(open) if open.inner > 0 => open.inner -= 1,
            Some(_) => self.end_emphasis(),
            None => {}
        }
    }

    pub(super) fn open_link(&mut self, url: Option<String>) {
        self.close_link();
        self.write_gap();
        self.link = Some(Link { url, at: self.text.len() });
    }

    pub(super) fn close_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        // Emphasis that starts in a link ends in it.
        if self.emphasis.is_some_and(|open| open.at > link.at) {
            self.end_emphasis();
        }
        let shown = self.text.get(link.at..).unwrap_or_default().trim_end();
        match link.url {
            Some(url) if shown.is_empty() => self.atom(&format!("<{url}>")),
            Some(url) if is_same(shown, &url) => {
                self.text.truncate(link.at);
                self.atom(&format!("<{url}>"));
            }
            Some(url) => self.wrap_link(link.at, "[", &url),
            None if is_name(shown) => {
                self.insert(link.at, "`");
                self.atom("`");
            }
            None => {}
        }
    }

    /// Makes a link of the text from `at` on. Its spaces are no places to end a line any more.
    pub(super) fn wrap_link(&mut self, at: usize, open: &str, url: &str) {
        let trimmed = self.text.trim_end().len().max(at);
        if trimmed < self.text.len() {
            self.text.truncate(trimmed);
            self.gap();
        }
        let inside = self.breaks.partition_point(|line| line.at < at);
        self.breaks.truncate(inside);
        // An exclamation mark in front would make it an image.
        let exclaims =
            open == "[" && self.text.get(..at).is_some_and(|before| before.ends_with('!') && !before.ends_with("\\!"));
        self.insert(at, open);
        if exclaims {
            self.insert(at - 1, "\\");
        }
        let gap = self.gap.take();
        self.atom(&format!("]({url})"));
        self.gap = gap;
    }

    /// Takes away `len` bytes at `at`.
    pub(super) fn remove(&mut self, at: usize, len: usize) {
        if self.text.get(at..at + len).is_none() {
            return;
        }
        self.text.replace_range(at..at + len, "");
        for line in self.breaks.iter_mut().rev().take_while(|line| line.at >= at) {
            line.at -= len;
        }
        for mark in [&mut self.atom, &mut self.emphasized] {
            if *mark > at {
                *mark -= len;
            }
        }
    }

    /// Ends all that is open.
    pub(super) fn close(&mut self) {
        if self.emphasis.is_some_and(|open| self.link.as_ref().is_none_or(|link| link.at <= open.at)) {
            self.end_emphasis();
        }
        self.close_link();
        self.end_emphasis();
        self.trim();
        self.gap = None;
    }

    fn trim(&mut self) {
        while self.breaks.last().is_some_and(|last| last.at + 1 == self.text.len()) {
            self.breaks.pop();
            self.text.pop();
        }
    }

    fn write_gap(&mut self) {
        let Some(gap) = self.gap.take() else { return };
        if self.text.is_empty() {
            return;
        }
        match self.breaks.last_mut() {
            Some(last) if last.at + 1 == self.text.len() => last.gap = stronger(last.gap, gap),
            _ => {
                self.breaks.push(Break { at: self.text.len(), gap });
                self.text.push(' ');
            }
        }
    }

    /// Puts the marks around the text, without the punctuation at its ends: next to a word on its other side,
    /// Markdown would not take the marks for what they are.
    fn end_emphasis(&mut self) {
        let Some(open) = self.emphasis.take() else { return };
        let Some(shown) = self.text.get(open.at..) else { return };
        let (Some(start), Some(end)) = (shown.find(char::is_alphanumeric), shown.rfind(char::is_alphanumeric)) else {
            return;
        };
        let last = shown.get(end..).and_then(|last| last.chars().next()).map_or(0, char::len_utf8);
        let (from, to) = (open.at + start, open.at + end + last);
        let inside_atom = self.atom > open.at && (start > 0 || to < shown.trim_end().len() + open.at);
        let opens_in_link = self.link.as_ref().is_some_and(|link| link.at > open.at);
        if inside_atom || opens_in_link || (self.emphasized == from && from > 0) {
            return;
        }
        self.insert(to, open.mark);
        self.insert(from, open.mark);
        self.emphasized = to + 2 * open.mark.len();
    }

    fn insert(&mut self, at: usize, markdown: &str) {
        if !self.text.is_char_boundary(at) {
            return;
        }
        self.text.insert_str(at, markdown);
        for line in self.breaks.iter_mut().rev().take_while(|line| line.at >= at) {
            line.at += markdown.len();
        }
        for mark in [&mut self.atom, &mut self.emphasized] {
            if *mark > at {
                *mark += markdown.len();
            }
        }
        if let Some(open) = self.emphasis.as_mut().filter(|open| open.at > at) {
            open.at += markdown.len();
        }
    }
}

fn stronger(one: Gap, two: Gap) -> Gap {
    if one == Gap::Hard { one } else { two }
}

/// Whether a link shows its own address. The text has escapes that the address has not.
fn is_same(shown: &str, url: &str) -> bool {
    shown == url || (shown.contains('\\') && shown.replace('\\', "") == url)
}

/// Whether text that refers to something is the name of a shape.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
