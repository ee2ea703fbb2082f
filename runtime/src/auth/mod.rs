//! How requests prove who sent them ("Smithy specification, authentication traits").
//!
//! A scheme is a value: the descriptors of services and operations list those that they take, the preferred
//! one first, and the endpoint may have a say. What a scheme needs comes with it: a client whose service
//! takes no tokens contains nothing of them. Where identities come from is the configuration's concern.

mod choice;
mod http_auth;
mod s3_express;
mod sigv4;

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{Identity, IdentityFuture};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

pub use http_auth::{HttpApiKey, HttpBasic, HttpBearer};
pub use s3_express::S3Express;
pub use sigv4::{SigV4, SigV4a};

pub(crate) use choice::{Offered, choose, offered};
pub(crate) use http_auth::add_to_query;

use crate::client::{Core, Payload, Scope};
use crate::operation::Operation;
use crate::rules::Params;

/// The names of the schemes, as the official clients, endpoints and preferences have them.
pub mod ids {
    /// AWS Signature Version 4.
    pub const SIGV4: &str = "sigv4";
    /// AWS Signature Version 4A, which is good for several regions.
    pub const SIGV4A: &str = "sigv4a";
    /// Version 4, with the credentials of a session that S3 makes for a directory bucket.
    pub const S3_EXPRESS: &str = "sigv4-s3express";
    /// A token in the header `authorization`.
    pub const HTTP_BEARER: &str = "httpBearerAuth";
    /// A name and a password in the header `authorization`.
    pub const HTTP_BASIC: &str = "httpBasicAuth";
    /// A key in a header or in the query.
    pub const HTTP_API_KEY: &str = "httpApiKeyAuth";
}

/// A way in which requests prove who sent them.
pub trait Scheme: Debug + Send + Sync {
    /// Its name, of [`ids`].
    fn id(&self) -> &'static str;

    /// What it proves.
    fn proves(&self) -> Proves;

    /// Whether it is built in.
    fn is_available(&self) -> bool {
        true
    }

    /// The session that signs calls to `resource` in the place of the client's `credentials`, of schemes that make any.
    fn session<'a>(&'a self, resource: Resource<'a>, credentials: &'a Identity) -> Option<IdentityFuture<'a>> {
        let _ = (resource, credentials);
        None
    }

    /// Whether an error with this code says that the session is no good any more.
    fn is_session_over(&self, code: &str) -> bool {
        let _ = code;
        false
    }

    /// Adds the proof to `request`; gives the signature, if it is one that goes on behind the request.
    ///
    /// # Errors
    /// If the identity is of another kind, or the request cannot carry it.
    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        signing: &Signing<'_>,
    ) -> Result<Option<String>, BoxError>;
}

/// What a scheme proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proves {
    /// That the sender knows the secret of credentials of AWS.
    Credentials,
    /// Whatever the identity is that is configured for the scheme itself.
    Own,
}

/// What a call is about.
#[derive(Clone, Copy, Debug)]
pub struct Resource<'a> {
    /// The client that makes the call.
    pub(crate) client: &'a Core,
    /// The call.
    pub(crate) operation: &'static Operation,
    /// What its endpoint depends on.
    pub(crate) params: &'a Params,
}

/// What a request is signed for.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// The service, and where it is.
    pub(crate) scope: &'a Scope,
    /// When.
    pub(crate) time: SystemTime,
    /// What of the body is covered.
    pub(crate) payload: Payload,
    /// The name of the token of the credentials, where it is not that of all services.
    pub(crate) token_name: Option<&'static str>,
    /// For how long the signature is good, if it stands in the query: then the token is there, too.
    pub(crate) expires_in: Option<Duration>,
}
