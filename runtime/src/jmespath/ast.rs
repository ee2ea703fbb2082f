//! What an expression is made of.

use aws_smithy_types::Document;

/// A part of an expression, and how deep it goes.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    depth: usize,
}

/// The kinds of expressions. Where nothing else is said, they are about the current value.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// The current value itself.
    Current,
    /// The member of this name.
    Field(String),
    /// A value that stands in the expression.
    Literal(Document),
    /// The item at this place, counted from the end where it is negative.
    Index(i64),
    /// Some of the items.
    Slice(Slice),
    /// The second, about what the first gives.
    Chain(Box<Node>, Box<Node>),
    /// What `then` gives for each of several values, but nulls.
    Projection {
        values: Box<Node>,
        of: Projected,
        then: Box<Node>,
    },
    /// The first that counts as true, or else the second.
    Or(Box<Node>, Box<Node>),
    /// The first that does not count as true, or else the second.
    And(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Comparison(Comparison, Box<Node>, Box<Node>),
    /// An array of what these give.
    List(Vec<Node>),
    /// An object of what these give.
    Hash(Vec<(String, Node)>),
    Call(Call),
}

/// Which values a projection is over.
#[derive(Clone, Debug)]
pub(super) enum Projected {
    /// The items of an array.
    Items,
    /// The members of an object.
    Members,
    /// The items of an array, of which those that are arrays count as their items.
    Flattened,
    /// The items of an array for which this counts as true.
    Filtered(Box<Node>),
}

/// The bounds of a slice, as they stand in the expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub(super) start: Option<i64>,
    pub(super) stop: Option<i64>,
    pub(super) step: i64,
    pub(super) offset: usize,
}

/// The call of a function.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) function: String,
    pub(super) arguments: Vec<Argument>,
    pub(super) offset: usize,
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    /// What this gives.
    Value(Node),
    /// The expression itself, for the function to evaluate.
    Expression(Node),
}

impl Argument {
    fn node(&self) -> &Node {
        match self {
            Self::Value(node) | Self::Expression(node) => node,
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Node {
    pub(super) fn new(kind: Kind) -> Self {
        let depth = 1 + kind.depth();
        Self { kind, depth }
    }

    /// How many nodes there are at most from this one down.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }
}

impl Kind {
    /// The depth of the deepest part.
    fn depth(&self) -> usize {
        match self {
            Self::Current | Self::Field(_) | Self::Literal(_) | Self::Index(_) | Self::Slice(_) => 0,
            Self::Not(node) => node.depth,
            Self::Chain(left, right)
            | Self::Or(left, right)
            | Self::And(left, right)
            | Self::Comparison(_, left, right) => left.depth.max(right.depth),
            Self::Projection { values, of, then } => values.depth.max(then.depth).max(of.depth()),
            Self::List(nodes) => nodes.iter().map(Node::depth).max().unwrap_or_default(),
            Self::Hash(members) => members.iter().map(|(_, node)| node.depth).max().unwrap_or_default(),
            Self::Call(call) => call.arguments.iter().map(|it| it.node().depth).max().unwrap_or_default(),
        }
    }
}

impl Projected {
    fn depth(&self) -> usize {
        match self {
            Self::Items | Self::Members | Self::Flattened => 0,
            Self::Filtered(condition) => condition.depth,
        }
    }
}
