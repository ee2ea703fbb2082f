//! Shapes of every kind, written as they are generated: what tests of formats read and write.

use std::collections::HashMap;

use crate::shape::{Member, Names, Place, Shape, Structure, TimestampFormat, Value, XmlNamespace};
use crate::types::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// A structure with a table and accessors.
macro_rules! structure {
    ($(#[$attribute:meta])* $name:ident = $shape:expr; $($index:literal $field:ident: $ty:ty = $member:expr,)*) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $ty,)*
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self { $($field: Value::empty(),)* }
            }

            fn shape(&self) -> &'static Shape {
                const MEMBERS: &[Member] = &[$($member,)*];
                const SHAPE: &Shape = &$shape(stringify!($name), stringify!($name), MEMBERS);
                SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn Value> {
                match index {
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Structure::empty()
            }
        }
    };
}

const OTHER: XmlNamespace = XmlNamespace { uri: "https://other.example", prefix: None };
const PREFIXED: XmlNamespace = XmlNamespace { uri: "https://prefixed.example", prefix: Some("p") };

structure! {
    /// Every simple type.
    Simple = Shape::structure;
    0 boolean: Option<bool> = Member::new("boolean", "boolean"),
    1 byte: Option<i8> = Member::new("byte", "byte"),
    2 short: Option<i16> = Member::new("short", "short"),
    3 integer: Option<i32> = Member::new("integer", "integer"),
    4 long: Option<i64> = Member::new("long", "long"),
    5 float: Option<f32> = Member::new("float", "float"),
    6 double: Option<f64> = Member::new("double", "double"),
    7 string: Option<String> = Member::new("string", "string"),
    8 color: Option<Color> = Member::new("color", "color"),
    9 blob: Option<Blob> = Member::new("blob", "blob"),
    10 instant: Option<DateTime> = Member::new("instant", "instant"),
    11 epoch: Option<DateTime> = Member::new("epoch", "epoch").timestamp_format(TimestampFormat::EpochSeconds),
    12 date: Option<DateTime> = Member::new("date", "date").timestamp_format(TimestampFormat::HttpDate),
    13 big_integer: Option<BigInteger> = Member::new("big_integer", "bigInteger"),
    14 big_decimal: Option<BigDecimal> = Member::new("big_decimal", "bigDecimal"),
    15 secret: Option<i32> = Member::new("secret", "secret").sensitive(),
}

structure! {
    /// Every aggregate type, and the names that XML and forms give.
    Everything = Shape::structure;
    0 simple: Option<Simple> = Member::new("simple", "simple"),
    1 list: Option<Vec<String>> = Member::new("list", "list"),
    2 renamed: Option<Vec<Simple>> = Member::new("renamed", "renamed")
        .names(&Names::NONE.xml("Renamed"))
        .item(&Member::new("", "member").names(&Names::NONE.xml("item").xml_namespace(OTHER))),
    3 flat: Option<Vec<String>> = Member::new("flat", "flat")
        .item(&Member::new("", "member").names(&Names::NONE.xml("ignored").xml_namespace(OTHER)))
        .xml_flattened(),
    4 nested: Option<Vec<Vec<i32>>> = Member::new("nested", "nested"),
    5 sparse: Option<Vec<Option<String>>> = Member::new("sparse", "sparse"),
    6 map: Option<HashMap<String, String>> = Member::new("map", "map"),
    7 named_map: Option<HashMap<String, Vec<String>>> = Member::new("named_map", "namedMap")
        .key(&Member::new("", "key").names(&Names::NONE.xml("K").xml_namespace(OTHER)))
        .item(&Member::new("", "value").names(&Names::NONE.xml("V").xml_namespace(PREFIXED))),
    8 flat_map: Option<HashMap<String, Simple>> = Member::new("flat_map", "flatMap")
        .names(&Names::NONE.xml("FlatMap").xml_namespace(OTHER))
        .xml_flattened(),
    9 sparse_map: Option<HashMap<String, Option<i32>>> = Member::new("sparse_map", "sparseMap"),
    10 choice: Option<Choice> = Member::new("choice", "choice"),
    11 attribute: Option<String> = Member::new("attribute", "attribute").xml_attribute(),
    12 prefixed: Option<i32> = Member::new("prefixed", "prefixed").names(&Names::NONE.xml("p:prefixed")).xml_attribute(),
    13 inner: Option<Box<Everything>> = Member::new("inner", "inner")
        .names(&Names::NONE.ec2("ownName").xml("p:inner").xml_namespace(PREFIXED)),
    14 header: Option<String> = Member::new("header", "header").place(&Place::Header("x-header")),
    15 document: Option<Document> = Member::new("document", "document"),
    16 required: Option<Required> = Member::new("required", "required"),
}

structure! {
    /// A structure with a required structure within.
    Required = Shape::structure;
    0 simple: Option<Simple> = Member::new("simple", "simple").required(),
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::large_enum_variant)]
pub(crate) enum Choice {
    Text(String),
    Many(Vec<String>),
    Deep(Box<Everything>),
    Nothing,
    Unknown,
}

impl Structure for Choice {
    fn empty() -> Self {
        Self::Unknown
    }

    fn shape(&self) -> &'static Shape {
        const SHAPE: &Shape = &Shape::union(
            "Choice",
            "Choice",
            &[
                Member::new("Text", "text"),
                Member::new("Many", "many").xml_flattened(),
                Member::new("Deep", "deep"),
                Member::new("Nothing", "nothing"),
            ],
        );
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        match (index, self) {
            (0, Self::Text(value)) => Some(value),
            (1, Self::Many(value)) => Some(value),
            (2, Self::Deep(value)) => Some(value),
            (3, Self::Nothing) => Some(&()),
            _ => None,
        }
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        *self = match index {
            0 => Self::Text(Value::empty()),
            1 => Self::Many(Value::empty()),
            2 => Self::Deep(Value::empty()),
            3 => Self::Nothing,
            _ => return None,
        };
        match self {
            Self::Text(value) => Some(value),
            Self::Many(value) => Some(value),
            Self::Deep(value) => Some(value),
            Self::Nothing => Some(crate::shape::unit()),
            Self::Unknown => None,
        }
    }
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub(crate) enum Color {
    Red,
    Other(String),
}

impl From<&str> for Color {
    fn from(text: &str) -> Self {
        match text {
            "red" => Self::Red,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Color {
    fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Other(text) => text,
        }
    }
}

crate::enum_value!(Color, Self::Other(String::new()));
