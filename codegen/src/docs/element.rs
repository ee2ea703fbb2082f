//! The elements that documentation is made of, by name.
//!
//! Names that are not listed are no tags: models write `<bucket-name>` for a value that the reader fills in.

/// What an element means for the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// A block of text: `<p>`, `<div>`.
    Block,
    /// A title: `<h1>`, and the name of a service.
    Heading,
    /// A list with bullets, or with numbers.
    List(Marker),
    Item,
    /// The term of a definition list.
    Term,
    /// What the term means.
    Definition,
    /// A paragraph that starts with this word.
    Aside(&'static str),
    Quote,
    Preformatted,
    Table,
    Row,
    Cell,
    HeadCell,
    Rule,
    Break,
    Code,
    Strong,
    Emphasis,
    Link,
    /// An element that says nothing about its text.
    Plain,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number,
}

impl Element {
    /// The element of this name, which is written in small letters or in capitals only.
    ///
    /// `<Code>` is none: where the two mix, it is the element of some XML that the text speaks about.
    pub(super) fn named(name: &str) -> Option<Self> {
        if name.bytes().all(|byte| !byte.is_ascii_uppercase()) {
            return Self::lowercase(name);
        }
        if name.len() > LONGEST || name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        Self::lowercase(&name.to_ascii_lowercase())
    }

    fn lowercase(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "para" | "div" | "section" | "simplesect" | "article" | "header" | "footer" | "center" => Self::Block,
            "example" | "examples" | "description" | "body" | "html" => Self::Block,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "fullname" | "caption" => Self::Heading,
            "ul" | "itemizedlist" | "dl" | "variablelist" => Self::List(Marker::Bullet),
            "ol" | "orderedlist" => Self::List(Marker::Number),
            "li" | "listitem" => Self::Item,
            "dt" | "term" => Self::Term,
            "dd" => Self::Definition,
            "note" => Self::Aside("Note"),
            "important" => Self::Aside("Important"),
            "warning" => Self::Aside("Warning"),
            "caution" => Self::Aside("Caution"),
            "tip" => Self::Aside("Tip"),
            "blockquote" => Self::Quote,
            "pre" | "programlisting" | "screen" | "request" | "response" => Self::Preformatted,
            "table" => Self::Table,
            "thead" | "tbody" | "tfoot" => Self::Block,
            "tr" => Self::Row,
            "td" => Self::Cell,
            "th" => Self::HeadCell,
            "hr" => Self::Rule,
            "br" => Self::Break,
            "code" | "literal" | "tt" | "kbd" | "samp" => Self::Code,
            "b" | "strong" => Self::Strong,
            "i" | "em" | "cite" | "emphasis" => Self::Emphasis,
            "a" | "ulink" => Self::Link,
            "u" | "span" | "font" | "small" | "big" | "sup" | "sub" | "s" | "img" | "abbr" => Self::Plain,
            "replaceable" | "filename" | "link" | "guilabel" | "colgroup" | "col" => Self::Plain,
            _ => return None,
        })
    }

    /// Whether the element stands within a paragraph.
    pub(super) fn is_inline(self) -> bool {
        match self {
            Self::Break | Self::Code | Self::Strong | Self::Emphasis | Self::Link | Self::Plain => true,
            Self::Block | Self::Heading | Self::List(_) | Self::Item | Self::Term | Self::Definition => false,
            Self::Aside(_) | Self::Quote | Self::Preformatted | Self::Rule => false,
            Self::Table | Self::Row | Self::Cell | Self::HeadCell => false,
        }
    }
}

/// The length of the longest name above.
const LONGEST: usize = "programlisting".len();
