//! Statements, and the values and types in them.

use super::super::parts::{Item, closing, is_group, is_simple, kind, split, top_level, without_comma};
use super::super::spacing::line;
use super::super::tokens::{Kind, Token};
use super::chains::Position;
use super::{End, MARGIN, Printer};

/// How long the value of a structure may be, without its last bracket, to stand in one line.
const SHORT: usize = 34;

impl Printer<'_> {
    pub(super) fn block(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let mut rest = tokens;
        while !rest.is_empty() {
            let end =
                top_level(rest).find(|(_, token)| token.kind == Kind::Semicolon).map_or(rest.len(), |(end, _)| end + 1);
            let (own, after) = rest.split_at_checked(end)?;
            self.statement(own)?;
            rest = after;
        }
        Some(())
    }

    /// A statement with its semicolon, or the value of a block.
    pub(super) fn statement(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let (tokens, end) = match tokens.split_last()? {
            (last, rest) if last.kind == Kind::Semicolon => (rest, End::Text(";")),
            _ => (tokens, End::Text("")),
        };
        if tokens.first().is_some_and(|first| first.kind == Kind::Hash) {
            return None;
        }
        match top_level(tokens).find(|(_, token)| token.kind == Kind::OpenBrace) {
            None if is_structure_in_ok(tokens) => self.structure_in_ok(tokens, end)?,
            None => self.value(tokens, end, Position::Statement)?,
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
            if self.finish(start, end).is_some() {
                return Some(());
            }
            self.out.truncate(start);
            return self.filled(head, body, end);
        }
        if !is_match {
            return self.structure(head, body, end);
        }
        if split(body)
            .any(|arm| top_level(arm).any(|(_, token)| matches!(token.kind, Kind::OpenBrace | Kind::Semicolon)))
        {
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
        if !path.iter().all(|token| matches!(token.kind, Kind::Word | Kind::Leading | Kind::Path)) {
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
        self.fields(body)?;
        self.out.push('}');
        self.out.push_str(end.text());
        Some(())
    }

    /// `Ok(Path { field: value })`, which is too long for a line.
    fn structure_in_ok(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let inner = tokens.get(2..)?;
        let (brace, token) = top_level(inner).find(|(_, token)| token.kind == Kind::OpenBrace)?;
        let (head, body) = (tokens.get(..2 + brace)?, inner.get(brace + 1..brace + token.span)?);
        let start = self.out.len();
        self.flat(head, End::Text(" {\n"))?;
        let mut flat = String::new();
        line(body, &mut flat)?;
        if self.out.len() - start + flat.len() < MARGIN {
            return None;
        }
        self.fields(body)?;
        self.out.push_str("})");
        self.out.push_str(end.text());
        Some(())
    }

    /// The fields of a structure's value, each on lines of its own, and the margin behind them.
    fn fields(&mut self, body: &[Token<'_>]) -> Option<()> {
        self.indent += 4;
        let mut fields = split(body).peekable();
        while let Some(field) = fields.next() {
            let end = if fields.peek().is_some() { End::COMMA } else { End::LastComma };
            let start = self.out.len();
            if self.flat(field, end).is_none() {
                self.out.truncate(start);
                if top_level(field).any(|(_, token)| token.kind == Kind::Dot) {
                    self.chain(field, end, Position::List)?;
                } else {
                    self.broken(field, end)?;
                }
            }
            self.out.push('\n');
        }
        self.indent -= 4;
        self.margin();
        Some(())
    }

    /// A value in one line; or, where it is too long, with each call of a chain on lines of its own, or each element
    /// of the list in brackets that it ends with.
    fn value(&mut self, tokens: &[Token<'_>], end: End, position: Position) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, end).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        if tokens.first().is_some_and(|first| matches!(first.text, "type" | "pub")) {
            return self.broken(tokens, end);
        }
        if top_level(tokens).any(|(_, token)| token.kind == Kind::Dot) {
            return self.chain(tokens, end, position);
        }
        let mut groups =
            top_level(tokens).filter(|(_, token)| matches!(token.kind, Kind::OpenParen | Kind::OpenBracket));
        let (open, token) = groups.next()?;
        let close = open + token.span;
        if groups.next().is_some() || close + 1 != tokens.len() || close == open + 1 {
            return None;
        }
        // Whatever else may be broken comes first.
        if tokens.get(..open)?.iter().any(|token| matches!(token.kind, Kind::Bang | Kind::Dot | Kind::Less)) {
            return None;
        }
        let elements = tokens.get(open + 1..close)?;
        if token.kind == Kind::OpenBracket && split(elements).all(is_simple) {
            return None;
        }
        self.unbroken(tokens.get(..open + 1)?, End::Text("\n"))?;
        self.values(elements)?;
        self.flat(tokens.get(close..)?, end)
    }

    /// The elements of a list in brackets, each on lines of its own.
    pub(super) fn values(&mut self, elements: &[Token<'_>]) -> Option<()> {
        self.indent += 4;
        let mut elements = split(elements).peekable();
        while let Some(element) = elements.next() {
            let end = if elements.peek().is_some() { End::COMMA } else { End::LastComma };
            self.value(element, end, Position::List)?;
            self.out.push('\n');
        }
        self.indent -= 4;
        Some(())
    }

    pub(super) fn broken_or_flat(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, end).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        self.broken(tokens, end)
    }

    /// A type at the end of a line, the parameters of an `impl`, or a variant, with each of its parameters on lines
    /// of its own.
    fn broken(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        if let [name, content @ ..] = tokens
            && name.kind == Kind::Word
            && is_group(content)
        {
            self.flat(tokens.get(..2)?, End::Text("\n"))?;
            self.indent += 4;
            self.list(tokens.get(2..tokens.len() - 1)?, End::LastComma)?;
            self.indent -= 4;
            return self.flat(tokens.get(tokens.len() - 1..)?, end);
        }
        let is_impl = tokens.first()?.text == "impl";
        let open = tokens.iter().position(|token| token.kind == Kind::Less).filter(|open| !is_impl || *open == 1)?;
        // A bracket before it would be broken first.
        if tokens.get(..open)?.iter().any(|token| matches!(token.kind, Kind::OpenBracket | Kind::OpenBrace)) {
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
}

/// Whether tokens are `Ok(Path { … })`.
fn is_structure_in_ok(tokens: &[Token<'_>]) -> bool {
    let [ok, value @ ..] = tokens else { return false };
    let [_, inner @ .., _] = value else { return false };
    let brace = top_level(inner).find(|(_, token)| token.kind == Kind::OpenBrace);
    let path = brace.and_then(|(index, _)| inner.get(..index)).unwrap_or_default();
    ok.text == "Ok"
        && is_group(value)
        && brace.is_some_and(|(index, token)| index + token.span + 1 == inner.len() && token.span > 1)
        && path.iter().all(|token| matches!(token.kind, Kind::Word | Kind::Path))
}
