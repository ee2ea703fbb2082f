//! The tokens of code with their text, side by side: proc_macro2's own give nothing away but copies, so each is asked
//! once, and it is decided here what it is.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

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
    /// A word behind which a value or a type begins.
    Leading,
    /// A word before which, or behind which, code is more than a list of names, types, calls and values.
    Structured,
    Lifetime,
    Literal,
    And,
    Arrow,
    /// `!`
    Bang,
    Colon,
    Comma,
    Dot,
    Equals,
    FatArrow,
    Greater,
    Hash,
    Less,
    /// `::`
    Path,
    /// `||`: the arguments of a closure that has none, or an operator.
    Pipes,
    Plus,
    Question,
    Semicolon,
    /// What does not stand between names, types, calls and values.
    Other,
    OpenParen,
    OpenBracket,
    OpenBrace,
    CloseParen,
    CloseBracket,
    CloseBrace,
}

/// Code as text, with its tokens.
#[derive(Default)]
pub(super) struct Code {
    text: String,
    places: Vec<Place>,
}

/// Where a token is in the text.
struct Place {
    start: usize,
    end: usize,
    kind: Kind,
    span: usize,
}

impl Code {
    /// Takes other code, in the same memory.
    pub(super) fn replace(&mut self, stream: TokenStream) {
        self.text.clear();
        self.places.clear();
        self.read(stream);
    }

    /// The text, which is the same code.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn tokens(&self) -> Vec<Token<'_>> {
        let token = |place: &Place| {
            let text = self.text.get(place.start..place.end).unwrap_or_default();
            Token { text, kind: place.kind, at: place.start, span: place.span }
        };
        self.places.iter().map(token).collect()
    }

    fn read(&mut self, stream: TokenStream) {
        // The punctuation before, if nothing may come between it and what follows.
        let mut joint = None;
        for tree in stream {
            if joint.is_none() {
                self.text.push(' ');
            }
            let start = self.text.len();
            let before = joint.take();
            match tree {
                TokenTree::Group(group) => {
                    let (delimiter, inner) = (group.delimiter(), group.stream());
                    // Whoever has tokens alone need not copy them.
                    drop(group);
                    self.group(delimiter, inner);
                }
                TokenTree::Ident(ident) => {
                    self.show(&ident);
                    match before {
                        Some('\'') => self.extend(Kind::Lifetime),
                        _ => self.push(start, word(self.text.get(start..).unwrap_or_default())),
                    }
                }
                TokenTree::Punct(punct) => {
                    let char = punct.as_char();
                    self.text.push(char);
                    joint = (punct.spacing() == Spacing::Joint).then_some(char);
                    match before.and_then(|before| pair(before, char)) {
                        Some(kind) => self.extend(kind),
                        None => self.push(start, punctuation(char)),
                    }
                }
                TokenTree::Literal(literal) => {
                    self.show(&literal);
                    let is_known = self.text.get(start..).is_some_and(is_known_literal);
                    self.push(start, if is_known { Kind::Literal } else { Kind::Other });
                }
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => (('(', Kind::OpenParen), (')', Kind::CloseParen)),
            Delimiter::Bracket => (('[', Kind::OpenBracket), (']', Kind::CloseBracket)),
            Delimiter::Brace => (('{', Kind::OpenBrace), ('}', Kind::CloseBrace)),
            Delimiter::None => return self.read(inner),
        };
        let index = self.places.len();
        self.bracket(open);
        self.read(inner);
        let end = self.places.len();
        self.bracket(close);
        if let Some(place) = self.places.get_mut(index) {
            place.span = end - index;
        }
    }

    fn bracket(&mut self, (char, kind): (char, Kind)) {
        let start = self.text.len();
        self.text.push(char);
        self.push(start, kind);
    }

    fn show(&mut self, token: &impl std::fmt::Display) {
        // To write into a text never fails.
        let _ = write!(self.text, "{token}");
    }

    /// The text from `start` is a token.
    fn push(&mut self, start: usize, kind: Kind) {
        self.places.push(Place { start, end: self.text.len(), kind, span: 0 });
    }

    /// The last token goes on to the end of the text.
    fn extend(&mut self, kind: Kind) {
        let end = self.text.len();
        if let Some(last) = self.places.last_mut() {
            (last.end, last.kind) = (end, kind);
        }
    }
}

fn word(text: &str) -> Kind {
    match text {
        "as" | "const" | "dyn" | "for" | "impl" | "in" | "let" | "match" | "mut" | "return" | "use" => Kind::Leading,
        "async" | "await" | "else" | "if" | "loop" | "move" | "ref" | "unsafe" | "where" | "while" | "yield" => {
            Kind::Structured
        }
        _ => Kind::Word,
    }
}

fn punctuation(char: char) -> Kind {
    match char {
        '&' => Kind::And,
        '!' => Kind::Bang,
        ':' => Kind::Colon,
        ',' => Kind::Comma,
        '.' => Kind::Dot,
        '=' => Kind::Equals,
        '>' => Kind::Greater,
        '#' => Kind::Hash,
        '<' => Kind::Less,
        '+' => Kind::Plus,
        '?' => Kind::Question,
        ';' => Kind::Semicolon,
        _ => Kind::Other,
    }
}

/// Punctuation of two characters.
fn pair(first: char, second: char) -> Option<Kind> {
    match (first, second) {
        (':', ':') => Some(Kind::Path),
        ('-', '>') => Some(Kind::Arrow),
        ('=', '>') => Some(Kind::FatArrow),
        ('|', '|') => Some(Kind::Pipes),
        ('.', '.') => Some(Kind::Other),
        _ => None,
    }
}

/// Whether a literal is a number, a text or bytes, as generated code writes them.
fn is_known_literal(text: &str) -> bool {
    text.starts_with(|first: char| first == '"' || first.is_ascii_digit()) || text.starts_with("b\"")
}
