//! The semantic model: what every stage after `assemble` reads, whichever format the model came in.
//!
//! It mirrors the Smithy 2.0 semantic model ("Smithy specification, The Smithy model"): shapes with
//! their members and typed traits. Mixins and `apply` are already resolved, and Smithy 1.0 models are
//! upgraded, so nothing here knows of them.

mod closure;
mod id;
mod protocol_tests;
mod protocols;
mod traits;

pub(crate) use closure::{operations_of, reach};
pub use id::ShapeId;
pub(crate) use id::is_identifier;
pub use protocol_tests::{
    AppliesTo, Direction, EventStreamTest, Expectation, HttpRequestTest, HttpResponseTest, TestBody, TestCase,
    TestEvent, TestHeader, TestMessage, TestRequest, TestResponse,
};
pub use protocols::{ApiKeyLocation, AuthScheme, Protocol};
pub use traits::{
    DeprecatedTrait, EndpointTrait, ErrorFault, HttpChecksumTrait, HttpTrait, LengthTrait, PaginatedTrait, RangeTrait,
    ServiceTrait, TimestampFormat, Trait, Traits, XmlNamespaceTrait,
};

use std::collections::BTreeMap;

use indexmap::IndexMap;

/// A whole model: every shape by its absolute id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The shapes, sorted by id. Members are not listed: they live in their containers.
    ///
    /// Shapes are looked up so often that searching a sorted map for them would take a tenth of all time.
    pub shapes: IndexMap<ShapeId, Shape>,
}

impl Model {
    /// The shape called `id`, if the model or the prelude has one.
    ///
    /// Prelude shapes (`smithy.api#String` and the like) that a model does not define itself are known.
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| prelude::shape(id))
    }

    /// The services of the model, by id.
    pub fn services(&self) -> impl Iterator<Item = (&ShapeId, &Service)> {
        self.shapes.iter().filter_map(|(id, shape)| match &shape.kind {
            ShapeKind::Service(service) => Some((id, service)),
            _ => None,
        })
    }
}

/// A shape: what it is, and its traits.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What the shape is.
    pub kind: ShapeKind,
    /// The traits applied to the shape itself.
    pub traits: Traits,
}

/// The kinds of shapes. `set` reads as a list with `uniqueItems`, and a string with the `enum` trait
/// whose entries all have names reads as an enum (Smithy 2.0, "Upgrading string shapes to enums").
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Bytes without interpretation.
    Blob,
    /// True or false.
    Boolean,
    /// UTF-8 text; with [`Trait::UnnamedEnum`] an enumeration whose values have no names.
    String,
    /// 8-bit signed integer.
    Byte,
    /// 16-bit signed integer.
    Short,
    /// 32-bit signed integer.
    Integer,
    /// 64-bit signed integer.
    Long,
    /// IEEE 754 single precision.
    Float,
    /// IEEE 754 double precision.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any precision.
    BigDecimal,
    /// An instant.
    Timestamp,
    /// Untyped JSON-like data.
    Document,
    /// An enumeration of strings.
    Enum(Vec<EnumMember>),
    /// An enumeration of 32-bit integers.
    IntEnum(Vec<IntEnumMember>),
    /// A homogeneous sequence. `member` is called `member`.
    List(Box<Member>),
    /// A map from strings to values. The members are called `key` and `value`.
    Map(Box<Member>, Box<Member>),
    /// Named members, all of them at once.
    Structure(Vec<Member>),
    /// Named members, one of them at a time.
    Union(Vec<Member>),
    /// A call.
    Operation(Operation),
    /// A service.
    Service(Service),
    /// A resource: operations with a common identity.
    Resource(Resource),
}

impl ShapeKind {
    /// The members of a structure or union, in model order; nothing for other shapes.
    pub fn members(&self) -> &[Member] {
        match self {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => members,
            _ => &[],
        }
    }

