//! The syntax tree of a C2J service, as its files have it.
//!
//! C2J is the older form of AWS's models, which botocore ships: `service-2.json` says what there is, and
//! files beside it add paginators, waiters and endpoint rules.

use std::borrow::Cow;

use crate::read::{Json, Simple};

/// A service, with what its companions add.
#[derive(Debug)]
pub(crate) struct C2j<'a> {
    /// The number of `service-2.json` among the sources.
    pub(crate) source: usize,
    pub(crate) metadata: Metadata<'a>,
    pub(crate) documentation: Option<Cow<'a, str>>,
    pub(crate) client_context_params: Option<Json<'a>>,
    pub(crate) operations: Vec<C2jOperation<'a>>,
    pub(crate) shapes: Vec<C2jShape<'a>>,
    pub(crate) companions: Companions<'a>,
}

/// What lies beside `service-2.json`, each with the number of its source.
#[derive(Debug, Default)]
pub(crate) struct Companions<'a> {
    /// `paginators-1.json`, by operation.
    pub(crate) paginators: Option<(usize, Vec<(Cow<'a, str>, C2jPaginator<'a>)>)>,
    /// `waiters-2.json`, by name.
    pub(crate) waiters: Option<(usize, Vec<(Cow<'a, str>, C2jWaiter<'a>)>)>,
    /// `endpoint-rule-set-1.json`.
    pub(crate) rule_set: Option<(usize, Json<'a>)>,
    /// `endpoint-tests-1.json`.
    pub(crate) endpoint_tests: Option<(usize, Json<'a>)>,
}

/// `metadata`: what is said of the service as a whole.
#[derive(Debug, Default)]
pub(crate) struct Metadata<'a> {
    pub(crate) api_version: Option<Cow<'a, str>>,
    pub(crate) auth: Option<Vec<Cow<'a, str>>>,
    pub(crate) aws_query_compatible: bool,
    pub(crate) endpoint_prefix: Option<Cow<'a, str>>,
    pub(crate) json_version: Option<Cow<'a, str>>,
    pub(crate) protocol: Option<Cow<'a, str>>,
    pub(crate) protocols: Option<Vec<Cow<'a, str>>>,
    pub(crate) service_abbreviation: Option<Cow<'a, str>>,
    pub(crate) service_full_name: Option<Cow<'a, str>>,
    pub(crate) service_id: Option<Cow<'a, str>>,
    pub(crate) signature_version: Option<Cow<'a, str>>,
    pub(crate) signing_name: Option<Cow<'a, str>>,
    pub(crate) target_prefix: Option<Cow<'a, str>>,
    pub(crate) xml_namespace: Option<XmlNamespace<'a>>,
}

/// An XML namespace. `metadata` has its URI alone.
#[derive(Clone, Debug)]
pub(crate) struct XmlNamespace<'a> {
    pub(crate) uri: Cow<'a, str>,
    pub(crate) prefix: Option<Cow<'a, str>>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct C2jOperation<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) facts: OperationFacts<'a>,
    pub(crate) http: Option<C2jHttp<'a>>,
    pub(crate) input: Option<C2jRef<'a>>,
    pub(crate) output: Option<C2jRef<'a>>,
    /// The errors that there are, each with its place in the list, in which one that cannot be read is left out.
    pub(crate) errors: Vec<(usize, C2jRef<'a>)>,
}

/// What is said of an operation.
#[derive(Debug, Default)]
pub(crate) struct OperationFacts<'a> {
    pub(crate) auth: Option<Vec<Cow<'a, str>>>,
    pub(crate) auth_type: Option<Cow<'a, str>>,
    pub(crate) deprecation: Deprecation<'a>,
    pub(crate) documentation: Option<Cow<'a, str>>,
    pub(crate) host_prefix: Option<Cow<'a, str>>,
    pub(crate) http_checksum: Option<Json<'a>>,
    pub(crate) http_checksum_required: bool,
    pub(crate) operation_context_params: Option<Json<'a>>,
    pub(crate) request_compression: Option<Json<'a>>,
    pub(crate) static_context_params: Option<Json<'a>>,
    pub(crate) unsigned_payload: bool,
}

/// `http` of an operation.
#[derive(Debug)]
pub(crate) struct C2jHttp<'a> {
    pub(crate) method: Cow<'a, str>,
    pub(crate) request_uri: Cow<'a, str>,
    pub(crate) response_code: Option<Json<'a>>,
}

/// `deprecated`, `deprecatedMessage` and `deprecatedSince`.
#[derive(Debug, Default)]
pub(crate) struct Deprecation<'a> {
    pub(crate) deprecated: bool,
    pub(crate) message: Option<Cow<'a, str>>,
    pub(crate) since: Option<Cow<'a, str>>,
}

/// A shape.
#[derive(Debug)]
pub(crate) struct C2jShape<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) kind: C2jKind<'a>,
    pub(crate) facts: Facts<'a>,
    pub(crate) constraints: Constraints<'a>,
}

