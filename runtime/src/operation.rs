//! Descriptors: a service and its operations as data.
//!
//! Generated crates hold one [`Service`] and one [`Operation`] a call; the engines of this crate read
//! them. Nothing here is computed at run time.

use std::marker::PhantomData;
use std::sync::LazyLock;

use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};

use crate::auth::Scheme;
use crate::checksum::Checksums;
use crate::compression::Compression;
use crate::context_params::ContextParams;
use crate::customizations::Customization;
use crate::error::{ErrorReader, OperationError};
use crate::protocol::Protocol;
use crate::rules;
use crate::shape::{Structure, XmlNamespace};

/// The rule set of a service, read when the first endpoint is resolved.
pub type LazyRules = LazyLock<Result<rules::RuleSet, rules::RulesError>>;

/// A service.
#[derive(Debug)]
pub struct Service {
    /// The name that SDKs know the service by (`sdkId`).
    pub sdk_id: &'static str,
    /// The name of the service's shape, which awsJson sends as the prefix of the target.
    pub shape_name: &'static str,
    /// The version of the interface.
    pub version: &'static str,
    /// The name that requests are signed for; none where the service is not signed with SigV4.
    pub signing_name: Option<&'static str>,
    /// How requests prove who sent them, the preferred scheme first; operations may differ.
    pub auth: &'static [&'static dyn Scheme],
    /// The protocols that the service speaks, the preferred one first.
    pub protocols: &'static [&'static dyn Protocol],
    /// Whether errors go by the codes that they had in awsQuery (`awsQueryCompatible`).
    pub query_compatible: bool,
    /// The namespace of root elements in XML.
    pub xml_namespace: Option<XmlNamespace>,
    /// The version of the client's package, for the user agent.
    pub package_version: &'static str,
    /// How endpoints are found.
    pub endpoint_rules: &'static LazyRules,
    /// What its clients do beyond its model.
    pub customization: &'static dyn Customization,
    /// Wraps endpoint parameters as the client's own type, for resolvers that users write.
    pub endpoint_params: fn(rules::Params) -> EndpointResolverParams,
}

impl Service {
    /// The service's name as it stands in user agents, environment variables and profiles:
    /// lower case with underscores for spaces.
    pub(crate) fn id(&self) -> String {
        self.sdk_id.to_lowercase().replace(' ', "_")
    }
}

/// An operation.
///
/// [`Operation::new`] gives that of an RPC protocol without anything special; the other functions add
/// the rarer facts, each named for the trait that it stands for.
#[derive(Debug)]
pub struct Operation {
    /// The service that the operation belongs to.
    pub service: &'static Service,
    /// The operation's name.
    pub name: &'static str,
    /// Whether the model has no input, where the client has one without members.
    pub unit_input: bool,
    /// Whether the output is a stream of events.
    pub event_output: bool,
    /// The HTTP method, for protocols with HTTP bindings.
    pub method: &'static str,
    /// The URI pattern, for protocols with HTTP bindings.
    pub uri: &'static str,
    /// How requests prove who sent them.
    pub auth: Auth,
    /// Whether signatures leave the body out (`unsignedPayload`).
    pub unsigned_payload: bool,
    /// Endpoint parameters with fixed values (`staticContextParams`).
    pub static_params: &'static [(&'static str, StaticParam)],
    /// Endpoint parameters taken from input members: the parameter and the member's index (`contextParam`).
    pub context_params: &'static [(&'static str, usize)],
    /// Endpoint parameters from deeper within the input (`operationContextParams`).
    pub operation_context_params: Option<&'static dyn ContextParams>,
    /// What goes before the host, with labels in braces (`endpoint`).
    pub host_prefix: Option<&'static str>,
    /// Its checksums (`httpChecksumRequired`, `httpChecksum`).
    pub checksums: Option<&'static dyn Checksums>,
    /// How its requests are compressed (`requestCompression`).
    pub compression: Option<&'static dyn Compression>,
    /// Whether the output's only member is the root element of its document (`s3UnwrappedXmlOutput`).
    pub s3_unwrapped_output: bool,
}

/// A fixed endpoint parameter.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the variants are the types of the rules language")]
pub enum StaticParam {
    String(&'static str),
    Boolean(bool),
    StringArray(&'static [&'static str]),
}

/// How requests prove who sent them.
#[derive(Clone, Copy, Debug)]
pub enum Auth {
    /// By the schemes of the service.
    Service,
    /// By one of these schemes, the preferred one first.
    Schemes(&'static [&'static dyn Scheme]),
    /// By one of these schemes if the client has an identity for it, otherwise not at all (`optionalAuth`).
    Optional(&'static [&'static dyn Scheme]),
    /// Not at all.
    None,
}