    /// The word that the specification uses for this kind of shape.
    pub fn word(&self) -> &'static str {
        match self {
            ShapeKind::Blob => "blob",
            ShapeKind::Boolean => "boolean",
            ShapeKind::String => "string",
            ShapeKind::Byte => "byte",
            ShapeKind::Short => "short",
            ShapeKind::Integer => "integer",
            ShapeKind::Long => "long",
            ShapeKind::Float => "float",
            ShapeKind::Double => "double",
            ShapeKind::BigInteger => "bigInteger",
            ShapeKind::BigDecimal => "bigDecimal",
            ShapeKind::Timestamp => "timestamp",
            ShapeKind::Document => "document",
            ShapeKind::Enum(_) => "enum",
            ShapeKind::IntEnum(_) => "intEnum",
            ShapeKind::List(_) => "list",
            ShapeKind::Map(..) => "map",
            ShapeKind::Structure(_) => "structure",
            ShapeKind::Union(_) => "union",
            ShapeKind::Operation(_) => "operation",
            ShapeKind::Service(_) => "service",
            ShapeKind::Resource(_) => "resource",
        }
    }
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The member's name as the model has it; also its wire name unless a trait says otherwise.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// The traits applied to the member.
    pub traits: Traits,
}

/// A value of an enumeration of strings.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumMember {
    /// The member's name.
    pub name: String,
    /// The text on the wire.
    pub value: String,
    /// The traits applied to the member; without `enumValue`, which is [`EnumMember::value`].
    pub traits: Traits,
}

/// A value of an enumeration of integers.
#[derive(Clone, Debug, PartialEq)]
pub struct IntEnumMember {
    /// The member's name.
    pub name: String,
    /// The number on the wire.
    pub value: i32,
    /// The traits applied to the member; without `enumValue`, which is [`IntEnumMember::value`].
    pub traits: Traits,
}

/// An operation. `smithy.api#Unit` as input or output reads as `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// The structure of the input.
    pub input: Option<ShapeId>,
    /// The structure of the output.
    pub output: Option<ShapeId>,
    /// The errors that the operation itself lists, in model order.
    pub errors: Vec<ShapeId>,
}

/// A service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version of the interface, often a date.
    pub version: String,
    /// The operations bound to the service itself; those of resources are found through
    /// `CheckedModel::operations`.
    pub operations: Vec<ShapeId>,
    /// The resources bound to the service.
    pub resources: Vec<ShapeId>,
    /// Errors that every operation may return.
    pub errors: Vec<ShapeId>,
    /// Names that shapes take within this service, by shape.
    pub rename: BTreeMap<ShapeId, String>,
}

/// A resource, reduced to what a client needs: what is bound to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Every operation of the resource: lifecycle operations (`put`, `create`, `read`, `update`,
    /// `delete`, `list`), instance operations and collection operations.
    pub operations: Vec<ShapeId>,
    /// Child resources.
    pub resources: Vec<ShapeId>,
}

mod prelude {
    //! The shapes of the Smithy prelude that a client can meet ("Smithy specification, Prelude").

    use super::{Shape, ShapeId, ShapeKind, Trait, Traits};
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    static SHAPES: LazyLock<BTreeMap<&'static str, Shape>> = LazyLock::new(|| {
        let shape = |kind| Shape { kind, traits: Traits::default() };
        let zero = |kind, value: serde_json::Value| Shape { kind, traits: Traits::from_iter([Trait::Default(value)]) };
        BTreeMap::from([
            ("Blob", shape(ShapeKind::Blob)),
            ("Boolean", shape(ShapeKind::Boolean)),
            ("String", shape(ShapeKind::String)),
            ("Byte", shape(ShapeKind::Byte)),
            ("Short", shape(ShapeKind::Short)),
            ("Integer", shape(ShapeKind::Integer)),
            ("Long", shape(ShapeKind::Long)),
            ("Float", shape(ShapeKind::Float)),
            ("Double", shape(ShapeKind::Double)),
            ("BigInteger", shape(ShapeKind::BigInteger)),
            ("BigDecimal", shape(ShapeKind::BigDecimal)),
            ("Timestamp", shape(ShapeKind::Timestamp)),
            ("Document", shape(ShapeKind::Document)),
            ("Unit", shape(ShapeKind::Structure(Vec::new()))),
            ("PrimitiveBoolean", zero(ShapeKind::Boolean, false.into())),
            ("PrimitiveByte", zero(ShapeKind::Byte, 0.into())),
            ("PrimitiveShort", zero(ShapeKind::Short, 0.into())),
            ("PrimitiveInteger", zero(ShapeKind::Integer, 0.into())),
            ("PrimitiveLong", zero(ShapeKind::Long, 0.into())),
            ("PrimitiveFloat", zero(ShapeKind::Float, 0.into())),
            ("PrimitiveDouble", zero(ShapeKind::Double, 0.into())),
        ])
    });

    pub(super) fn shape(id: &ShapeId) -> Option<&'static Shape> {
        (id.namespace() == "smithy.api").then(|| SHAPES.get(id.name())).flatten()
    }
}
