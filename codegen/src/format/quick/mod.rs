//! The short way to format what most of generated code is: items, functions and tables whose lines are not long.
//!
//! It writes what prettyplease writes, or nothing: code of any other kind, and lines that would have to be
//! broken in any other way, are left to it. It takes a tenth of the time, since it parses nothing. That both
//! write the same is tested on all code that there is in tests, and on all models beside the project.

mod attributes;
mod blocks;
mod chains;
mod values;

use super::parts::{Item, are_lines, attributes, end_of_item, kind, split, top_level};
use super::spacing::line;
use super::tokens::{Code, Kind, Token};

/// How long a line may be.
const MARGIN: usize = 89;

/// The text of items that stand in one stream, each with an empty line before it; the lines of `use` and `mod`
/// are a block.
pub(super) fn items(code: &Code, out: &mut String) -> Option<()> {
    let tokens = code.tokens();
    if tokens.is_empty() {
        return None;
    }
    let start = out.len();
    let mut printer = Printer { text: code.text(), out, indent: 0 };
    let printed = printer.items(&tokens);
    if printed.is_none() {
        out.truncate(start);
    }
    printed
}

/// What is written behind the tokens of a line.
#[derive(Clone, Copy)]
enum End {
    /// This.
    Text(&'static str),
    /// The comma behind the last element of a list, which no line is too long for: it is there only where the
    /// list is broken.
    LastComma,
}

impl End {
    const COMMA: End = End::Text(",");

    fn text(self) -> &'static str {
        match self {
            End::Text(text) => text,
            End::LastComma => ",",
        }
    }

    /// How much of the line's length it is.
    fn width(self) -> usize {
        match self {
            End::Text(text) => text.trim_end_matches('\n').len(),
            End::LastComma => 0,
        }
    }
}

struct Printer<'o> {
    text: &'o str,
    out: &'o mut String,
    indent: usize,
}

