//! From tokens to an expression, by how strongly operators bind.
//!
//! An expression that is too deep for the stack of whoever evaluates it is an error, whether it nests or
//! is a long chain, which grows deep to the left.

use crate::jmespath::ParseError;
use crate::jmespath::ast::{Argument, Call, Comparison, Kind, Node, Projected, Slice};
use crate::jmespath::lexer::{Token, TokenKind, tokenize};

/// How deep an expression may be.
const MAX_DEPTH: usize = 200;

type Result<T> = std::result::Result<T, ParseError>;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Node> {
    let mut parser = Parser { tokens: tokenize(text)?, next: 0, nesting: 0 };
    let node = parser.expression(Binding::Nothing)?;
    match parser.peek() {
        TokenKind::End => Ok(node),
        _ => parser.unexpected("an operator or the end"),
    }
}

/// How strongly a token binds what stands before it, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Nothing,
    Pipe,
    Or,
    And,
    Comparison,
    Flatten,
    /// What binds less ends a projection; what binds more is about each of its values.
    Projection,
    Star,
    Filter,
    Dot,
    Not,
    Bracket,
}

impl Binding {
    fn of(token: &TokenKind) -> Self {
        match token {
            TokenKind::Pipe => Self::Pipe,
            TokenKind::Or => Self::Or,
            TokenKind::And => Self::And,
            TokenKind::Comparison(_) => Self::Comparison,
            TokenKind::Flatten => Self::Flatten,
            TokenKind::Filter => Self::Filter,
            TokenKind::Dot => Self::Dot,
            TokenKind::LeftBracket => Self::Bracket,
            _ => Self::Nothing,
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    nesting: usize,
}

impl Parser {
    fn peek(&self) -> &TokenKind {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &TokenKind {
        self.tokens.get(self.next + ahead).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn offset(&self) -> usize {
        self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |token| token.offset)
    }

    /// Takes the next token; the end stays.
    fn take(&mut self) -> TokenKind {
        let kind = self.peek().clone();
        self.next += usize::from(kind != TokenKind::End);
        kind
    }

    /// Takes `kind` if it is next.
    fn takes(&mut self, kind: &TokenKind) -> bool {
        let found = self.peek() == kind;
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, kind: &TokenKind) -> Result<()> {
        if self.takes(kind) { Ok(()) } else { self.unexpected(&kind.describe()) }
    }

    fn unexpected<T>(&self, expected: &str) -> Result<T> {
        let message = format!("expected {expected}, found {}", self.peek().describe());
        Err(ParseError::new(self.offset(), message))
    }

    fn too_deep<T>(&self) -> Result<T> {
        Err(ParseError::new(self.offset(), format!("more than {MAX_DEPTH} levels of nesting")))
    }

    fn node(&self, kind: Kind) -> Result<Node> {
        let node = Node::new(kind);
        if node.depth() > MAX_DEPTH { self.too_deep() } else { Ok(node) }
    }

    /// An expression of operators that bind more strongly than `binding`.
    fn expression(&mut self, binding: Binding) -> Result<Node> {
        if self.nesting == MAX_DEPTH {
            return self.too_deep();
        }
        self.nesting += 1;
        let mut node = self.operand()?;
        while Binding::of(self.peek()) > binding {
            node = self.operator(node)?;
        }
        self.nesting -= 1;
        Ok(node)
    }

    fn boxed(&mut self, binding: Binding) -> Result<Box<Node>> {
        self.expression(binding).map(Box::new)
    }

    /// What an expression begins with.
    fn operand(&mut self) -> Result<Node> {
        match self.peek() {
            TokenKind::Star => {
                self.take();
                self.projection(Node::new(Kind::Current), Projected::Members, Binding::Star)
            }
            TokenKind::Not => {
                self.take();
                let negated = self.boxed(Binding::Not)?;
                self.node(Kind::Not(negated))
            }
            TokenKind::LeftParenthesis => {
                self.take();
                let node = self.expression(Binding::Nothing)?;
                self.expect(&TokenKind::RightParenthesis)?;
                Ok(node)
            }
            TokenKind::LeftBrace => self.hash(),
            TokenKind::Flatten | TokenKind::Filter => self.operator(Node::new(Kind::Current)),
            TokenKind::LeftBracket if self.begins_bracket() => self.bracket(Node::new(Kind::Current)),
            TokenKind::LeftBracket => self.list(),
            _ => self.atom(),
        }
    }

    /// An operand of a single token, or a call.
    fn atom(&mut self) -> Result<Node> {
        let offset = self.offset();
        let kind = match (self.peek().clone(), self.peek_at(1) == &TokenKind::LeftParenthesis) {
            (TokenKind::Name(function), true) => {
                self.take();
                return self.call(function, offset);
            }
            (TokenKind::QuotedName(_), true) => {
                return self.unexpected("the name of a function, without quotes");
            }
            (TokenKind::Name(name) | TokenKind::QuotedName(name), false) => Kind::Field(name),
            (TokenKind::Literal(value), _) => Kind::Literal(value),
            (TokenKind::Current, _) => Kind::Current,
            _ => return self.unexpected("an expression"),
        };
        self.take();
        self.node(kind)
    }

    /// What stands behind `left`.
    fn operator(&mut self, left: Node) -> Result<Node> {
        match self.peek().clone() {
            TokenKind::Dot => {
                self.take();
                if self.takes(&TokenKind::Star) {
                    return self.projection(left, Projected::Members, Binding::Star);
                }
                let right = self.after_dot(Binding::Dot)?;
                self.node(Kind::Chain(left.into(), right.into()))
            }
            TokenKind::Pipe => {
                self.take();
                let right = self.boxed(Binding::Pipe)?;
                self.node(Kind::Chain(left.into(), right))
            }
            TokenKind::Or => {
                self.take();
                let right = self.boxed(Binding::Or)?;
                self.node(Kind::Or(left.into(), right))
            }
            TokenKind::And => {
                self.take();
                let right = self.boxed(Binding::And)?;
                self.node(Kind::And(left.into(), right))
            }
            TokenKind::Comparison(comparison) => self.comparison(left, comparison),
            TokenKind::Flatten => {
                self.take();
                self.projection(left, Projected::Flattened, Binding::Flatten)
            }
            TokenKind::Filter => self.filter(left),
            TokenKind::LeftBracket if self.begins_bracket() => self.bracket(left),
            TokenKind::LeftBracket => {
                self.take();
                self.unexpected("a number, `:` or `*]`")
            }
            _ => self.unexpected("an operator"),
        }
    }

    fn comparison(&mut self, left: Node, comparison: Comparison) -> Result<Node> {
        self.take();
        let right = self.boxed(Binding::Comparison)?;
        self.node(Kind::Comparison(comparison, left.into(), right))
    }

    /// The expressions that may stand behind a dot.
    fn after_dot(&mut self, binding: Binding) -> Result<Node> {
        match self.peek() {
            TokenKind::Name(_) | TokenKind::QuotedName(_) | TokenKind::Star => self.expression(binding),
            TokenKind::LeftBracket => self.list(),
            TokenKind::LeftBrace => self.hash(),
            _ => self.unexpected("a name, `*`, `[` or `{`"),
        }
    }

    fn filter(&mut self, left: Node) -> Result<Node> {
        self.expect(&TokenKind::Filter)?;
        let condition = self.boxed(Binding::Nothing)?;
        self.expect(&TokenKind::RightBracket)?;
        self.projection(left, Projected::Filtered(condition), Binding::Filter)
    }

    /// A projection over `values`, with what follows being about each of them.
    fn projection(&mut self, values: Node, of: Projected, binding: Binding) -> Result<Node> {
        let then = match self.peek() {
            TokenKind::Dot => {
                self.take();
                self.after_dot(binding)?
            }
            TokenKind::LeftBracket | TokenKind::Filter => self.expression(binding)?,
            next if Binding::of(next) < Binding::Projection => Node::new(Kind::Current),
            _ => return self.unexpected("`.`, `[` or the end of the projection"),
        };
        self.node(Kind::Projection { values: values.into(), of, then: then.into() })
    }

    /// Whether a bracket is one of an index, a slice or `[*]`.
    fn begins_bracket(&self) -> bool {
        match self.peek_at(1) {
            TokenKind::Number(_) | TokenKind::Colon => true,
            TokenKind::Star => self.peek_at(2) == &TokenKind::RightBracket,
            _ => false,
        }
    }

    /// An index, a slice or `[*]`, of `left`.
    fn bracket(&mut self, left: Node) -> Result<Node> {
        let offset = self.offset();
        self.expect(&TokenKind::LeftBracket)?;
        if self.takes(&TokenKind::Star) {
            self.expect(&TokenKind::RightBracket)?;
            return self.projection(left, Projected::Items, Binding::Star);
        }
        let start = self.number();
        if !self.takes(&TokenKind::Colon) {
            self.expect(&TokenKind::RightBracket)?;
            let index = self.node(Kind::Index(start.unwrap_or_default()))?;
            return self.node(Kind::Chain(left.into(), index.into()));
        }
        let stop = self.number();
        let step = if self.takes(&TokenKind::Colon) { self.number() } else { None };
        self.expect(&TokenKind::RightBracket)?;
        let slice = self.node(Kind::Slice(Slice { start, stop, step: step.unwrap_or(1), offset }))?;
        let values = self.node(Kind::Chain(left.into(), slice.into()))?;
        self.projection(values, Projected::Items, Binding::Star)
    }

    fn number(&mut self) -> Option<i64> {
        let TokenKind::Number(number) = *self.peek() else { return None };
        self.take();
        Some(number)
    }

    /// `[a, b]`
    fn list(&mut self) -> Result<Node> {
        self.expect(&TokenKind::LeftBracket)?;
        let mut nodes = Vec::new();
        loop {
            nodes.push(self.expression(Binding::Nothing)?);
            if self.takes(&TokenKind::RightBracket) {
                return self.node(Kind::List(nodes));
            }
            self.separator("`,` or `]`")?;
        }
    }

    /// `{a: b, c: d}`
    fn hash(&mut self) -> Result<Node> {
        self.expect(&TokenKind::LeftBrace)?;
        let mut members = Vec::new();
        loop {
            let (TokenKind::Name(name) | TokenKind::QuotedName(name)) = self.peek().clone() else {
                return self.unexpected("the name of a member");
            };
            self.take();
            self.expect(&TokenKind::Colon)?;
            members.push((name, self.expression(Binding::Nothing)?));
            if self.takes(&TokenKind::RightBrace) {
                return self.node(Kind::Hash(members));
            }
            self.separator("`,` or `}`")?;
        }
    }

    /// The call of `function`, whose arguments are next.
    fn call(&mut self, function: String, offset: usize) -> Result<Node> {
        self.expect(&TokenKind::LeftParenthesis)?;
        let mut arguments = Vec::new();
        if self.takes(&TokenKind::RightParenthesis) {
            return self.node(Kind::Call(Call { function, arguments, offset }));
        }
        loop {
            arguments.push(if self.takes(&TokenKind::Ampersand) {
                Argument::Expression(self.expression(Binding::Nothing)?)
            } else {
                Argument::Value(self.expression(Binding::Nothing)?)
            });
            if self.takes(&TokenKind::RightParenthesis) {
                return self.node(Kind::Call(Call { function, arguments, offset }));
            }
            self.separator("`,` or `)`")?;
        }
    }

    fn separator(&mut self, expected: &str) -> Result<()> {
        if self.takes(&TokenKind::Comma) { Ok(()) } else { self.unexpected(expected) }
    }
}
