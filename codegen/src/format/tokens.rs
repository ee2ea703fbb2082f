//! The text of tokens, as proc_macro2 displays it, taken apart again: to walk it costs a fraction of walking the
//! tokens themselves, whose groups give them away as copies only.

/// A token, with its place among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    /// Where it begins in the text.
    pub(super) at: usize,
    /// How far it is to the bracket that closes, for one that opens.
    pub(super) span: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Lifetime,
    Literal,
    Punct,
    Open,
    Close,
}

/// The tokens of a text, unless there is something among them that generated code does not have.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4);
    let mut open = Vec::new();
    let whole = text.len();
    let mut rest = text.trim_start();
    while let Some(first) = rest.bytes().next() {
        let (length, kind) = token(rest, first)?;
        let at = whole - rest.len();
        let (text, after) = rest.split_at_checked(length)?;
        match kind {
            Kind::Open => open.push(tokens.len()),
            Kind::Close => {
                let (end, start) = (tokens.len(), open.pop()?);
                tokens.get_mut(start)?.span = end - start;
            }
            Kind::Word | Kind::Lifetime | Kind::Literal | Kind::Punct => {}
        }
        tokens.push(Token { text, kind, at, span: 0 });
        rest = after.trim_start();
    }
    open.is_empty().then_some(tokens)
}

/// The length and the kind of the token at the start of `text`.
fn token(text: &str, first: u8) -> Option<(usize, Kind)> {
    let bytes = text.as_bytes();
    let second = bytes.get(1).copied();
    Some(match first {
        b'r' if second == Some(b'#') => (2 + word(bytes.get(2..)?), Kind::Word),
        b'b' if second == Some(b'"') => (1 + string(bytes.get(1..)?)?, Kind::Literal),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => match bytes.get(word(bytes)) {
            // A text or character with a prefix.
            Some(b'"' | b'\'') => return None,
            _ => (word(bytes), Kind::Word),
        },
        b'0'..=b'9' => (number(bytes), Kind::Literal),
        b'"' => (string(bytes)?, Kind::Literal),
        b'\'' => {
            let length = 1 + word(bytes.get(1..)?);
            if length == 1 || bytes.get(length) == Some(&b'\'') {
                return None;
            }
            (length, Kind::Lifetime)
        }
        b'(' | b'[' | b'{' => (1, Kind::Open),
        b')' | b']' | b'}' => (1, Kind::Close),
        b':' if second == Some(b':') => (2, Kind::Punct),
        b'-' | b'=' if second == Some(b'>') => (2, Kind::Punct),
        b'.' if second == Some(b'.') => (2, Kind::Punct),
        _ if first.is_ascii_punctuation() => (1, Kind::Punct),
        _ => return None,
    })
}

fn word(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

fn number(bytes: &[u8]) -> usize {
    let whole = word(bytes);
    match bytes.get(whole..) {
        Some([b'.', b'0'..=b'9', ..]) => whole + 1 + word(bytes.get(whole + 1..).unwrap_or_default()),
        _ => whole,
    }
}

/// The length of a text in quotes.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
