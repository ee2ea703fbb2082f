//! Chains of calls that are too long for a line: each call stands on a line of its own.

use super::super::parts::{before_value, is_group, is_path_or_call, split, top_level};
use super::super::tokens::{Kind, Token};
use super::{End, Printer};

/// How long a name may be to have the first call of its chain on its own line.
const SHORT: usize = 4;

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// At the start of a statement.
    Statement,
    /// In a list.
    List,
}

impl Printer<'_> {
    /// Writes a chain: what it begins with, and each call behind that on lines of its own.
    pub(super) fn chain(&mut self, tokens: &[Token<'_>], end: End, position: Position) -> Option<()> {
        let start = before_value(tokens);
        let dots = top_level(tokens).filter(|(_, token)| token.kind == Kind::Dot).map(|(index, _)| index);
        let mut dots = dots.collect::<Vec<_>>().into_iter();
        let mut head = dots.next()?;
        let first = tokens.get(start..head).filter(|first| is_path_or_call(first))?;
        let is_short = matches!(first, [name] if name.text.len() <= SHORT);
        if is_short && start == 0 && position == Position::Statement {
            head = dots.next()?;
        }
        let ends: Vec<usize> = dots.clone().chain([tokens.len()]).collect();
        let links = std::iter::once(head).chain(dots).zip(ends);
        self.first(tokens.get(..head)?)?;
        self.indent += 4;
        let mut links = links.peekable();
        while let Some((from, to)) = links.next() {
            self.out.push('\n');
            let end = if links.peek().is_some() { End::Text("") } else { end };
            self.link(tokens.get(from..to)?, end)?;
        }
        self.indent -= 4;
        Some(())
    }

    /// What a chain begins with. If that is a call, its arguments are as far in as those of the calls behind it.
    fn first(&mut self, tokens: &[Token<'_>]) -> Option<()> {
        let start = self.out.len();
        if self.flat(tokens, End::Text("")).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        let (open, _) = top_level(tokens).find(|(open, _)| tokens.get(*open..).is_some_and(is_group))?;
        self.flat(tokens.get(..=open)?, End::Text("\n"))?;
        self.indent += 4;
        self.arguments(tokens.get(open + 1..)?, End::Text(""))?;
        self.indent -= 4;
        Some(())
    }

    /// A call, or a field.
    fn link(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let (name, call) = tokens.split_at_checked(2)?;
        let is_last_field = call.is_empty() && !matches!(end, End::Text(""));
        let (tried, question) = match call.split_last() {
            Some((last, call)) if last.kind == Kind::Question => (call, true),
            _ => (call, false),
        };
        if !matches!(name, [_, name] if name.kind == Kind::Word)
            || is_last_field
            || !(call.is_empty() || is_group(tried))
        {
            return None;
        }
        let start = self.out.len();
        if self.flat(tokens, end).is_some() {
            return Some(());
        }
        self.out.truncate(start);
        if let Some(open) = call_in_closure(tried) {
            return self.closure(tokens, open + 2, end);
        }
        if question {
            return None;
        }
        self.flat(tokens.get(..3)?, End::Text("\n"))?;
        self.arguments(tokens.get(3..)?, end)
    }

    /// A call with a closure, which calls something itself: the arguments of that, whose bracket is at `open`, stand on
    /// lines of their own.
    fn closure(&mut self, tokens: &[Token<'_>], open: usize, end: End) -> Option<()> {
        let close = open + tokens.get(open)?.span;
        self.flat(tokens.get(..=open)?, End::Text("\n"))?;
        self.values(tokens.get(open + 1..close)?)?;
        self.flat(tokens.get(close..)?, end)
    }

    /// The arguments of a call and the bracket that closes it, each on lines of its own.
    fn arguments(&mut self, tokens: &[Token<'_>], end: End) -> Option<()> {
        let (close, arguments) = tokens.split_last()?;
        // One that ends with a bracket itself stays on the line of the call.
        let is_one = split(arguments).count() == 1;
        if is_one && matches!(arguments, [first, ..] if matches!(first.kind, Kind::OpenParen | Kind::OpenBracket)) {
            return None;
        }
        self.values(arguments)?;
        self.flat(std::slice::from_ref(close), end)
    }
}

/// Where the arguments begin of a call that is all of a closure in brackets: `(|| path(…))`.
fn call_in_closure(tokens: &[Token<'_>]) -> Option<usize> {
    let [_, pipes, called @ .., _] = tokens else { return None };
    let path = called.iter().take_while(|token| matches!(token.kind, Kind::Word | Kind::Path)).count();
    let is_call = pipes.kind == Kind::Pipes && path > 0 && called.get(path..).is_some_and(is_group);
    let has_arguments = called.len() > path + 2;
    (is_call && has_arguments).then_some(path + 2)
}
