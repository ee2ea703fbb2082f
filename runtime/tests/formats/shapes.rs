//! A structure with a member of every kind, as it is generated.

use std::collections::HashMap;

use tinsmith::shape::{Kind, Member, Names, Place, Shape, Structure, TimestampFormat, Value};
use tinsmith::types::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// A structure: for each member its index, field, type, value when empty, name on the wire and facts.
macro_rules! structure {
    ($name:ident { $($index:literal $field:ident: $ty:ty = $empty:expr, $wire:literal $(.$fact:ident($($value:expr)?))*;)* }) => {
        #[derive(Clone, Debug)]
        pub struct $name {
            $(pub $field: $ty,)*
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self { $($field: $empty,)* }
            }

            fn shape(&self) -> &'static Shape {
                const SHAPE: &Shape = &Shape::structure(
                    stringify!($name),
                    stringify!($name),
                    &[$(Member::new(stringify!($field), $wire)$(.$fact($($value)?))*,)*],
                );
                SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn Value> {
                let value: &dyn Value = match index { $($index => &self.$field,)* _ => return None };
                Some(value)
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
                let value: &mut dyn Value = match index { $($index => &mut self.$field,)* _ => return None };
                Some(value)
            }
        }
    };
}

pub(crate) use structure;

structure!(Everything {
    0 blob: Option<Blob> = None, "Blob";
    1 boolean: Option<bool> = None, "Boolean";
    2 byte: Option<i8> = None, "Byte";
    3 short: Option<i16> = None, "Short";
    4 integer: Option<i32> = None, "Integer";
    5 long: Option<i64> = None, "Long";
    6 float: Option<f32> = None, "Float";
    7 double: Option<f64> = None, "Double";
    8 string: Option<String> = None, "String";
    9 colour: Option<Colour> = None, "Colour";
    10 timestamp: Option<DateTime> = None, "Timestamp";
    11 date_time: Option<DateTime> = None, "DateTime".timestamp_format(TimestampFormat::DateTime);
    12 http_date: Option<DateTime> = None, "HttpDate".timestamp_format(TimestampFormat::HttpDate);
    13 document: Option<Document> = None, "Document";
    14 big_integer: Option<BigInteger> = None, "BigInteger";
    15 big_decimal: Option<BigDecimal> = None, "BigDecimal";
    16 list: Option<Vec<Everything>> = None, "List";
    17 sparse_list: Option<Vec<Option<i64>>> = None, "SparseList";
    18 map: Option<HashMap<String, String>> = None, "Map";
    19 sparse_map: Option<HashMap<Colour, Option<Everything>>> = None, "SparseMap";
    20 nested: Option<Box<Everything>> = None, "Nested";
    21 choice: Option<Choice> = None, "Choice";
    22 defaulted: i32 = 7, "Defaulted";
    23 required: Option<Required> = None, "Required".required();
});

structure!(Required {
    0 text: String = String::new(), "Text";
    1 tags: Vec<String> = Vec::new(), "Tags";
});

structure!(Bound {
    0 boolean: Option<bool> = None, "Boolean".place(&Place::Header("x-boolean"));
    1 byte: Option<i8> = None, "Byte".place(&Place::Header("x-byte"));
    2 long: Option<i64> = None, "Long".place(&Place::Header("x-long"));
    3 float: Option<f32> = None, "Float".place(&Place::Header("x-float"));
    4 string: Option<String> = None, "String".place(&Place::Header("x-string"));
    5 json: Option<String> = None, "Json"
        .place(&Place::Header("x-json")).names(&Names::NONE.media_type("application/json"));
    6 blob: Option<Blob> = None, "Blob".place(&Place::Header("x-blob"));
    7 colour: Option<Colour> = None, "Colour".place(&Place::Header("x-colour"));
    8 http_date: Option<DateTime> = None, "HttpDate".place(&Place::Header("x-http-date"));
    9 date_time: Option<DateTime> = None, "DateTime"
        .place(&Place::Header("x-date-time")).timestamp_format(TimestampFormat::DateTime);
    10 epoch: Option<DateTime> = None, "Epoch"
        .place(&Place::Header("x-epoch")).timestamp_format(TimestampFormat::EpochSeconds);
    11 strings: Option<Vec<String>> = None, "Strings".place(&Place::Header("x-strings"));
    12 numbers: Option<Vec<i32>> = None, "Numbers".place(&Place::Header("x-numbers"));
    13 dates: Option<Vec<DateTime>> = None, "Dates".place(&Place::Header("x-dates"));
    14 sparse: Option<Vec<Option<bool>>> = None, "Sparse".place(&Place::Header("x-sparse"));
    15 metadata: Option<HashMap<String, String>> = None, "Metadata".place(&Place::PrefixHeaders("x-meta-"));
    16 status: Option<i32> = None, "Status".place(&Place::StatusCode);
    17 big_integer: Option<BigInteger> = None, "BigInteger".place(&Place::Header("x-big-integer"));
    18 big_decimal: Option<BigDecimal> = None, "BigDecimal".place(&Place::Header("x-big-decimal"));
    19 payload: Option<Box<Everything>> = None, "Payload".place(&Place::StructurePayload);
});

/// A union.
#[derive(Clone, Debug)]
pub enum Choice {
    Number(i64),
    Text(String),
    Nothing,
    Nested(Box<Everything>),
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
                Member::new("Number", "number"),
                Member::new("Text", "text"),
                Member::new("Nothing", "nothing"),
                Member::new("Nested", "nested"),
            ],
        );
        assert!(SHAPE.kind == Kind::Union);
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        match (index, self) {
            (0, Self::Number(value)) => Some(value),
            (1, Self::Text(value)) => Some(value),
            (2, Self::Nothing) => Some(&()),
            (3, Self::Nested(value)) => Some(value),
            _ => None,
        }
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        *self = match index {
            0 => Self::Number(0),
            1 => Self::Text(String::new()),
            2 => Self::Nothing,
            3 => Self::Nested(Structure::empty()),
            _ => return None,
        };
        match self {
            Self::Number(value) => Some(value),
            Self::Text(value) => Some(value),
            Self::Nothing => Some(tinsmith::shape::unit()),
            Self::Nested(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    Red,
    Green,
    Unknown(String),
}

impl Colour {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Red => "RED",
            Self::Green => "GREEN",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Colour {
    fn from(text: &str) -> Self {
        match text {
            "RED" => Self::Red,
            "GREEN" => Self::Green,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

tinsmith::unnamed_enum!(Colour);
