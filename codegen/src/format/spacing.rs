//! Which tokens have a space between them in a line of code.

use super::tokens::{Kind, Token};

/// Writes tokens as one line; `None` if they are not of the kinds of code that is known here.
pub(super) fn line(tokens: &[Token<'_>], text: &mut String) -> Option<()> {
    let mut before: Option<&Token<'_>> = None;
    for (index, token) in tokens.iter().enumerate() {
        let is_known = match token.kind {
            Kind::Structured | Kind::Other | Kind::OpenBrace => false,
            Kind::Bang => tokens.get(index + 1..).is_some_and(has_plain_arguments),
            _ => true,
        };
        if !is_known {
            return None;
        }
        if let Some(before) = before
            && is_apart(before, token)?
        {
            text.push(' ');
        }
        text.push_str(token.text);
        before = Some(token);
    }
    Some(())
}

/// Whether what is in the brackets behind the name of a macro is written as it would be anywhere else.
fn has_plain_arguments(tokens: &[Token<'_>]) -> bool {
    let arguments = tokens.first().and_then(|open| tokens.get(1..open.span));
    arguments.is_some_and(|arguments| {
        arguments.iter().all(|token| {
            use Kind::{CloseParen, Comma, Literal, OpenParen, Path, Word};
            matches!(token.kind, CloseParen | Comma | Literal | OpenParen | Path | Word)
        })
    })
}

/// Whether there is a space between two tokens; `None` if only more of the code could tell.
fn is_apart(before: &Token<'_>, token: &Token<'_>) -> Option<bool> {
    use Kind::{
        And, Arrow, Bang, CloseBracket, CloseParen, Colon, Comma, Dot, Equals, FatArrow, Greater, Hash, Leading, Less,
        Lifetime, OpenBracket, OpenParen, Path, Pipes, Plus, Question, Semicolon, Word,
    };
    let is_leading = before.kind == Leading;
    match (before.kind, token.kind) {
        // A comma at the end of a list is there for some lists only.
        (Comma, CloseParen | CloseBracket | Greater) => None,
        (Hash, _) | (_, Hash) => None,
        // Between two values it would be an operator.
        (OpenParen, Pipes) => Some(false),
        (_, Pipes) => None,
        (Pipes, _) => Some(true),
        // The call of a macro; anything else is an operator.
        (Word, Bang) | (Bang, OpenParen) => Some(false),
        (_, Bang) | (Bang, _) => None,
        (_, Comma | Semicolon | Question | Dot | CloseParen | CloseBracket) => Some(false),
        (Arrow | FatArrow | Equals | Plus | Comma, _) | (_, Arrow | FatArrow | Equals | Plus) => Some(true),
        (Colon, _) => Some(true),
        (_, Colon) => Some(false),
        (Dot | Path | OpenParen | OpenBracket | And | Less, _) => Some(false),
        (Question, _) => None,
        // The path of a type's own, or one that begins.
        (Greater | CloseParen | CloseBracket, Path) => None,
        (_, Path) => Some(is_leading || before.kind == Lifetime),
        (_, Greater) => Some(false),
        // The names of types begin with a capital; whatever else may be smaller than something.
        (Leading, Less) if matches!(before.text, "impl" | "for") => Some(false),
        (_, Less) => {
            (is_leading || before.text.starts_with(|first: char| first.is_ascii_uppercase())).then_some(is_leading)
        }
        // Between two values it would be an operator.
        (_, And) => is_leading.then_some(true),
        (Greater, OpenParen) => Some(false),
        (Greater, OpenBracket) => None,
        (Greater, _) => Some(true),
        (_, OpenParen | OpenBracket) => Some(is_leading || before.kind == Lifetime),
        _ => Some(true),
    }
}
