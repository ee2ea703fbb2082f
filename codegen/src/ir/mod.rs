//! What a crate is to contain: every name an identifier, every type decided, every wire name and place
//! decided. `expand` prints it and decides nothing.

mod derived;
mod docs;
mod field;
mod operation;
mod protocol_tests;
mod service;
mod structure;

pub use docs::Docs;
pub use field::{Default, EventHeader, EventTypes, Facts, Field, Named, Place, Sparse, Type};
pub use operation::{
    Acceptor, AcceptorState, Auth, AuthSchemes, Checksums, Comparator, ErrorVariant, EventError, Items, Matcher,
    Operation, Paginator, ResponseChecksums, SessionMaker, StaticParam, Waiter,
};
pub use protocol_tests::{
    Assignment, Check, Endpoint, ErrorExpr, EventExpr, EventsCheck, Expr, FieldExpr, Received, ReceivedEvents,
    StructureExpr, Test, TestCall, TestConfig, TestFile, UnionExpr,
};
pub use service::{ClientParam, Customization, EndpointParam, ParamType, Service};
pub use structure::{Enum, EnumVariant, Retryable, Role, Structure, Union, UnionVariant, XmlRoot};

/// A whole crate.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The name of the package.
    pub package: String,
    /// The version of the package.
    pub version: String,
    /// The name of the package of the data types, where they are a crate of their own.
    pub types_package: Option<String>,
    /// The service.
    pub service: Service,
    /// The operations, by name.
    pub operations: Vec<Operation>,
    /// How deep structures and unions hold each other.
    pub depth: usize,
    /// Structures that are neither inputs, outputs nor errors, by name.
    pub structures: Vec<Structure>,
    /// Unions, by name.
    pub unions: Vec<Union>,
    /// Enumerations, by name.
    pub enums: Vec<Enum>,
    /// Error structures, by name.
    pub errors: Vec<Structure>,
    /// Error enums of streams of events, by name.
    pub event_errors: Vec<EventError>,
    /// Waiters, by name.
    pub waiters: Vec<Waiter>,
    /// The tests that the model's protocol tests become.
    pub tests: Vec<TestFile>,
}

/// Why something is deprecated; present where it is.
#[derive(Clone, Debug, std::default::Default, PartialEq, Eq)]
pub struct Deprecation {
    /// The text for the compiler's warning.
    pub note: Option<String>,
    /// Since when.
    pub since: Option<String>,
}
