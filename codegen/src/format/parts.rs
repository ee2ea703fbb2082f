//! Code taken into its parts: items, attributes, elements of lists.

use super::tokens::{Kind, Token};

/// What begins with these tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// `use` or `mod`, in a line.
    Line,
    Impl,
    /// A structure or enumeration.
    Data,
    Function,
    /// A type or constant.
    Value,
    /// The call of a macro with braces.
    Call,
}

/// The attributes that `tokens` begin with, and the rest.
pub(super) fn attributes<'t, 's>(tokens: &'s [Token<'t>]) -> Option<(&'s [Token<'t>], &'s [Token<'t>])> {
    let mut end = 0;
    while let Some([hash, open]) = tokens.get(end..end + 2)
        && hash.kind == Kind::Hash
        && open.kind == Kind::OpenBracket
    {
        end += open.span + 2;
    }
    tokens.split_at_checked(end)
}

/// Whether all items are lines.
pub(super) fn are_lines(tokens: &[Token<'_>]) -> Option<bool> {
    let mut rest = tokens;
    while !rest.is_empty() {
        let (_, head) = attributes(rest)?;
        if kind(head)? != Item::Line {
            return Some(false);
        }
        let (end, _) = top_level(head).find(|(_, token)| token.kind == Kind::Semicolon)?;
        rest = head.get(end + 1..)?;
    }
    Some(true)
}

/// What kind of item `tokens` begin with.
pub(super) fn kind(tokens: &[Token<'_>]) -> Option<Item> {
    let mut words =
        top_level(tokens).map(|(_, token)| token.text).skip_while(|word| matches!(*word, "pub" | "(" | ")"));
    match (words.next()?, words.next()?) {
        ("use" | "mod", _) => Some(Item::Line),
        ("impl", _) => Some(Item::Impl),
        ("struct" | "enum", _) => Some(Item::Data),
        ("fn", _) | ("const", "fn") => Some(Item::Function),
        ("type" | "const", _) => Some(Item::Value),
        ("::", _) => macro_call(tokens),
        _ => None,
    }
}

/// What the call of a macro is that `tokens` begin with: one in parentheses ends with a semicolon.
fn macro_call(tokens: &[Token<'_>]) -> Option<Item> {
    let behind = top_level(tokens).map(|(_, token)| token.kind);
    let mut behind = behind.skip_while(|kind| matches!(kind, Kind::Word | Kind::Path));
    match (behind.next()?, behind.next()?, behind.next()) {
        (Kind::Bang, Kind::OpenParen, Some(Kind::Semicolon)) => Some(Item::Value),
        (Kind::Bang, Kind::OpenBrace, _) => Some(Item::Call),
        _ => None,
    }
}

/// The tokens that stand in no bracket, with their places; of brackets those that open.
pub(super) fn top_level<'t, 's>(tokens: &'s [Token<'t>]) -> impl Iterator<Item = (usize, &'s Token<'t>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (index, token) = (at, tokens.get(at)?);
        at += token.span + 1;
        Some((index, token))
    })
}

/// How many tokens the item that `tokens` begin with has.
pub(super) fn end_of_item(tokens: &[Token<'_>]) -> Option<usize> {
    let (index, token) =
        top_level(tokens).find(|(_, token)| matches!(token.kind, Kind::OpenBrace | Kind::Semicolon))?;
    Some(index + token.span + 1)
}

/// Where the angle bracket closes that `tokens` begin with.
pub(super) fn closing(tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    let found = top_level(tokens).find(|(_, token)| {
        match token.kind {
            Kind::Less => depth += 1,
            Kind::Greater => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    found.map(|(index, _)| index)
}

/// The elements of a list, without the commas behind them.
pub(super) fn split<'t, 's>(tokens: &'s [Token<'t>]) -> impl Iterator<Item = &'s [Token<'t>]> {
    let mut rest = tokens;
    std::iter::from_fn(move || {
        let mut depth = 0_usize;
        let comma = top_level(rest).find(|(_, token)| {
            match token.kind {
                Kind::Less => depth += 1,
                Kind::Greater => depth = depth.saturating_sub(1),
                _ => {}
            }
            token.kind == Kind::Comma && depth == 0
        });
        let (element, after) = rest.split_at_checked(comma.map_or(rest.len(), |(index, _)| index))?;
        rest = after.get(1..).unwrap_or_default();
        (!element.is_empty()).then_some(element)
    })
}

/// Whether a value is a number or the like, many of which share a line.
pub(super) fn is_simple(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [one] if one.kind == Kind::Literal && !one.text.ends_with('"') || matches!(one.text, "true" | "false"))
}

pub(super) fn without_comma<'t, 's>(tokens: &'s [Token<'t>]) -> &'s [Token<'t>] {
    match tokens.split_last() {
        Some((last, rest)) if last.kind == Kind::Comma => rest,
        _ => tokens,
    }
}

/// How many of `tokens` stand before a value: the name of its field, that which it is assigned to where it is defined,
/// and a reference.
pub(super) fn before_value(tokens: &[Token<'_>]) -> usize {
    if matches!(tokens, [name, colon, ..] if name.kind == Kind::Word && colon.kind == Kind::Colon) {
        return 2;
    }
    let is_definition = matches!(tokens, [first, ..] if matches!(first.text, "const" | "let"));
    let equals = top_level(tokens).find(|(_, token)| is_definition && token.kind == Kind::Equals);
    let start = equals.map_or(0, |(index, _)| index + 1);
    start + usize::from(tokens.get(start).is_some_and(|token| token.kind == Kind::And))
}

/// Whether a value is a path, or a call of one.
pub(super) fn is_path_or_call(tokens: &[Token<'_>]) -> bool {
    let (path, call) =
        tokens.split_at(tokens.iter().take_while(|token| matches!(token.kind, Kind::Word | Kind::Path)).count());
    !path.is_empty() && (call.is_empty() || is_group(call))
}

/// Whether all is in one pair of parentheses.
pub(super) fn is_group(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [open, ..] if open.kind == Kind::OpenParen && open.span + 1 == tokens.len())
}
