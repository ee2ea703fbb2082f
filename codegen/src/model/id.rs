//! Absolute shape ids.

use std::fmt;
use std::sync::Arc;

/// The absolute id of a shape: `namespace#Name` ("Smithy specification, Shape ID"). Members are not
/// shapes of their own here; where one must be named, its id is written `namespace#Name$member`.
///
/// Ids order by namespace and name, and are cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// The id written `text`, or `None` if it is not of the form `namespace#Name` with identifiers of
    /// the specification's grammar (`[A-Za-z_][A-Za-z0-9_]*`, the namespace dotted).
    pub fn parse(text: &str) -> Option<ShapeId> {
        let (namespace, name) = text.split_once('#')?;
        (namespace.split('.').all(is_identifier) && is_identifier(name)).then(|| ShapeId(Arc::from(text)))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// The part after `#`.
    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&self.0, |(_, name)| name)
    }

    /// The id of the member `name` of this shape, as text.
    pub fn member(&self, name: &str) -> String {
        format!("{}${name}", self.0)
    }

    /// Whether this is `smithy.api#Unit`.
    pub fn is_unit(&self) -> bool {
        &*self.0 == "smithy.api#Unit"
    }
}

/// Whether `text` is an identifier of Smithy's grammar.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
