//! The syntax tree of one model file, as the file has it ("Smithy specification, JSON AST").

use std::borrow::Cow;

use super::Json;
use crate::model::ShapeId;

/// A model file.
#[derive(Debug)]
pub(crate) struct Ast<'a> {
    /// The major version of Smithy.
    pub(crate) version: Version,
    /// The shapes and the applied traits, in order.
    pub(crate) entries: Vec<Entry<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    One,
    Two,
}

/// An entry of `shapes`.
#[derive(Debug)]
pub(crate) enum Entry<'a> {
    /// A shape.
    Shape(AstShape<'a>),
    /// Traits for a shape or member that is defined elsewhere.
    Apply(Apply<'a>),
}

#[derive(Debug)]
pub(crate) struct Apply<'a> {
    pub(crate) target: ShapeId,
    pub(crate) member: Option<String>,
    pub(crate) traits: Vec<AstTrait<'a>>,
}

#[derive(Debug)]
pub(crate) struct AstShape<'a> {
    pub(crate) id: ShapeId,
    pub(crate) kind: AstKind<'a>,
    pub(crate) mixins: Vec<ShapeId>,
    pub(crate) traits: Vec<AstTrait<'a>>,
}

/// A trait with its value.
#[derive(Clone, Debug)]
pub(crate) struct AstTrait<'a> {
    pub(crate) id: ShapeId,
    pub(crate) value: Json<'a>,
}

#[derive(Debug)]
pub(crate) enum AstKind<'a> {
    Simple(Simple),
    /// A shape with members. Those of lists are called `member`, those of maps `key` and `value`.
    Aggregate(Aggregate, Vec<AstMember<'a>>),
    Operation(AstOperation),
    Service(AstService<'a>),
    Resource(AstResource),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Simple {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    List,
    Set,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
}

#[derive(Clone, Debug)]
pub(crate) struct AstMember<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) target: ShapeId,
    pub(crate) traits: Vec<AstTrait<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AstOperation {
    pub(crate) input: Option<ShapeId>,
    pub(crate) output: Option<ShapeId>,
    pub(crate) errors: Vec<ShapeId>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AstService<'a> {
    pub(crate) version: Option<Cow<'a, str>>,
    pub(crate) operations: Vec<ShapeId>,
    pub(crate) resources: Vec<ShapeId>,
    pub(crate) errors: Vec<ShapeId>,
    pub(crate) rename: Vec<(ShapeId, Cow<'a, str>)>,
}

/// A resource. Identifiers and properties are not read: a client needs what is bound, no more.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AstResource {
    /// The lifecycle operations that there are, each with its field.
    pub(crate) lifecycle: Vec<(&'static str, ShapeId)>,
    pub(crate) operations: Vec<ShapeId>,
    pub(crate) collection_operations: Vec<ShapeId>,
    pub(crate) resources: Vec<ShapeId>,
}

/// The fields of a resource that bind lifecycle operations.
pub(crate) const LIFECYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

/// The types of shapes by their names, as `type` has them.
pub(crate) enum TypeName {
    Simple(Simple),
    Aggregate(Aggregate),
    Operation,
    Service,
    Resource,
    Apply,
}

/// Every type name, in the order of the specification.
pub(crate) static TYPE_NAMES: &[(&str, TypeName)] = &[
    ("blob", TypeName::Simple(Simple::Blob)),
    ("boolean", TypeName::Simple(Simple::Boolean)),
    ("string", TypeName::Simple(Simple::String)),
    ("byte", TypeName::Simple(Simple::Byte)),
    ("short", TypeName::Simple(Simple::Short)),
    ("integer", TypeName::Simple(Simple::Integer)),
    ("long", TypeName::Simple(Simple::Long)),
    ("float", TypeName::Simple(Simple::Float)),
    ("double", TypeName::Simple(Simple::Double)),
    ("bigInteger", TypeName::Simple(Simple::BigInteger)),
    ("bigDecimal", TypeName::Simple(Simple::BigDecimal)),
    ("timestamp", TypeName::Simple(Simple::Timestamp)),
    ("document", TypeName::Simple(Simple::Document)),
    ("enum", TypeName::Aggregate(Aggregate::Enum)),
    ("intEnum", TypeName::Aggregate(Aggregate::IntEnum)),
    ("list", TypeName::Aggregate(Aggregate::List)),
    ("set", TypeName::Aggregate(Aggregate::Set)),
    ("map", TypeName::Aggregate(Aggregate::Map)),
    ("structure", TypeName::Aggregate(Aggregate::Structure)),
    ("union", TypeName::Aggregate(Aggregate::Union)),
    ("operation", TypeName::Operation),
    ("service", TypeName::Service),
    ("resource", TypeName::Resource),
    ("apply", TypeName::Apply),
];
