//! The types of a crate: structures, unions and enumerations.

use crate::ir::{Deprecation, Docs, Facts, Field, Type};
use crate::model::ErrorFault;
use crate::names::Name;

/// A structure with its builder.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The name in the model, or that which stands for it.
    pub model_name: String,
    /// The module of the file.
    pub module: Name,
    /// The type.
    pub ident: Name,
    /// The builder.
    pub builder: Name,
    /// What the structure is for.
    pub role: Role,
    /// The fields, in model order.
    pub fields: Vec<Field>,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether all of it is sensitive.
    pub sensitive: bool,
    /// What is said of it as the root of an XML document.
    pub xml_root: XmlRoot,
    /// Whether, as an output, it knows the extended request id, too.
    pub extended_request_id: bool,
}

/// What a structure or union says of itself as the root of an XML document.
#[derive(Clone, Debug, std::default::Default, PartialEq, Eq)]
pub struct XmlRoot {
    /// The namespace: URI and prefix.
    pub namespace: Option<(String, Option<String>)>,
    /// The name of the element, where it is not that of the shape.
    pub name: Option<String>,
}

/// What a structure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The input of an operation: `build` is fallible, as in the official clients.
    Input,
    /// The output of an operation: it knows its request id.
    Output,
    /// An error: it knows its metadata.
    Error(ErrorFault, Option<Retryable>),
    /// Anything else.
    Data,
}

/// What kind of error may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Retryable {
    Throttling,
    Client,
    Server,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The name in the model.
    pub model_name: String,
    /// The module of the file.
    pub module: Name,
    /// The type.
    pub ident: Name,
    /// The variants, by name.
    pub variants: Vec<UnionVariant>,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether all of it is sensitive.
    pub sensitive: bool,
    /// What is said of it as the root of an XML document.
    pub xml_root: XmlRoot,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The variant.
    pub ident: Name,
    /// `as_…`.
    pub as_ident: Name,
    /// `is_…`.
    pub is_ident: Name,
    /// The payload.
    pub ty: Type,
    /// Whether the payload is boxed, to break a cycle.
    pub boxed: bool,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The facts for the table.
    pub facts: Facts,
}

/// An enumeration of strings.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The module of the file.
    pub module: Name,
    /// The type.
    pub ident: Name,
    /// The variants by wire value, or `None` where the values have no names.
    pub variants: Option<Vec<EnumVariant>>,
    /// The wire values, sorted.
    pub values: Vec<String>,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
}

/// A variant of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// The variant.
    pub ident: Name,
    /// The wire value.
    pub value: String,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
}
