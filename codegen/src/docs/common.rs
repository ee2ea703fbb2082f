//! Documentation in CommonMark: its blocks.
//!
//! Blocks are found line by line, as the specification of CommonMark describes it: first which of the open lists and
//! quotes a line goes on with, then which ones it starts, and last what is left of it.

use super::inline;
use super::line::{Item, Line};
use super::link::{self, References};
use super::writer::Writer;

/// How deep lists and quotes are read. What is deeper is text.
const DEEPEST: usize = 12;

/// Writes a text of CommonMark.
pub(super) fn read(text: &str, writer: &mut Writer) {
    let references = References::read(text);
    let mut reader = Reader { writer, references, nests: Vec::new(), leaf: Leaf::None };
    let indent = common_indent(text);
    for line in text.lines() {
        if reader.writer.is_done() {
            return;
        }
        let mut line = Line::new(line);
        line.take_indent(indent);
        reader.line(line);
    }
    reader.close_leaf();
    reader.close_to(0);
}

/// How far all of the text is indented: that makes no code of it.
fn common_indent(text: &str) -> usize {
    if !text.trim_start_matches('\n').starts_with([' ', '\t']) {
        return 0;
    }
    let lines = text.lines().map(Line::new).filter(|line| !line.is_blank());
    lines.map(|line| line.indent).min().unwrap_or_default()
}

struct Reader<'a> {
    writer: &'a mut Writer,
    references: References,
    nests: Vec<Nest>,
    leaf: Leaf,
}

/// What a line may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nest {
    Quote,
    /// A list, by the character that marks its items.
    List(u8),
    /// An item, and how far its text is indented.
    Item(usize),
}

/// The block that is open.
#[derive(Debug)]
enum Leaf {
    None,
    Paragraph(String),
    Fenced { fence: u8, len: usize, indent: usize, lines: Vec<String> },
    Indented(Vec<String>),
    Table(Vec<String>),
}

