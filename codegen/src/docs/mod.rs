//! The documentation of a model as Markdown that rustdoc takes without a warning.
//!
//! A model documents itself in CommonMark, but the models of AWS do so in HTML, not always well formed. Either is
//! read leniently and written anew: paragraphs, lists, code, links and emphasis stay; what rustdoc would take for
//! something else (links to items, tags, headings, doctests) is escaped. Text comes in, lines come out: this module
//! knows nothing of shapes, and does not say where the lines go.
//!
//! ```text
//! dialect    which of the two a text is written in
//! html       HTML -> writer           common     CommonMark blocks -> writer
//!   element    names of elements        line       what a line starts with
//!   tag        tags, tolerantly         inline     what is within a paragraph -> spans
//!   entity     `&amp;`                  link       where links lead
//! code       code spans, and the content of `<code>` and `<pre>`
//! writer     blocks: lists, quotes, code blocks -> lines
//!   frame      what they stand in
//!   spans      the text of one paragraph, and where it may be broken
//!   escape     plain text -> Markdown
//!   wrap       spans -> lines, guarded where a line starts
//! sentence   where the first sentence ends
//! ```

mod code;
mod common;
mod dialect;
mod element;
mod entity;
mod escape;
mod frame;
mod html;
mod inline;
mod line;
mod link;
mod sentence;
mod spans;
mod tag;
mod wrap;
mod writer;

use spans::Spans;
use writer::Writer;

/// `text` as lines of Markdown without trailing spaces, wrapped at `width` columns.
///
/// Code spans, links and code blocks are never broken, so that a line which holds one may be longer.
/// There are no lines if there is no text.
pub fn markdown(text: &str, width: usize) -> Vec<String> {
    let mut writer = Writer::new(width);
    read(text, &mut writer);
    writer.finish()
}

/// The first sentence of `text` on a line of Markdown, for places that have room for no more.
pub fn summary(text: &str) -> String {
    let mut writer = Writer::first_paragraph();
    read(text, &mut writer);
    let paragraph = writer.into_first_paragraph();
    sentence::first(&paragraph).to_owned()
}

/// `text` as a line of Markdown that shows it as it is, whatever it would mean in Markdown: for names and titles.
pub fn plain(text: &str) -> String {
    let mut spans = Spans::default();
    escape::push_plain(&mut spans, text);
    spans.close();
    spans.parts().0.to_owned()
}

/// `text` as a code span; nothing, if there is nothing in it that can be seen.
pub fn code(text: &str) -> String {
    let mut spans = Spans::default();
    code::push_span(&mut spans, text);
    spans.parts().0.to_owned()
}

/// `text` itself on one line, without what may not be shown: for what is no Markdown.
pub fn line(text: &str) -> String {
    let words = text.split(|char: char| char.is_whitespace() || char.is_control());
    let words = words.map(|word| word.chars().filter(|char| escape::is_visible(*char)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn read(text: &str, writer: &mut Writer) {
    if dialect::is_html(text) {
        html::read(text, writer);
    } else {
        common::read(text, writer);
    }
}

/// The part of `text` between two offsets; empty where they are no offsets into it.
fn part(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// The part of `text` from an offset on; empty where it is no offset into it.
fn rest(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}
