//! Operations, their errors, paginators and waiters.

use crate::ir::{Deprecation, Docs, Field, Structure, Type};
use crate::model::AuthScheme;
use crate::names::Name;

/// An operation with everything that is its own.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name in the model.
    pub name: String,
    /// The module and the client's function.
    pub module: Name,
    /// The client's function.
    pub function: Name,
    /// The unit struct.
    pub ident: Name,
    /// The error enum.
    pub error: Name,
    /// The fluent builder.
    pub fluent: Name,
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
    /// Whether its requests can be signed for somebody else to send them.
    pub presigns: bool,
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
    /// What makes the sessions that some requests are signed with.
    pub sessions: Option<SessionMaker>,
}

/// The operation that makes sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionMaker {
    /// Its module.
    pub module: Name,
    /// Its input.
    pub input: Name,
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
    pub module: Name,
    /// The type.
    pub ident: Name,
    /// The union of the events.
    pub union: Name,
    /// The errors; the codes of each are the names of its events.
    pub variants: Vec<ErrorVariant>,
}

/// A variant of an operation's or stream's error enum.
#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// The variant, and the error structure in `types::error`.
    pub ident: Name,
    /// The predicate.
    pub predicate: Name,
    /// The codes on the wire: more than one where protocols differ.
    pub codes: Vec<String>,
    /// The documentation: that of the structure.
    pub docs: Docs,
}

/// A paginator.
#[derive(Clone, Debug)]
pub struct Paginator {
    /// The paginator.
    pub ident: Name,
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
    pub ident: Name,
    /// The path of fields to the list or map, each with whether it is optional.
    pub path: Vec<(Name, bool)>,
    /// The type of the list or map.
    pub collection: Type,
}

/// A waiter.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The name in the model.
    pub name: String,
    /// The module.
    pub module: Name,
    /// `wait_until_…`.
    pub function: Name,
    /// The fluent builder.
    pub fluent: Name,
    /// The alias of the final poll.
    pub final_poll: Name,
    /// The alias of the error.
    pub error: Name,
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