impl Reader<'_> {
    fn line(&mut self, mut line: Line<'_>) {
        let matched = self.matched(&mut line);
        let inside = matched == self.nests.len();
        if inside && self.verbatim(&line) {
            return;
        }
        if !inside && !self.is_paragraph() {
            self.close_to(matched);
        }
        let (started, text) = self.start(line, matched);
        if !started && !inside && self.is_paragraph() && text.is_text() {
            return self.text(&text);
        }
        if !started {
            self.close_to(matched);
        }
        self.leaf(&text);
    }

    fn is_paragraph(&self) -> bool {
        matches!(self.leaf, Leaf::Paragraph(_))
    }

    /// How many of the open nests the line goes on with.
    fn matched(&self, line: &mut Line<'_>) -> usize {
        let mut matched = 0;
        for nest in &self.nests {
            let goes_on = match nest {
                Nest::List(_) => true,
                Nest::Item(indent) => line.is_blank() || line.take_indent(*indent),
                Nest::Quote => line.take_quote(),
            };
            if !goes_on {
                break;
            }
            matched += 1;
        }
        matched
    }

    /// Takes a line of a fenced or an indented block of code.
    fn verbatim(&mut self, line: &Line<'_>) -> bool {
        match &mut self.leaf {
            Leaf::Fenced { fence, len, indent, lines } => {
                let bare = line.text.trim();
                let closes = line.indent < 4 && bare.len() >= *len && bare.bytes().all(|byte| byte == *fence);
                if closes {
                    self.close_leaf();
                } else {
                    lines.push(line.code(*indent));
                }
                true
            }
            Leaf::Indented(lines) if line.is_blank() || line.indent >= 4 => {
                lines.push(line.code(4));
                true
            }
            Leaf::None | Leaf::Paragraph(_) | Leaf::Indented(_) | Leaf::Table(_) => false,
        }
    }

    /// Starts the quotes and items that the line does, and returns whether there are any, and what is left of it.
    fn start<'a>(&mut self, mut line: Line<'a>, matched: usize) -> (bool, Line<'a>) {
        let mut started = false;
        let mut depth = matched;
        let inside = matched == self.nests.len();
        while line.indent < 4 && self.nests.len().min(depth) < DEEPEST && !line.is_rule() {
            if line.take_quote() {
                self.close_leaf();
                self.close_to(depth);
                self.end_list();
                self.nests.push(Nest::Quote);
                self.writer.open_quote();
            } else if let Some(item) = line.item(self.is_paragraph() && inside && !started) {
                self.close_leaf();
                self.close_to(depth);
                self.open_item(&item);
                line = item.line;
            } else {
                break;
            }
            started = true;
            depth = self.nests.len();
        }
        (started, line)
    }

    fn open_item(&mut self, item: &Item<'_>) {
        let same = self.nests.last() == Some(&Nest::List(item.mark));
        if !same {
            self.end_list();
            self.writer.open_list(item.marker, item.number);
            self.nests.push(Nest::List(item.mark));
        }
        self.writer.open_item();
        self.nests.push(Nest::Item(item.indent));
    }

    /// Ends the list that is innermost, if no item of it is open.
    fn end_list(&mut self) {
        if matches!(self.nests.last(), Some(Nest::List(_))) {
            self.nests.pop();
            self.writer.close_list();
        }
    }

    /// Ends the block that is open, and all nests but the outer ones.
    fn close_to(&mut self, depth: usize) {
        if self.nests.len() > depth {
            self.close_leaf();
        }
        while self.nests.len() > depth {
            match self.nests.pop() {
                Some(Nest::Quote) => self.writer.close_quote(),
                Some(Nest::List(_)) => self.writer.close_list(),
                Some(Nest::Item(_)) => self.writer.close_item(),
                None => {}
            }
        }
    }

    fn leaf(&mut self, line: &Line<'_>) {
        if line.is_blank() {
            return self.close_leaf();
        }
        self.end_list();
        if line.indent >= 4 {
            if !self.is_paragraph() {
                self.close_leaf();
                self.leaf = Leaf::Indented(vec![line.code(4)]);
                return;
            }
        } else if let Some((fence, len)) = line.fence() {
            self.close_leaf();
            self.leaf = Leaf::Fenced { fence, len, indent: line.indent, lines: Vec::new() };
            return;
        } else if let Some(title) = line.heading() {
            self.close_leaf();
            return self.heading(title);
        } else if self.is_paragraph() && line.is_underline() {
            let Leaf::Paragraph(title) = std::mem::replace(&mut self.leaf, Leaf::None) else { return };
            return self.heading(&title);
        } else if line.is_rule() {
            self.close_leaf();
            return self.writer.verbatim(&["***".to_owned()]);
        }
        self.text(line);
    }

    fn heading(&mut self, title: &str) {
        self.writer.end_text();
        let title = title.trim();
        // Emphasis in emphasis would need care that a title is not worth.
        let plain = !title.contains(['*', '_', '`', '[', '<']);
        if plain {
            self.writer.spans.open_emphasis("**");
        }
        inline::push(&mut self.writer.spans, title, &self.references);
        self.writer.end_heading();
    }

    /// Takes a line of a paragraph or a table.
    fn text(&mut self, line: &Line<'_>) {
        match &mut self.leaf {
            Leaf::Paragraph(text) if !text.contains('\n') && line.is_table() && text.contains('|') => {
                let header = std::mem::take(text);
                self.leaf = Leaf::Table(vec![header, line.text.trim().to_owned()]);
            }
            Leaf::Paragraph(text) => {
                text.push('\n');
                text.push_str(line.text);
            }
            Leaf::Table(lines) if line.text.contains('|') => lines.push(line.text.trim().to_owned()),
            Leaf::None | Leaf::Fenced { .. } | Leaf::Indented(_) | Leaf::Table(_) => {
                self.close_leaf();
                if link::definition(line.text).is_none() {
                    self.leaf = Leaf::Paragraph(line.text.to_owned());
                }
            }
        }
    }

    fn close_leaf(&mut self) {
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Paragraph(text) => {
                inline::push(&mut self.writer.spans, &text, &self.references);
                self.writer.end_text();
            }
            Leaf::Fenced { lines, .. } | Leaf::Indented(lines) => self.writer.code_block(&lines),
            Leaf::Table(rows) => {
                let rows: Vec<_> = rows.iter().map(|row| inline::row(row, &self.references)).collect();
                self.writer.verbatim(&rows);
            }
        }
    }
}
