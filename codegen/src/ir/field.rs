//! Members: their types, their defaults, and their places on the wire.

use crate::ir::{Deprecation, Docs};
use crate::model::TimestampFormat;
use crate::names::Name;

/// A field with its functions.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field, accessor and setter.
    pub ident: Name,
    /// `set_…`.
    pub set_ident: Name,
    /// `get_…`.
    pub get_ident: Name,
    /// The type without `Option` and `Box`.
    pub ty: Type,
    /// Whether it is in an `Option`.
    pub optional: bool,
    /// Whether it is in a `Box`, to break a cycle.
    pub boxed: bool,
    /// What it is when nobody sets it; of fields that are not optional.
    pub default: Default,
    /// Whether the model requires it.
    pub required: bool,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The facts for the table.
    pub facts: Facts,
}

impl Field {
    /// Whether there is no structure without it.
    pub fn must_be_set(&self) -> bool {
        !self.optional && self.default == Default::Missing
    }
}

/// What a field that is not optional is when nobody sets it.
#[derive(Clone, Debug, PartialEq)]
pub enum Default {
    /// It must be set: `build` fails without it.
    Missing,
    /// The zero of its type.
    Zero,
    /// `true`.
    True,
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// A number of any size.
    Digits(String),
    /// A text, or the value of an enum.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Seconds since 1970 with nanoseconds.
    Instant(i64, u32),
    /// A document, as JSON.
    Document(String),
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Type {
    Bool,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    String,
    Blob,
    DateTime,
    Document,
    BigInteger,
    BigDecimal,
    ByteStream,
    /// A stream of events to send.
    EventSender(EventTypes),
    /// A stream of events to receive.
    EventReceiver(EventTypes),
    /// `crate::types::X`; the flag says whether it is an enum (which is read from text).
    Named(Name, Named),
    /// A list; of options where it is sparse.
    Vec(Box<Type>, Sparse),
    /// A map; to options where it is sparse.
    Map(Box<Type>, Box<Type>, Sparse),
    /// A union's variant without payload.
    Unit,
}

/// The types of a stream of events.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTypes {
    /// The union of the events, in `types`.
    pub union: Name,
    /// What may come in the place of an event, in `types::error`.
    pub error: Name,
}

/// What a named type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Named {
    Structure,
    Union,
    Enum,
    Error,
}

/// Whether a collection may hold nulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Sparse {
    Yes,
    No,
}

/// The facts of a member for its table.
#[derive(Clone, Debug, PartialEq, std::default::Default)]
pub struct Facts {
    /// The Rust field as `Debug` prints it.
    pub rust_name: String,
    /// The name in the model.
    pub wire_name: String,
    /// `jsonName`.
    pub json_name: Option<String>,
    /// `xmlName`.
    pub xml_name: Option<String>,
    /// `ec2QueryName`.
    pub ec2_name: Option<String>,
    /// `xmlNamespace`: URI and prefix.
    pub xml_namespace: Option<(String, Option<String>)>,
    /// Where it travels.
    pub place: Place,
    /// `timestampFormat` of the member or its target.
    pub timestamp_format: Option<TimestampFormat>,
    /// `mediaType` of the target.
    pub media_type: Option<String>,
    /// The facts of a list's member or a map's value, where there are any.
    pub item: Option<Box<Facts>>,
    /// The facts of a map's key, where there are any.
    pub key: Option<Box<Facts>>,
    /// Whether a response without it gets an empty one.
    pub required: bool,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// `idempotencyToken`.
    pub idempotency_token: bool,
    /// `hostLabel`.
    pub host_label: bool,
    /// `xmlFlattened`.
    pub xml_flattened: bool,
    /// `xmlAttribute`.
    pub xml_attribute: bool,
    /// `requiresLength` of the target.
    pub requires_length: bool,
}

/// Where a member travels.
#[derive(Clone, Debug, PartialEq, Eq, std::default::Default)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Place {
    #[default]
    Body,
    Header(String),
    PrefixHeaders(String),
    Label,
    Query(String),
    QueryParams,
    Payload,
    /// A payload that is a structure.
    StructurePayload,
    StatusCode,
    /// In a header of an event, of this type.
    EventHeader(EventHeader),
    EventPayload,
}

/// The type of an event's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the specification's types")]
pub enum EventHeader {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    ByteArray,
    String,
    Timestamp,
}
