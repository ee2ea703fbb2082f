//! Values that expressions are about: those of shapes and documents as they are, and those that an
//! expression makes itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use aws_smithy_types::{DateTime, Document, base64};

use crate::jmespath::Number;
use crate::json::Writer;
use crate::shape::{List, Map, Structure, View, members};

/// A value: what it is to JMESPath, wherever it comes from.
///
/// A structure or a union is an object of the members that are set, under their names in the model. A
/// timestamp is its seconds since 1970, a blob its base64 text; a stream is null.
#[derive(Clone, Default)]
pub enum JValue<'a> {
    /// Null, or what is not there.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Cow<'a, str>),
    /// An array that an expression made.
    Array(Arc<Vec<JValue<'a>>>),
    /// An object that an expression made.
    Object(Arc<Object<'a>>),
    /// A list of a shape, or an array of a document.
    List(&'a dyn List),
    /// A map of a shape, or an object of a document.
    Map(&'a dyn Map),
    /// A structure or a union.
    Structure(&'a dyn Structure),
}

/// The members of an object.
pub type Object<'a> = BTreeMap<Cow<'a, str>, JValue<'a>>;

/// What a value is to the function `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the specification's types")]
pub enum JType {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl JType {
    /// The type's name in the specification.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl<'a> JValue<'a> {
    /// An array of `items`.
    pub fn array(items: Vec<JValue<'a>>) -> Self {
        Self::Array(Arc::new(items))
    }

    /// What the value is.
    pub fn kind(&self) -> JType {
        match self {
            Self::Null => JType::Null,
            Self::Bool(_) => JType::Boolean,
            Self::Number(_) => JType::Number,
            Self::String(_) => JType::String,
            Self::Array(_) | Self::List(_) => JType::Array,
            Self::Object(_) | Self::Map(_) | Self::Structure(_) => JType::Object,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if it is an array.
    pub fn items(&self) -> Option<Items<'_, 'a>> {
        let (array, end) = match self {
            Self::Array(items) => (Elements::Made(items), items.len()),
            Self::List(list) => (Elements::Found(*list), list.len()),
            _ => return None,
        };
        Some(Items { array, next: 0, end })
    }

    /// The members, if it is an object: a structure's in the order of its table, all others' by their keys.
    pub fn entries(&self) -> Option<Vec<(Cow<'a, str>, JValue<'a>)>> {
        match self {
            Self::Object(object) => Some(object.iter().map(|(key, value)| (key.clone(), value.clone())).collect()),
            Self::Map(map) => {
                let entry = |(key, value): (&'a str, &'a dyn crate::shape::Value)| {
                    (Cow::Borrowed(key), JValue::from(value.view()))
                };
                let mut entries: Vec<_> = map.entries().map(entry).collect();
                entries.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
                Some(entries)
            }
            Self::Structure(structure) => Some(present_members(*structure).collect()),
            _ => None,
        }
    }

    /// The member `name` of an object; null where there is none.
    pub fn member(&self, name: &str) -> JValue<'a> {
        let found = match self {
            Self::Object(object) => return object.get(name).cloned().unwrap_or_default(),
            Self::Map(map) => map.entries().find(|(key, _)| *key == name).map(|(_, value)| value),
            Self::Structure(structure) => {
                let index = structure.shape().members.iter().position(|member| member.wire_name == name);
                index.and_then(|index| structure.get(index))
            }
            _ => None,
        };
        found.map_or(Self::Null, |value| Self::from(value.view()))
    }

    /// Whether it counts as true: everything does but null, false, and what is empty.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Number(_) => true,
            Self::String(text) => !text.is_empty(),
            Self::Array(items) => !items.is_empty(),
            Self::Object(entries) => !entries.is_empty(),
            Self::List(list) => !list.is_empty(),
            Self::Map(map) => !map.is_empty(),
            Self::Structure(structure) => present_members(*structure).next().is_some(),
        }
    }

    /// Writes the value as JSON.
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.raw("null"),
            Self::Bool(value) => writer.raw(if *value { "true" } else { "false" }),
            Self::Number(number) => number.write(writer),
            Self::String(text) => writer.string(text),
            Self::Array(_) | Self::List(_) => {
                let mut first = true;
                writer.raw("[");
                for item in self.items().into_iter().flatten() {
                    writer.separate(&mut first);
                    item.write(writer);
                }
                writer.raw("]");
            }
            Self::Object(_) | Self::Map(_) | Self::Structure(_) => {
                let mut first = true;
                writer.raw("{");
                for (key, value) in self.entries().into_iter().flatten() {
                    writer.key(&key, &mut first);
                    value.write(writer);
                }
                writer.raw("}");
            }
        }
    }
}

/// The members of `structure` that are set.
fn present_members<'a>(structure: &'a dyn Structure) -> impl Iterator<Item = (Cow<'a, str>, JValue<'a>)> {
    members(structure)
        .filter(|(_, value)| !matches!(value.view(), View::Absent))
        .map(|(member, value)| (Cow::Borrowed(member.wire_name), JValue::from(value.view())))
}

/// The items of an array.
pub struct Items<'v, 'a> {
    array: Elements<'v, 'a>,
    next: usize,
    end: usize,
}

enum Elements<'v, 'a> {
    Made(&'v [JValue<'a>]),
    Found(&'a dyn List),
}

impl<'a> Items<'_, 'a> {
    /// The item at `index` from the start of the array; null where there is none.
    pub fn at(&self, index: usize) -> JValue<'a> {
        match self.array {
            Elements::Made(items) => items.get(index).cloned().unwrap_or_default(),
            Elements::Found(list) => list.item(index).map_or(JValue::Null, |value| JValue::from(value.view())),
        }
    }
}

