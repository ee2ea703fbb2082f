//! The schemes that sign with credentials of AWS.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use crate::auth::{Proves, Scheme, Signing, ids};
use crate::client::sign_request;

/// AWS Signature Version 4 (`aws.auth#sigv4`).
#[derive(Debug)]
pub struct SigV4;

impl Scheme for SigV4 {
    fn id(&self) -> &'static str {
        ids::SIGV4
    }

    fn proves(&self) -> Proves {
        Proves::Credentials
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        signing: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        if signing.scope.region.is_empty() {
            return Err("no region to sign for is configured".into());
        }
        sign_request(request, identity, signing).map(Some)
    }
}

/// AWS Signature Version 4A (`aws.auth#sigv4a`).
///
/// Without the feature `sigv4a` it is known and cannot be used: calls go by another scheme, or fail. Its
/// cryptography is 6 s of a processor in a build.
#[derive(Debug)]
pub struct SigV4a;

impl Scheme for SigV4a {
    fn id(&self) -> &'static str {
        ids::SIGV4A
    }

    fn proves(&self) -> Proves {
        Proves::Credentials
    }

    fn is_available(&self) -> bool {
        cfg!(feature = "sigv4a")
    }

    #[cfg(not(feature = "sigv4a"))]
    fn sign(&self, _: &mut HttpRequest, _: &Identity, _: &Signing<'_>) -> Result<Option<String>, BoxError> {
        Err("this signature needs the feature `sigv4a`".into())
    }

    #[cfg(feature = "sigv4a")]
    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        signing: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        if signing.scope.region_set.is_empty() {
            return Err("no region to sign for is configured".into());
        }
        // Messages of a stream have no signatures of this kind.
        crate::client::sign_request_v4a(request, identity, signing).map(|_| None)
    }
}