#[derive(Debug)]
pub(crate) enum C2jKind<'a> {
    Structure(C2jStructure<'a>),
    List(Box<C2jRef<'a>>),
    Map(Box<C2jRef<'a>>, Box<C2jRef<'a>>),
    /// A string with the values that it may have.
    Enum(Vec<Cow<'a, str>>),
    Simple(Simple),
}

/// What values of a shape are held to.
#[derive(Debug, Default)]
pub(crate) struct Constraints<'a> {
    pub(crate) min: Option<Json<'a>>,
    pub(crate) max: Option<Json<'a>>,
    pub(crate) pattern: Option<Cow<'a, str>>,
    pub(crate) sparse: bool,
}

/// What a structure has besides what all shapes have.
#[derive(Debug, Default)]
pub(crate) struct C2jStructure<'a> {
    pub(crate) members: Vec<(Cow<'a, str>, C2jRef<'a>)>,
    pub(crate) required: Vec<Cow<'a, str>>,
    pub(crate) payload: Option<Cow<'a, str>>,
    pub(crate) union: bool,
    pub(crate) document: bool,
    pub(crate) event_stream: bool,
    pub(crate) error: C2jError<'a>,
}

/// What makes a structure an error.
#[derive(Clone, Debug, Default)]
pub(crate) struct C2jError<'a> {
    pub(crate) exception: bool,
    pub(crate) fault: bool,
    pub(crate) sender_fault: bool,
    pub(crate) code: Option<Cow<'a, str>>,
    pub(crate) http_status_code: Option<Json<'a>>,
    pub(crate) retryable: Option<Json<'a>>,
}

/// A use of a shape: by a member, a list, a map or an operation.
#[derive(Debug)]
pub(crate) struct C2jRef<'a> {
    pub(crate) shape: Cow<'a, str>,
    pub(crate) facts: Facts<'a>,
    /// What makes the shape an error, of old models, which say it at each use.
    pub(crate) error: C2jError<'a>,
}

/// What may be said of a shape, or of one use of it.
#[derive(Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) boxed: bool,
    pub(crate) context_param: Option<Cow<'a, str>>,
    pub(crate) deprecation: Deprecation<'a>,
    pub(crate) documentation: Option<Cow<'a, str>>,
    pub(crate) event_header: bool,
    pub(crate) event_payload: bool,
    pub(crate) flattened: bool,
    pub(crate) host_label: bool,
    pub(crate) idempotency_token: bool,
    pub(crate) json_value: bool,
    pub(crate) location: Option<Cow<'a, str>>,
    pub(crate) location_name: Option<Cow<'a, str>>,
    pub(crate) query_name: Option<Cow<'a, str>>,
    pub(crate) requires_length: bool,
    pub(crate) sensitive: bool,
    pub(crate) streaming: bool,
    pub(crate) timestamp_format: Option<Cow<'a, str>>,
    pub(crate) xml_attribute: bool,
    pub(crate) xml_namespace: Option<XmlNamespace<'a>>,
}

/// An entry of `paginators-1.json`. A key may be one path or a list of paths.
#[derive(Debug, Default)]
pub(crate) struct C2jPaginator<'a> {
    pub(crate) input_token: Vec<Cow<'a, str>>,
    pub(crate) output_token: Vec<Cow<'a, str>>,
    pub(crate) result_key: Vec<Cow<'a, str>>,
    pub(crate) limit_key: Vec<Cow<'a, str>>,
}

/// An entry of `waiters-2.json`.
#[derive(Debug)]
pub(crate) struct C2jWaiter<'a> {
    pub(crate) operation: Cow<'a, str>,
    pub(crate) description: Option<Cow<'a, str>>,
    pub(crate) delay: Option<Json<'a>>,
    pub(crate) acceptors: Vec<C2jAcceptor<'a>>,
}

/// When a waiter is content, or gives up.
#[derive(Debug)]
pub(crate) struct C2jAcceptor<'a> {
    pub(crate) matcher: Matcher<'a>,
    pub(crate) state: Cow<'a, str>,
}

/// Which results of a call an acceptor is about.
#[derive(Debug)]
pub(crate) enum Matcher<'a> {
    /// Those in which the expression has this value.
    Path(Comparison, Cow<'a, str>, Expected<'a>),
    /// Those with this status code.
    Status(u16),
    /// Errors of this code.
    Error(Cow<'a, str>),
    /// All errors, or everything but errors.
    AnyError(bool),
}

/// How the value of an expression is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// `path`: it is the expected value.
    Is,
    /// `pathAll`: it is a list, and each item is.
    All,
    /// `pathAny`: it is a list, and an item is.
    Any,
}

/// What the value of an expression is compared with.
#[derive(Debug)]
pub(crate) enum Expected<'a> {
    Text(Cow<'a, str>),
    Boolean(bool),
}
