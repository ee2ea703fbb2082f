//! The short way to format what most of generated code is: items, functions and tables whose lines are not long.
//!
//! It writes what prettyplease writes, or nothing: code of any other kind, and lines that would have to be
//! broken in any other way, are left to it. It takes a tenth of the time, since it parses nothing. That both
//! write the same is tested on all code that there is in tests, and on all models beside the project.

use proc_macro2::TokenStream;

use super::parts::{
    Item, are_lines, attributes, closing, end_of_item, is_simple, kind, split, top_level, without_comma,
};
use super::spacing::line;
use super::tokens::{Kind, Token, tokens};

/// How long a line may be.
const MARGIN: usize = 89;

/// `NEXT_LINE`, as it stands in literals behind a backslash.
const ESCAPED_NEXT_LINE: &str = "u{1}";

/// How long the value of a structure may be, without its last bracket, to stand in one line.
const SHORT: usize = 34;

/// The text of items that stand in one stream, each with an empty line before it; the lines of `use` and `mod`
/// are a block.
pub(super) fn items(stream: &TokenStream, out: &mut String) -> Option<()> {
    let text = stream.to_string();
    let tokens = tokens(&text).filter(|tokens| !tokens.is_empty())?;
    let start = out.len();
    let mut printer = Printer { text: &text, out, indent: 0 };
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
            Item::Line | Item::Value => {
                let end = top_level(tokens).find(|(_, token)| token.text == ";")?.0;
                let (own, rest) = tokens.split_at_checked(end + 1)?;
                self.statement(own)?;
                Some(rest)
            }
            Item::Impl | Item::Data | Item::Function => {
                let (open, token) = top_level(tokens).find(|(_, token)| matches!(token.text, "{" | ";"))?;
                if token.text == ";" {
                    return None;
                }
                let end = open + token.span;
                let (head, body) = (tokens.get(..open)?, tokens.get(open + 1..end)?);
                match item {
                    Item::Function => self.signature(head)?,
                    Item::Impl => self.broken_or_flat(head, End::Text(" {"))?,
                    Item::Data | Item::Line | Item::Value => self.flat(head, End::Text(" {"))?,
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
            Item::Line | Item::Value => return None,
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

    fn block(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let mut rest = tokens;
        while !rest.is_empty() {
            let end = top_level(rest).find(|(_, token)| token.text == ";").map_or(rest.len(), |(end, _)| end + 1);
            let (own, after) = rest.split_at_checked(end)?;
            self.statement(own)?;
            rest = after;
        }
        Some(())
    }

    /// A statement with its semicolon, or the value of a block.
    fn statement(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let (tokens, end) = match tokens.split_last()? {
            (last, rest) if last.text == ";" => (rest, End::Text(";")),
            _ => (tokens, End::Text("")),
        };
        if tokens.first().is_some_and(|first| first.text == "#") {
            return None;
        }
        match top_level(tokens).find(|(_, token)| token.text == "{") {
            None => self.value(tokens, end)?,
            Some((open, token)) if open + token.span + 1 == tokens.len() => {
                self.braces(tokens.get(..open)?, tokens.get(open + 1..open + token.span)?, end)?;
            }
            Some(_) => return None,
        }
        self.out.push('\n');
        Some(())
    }

    /// What ends with braces: `use`, `match`, or the value of a structure.
    fn braces(&mut self, head: &[Token<'_>], body: &[Token<'_>], end: End) -> Option<()> {
        let is_match = top_level(head).any(|(_, token)| token.text == "match");
        if kind(head) == Some(Item::Line) {
            let mut inner = String::new();
            line(body, &mut inner)?;
            line(head, &mut String::new())?;
            let start = self.begin();
            line(head, self.out)?;
            self.out.push('{');
            self.out.push_str(&inner);
            self.out.push('}');
            return self.finish(start, end);
        }
        if !is_match {
            return self.structure(head, body, end);
        }
        if split(body).any(|arm| top_level(arm).any(|(_, token)| matches!(token.text, "{" | ";"))) {
            return None;
        }
        self.flat(head, End::Text(" {\n"))?;
        self.indent += 4;
        self.list(body, End::COMMA)?;
        self.indent -= 4;
        self.margin();
        self.out.push('}');
        self.out.push_str(end.text());
        Some(())
    }

    /// `Path { field: value }`.
    fn structure(&mut self, path: &[Token<'_>], body: &[Token<'_>], end: End) -> Option<()> {
        if !path.iter().all(|token| token.kind == Kind::Word || token.text == "::") {
            return None;
        }
        let start = self.begin();
        line(path, self.out)?;
        if body.is_empty() {
            self.out.push_str(" {}");
            return self.finish(start, end);
        }
        self.out.push_str(" { ");
        line(without_comma(body), self.out)?;
        self.out.push(' ');
        if self.out.len() - start - self.indent <= SHORT {
            self.out.push('}');
            return self.finish(start, end);
        }
        self.out.truncate(start);
        self.flat(path, End::Text(" {\n"))?;
        self.indent += 4;
        self.list(body, End::LastComma)?;
        self.indent -= 4;
        self.margin();
        self.out.push('}');
        self.out.push_str(end.text());
        Some(())
    }

    /// A value in one line; or, where it is too long and ends with a list in brackets, with each element of that
    /// on lines of its own.
    fn value(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, end).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        if tokens.first().is_some_and(|first| matches!(first.text, "type" | "pub")) {
            return self.broken(tokens, end);
        }
        let mut groups = top_level(tokens).filter(|(_, token)| matches!(token.text, "(" | "["));
        let (open, token) = groups.next()?;
        let close = open + token.span;
        if groups.next().is_some() || close + 1 != tokens.len() || close == open + 1 {
            return None;
        }
        // Whatever else may be broken comes first.
        if tokens.get(..open)?.iter().any(|token| matches!(token.text, "." | "<")) {
            return None;
        }
        let elements = tokens.get(open + 1..close)?;
        if token.text == "[" && split(elements).all(is_simple) {
            return None;
        }
        self.flat(tokens.get(..open + 1)?, End::Text("\n"))?;
        self.indent += 4;
        let mut elements = split(elements).peekable();
        while let Some(element) = elements.next() {
            let end = if elements.peek().is_some() { End::COMMA } else { End::LastComma };
            self.value(element, end)?;
            self.out.push('\n');
        }
        self.indent -= 4;
        self.margin();
        self.out.push_str(tokens.get(close)?.text);
        self.out.push_str(end.text());
        Some(())
    }

    fn broken_or_flat(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, end).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        self.broken(tokens, end)
    }

    /// A type at the end of a line, or the parameters of an `impl`, with each of its parameters on lines of
    /// its own.
    fn broken(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let is_impl = tokens.first()?.text == "impl";
        let open = tokens.iter().position(|token| token.text == "<").filter(|open| !is_impl || *open == 1)?;
        // A bracket before it would be broken first.
        if tokens.get(..open)?.iter().any(|token| token.kind == Kind::Open && token.text != "(") {
            return None;
        }
        let close = open + closing(tokens.get(open..)?)?;
        if !is_impl && close + 1 != tokens.len() {
            return None;
        }
        self.flat(tokens.get(..=open)?, End::Text("\n"))?;
        self.indent += 4;
        self.list(tokens.get(open + 1..close)?, End::LastComma)?;
        self.indent -= 4;
        self.flat(tokens.get(close..)?, end)
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
        let group = tokens.get(open).filter(|token| token.text == "(" && token.span > 1)?;
        let close = open + group.span;
        self.flat(tokens.get(..=open)?, End::Text("\n"))?;
        self.indent += 4;
        self.list(tokens.get(open + 1..close)?, End::LastComma)?;
        self.indent -= 4;
        self.flat(tokens.get(close..)?, End::Text(" {"))
    }

    /// Attributes, each on lines of its own; documentation as such.
    fn attributes(&mut self, attributes: &[Token<'_>]) -> Option<()> {
        let mut rest = attributes;
        while let [_, open, ..] = rest {
            let (own, after) = (rest.get(2..1 + open.span)?, rest.get(2 + open.span..)?);
            match own {
                [name, equals, text] if name.text == "doc" && equals.text == "=" => {
                    self.documentation(text.text)?;
                }
                _ => {
                    let start = self.begin();
                    self.out.push_str("#[");
                    line(own, self.out)?;
                    self.finish(start, End::Text("]"))?;
                    self.out.push('\n');
                }
            }
            rest = after;
        }
        Some(())
    }

    /// The lines of documentation in a literal.
    fn documentation(&mut self, literal: &str) -> Option<()> {
        let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
        self.margin();
        self.out.push_str("///");
        while let Some((plain, escaped)) = rest.split_once('\\') {
            self.out.push_str(plain);
            if let Some(next) = escaped.strip_prefix(ESCAPED_NEXT_LINE) {
                self.end_of_documentation();
                self.margin();
                self.out.push_str("///");
                rest = next;
                continue;
            }
            let mut chars = escaped.chars();
            self.out.push(chars.next().filter(|plain| matches!(plain, '"' | '\\' | '\''))?);
            rest = chars.as_str();
        }
        self.out.push_str(rest);
        self.end_of_documentation();
        Some(())
    }

    fn end_of_documentation(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    /// A line, and `end` behind it.
    fn flat(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let start = self.begin();
        line(tokens, self.out)?;
        self.finish(start, end)
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
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }
}
