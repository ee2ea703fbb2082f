//! What blocks stand in: lists, their items, and quotes; and what lines start with there.

use super::element::Marker;

/// What a block stands in.
#[derive(Debug)]
pub(super) enum Frame {
    List(List),
    Item {
        /// What is written before its first line, as long as that was not.
        marker: Option<String>,
        indent: usize,
        /// Whether it has empty lines.
        loose: bool,
    },
    Quote {
        /// Whether a line of it was written.
        shown: bool,
    },
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) marker: Marker,
    pub(super) delimiter: Delimiter,
    /// The number of the next item.
    pub(super) next: usize,
    /// How many items it has.
    pub(super) items: usize,
    /// How far text between two items is indented.
    pub(super) indent: usize,
    /// Whether its last item has empty lines.
    pub(super) loose: bool,
    /// Whether it is only there because an item was found outside of a list.
    pub(super) implicit: bool,
}

/// What stands behind the number of an item. A list right behind another takes the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Dot,
    Parenthesis,
}

impl Frame {
    pub(super) fn is_item(&self) -> bool {
        matches!(self, Self::Item { .. })
    }

    /// Whether what stands in the frame comes after text of an item.
    pub(super) fn follows_item(&self) -> bool {
        match self {
            Self::Item { marker, .. } => marker.is_none(),
            Self::List(list) => list.items > 0,
            Self::Quote { .. } => false,
        }
    }
}

/// An empty line. The items that it stands in are loose from now on.
pub(super) fn separator(frames: &mut [Frame]) -> String {
    let mut prefix = String::new();
    let mut frames = frames.iter_mut().peekable();
    while let Some(frame) = frames.next() {
        match frame {
            Frame::List(list) => {
                if !frames.peek().is_some_and(|next| next.is_item()) {
                    list.loose = true;
                    indent_by(&mut prefix, list.indent);
                }
            }
            Frame::Item { marker: Some(_), .. } | Frame::Quote { shown: false } => break,
            Frame::Item { indent, loose, .. } => {
                indent_by(&mut prefix, *indent);
                *loose = true;
            }
            Frame::Quote { shown: true } => prefix.push_str("> "),
        }
    }
    prefix.truncate(prefix.trim_end().len());
    prefix
}

/// What the first line of a block and the others start with. Markers of items are written once.
pub(super) fn prefixes(frames: &mut [Frame]) -> (String, String) {
    let (mut first, mut others) = (String::new(), String::new());
    let mut frames = frames.iter_mut().peekable();
    while let Some(frame) = frames.next() {
        let columns = match frame {
            // What stands in a list and in none of its items belongs to the last one.
            Frame::List(_) if frames.peek().is_some_and(|next| next.is_item()) => 0,
            Frame::List(list) => list.indent,
            Frame::Item { marker, indent, .. } => match marker.take() {
                Some(marker) => {
                    first.push_str(&marker);
                    indent_by(&mut others, *indent);
                    0
                }
                None => *indent,
            },
            Frame::Quote { shown } => {
                *shown = true;
                first.push_str("> ");
                others.push_str("> ");
                0
            }
        };
        indent_by(&mut first, columns);
        indent_by(&mut others, columns);
    }
    (first, others)
}

fn indent_by(prefix: &mut String, columns: usize) {
    prefix.extend(std::iter::repeat_n(' ', columns));
}
