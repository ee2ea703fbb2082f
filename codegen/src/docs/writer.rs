//! Blocks of Markdown: paragraphs, lists, quotes and code, as lines.

use super::code::longest_run;
use super::element::Marker;
use super::frame::{self, Delimiter, Frame, List};
use super::spans::Spans;
use super::wrap;

/// How deep lists and quotes are shown. What is deeper stands at this depth.
const DEEPEST: usize = 12;

/// Writes blocks. Ends what is open by itself, so that its callers may open and close as they find things.
#[derive(Debug)]
pub(super) struct Writer {
    width: usize,
    lines: Vec<String>,
    frames: Vec<Frame>,
    /// How many frames are open that are too deep to be shown.
    hidden: usize,
    /// The text of the paragraph that is open.
    pub(super) spans: Spans,
    /// Whether an empty line belongs before the next block.
    separate: bool,
    /// The list with numbers that ended last, if nothing stands behind it: its depth, and how it is marked.
    ended: Option<(usize, Delimiter)>,
    /// Where the first paragraph is: its line, and where it starts in it.
    first: Option<(usize, usize)>,
    /// Where the first title is.
    title: Option<(usize, usize)>,
    /// Whether the first paragraph is enough.
    only_first: bool,
}

impl Writer {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
            frames: Vec::new(),
            hidden: 0,
            spans: Spans::default(),
            separate: false,
            ended: None,
            first: None,
            title: None,
            only_first: false,
        }
    }

    /// A writer that is done with the first paragraph, which it writes on one line.
    pub(super) fn first_paragraph() -> Self {
        Self { only_first: true, ..Self::new(usize::MAX) }
    }

    /// Whether nothing that may follow is of interest.
    pub(super) fn is_done(&self) -> bool {
        self.only_first && self.first.is_some()
    }

    /// The lines of all that was written.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_text();
        self.lines
    }

    /// The text of the first paragraph; of the first title, if there is no paragraph.
    pub(super) fn into_first_paragraph(mut self) -> String {
        self.end_text();
        let Some((line, start)) = self.first.or(self.title) else { return String::new() };
        let line = self.lines.get(line).map(String::as_str).unwrap_or_default();
        let text = super::rest(line, start);
        text.strip_suffix('\\').unwrap_or(text).to_owned()
    }

    /// Ends the paragraph. Words that only introduce one wait for it.
    pub(super) fn end_paragraph(&mut self) {
        self.spans.close();
        if self.spans.is_only_lead() {
            self.spans.end_lead();
            return;
        }
        self.write_paragraph();
    }

    /// Ends the paragraph, even if there are only words that introduce one.
    pub(super) fn end_text(&mut self) {
        self.spans.close();
        if !self.spans.is_empty() {
            self.write_paragraph();
        }
    }

    /// Ends a paragraph that is a title: a line in bold letters, if there is no code in it.
    pub(super) fn end_heading(&mut self) {
        let first = self.first.take();
        self.end_paragraph();
        self.title = self.title.or(self.first);
        self.first = first;
    }

    /// Ends a note. Its label is forgotten if nothing came behind it.
    pub(super) fn end_aside(&mut self) {
        self.end_paragraph();
        let (text, _) = self.spans.parts();
        if text.ends_with(":**") && !text.contains(' ') {
            self.spans.clear();
        }
        self.end_text();
    }

    /// Starts a list. `start` is the number of its first item.
    pub(super) fn open_list(&mut self, marker: Marker, start: usize) {
        self.end_text();
        if self.frames.len() >= DEEPEST {
            self.hidden += 1;
            return;
        }
        let follows = marker == Marker::Number && self.ended.is_some_and(|(depth, _)| depth == self.frames.len());
        let delimiter = match self.ended {
            Some((_, Delimiter::Dot)) if follows => Delimiter::Parenthesis,
            _ => Delimiter::Dot,
        };
        // A list in an item belongs to the text above it, which only a list that starts with 1 may interrupt.
        let inner = self.frames.iter().any(Frame::follows_item);
        self.separate &= !inner || follows || start != 1;
        self.frames.push(Frame::List(List {
            marker,
            delimiter,
            next: start,
            items: 0,
            indent: 0,
            loose: false,
            implicit: false,
        }));
    }

    pub(super) fn close_list(&mut self) {
        self.end_text();
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        let Some(depth) = self.frames.iter().rposition(|frame| matches!(frame, Frame::List(_))) else { return };
        self.close_item();
        if let Some(Frame::List(list)) = self.frames.get(depth)
            && list.marker == Marker::Number
            && list.items > 0
        {
            self.ended = Some((depth, list.delimiter));
        }
        self.frames.truncate(depth);
        self.separate = true;
    }

    /// Starts an item of the innermost list, or of a new one if there is none.
    pub(super) fn open_item(&mut self) {
        self.end_text();
        if !self.frames.iter().any(|frame| matches!(frame, Frame::List(_))) {
            self.open_list(Marker::Bullet, 1);
            if let Some(Frame::List(list)) = self.frames.last_mut() {
                list.implicit = true;
            }
        }
        self.close_item();
        self.ended = None;
        let Some(Frame::List(list)) = self.frames.last_mut() else { return };
        let marker = match (list.marker, list.delimiter) {
            (Marker::Bullet, _) => "- ".to_owned(),
            (Marker::Number, Delimiter::Dot) => format!("{}. ", list.next),
            (Marker::Number, Delimiter::Parenthesis) => format!("{}) ", list.next),
        };
        let indent = marker.len();
        if list.items > 0 {
            self.separate = list.loose;
        }
        self.frames.push(Frame::Item { marker: Some(marker), indent, loose: false });
    }

    /// Ends the item of the innermost list, and all that is in it.
    pub(super) fn close_item(&mut self) {
        self.end_text();
        let Some(list) = self.frames.iter().rposition(|frame| matches!(frame, Frame::List(_))) else { return };
        let item = self.frames.get(list + 1);
        let Some(Frame::Item { marker, indent, loose }) = item else { return };
        let (shown, indent, loose) = (marker.is_none(), *indent, *loose);
        self.frames.truncate(list + 1);
        if let Some(Frame::List(list)) = self.frames.last_mut()
            && shown
        {
            list.next += 1;
            list.items += 1;
            list.indent = indent;
            list.loose = loose;
        }
        self.separate = true;
    }

    pub(super) fn open_quote(&mut self) {
        self.end_text();
        if self.frames.len() >= DEEPEST {
            self.hidden += 1;
        } else {
            self.frames.push(Frame::Quote { shown: false });
        }
    }

    pub(super) fn close_quote(&mut self) {
        self.end_text();
        if self.hidden > 0 {
            self.hidden -= 1;
        } else if let Some(depth) = self.frames.iter().rposition(|frame| matches!(frame, Frame::Quote { .. })) {
            self.frames.truncate(depth);
            self.separate = true;
        }
    }

    /// A block of code that rustdoc shows and does not compile. Empty lines around the code are left out.
    pub(super) fn code_block(&mut self, lines: &[String]) {
        self.end_text();
        let is_text = |line: &String| !line.is_empty();
        let Some(start) = lines.iter().position(is_text) else { return };
        let end = lines.iter().rposition(is_text).map_or(start, |last| last + 1);
        let lines = lines.get(start..end).unwrap_or_default();
        let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let mut block = vec![format!("{fence}text")];
        block.extend(lines.iter().cloned());
        block.push(fence);
        self.verbatim(&block);
    }

    /// Lines as they are.
    pub(super) fn verbatim(&mut self, lines: &[String]) {
        self.end_text();
        let (mut prefix, rest) = self.start_block();
        for line in lines {
            let full = format!("{prefix}{line}");
            self.lines.push(full.trim_end().to_owned());
            prefix.clone_from(&rest);
        }
    }

    fn write_paragraph(&mut self) {
        let (mut prefix, rest) = self.start_block();
        self.first.get_or_insert((self.lines.len(), prefix.len()));
        let width = self.width.saturating_sub(rest.chars().count());
        let lines = &mut self.lines;
        wrap::lines(&self.spans, width, |line| {
            let mut full = String::with_capacity(prefix.len() + line.len());
            full.push_str(&prefix);
            full.push_str(line);
            lines.push(full);
            if prefix != rest {
                prefix.clone_from(&rest);
            }
        });
        self.spans.clear();
    }

    /// Writes the empty line before a block. What its first line and the others start with.
    fn start_block(&mut self) -> (String, String) {
        if matches!(self.frames.last(), Some(Frame::List(list)) if list.implicit) {
            self.frames.pop();
        }
        self.separate |= matches!(self.frames.last(), Some(Frame::List(_)));
        if self.separate && !self.lines.is_empty() {
            let separator = frame::separator(&mut self.frames);
            self.lines.push(separator);
        }
        self.separate = true;
        self.ended = None;
        frame::prefixes(&mut self.frames)
    }
}
