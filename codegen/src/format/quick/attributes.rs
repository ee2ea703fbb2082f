//! Attributes, and documentation.

use super::super::NEXT_LINE;
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
