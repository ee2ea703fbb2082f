//! What a crate is to contain: every name an identifier, every type decided, every wire name and place
//! decided. `expand` prints it and decides nothing.

mod derived;
mod protocol_tests;

use proc_macro2::Ident;

pub use protocol_tests::{
    Assignment, Check, Endpoint, ErrorExpr, EventExpr, EventsCheck, Expr, FieldExpr, Received, ReceivedEvents,
    StructureExpr, Test, TestCall, TestConfig, TestFile, UnionExpr,
};

use crate::model::{AuthScheme, ErrorFault, Protocol, TimestampFormat};

/// A whole crate.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The name of the package.
    pub package: String,
    /// The version of the package.
    pub version: String,
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

/// The service itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// `sdkId`.
    pub sdk_id: String,
    /// What people call it: the title, or the SDK id.
    pub title: String,
    /// The title as Markdown.
    pub title_docs: String,
    /// The name of the service's shape.
    pub shape_name: String,
    /// The version of the interface.
    pub version: String,
    /// The name that requests are signed for.
    pub signing_name: Option<String>,
    /// How requests prove who sent them.
    pub auth: AuthSchemes,
    /// The protocols, the preferred one first.
    pub protocols: Vec<Protocol>,
    /// Whether errors go by the codes that they had in awsQuery.
    pub query_compatible: bool,
    /// The namespace of root elements in XML: URI and prefix.
    pub xml_namespace: Option<(String, Option<String>)>,
    /// The documentation.
    pub docs: Docs,
    /// The endpoint rules, as minified JSON.
    pub endpoint_rules: String,
    /// Whether the rules are a decision diagram, and not a tree.
    pub has_decision_diagram: bool,
    /// The parameters of the endpoint rules.
    pub endpoint_params: Vec<EndpointParam>,
    /// The parameters that clients may set.
    pub client_params: Vec<ClientParam>,
    /// Whether there are endpoints for each account.
    pub has_account_endpoints: bool,
    /// What its clients do beyond its model.
    pub customization: Customization,
}

/// What the clients of a service do beyond its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Customization {
    None,
    ApiGateway,
    Glacier,
    MachineLearning,
    S3,
    S3Control,
}

/// A parameter of the endpoint rules.
#[derive(Clone, Debug)]
pub struct EndpointParam {
    /// The parameter's name.
    pub name: String,
    /// The getter and setter.
    pub ident: Ident,
    /// The `set_` function.
    pub set_ident: Ident,
    /// Its type.
    pub ty: ParamType,
    /// Its documentation.
    pub docs: Docs,
}

/// The type of an endpoint parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants are the types of the rules language")]
pub enum ParamType {
    String,
    Boolean,
    StringArray,
}

/// An endpoint parameter that clients may set.
#[derive(Clone, Debug)]
pub struct ClientParam {
    /// The parameter's name.
    pub name: String,
    /// The setter.
    pub ident: Ident,
    /// The `set_` function.
    pub set_ident: Ident,
    /// Its type.
    pub ty: ParamType,
    /// Its documentation.
    pub docs: Docs,
}

/// Lines of Markdown.
#[derive(Clone, Debug, std::default::Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

/// Why something is deprecated; present where it is.
#[derive(Clone, Debug, std::default::Default, PartialEq, Eq)]
pub struct Deprecation {
    /// The text for the compiler's warning.
    pub note: Option<String>,
    /// Since when.
    pub since: Option<String>,
}

/// An operation with everything that is its own.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name in the model.
    pub name: String,
    /// The module and the client's function.
    pub module: Ident,
    /// The client's function.
    pub function: Ident,
    /// The unit struct.
    pub ident: Ident,
    /// The error enum.
    pub error: Ident,
    /// The fluent builder.
    pub fluent: Ident,
    /// The paginator, and its iterator over items.
    pub paginator: Option<Paginator>,
    /// The input.
    pub input: Structure,
    /// The output.
    pub output: Structure,
    /// The errors.
    pub errors: Vec<ErrorVariant>,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// Whether the model has no input, and a protocol makes a difference of it.
    pub unit_input: bool,
    /// How requests prove who sent them.
    pub auth: Auth,
    /// Whether signatures leave the body out.
    pub unsigned_payload: bool,
    /// The method and the URI pattern, where the service's protocols use them.
    pub http: Option<(String, String)>,
    /// Endpoint parameters with fixed values.
    pub static_params: Vec<(String, StaticParam)>,
    /// Endpoint parameters from members of the input, by index.
    pub context_params: Vec<(String, usize)>,
    /// Endpoint parameters from deeper within the input, by paths.
    pub operation_context_params: Vec<(String, String)>,
    /// What goes before the host.
    pub host_prefix: Option<String>,
    /// Its checksums, if it has any.
    pub checksums: Option<Checksums>,
    /// Whether its requests are compressed, with gzip.
    pub compression: bool,
    /// Whether the output's only member is the root element of its document.
    pub s3_unwrapped_output: bool,
}

/// The checksums of an operation: `httpChecksumRequired` and `httpChecksum`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksums {
    /// Whether every request has one.
    pub request_required: bool,
    /// The index of the input's member that names the algorithm.
    pub request_algorithm: Option<usize>,
    /// Which checksums of responses are validated, if any.
    pub response: Option<ResponseChecksums>,
}