impl Operation {
    /// An operation that is sent with POST to the root, by the schemes of the service.
    pub const fn new(service: &'static Service, name: &'static str) -> Self {
        Self {
            service,
            name,
            unit_input: false,
            event_output: false,
            method: "POST",
            uri: "/",
            auth: Auth::Service,
            unsigned_payload: false,
            static_params: &[],
            context_params: &[],
            operation_context_params: None,
            host_prefix: None,
            checksums: None,
            compression: None,
            s3_unwrapped_output: false,
        }
    }

    /// Sets [`Operation::event_output`].
    pub const fn event_output(self) -> Self {
        Self { event_output: true, ..self }
    }

    /// Sets [`Operation::unit_input`].
    pub const fn unit_input(self) -> Self {
        Self { unit_input: true, ..self }
    }

    /// Sets the method and the URI pattern.
    pub const fn http(self, method: &'static str, uri: &'static str) -> Self {
        Self { method, uri, ..self }
    }

    /// Sets [`Operation::auth`].
    pub const fn auth(self, auth: Auth) -> Self {
        Self { auth, ..self }
    }

    /// Sets [`Operation::unsigned_payload`].
    pub const fn unsigned_payload(self) -> Self {
        Self { unsigned_payload: true, ..self }
    }

    /// Sets [`Operation::static_params`].
    pub const fn static_params(self, params: &'static [(&'static str, StaticParam)]) -> Self {
        Self { static_params: params, ..self }
    }

    /// Sets [`Operation::context_params`].
    pub const fn context_params(self, params: &'static [(&'static str, usize)]) -> Self {
        Self { context_params: params, ..self }
    }

    /// Sets [`Operation::operation_context_params`].
    pub const fn operation_context_params(self, params: &'static dyn ContextParams) -> Self {
        Self { operation_context_params: Some(params), ..self }
    }

    /// Sets [`Operation::host_prefix`].
    pub const fn host_prefix(self, prefix: &'static str) -> Self {
        Self { host_prefix: Some(prefix), ..self }
    }

    /// Sets [`Operation::checksums`].
    pub const fn checksums(self, checksums: &'static dyn Checksums) -> Self {
        Self { checksums: Some(checksums), ..self }
    }

    /// Sets [`Operation::compression`].
    pub const fn compression(self, compression: &'static dyn Compression) -> Self {
        Self { compression: Some(compression), ..self }
    }

    /// Sets [`Operation::s3_unwrapped_output`].
    pub const fn s3_unwrapped_output(self) -> Self {
        Self { s3_unwrapped_output: true, ..self }
    }
}

/// An operation as a type without content, for the names that the official clients have.
pub struct Named<C>(PhantomData<fn() -> C>);

impl<C> Named<C> {
    /// The operation.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C> Clone for Named<C> {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl<C> Default for Named<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: Call> std::fmt::Debug for Named<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(C::OPERATION.name)
    }
}

/// What one call of an operation is typed with: what generated inputs implement.
pub trait Call: 'static {
    /// The input.
    type Input: Structure;
    /// The output.
    type Output: Structure;
    /// The error.
    type Error: OperationError;
    /// The descriptor.
    const OPERATION: &'static Operation;
}

/// The types of a call behind functions, so that a call is one function for all operations. It is made
/// in the crate that sends the operation, and only there.
#[derive(Debug)]
pub(crate) struct Erased {
    /// The input as a structure.
    pub(crate) input: fn(&mut Input) -> Option<&mut dyn Structure>,
    /// A new output, empty.
    pub(crate) output: fn() -> Output,
    /// The output as a structure.
    pub(crate) output_mut: fn(&mut Output) -> Option<&mut dyn Structure>,
    /// The error that a response stands for.
    pub(crate) error: fn(ErrorReader<'_>) -> Error,
    /// Whether the error's model says that it may be retried.
    pub(crate) error_kind: fn(&Error) -> Option<ErrorKind>,
    /// The error's code.
    pub(crate) error_code: fn(&Error) -> Option<&str>,
}

impl Erased {
    /// The functions of the call `C`.
    pub(crate) const fn of<C: Call>() -> &'static Self {
        &Self {
            input: |input| input.downcast_mut::<C::Input>().map(|input| input as &mut dyn Structure),
            output: || Output::erase(<C::Output as Structure>::empty()),
            output_mut: |output| output.downcast_mut::<C::Output>().map(|output| output as &mut dyn Structure),
            error: |reader| Error::erase(reader.operation_error::<C::Error>()),
            error_kind: |error| error.downcast_ref::<C::Error>().and_then(C::Error::retryable_error_kind),
            error_code: |error| error.downcast_ref::<C::Error>().and_then(|error| error.meta().code()),
        }
    }
}
