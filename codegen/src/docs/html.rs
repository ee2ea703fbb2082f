//! Documentation in HTML.

use super::code::Code;
use super::element::{Element, Marker};
use super::tag::{Side, Tag, comment};
use super::writer::Writer;
use super::{code, escape, link, part, rest};

/// Writes a text of HTML.
pub(super) fn read(text: &str, writer: &mut Writer) {
    Reader { text, at: 0, writer, row_is_empty: true, unclosed: Unclosed::default() }.read();
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    writer: &'a mut Writer,
    /// Whether the row of a table has no cell yet.
    row_is_empty: bool,
    unclosed: Unclosed,
}

/// What is known not to be closed any more, so that nobody looks for it twice.
#[derive(Default)]
struct Unclosed {
    comment: bool,
    preformatted: bool,
}

impl Reader<'_> {
    fn read(mut self) {
        while self.at < self.text.len() && !self.writer.is_done() {
            let left = rest(self.text, self.at);
            let len = left.find('<').unwrap_or(left.len());
            escape::push_html(&mut self.writer.spans, part(left, 0, len));
            self.at += len;
            self.tag();
        }
    }

    /// Reads what a `<` starts.
    fn tag(&mut self) {
        let left = rest(self.text, self.at);
        if let Some(tag) = Tag::read(left) {
            self.at += tag.len;
            match tag.side {
                Side::Open => self.open(&tag),
                Side::Close => self.close(tag.element),
                Side::Empty => self.empty(tag.element),
            }
        } else if !self.unclosed.comment && left.starts_with("<!--") {
            self.at += comment(left).unwrap_or_default();
            self.unclosed.comment = comment(left).is_none();
        } else if left.starts_with('<') {
            escape::push_char(&mut self.writer.spans, '<', left);
            self.at += 1;
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let writer = &mut *self.writer;
        match tag.element {
            Element::Block => writer.end_paragraph(),
            Element::Heading => {
                writer.end_text();
                writer.spans.open_emphasis("**");
            }
            Element::List(marker) => writer.open_list(marker, 1),
            Element::Table => writer.open_list(Marker::Bullet, 1),
            Element::Item => writer.open_item(),
            Element::Row => {
                writer.open_item();
                self.row_is_empty = true;
            }
            Element::Term => {
                writer.open_item();
                writer.spans.open_emphasis("**");
            }
            Element::Definition => writer.end_paragraph(),
            Element::Aside(label) => {
                writer.end_paragraph();
                writer.spans.raw(&format!("**{label}:**"));
                writer.spans.end_lead();
            }
            Element::Quote => writer.open_quote(),
            Element::Preformatted => self.preformatted(tag.name),
            Element::Cell | Element::HeadCell => self.cell(tag.element),
            Element::Rule => writer.end_paragraph(),
            Element::Break => writer.spans.hard_break(),
            Element::Code => {
                let code = Code::read(rest(self.text, self.at));
                self.at += code.len;
                code.push(&mut writer.spans);
            }
            Element::Strong => writer.spans.open_emphasis("**"),
            Element::Emphasis => writer.spans.open_emphasis("*"),
            Element::Link => writer.spans.open_link(link::target_of(tag)),
            Element::Plain => {}
        }
    }

    fn close(&mut self, element: Element) {
        let writer = &mut *self.writer;
        match element {
            Element::Block => writer.end_paragraph(),
            Element::Heading => writer.end_heading(),
            Element::List(_) | Element::Table => writer.close_list(),
            Element::Item | Element::Row => writer.close_item(),
            Element::Term => end_term(writer),
            Element::Definition => writer.close_item(),
            Element::Aside(_) => writer.end_aside(),
            Element::Quote => writer.close_quote(),
            Element::Preformatted | Element::Rule | Element::Cell => {}
            Element::HeadCell | Element::Strong | Element::Emphasis => writer.spans.close_emphasis(),
            Element::Break | Element::Code | Element::Plain => {}
            Element::Link => writer.spans.close_link(),
        }
    }

    fn empty(&mut self, element: Element) {
        match element {
            Element::Break => self.writer.spans.hard_break(),
            _ if element.is_inline() => {}
            _ => self.writer.end_paragraph(),
        }
    }

    /// Reads up to the closing tag. Without one, the element is as any other.
    fn preformatted(&mut self, name: &str) {
        self.writer.end_paragraph();
        let left = rest(self.text, self.at);
        let closing = format!("</{name}");
        let end = if self.unclosed.preformatted { None } else { left.find(&closing) };
        let Some(end) = end else {
            self.unclosed.preformatted = true;
            return;
        };
        self.writer.code_block(&code::preformatted(part(left, 0, end)));
        self.at += end;
    }

    fn cell(&mut self, element: Element) {
        let spans = &mut self.writer.spans;
        spans.close();
        spans.gap();
        if !self.row_is_empty {
            spans.raw("|");
            spans.gap();
        }
        self.row_is_empty = false;
        if element == Element::HeadCell {
            spans.open_emphasis("**");
        }
    }
}

/// The term of a definition introduces it.
fn end_term(writer: &mut Writer) {
    let spans = &mut writer.spans;
    spans.close();
    if !spans.is_only_lead() && !spans.ends_with(":") {
        spans.raw(":");
    }
    spans.end_lead();
}