/// The checksums of an operation's responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseChecksums {
    /// The index of the input's member that asks for them.
    pub mode: usize,
    /// The algorithms that there may be.
    pub algorithms: Vec<String>,
}

/// A fixed value of an endpoint parameter.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the variants are the types of the rules language")]
pub enum StaticParam {
    String(String),
    Boolean(bool),
    StringArray(Vec<String>),
}

/// The schemes of authentication of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthSchemes {
    /// Those that its operations take unless they say otherwise, the preferred one first.
    pub schemes: Vec<AuthScheme>,
    /// All that any operation takes, without repetition.
    pub all: Vec<AuthScheme>,
    /// Whether some requests are signed with SigV4A without a wish of the user's.
    pub needs_sigv4a: bool,
}

/// How requests prove who sent them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// As the service has it.
    Service,
    /// By one of these schemes.
    Schemes(Vec<AuthScheme>),
    /// By one of these schemes if there is an identity for it, otherwise not at all.
    Optional(Vec<AuthScheme>),
    /// Not at all.
    None,
}

/// The error enum of a stream of events.
#[derive(Clone, Debug)]
pub struct EventError {
    /// The module of the file.
    pub module: Ident,
    /// The type.
    pub ident: Ident,
    /// The union of the events.
    pub union: Ident,
    /// The errors; the codes of each are the names of its events.
    pub variants: Vec<ErrorVariant>,
}

/// A variant of an operation's or stream's error enum.
#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// The variant, and the error structure in `types::error`.
    pub ident: Ident,
    /// The predicate.
    pub predicate: Ident,
    /// The codes on the wire: more than one where protocols differ.
    pub codes: Vec<String>,
    /// The documentation: that of the structure.
    pub docs: Docs,
}

/// A paginator.
#[derive(Clone, Debug)]
pub struct Paginator {
    /// The paginator.
    pub ident: Ident,
    /// The index of the token in the input.
    pub input_token: usize,
    /// The path of indices to the token in the output.
    pub output_token: Vec<usize>,
    /// The index of the output's member that says whether there is another page, where its token does not.
    pub more: Option<usize>,
    /// The member that takes the page size.
    pub page_size: Option<Field>,
    /// The items.
    pub items: Option<Items>,
}

/// The items of a page.
#[derive(Clone, Debug)]
pub struct Items {
    /// The iterator over items.
    pub ident: Ident,
    /// The path of fields to the list or map, each with whether it is optional.
    pub path: Vec<(Ident, bool)>,
    /// The type of the list or map.
    pub collection: Type,
}

/// A structure with its builder.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The name in the model, or that which stands for it.
    pub model_name: String,
    /// The module of the file.
    pub module: Ident,
    /// The type.
    pub ident: Ident,
    /// The builder.
    pub builder: Ident,
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

/// A field with its functions.
#[derive(Clone, Debug)]
pub struct Field {
    /// The field, accessor and setter.
    pub ident: Ident,
    /// `set_…`.
    pub set_ident: Ident,
    /// `get_…`.
    pub get_ident: Ident,
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
    Named(Ident, Named),
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
    pub union: Ident,
    /// What may come in the place of an event, in `types::error`.
    pub error: Ident,
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

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The name in the model.
    pub model_name: String,
    /// The module of the file.
    pub module: Ident,
    /// The type.
    pub ident: Ident,
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
    pub ident: Ident,
    /// `as_…`.
    pub as_ident: Ident,
    /// `is_…`.
    pub is_ident: Ident,
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
    pub module: Ident,
    /// The type.
    pub ident: Ident,
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
    pub ident: Ident,
    /// The wire value.
    pub value: String,
    /// The documentation.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecation>,
}

/// A waiter.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The name in the model.
    pub name: String,
    /// The module.
    pub module: Ident,
    /// `wait_until_…`.
    pub function: Ident,
    /// The fluent builder.
    pub fluent: Ident,
    /// The alias of the final poll.
    pub final_poll: Ident,
    /// The alias of the error.
    pub error: Ident,
    /// The index of the operation in [`Crate::operations`].
    pub operation: usize,
    /// The shortest delay, in seconds.
    pub min_delay: u64,
    /// The longest delay, in seconds.
    pub max_delay: u64,
    /// The acceptors, in order.
    pub acceptors: Vec<Acceptor>,
    /// The documentation.
    pub docs: Docs,
}

/// An acceptor of a waiter.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// What it leads to.
    pub state: AcceptorState,
    /// What it matches.
    pub matcher: Matcher,
}

/// What an acceptor leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum AcceptorState {
    Success,
    Failure,
    Retry,
}

/// What an acceptor matches.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Matcher {
    Success(bool),
    ErrorType(String),
    Output { path: String, comparator: Comparator, expected: String },
    InputOutput { path: String, comparator: Comparator, expected: String },
}

/// How an acceptor compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, clippy::enum_variant_names, reason = "the words are the specification's")]
pub enum Comparator {
    StringEquals,
    BooleanEquals,
    AllStringEquals,
    AnyStringEquals,
}
