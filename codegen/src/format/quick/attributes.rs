//! Attributes, and documentation.

use super::super::NEXT_LINE;
use super::super::parts::is_group;
use super::super::spacing::line;
use super::super::tokens::{Kind, Token};
use super::{End, Printer};

impl Printer<'_> {
    /// Attributes, each on lines of its own; documentation as such.
    pub(super) fn attributes(&mut self, attributes: &[Token<'_>]) -> Option<()> {
        let mut rest = attributes;
        while let [_, open, ..] = rest {
            let (own, after) = (rest.get(2..1 + open.span)?, rest.get(2 + open.span..)?);
            match own {
                [name, equals, text] if name.text == "doc" && equals.kind == Kind::Equals => {
                    self.documentation(text.text)?;
                }
                _ => self.attribute(own)?,
            }
            rest = after;
        }
        Some(())
    }

    /// An attribute; where it is too long and has one argument, with that on a line of its own.
    fn attribute(&mut self, own: &[Token<'_>]) -> Option<()> {
        let start = self.begin();
        self.out.push_str("#[");
        line(own, self.out)?;
        if self.finish(start, End::Text("]\n")).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        let (name, arguments) = own.split_first()?;
        let inner = arguments.get(1..arguments.len().checked_sub(1)?).filter(|_| is_group(arguments))?;
        if inner.iter().any(|token| matches!(token.kind, Kind::Comma | Kind::OpenParen)) {
            return None;
        }
        self.margin();
        self.out.push_str("#[");
        self.out.push_str(name.text);
        self.out.push_str("(\n");
        self.indent += 4;
        // A line that cannot be broken may be too long.
        self.begin();
        line(inner, self.out)?;
        self.indent -= 4;
        self.out.push('\n');
        self.flat(arguments.get(arguments.len() - 1..)?, End::Text("]\n"))
    }

    /// The lines of documentation in a literal.
    fn documentation(&mut self, literal: &str) -> Option<()> {
        for line in literal.strip_prefix('"')?.strip_suffix('"')?.split(NEXT_LINE) {
            self.margin();
            self.out.push_str("///");
            let mut rest = line;
            while let Some((plain, escaped)) = rest.split_once('\\') {
                self.out.push_str(plain);
                let mut chars = escaped.chars();
                self.out.push(chars.next().filter(|plain| matches!(plain, '"' | '\\' | '\''))?);
                rest = chars.as_str();
            }
            self.out.push_str(rest);
            self.out.truncate(self.out.trim_end_matches(' ').len());
            self.out.push('\n');
        }
        Some(())
    }
}