impl Printer<'_> {
    fn items(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let mut rest = tokens;
        let is_block = are_lines(tokens)?;
        while !rest.is_empty() {
            let (attributes, head) = attributes(rest)?;
            let item = kind(head)?;
            if !is_block || rest.len() == tokens.len() {
                self.out.push('\n');
            }
            self.attributes(attributes)?;
            rest = self.item(item, head)?;
        }
        Some(())
    }

    /// Writes the item at the start of `tokens`; gives what is behind it.
    fn item<'t, 's>(&mut self, item: Item, tokens: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
        match item {
            Item::Call => self.call(tokens),
            Item::Line | Item::Value => {
                let end = top_level(tokens).find(|(_, token)| token.kind == Kind::Semicolon)?.0;
                let (own, rest) = tokens.split_at_checked(end + 1)?;
                self.statement(own)?;
                Some(rest)
            }
            Item::Impl | Item::Data | Item::Function => {
                let (open, token) =
                    top_level(tokens).find(|(_, token)| matches!(token.kind, Kind::OpenBrace | Kind::Semicolon))?;
                if token.kind == Kind::Semicolon {
                    let (own, rest) = tokens.split_at_checked(open).filter(|_| item == Item::Data)?;
                    self.flat(own, End::Text(";\n"))?;
                    return rest.get(1..);
                }
                let end = open + token.span;
                let (head, body) = (tokens.get(..open)?, tokens.get(open + 1..end)?);
                match item {
                    Item::Function => self.signature(head)?,
                    Item::Impl => self.broken_or_flat(head, End::Text(" {"))?,
                    Item::Data | Item::Line | Item::Value | Item::Call => self.flat(head, End::Text(" {"))?,
                }
                self.body(item, head, body)?;
                tokens.get(end + 1..)
            }
        }
    }

    fn body(&mut self, item: Item, head: &[Token<'_>], body: &[Token<'_>]) -> Option<()> {
        if body.is_empty() {
            self.out.push_str("}\n");
            return Some(());
        }
        self.out.push('\n');
        self.indent += 4;
        match item {
            Item::Impl => self.members(body)?,
            Item::Data => self.elements(head, body)?,
            Item::Function => self.block(body)?,
            Item::Line | Item::Value | Item::Call => return None,
        }
        self.indent -= 4;
        self.margin();
        self.out.push_str("}\n");
        Some(())
    }

    /// The members of an `impl`, with empty lines between them.
    fn members(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let mut rest = tokens;
        while !rest.is_empty() {
            let (attributes, head) = attributes(rest)?;
            let item = kind(head).filter(|item| matches!(item, Item::Function | Item::Value))?;
            let end = end_of_item(head)? + attributes.len();
            let (member, after) = rest.split_at_checked(end)?;
            self.or_long("impl X {", member, |printer| {
                printer.attributes(attributes)?;
                printer.item(item, head).map(drop)
            })?;
            rest = after;
            if !rest.is_empty() {
                self.out.push('\n');
            }
        }
        Some(())
    }

    /// The fields of a structure, or the variants of an enumeration.
    fn elements(&mut self, head: &[Token<'_>], tokens: &[Token<'_>]) -> Option<()> {
        let is_enum = head.iter().any(|token| token.text == "enum");
        let around = if is_enum { "enum X {" } else { "struct X {" };
        for element in split(tokens) {
            self.or_long(around, element, |printer| printer.list(element, End::COMMA))?;
        }
        Some(())
    }

    /// Writes a part of an item the short way, or else the long one, within an item that begins with `around`.
    fn or_long(
        &mut self,
        around: &str,
        part: &[Token<'_>],
        short: impl FnOnce(&mut Printer<'_>) -> Option<()>,
    ) -> Option<()> {
        let (start, indent) = (self.out.len(), self.indent);
        if short(self).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        self.indent = indent;
        let last = part.last()?;
        let text = self.text.get(part.first()?.at..last.at + last.text.len())?;
        let formatted = super::unparse(syn::parse_str(&format!("{around}{text}}}")).ok()?);
        let (_, rest) = formatted.split_once('\n')?;
        self.out.push_str(rest.strip_suffix("}\n")?);
        Some(())
    }

    /// Fields, variants, arms or arguments: each on lines of its own, and with a comma.
    fn list(&mut self, tokens: &[Token<'_>], last: End) -> Option<()> {
        let mut elements = split(tokens).peekable();
        while let Some(element) = elements.next() {
            let end = if elements.peek().is_some() { End::COMMA } else { last };
            let (attributes, element) = attributes(element)?;
            self.attributes(attributes)?;
            self.broken_or_flat(element, end)?;
            self.out.push('\n');
        }
        Some(())
    }

    /// The line of a function up to its body; or, where that is too long, its arguments on lines of their own.
    fn signature(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, End::Text(" {")).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        let name = tokens.iter().position(|token| token.text == "fn")? + 1;
        let open = name + 1;
        let group = tokens.get(open).filter(|token| token.kind == Kind::OpenParen && token.span > 1)?;
        let close = open + group.span;
        self.flat(tokens.get(..=open)?, End::Text("\n"))?;
        self.indent += 4;
        self.list(tokens.get(open + 1..close)?, End::LastComma)?;
        self.indent -= 4;
        self.unbroken(tokens.get(close..)?, End::Text(" {"))
    }

    /// A line, and `end` behind it.
    fn flat(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let start = self.begin();
        line(tokens, self.out)?;
        self.finish(start, end)
    }

    /// The same of a line that may be too long, if there is nothing in it but a path: that is never broken.
    fn unbroken(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let is_path = tokens.iter().all(|token| {
            use Kind::{Arrow, CloseParen, OpenParen, Path, Word};
            matches!(token.kind, Arrow | CloseParen | OpenParen | Path | Word)
        });
        self.flat(tokens, end).or(is_path.then_some(()))
    }

    fn begin(&mut self) -> usize {
        let start = self.out.len();
        self.margin();
        start
    }

    /// Ends the line that began at `start`, unless it is too long.
    fn finish(&mut self, start: usize, end: End) -> Option<()> {
        let width = self.out.len() - start + end.width();
        self.out.push_str(end.text());
        (width <= MARGIN).then_some(())
    }

    fn margin(&mut self) {
        // Nearly always no deeper than this.
        const SPACES: &str = "                ";
        match SPACES.get(..self.indent) {
            Some(margin) => self.out.push_str(margin),
            None => self.out.extend(std::iter::repeat_n(' ', self.indent)),
        }
    }
}
