//! From text to tokens ("JMESPath specification, Grammar").

use aws_smithy_types::Document;

use crate::jmespath::ParseError;
use crate::jmespath::ast::Comparison;
use crate::json::{Reader, document_from_str};

/// A token and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) offset: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A name without quotes, which a function may have.
    Name(String),
    /// A name in double quotes.
    QuotedName(String),
    /// JSON in backticks, or a string in single quotes.
    Literal(Document),
    Number(i64),
    Star,
    Dot,
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    Colon,
    Pipe,
    Or,
    And,
    Ampersand,
    Not,
    Current,
    Comparison(Comparison),
    End,
}

impl TokenKind {
    /// The token in an error message.
    pub(super) fn describe(&self) -> String {
        let symbol = match self {
            Self::Name(name) => return format!("`{name}`"),
            Self::QuotedName(name) => return format!("`{name:?}`"),
            Self::Literal(_) => return "a literal".into(),
            Self::Number(number) => return format!("`{number}`"),
            Self::Comparison(comparison) => comparison.symbol(),
            Self::End => return "the end".into(),
            Self::Star => "*",
            Self::Dot => ".",
            Self::Flatten => "[]",
            Self::Filter => "[?",
            Self::LeftBracket => "[",
            Self::RightBracket => "]",
            Self::LeftBrace => "{",
            Self::RightBrace => "}",
            Self::LeftParenthesis => "(",
            Self::RightParenthesis => ")",
            Self::Comma => ",",
            Self::Colon => ":",
            Self::Pipe => "|",
            Self::Or => "||",
            Self::And => "&&",
            Self::Ampersand => "&",
            Self::Not => "!",
            Self::Current => "@",
        };
        format!("`{symbol}`")
    }
}

/// All tokens of `text`, the last of them the end.
pub(super) fn tokenize(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer { text, offset: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_space();
        let offset = lexer.offset;
        let kind = lexer.token()?;
        let is_end = kind == TokenKind::End;
        tokens.push(Token { kind, offset });
        if is_end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    offset: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Takes characters for as long as `accept` does.
    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !accept(c)).unwrap_or(rest.len());
        self.offset += end;
        rest.get(..end).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    /// Takes `symbol` if it is next.
    fn takes(&mut self, symbol: &str) -> bool {
        let found = self.rest().starts_with(symbol);
        self.offset += if found { symbol.len() } else { 0 };
        found
    }

    fn token(&mut self) -> Result<TokenKind, ParseError> {
        match self.rest().chars().next() {
            None => Ok(TokenKind::End),
            Some('A'..='Z' | 'a'..='z' | '_') => {
                let name = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
                Ok(TokenKind::Name(name.to_owned()))
            }
            Some('-' | '0'..='9') => self.number(),
            Some('"') => self.quoted_name(),
            Some('\'') => self.delimited('\'').map(|text| TokenKind::Literal(Document::String(text))),
            Some('`') => self.json(),
            Some(other) => self.symbol(other),
        }
    }

    fn symbol(&mut self, found: char) -> Result<TokenKind, ParseError> {
        // Longer symbols stand before those that they begin with.
        const SYMBOLS: &[(&str, TokenKind)] = &[
            ("[]", TokenKind::Flatten),
            ("[?", TokenKind::Filter),
            ("[", TokenKind::LeftBracket),
            ("]", TokenKind::RightBracket),
            ("{", TokenKind::LeftBrace),
            ("}", TokenKind::RightBrace),
            ("(", TokenKind::LeftParenthesis),
            (")", TokenKind::RightParenthesis),
            ("||", TokenKind::Or),
            ("|", TokenKind::Pipe),
            ("&&", TokenKind::And),
            ("&", TokenKind::Ampersand),
            ("==", TokenKind::Comparison(Comparison::Equal)),
            ("!=", TokenKind::Comparison(Comparison::NotEqual)),
            ("!", TokenKind::Not),
            ("<=", TokenKind::Comparison(Comparison::LessOrEqual)),
            ("<", TokenKind::Comparison(Comparison::Less)),
            (">=", TokenKind::Comparison(Comparison::GreaterOrEqual)),
            (">", TokenKind::Comparison(Comparison::Greater)),
            ("*", TokenKind::Star),
            (".", TokenKind::Dot),
            (",", TokenKind::Comma),
            (":", TokenKind::Colon),
            ("@", TokenKind::Current),
        ];
        match SYMBOLS.iter().find(|(symbol, _)| self.takes(symbol)) {
            Some((_, kind)) => Ok(kind.clone()),
            None if found == '=' => Err(ParseError::new(self.offset, "expected `==`, found `=`")),
            None => Err(ParseError::new(self.offset, format!("unexpected character {found:?}"))),
        }
    }

    fn number(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.offset;
        self.takes("-");
        self.take_while(|c| c.is_ascii_digit());
        match self.text.get(start..self.offset).unwrap_or_default() {
            "-" => Err(ParseError::new(start, "expected a digit after `-`")),
            digits => match digits.parse() {
                Ok(number) => Ok(TokenKind::Number(number)),
                Err(_) => Err(ParseError::new(start, format!("the number {digits} is too great"))),
            },
        }
    }

    /// A name in double quotes, which are JSON's.
    fn quoted_name(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.offset;
        let malformed = |error: Box<crate::json::JsonError>| ParseError::new(start + error.offset, error.message);
        let end = closing(self.rest(), '"').ok_or_else(|| ParseError::new(start, "expected a closing `\"`"))?;
        let quoted = self.rest().get(..=end).unwrap_or_default();
        let name = Reader::new(quoted.as_bytes()).and_then(|mut reader| reader.string()).map_err(malformed)?;
        self.offset += quoted.len();
        Ok(TokenKind::QuotedName(name.into_owned()))
    }

    /// JSON in backticks.
    fn json(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.offset;
        let text = self.delimited('`')?;
        document_from_str(&text)
            .map(TokenKind::Literal)
            .map_err(|error| ParseError::new(start, format!("the literal is not JSON: {error}")))
    }

    /// Takes a text between two `quote`s, where a backslash stands for nothing but before a `quote`.
    fn delimited(&mut self, quote: char) -> Result<String, ParseError> {
        let start = self.offset;
        let expected = || ParseError::new(start, format!("expected a closing `{quote}`"));
        let end = closing(self.rest(), quote).ok_or_else(expected)?;
        let content = self.rest().get(1..end).unwrap_or_default();
        self.offset += end + 1;
        let mut text = String::with_capacity(content.len());
        let mut characters = content.chars();
        while let Some(character) = characters.next() {
            if character != '\\' {
                text.push(character);
                continue;
            }
            match characters.next() {
                Some(escaped) if escaped == quote => text.push(quote),
                other => text.extend(std::iter::once('\\').chain(other)),
            }
        }
        Ok(text)
    }
}

/// Where the `quote` is that closes the one which `text` begins with.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().skip(1).find_map(|(index, character)| {
        let closes = character == quote && !escaped;
        escaped = character == '\\' && !escaped;
        closes.then_some(index)
    })
}
