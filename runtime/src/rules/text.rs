//! A string during evaluation: mostly a slice of a parameter or of the rule set itself, else shared.

use std::ops::Range;
use std::rc::Rc;

/// A string that is cheap to clone.
#[derive(Clone, Debug)]
pub(super) enum Text<'a> {
    Borrowed(&'a str),
    Shared(Rc<str>),
}

impl<'a> Text<'a> {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Shared(text) => text,
        }
    }

    /// The part of this string that `part` takes out of it.
    pub(super) fn map(&self, part: impl for<'t> FnOnce(&'t str) -> Option<&'t str>) -> Option<Text<'a>> {
        match self {
            Self::Borrowed(text) => part(text).map(Text::Borrowed),
            Self::Shared(text) => part(text).map(|part| Text::Shared(part.into())),
        }
    }

    /// The part of this string in `range`; empty where there is no such part.
    pub(super) fn slice(&self, range: Range<usize>) -> Text<'a> {
        self.map(|text| text.get(range)).unwrap_or(Text::Borrowed(""))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Shared(text.into())
    }
}
