//! What is in braces and is no value: the names of a `use`, and what a macro is given.

use super::super::parts::{split, top_level};
use super::super::spacing::line;
use super::super::tokens::{Kind, Token};
use super::{End, MARGIN, Printer};

impl Printer<'_> {
    /// The names of a `use` that is too long for a line: as many in each as there is room for.
    pub(super) fn filled(&mut self, head: &[Token<'_>], names: &[Token<'_>], end: End) -> Option<()> {
        self.margin();
        line(head, self.out)?;
        self.out.push('{');
        self.indent += 4;
        // No name has been written into the first line.
        let mut width = MARGIN;
        let mut names = split(names).peekable();
        while let Some(name) = names.next() {
            let [name] = name else { return None };
            let is_last = names.peek().is_none();
            let own = name.text.len() + if is_last { End::LastComma.width() } else { End::COMMA.width() };
            if width + 1 + own > MARGIN {
                self.out.push('\n');
                self.margin();
                width = self.indent + own;
            } else {
                self.out.push(' ');
                width += 1 + own;
            }
            self.out.push_str(name.text);
            self.out.push(',');
        }
        self.indent -= 4;
        self.out.push('\n');
        self.margin();
        self.out.push('}');
        self.out.push_str(end.text());
        Some(())
    }

    /// The call of a macro, in lines that end where its commas and semicolons are. Gives what is behind it.
    pub(super) fn call<'t, 's>(&mut self, tokens: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
        let (open, brace) = top_level(tokens).find(|(_, token)| token.kind == Kind::OpenBrace)?;
        let close = open + brace.span;
        tokens.get(..open)?.iter().for_each(|token| self.out.push_str(token.text));
        self.out.push_str(" {\n");
        let mut is_apart = None;
        for token in tokens.get(open + 1..close)? {
            let is_known = match token.kind {
                Kind::Word | Kind::Leading | Kind::Literal | Kind::FatArrow | Kind::Path => true,
                Kind::Comma | Kind::Semicolon => true,
                _ => token.text == "|",
            };
            if !is_known {
                return None;
            }
            match is_apart {
                None => self.out.push_str("    "),
                Some(true) if !matches!(token.kind, Kind::Comma | Kind::Semicolon | Kind::Path) => self.out.push(' '),
                Some(true | false) => {}
            }
            self.out.push_str(token.text);
            is_apart = Some(token.kind != Kind::Path);
            if matches!(token.kind, Kind::Comma | Kind::Semicolon) {
                self.out.push('\n');
                is_apart = None;
            }
        }
        self.out.push_str(if is_apart.is_some() { "\n}\n" } else { "}\n" });
        tokens.get(close + 1..)
    }
}
