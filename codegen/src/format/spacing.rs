//! Which tokens have a space between them in a line of code.

use super::tokens::{Kind, Token};

/// Words before which, or behind which, code is more than a list of names, types, calls and values.
const STRUCTURED: &[&str] =
    &["async", "await", "else", "if", "loop", "move", "ref", "unsafe", "where", "while", "yield"];

/// Words behind which a value or a type begins.
const LEADING: &[&str] = &["as", "const", "dyn", "for", "impl", "in", "let", "match", "mut", "return", "use"];

/// What stands between names, types, calls and values.
const PUNCTUATION: &[&str] = &["#", "&", "+", ",", "->", ".", ":", "::", ";", "<", "=", "=>", ">", "?"];

/// Writes tokens as one line; `None` if they are not of the kinds of code that is known here.
pub(super) fn line(tokens: &[Token<'_>], text: &mut String) -> Option<()> {
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| tokens.get(before));
        if let Some(before) = before
            && is_apart(before, token)?
        {
            text.push(' ');
        }
        let is_known = match token.kind {
            Kind::Word => !STRUCTURED.contains(&token.text),
            Kind::Punct => PUNCTUATION.contains(&token.text),
            Kind::Open => token.text != "{",
            Kind::Lifetime | Kind::Literal | Kind::Close => true,
        };
        if !is_known {
            return None;
        }
        text.push_str(token.text);
    }
    Some(())
}

/// Whether there is a space between two tokens; `None` if only more of the code could tell.
fn is_apart(before: &Token<'_>, token: &Token<'_>) -> Option<bool> {
    let is_leading = before.kind == Kind::Word && LEADING.contains(&before.text);
    match (before.text, token.text) {
        // A comma at the end of a list is there for some lists only.
        (",", ")" | "]" | ">") => None,
        ("#", _) | (_, "#") => None,
        (_, "," | ";" | "?" | "." | ")" | "]") => Some(false),
        ("->" | "=>" | "=" | "+" | ",", _) | (_, "->" | "=>" | "=" | "+") => Some(true),
        (":", _) => Some(true),
        (_, ":") => Some(false),
        ("." | "::" | "(" | "[" | "&" | "<", _) => Some(false),
        ("?", _) => None,
        // The path of a type's own, or one that begins.
        (">" | ")" | "]", "::") => None,
        (_, "::") => Some(is_leading || before.kind == Kind::Lifetime),
        (_, ">") => Some(false),
        // The names of types begin with a capital; whatever else may be smaller than something.
        ("impl" | "for", "<") => Some(false),
        (word, "<") => (is_leading || word.starts_with(|first: char| first.is_ascii_uppercase())).then_some(is_leading),
        // Between two values it would be an operator.
        (_, "&") => is_leading.then_some(true),
        (">", "(") => Some(false),
        (">", "[") => None,
        (">", _) => Some(true),
        (_, "(" | "[") => Some(is_leading || before.kind == Kind::Lifetime),
        _ => Some(true),
    }
}