impl<'a> Iterator for Items<'_, 'a> {
    type Item = JValue<'a>;

    fn next(&mut self) -> Option<JValue<'a>> {
        let index = self.next;
        if index >= self.end {
            return None;
        }
        self.next += 1;
        Some(self.at(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.end - self.next;
        (rest, Some(rest))
    }
}

impl ExactSizeIterator for Items<'_, '_> {}

/// Equality of the specification: by what the values are, not where they come from.
impl PartialEq for JValue<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(left), Self::Bool(right)) => left == right,
            (Self::Number(left), Self::Number(right)) => left == right,
            (Self::String(left), Self::String(right)) => left == right,
            _ => match (self.items(), other.items()) {
                (Some(left), Some(right)) => left.eq(right),
                (None, None) => match (self.entries(), other.entries()) {
                    (Some(mut left), Some(mut right)) => {
                        left.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
                        right.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
                        left == right
                    }
                    _ => false,
                },
                _ => false,
            },
        }
    }
}

/// The value as JSON.
impl fmt::Display for JValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Writer::new();
        self.write(&mut writer);
        f.write_str(&String::from_utf8_lossy(&writer.into_bytes()))
    }
}

/// The value as JSON: shapes are not told from what expressions make.
impl fmt::Debug for JValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'a> From<View<'a>> for JValue<'a> {
    fn from(view: View<'a>) -> Self {
        match view {
            View::Absent | View::Stream | View::EventStream => Self::Null,
            View::Unit => Self::Object(Arc::default()),
            View::Boolean(value) => Self::Bool(value),
            View::Integer(value) => Self::Number(Number::Integer(value.into())),
            // By its digits: 0.1 in single precision is to equal 0.1.
            View::Float(value) => Self::Number(Number::Float(value.to_string().parse().unwrap_or(f64::NAN))),
            View::Double(value) => Self::Number(Number::Float(value)),
            View::String(text) => Self::String(Cow::Borrowed(text)),
            View::Blob(bytes) => Self::String(Cow::Owned(base64::encode(bytes))),
            View::Timestamp(instant) => Self::Number(seconds(instant)),
            View::Document(document) => Self::from(document),
            View::BigInteger(digits) | View::BigDecimal(digits) => {
                Number::parse(digits).map_or(Self::Null, Self::Number)
            }
            View::List(list) => Self::List(list),
            View::Map(map) => Self::Map(map),
            View::Structure(structure) => Self::Structure(structure),
        }
    }
}

/// The seconds since 1970.
fn seconds(instant: &DateTime) -> Number {
    match instant.subsec_nanos() {
        0 => Number::Integer(instant.secs().into()),
        _ => Number::Float(instant.as_secs_f64()),
    }
}

impl<'a> From<&'a Document> for JValue<'a> {
    fn from(document: &'a Document) -> Self {
        match document {
            Document::Null => Self::Null,
            Document::Bool(value) => Self::Bool(*value),
            Document::Number(number) => Self::Number((*number).into()),
            Document::String(text) => Self::String(Cow::Borrowed(text)),
            Document::Array(items) => Self::List(items),
            Document::Object(entries) => Self::Map(entries),
        }
    }
}

impl<'a> From<&'a dyn Structure> for JValue<'a> {
    fn from(structure: &'a dyn Structure) -> Self {
        Self::Structure(structure)
    }
}

/// An object of these members; of several with one name, the last.
impl<'a, K: Into<Cow<'a, str>>> FromIterator<(K, JValue<'a>)> for JValue<'a> {
    fn from_iter<I: IntoIterator<Item = (K, JValue<'a>)>>(members: I) -> Self {
        Self::Object(Arc::new(members.into_iter().map(|(name, value)| (name.into(), value)).collect()))
    }
}
