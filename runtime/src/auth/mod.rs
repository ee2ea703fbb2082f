//! How requests prove who sent them ("Smithy specification, authentication traits").
//!
//! A scheme is a value: the descriptors of services and operations list those that they take, the preferred
//! one first, and the endpoint may have a say. What a scheme needs comes with it: a client whose service
//! takes no tokens contains nothing of them. Where identities come from is the configuration's concern.

mod choice;
mod http_auth;
mod sigv4;

use std::fmt::Debug;
use std::time::SystemTime;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

pub use http_auth::{HttpApiKey, HttpBasic, HttpBearer};
pub use sigv4::{SigV4, SigV4a};

pub(crate) use choice::{Offered, choose, offered};

use crate::client::{Payload, Scope};

/// The names of the schemes, as the official clients, endpoints and preferences have them.
pub mod ids {
    /// AWS Signature Version 4.
    pub const SIGV4: &str = "sigv4";
    /// AWS Signature Version 4A, which is good for several regions.
    pub const SIGV4A: &str = "sigv4a";
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

/// What a request is signed for.
#[derive(Debug)]
pub struct Signing<'a> {
    /// The service, and where it is.
    pub(crate) scope: &'a Scope,
    /// When.
    pub(crate) time: SystemTime,
    /// What of the body is covered.
    pub(crate) payload: Payload,
}
