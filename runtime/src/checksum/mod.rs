//! Checksums of bodies: those that a model asks for (`httpChecksumRequired`, `aws.protocols#httpChecksum`),
//! and those that a service's customization does.
//!
//! What is here is what the client needs to know; the algorithms come with the feature `checksums`, which
//! generated crates enable that have a use for it. The descriptors of operations lead to them, so that a
//! client without checksums contains none of this.

#[cfg(feature = "checksums")]
mod algorithm;
#[cfg(feature = "checksums")]
mod http_checksum;
#[cfg(feature = "checksums")]
mod trailing;
mod validated;

use std::fmt::{self, Debug};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};

#[cfg(feature = "checksums")]
pub use http_checksum::HttpChecksum;

use self::validated::Validated;
use crate::shape::Structure;

/// A checksum in the making.
pub trait BodyDigest: Send + Sync {
    /// Takes the next bytes of the body in.
    fn update(&mut self, bytes: &[u8]);

    /// Makes the body of `request` one that ends with this checksum, if it may follow the body instead of
    /// going before it, and says whether it may.
    ///
    /// # Errors
    /// If the length of the body is not known.
    fn send_behind(&self, request: &mut HttpRequest) -> Result<bool, BoxError> {
        let _ = request;
        Ok(false)
    }

    /// The headers that say what all bytes came to.
    fn into_headers(self: Box<Self>) -> Vec<(&'static str, String)>;
}

/// The checksums of an operation.
pub trait Checksums: Debug + Sync {
    /// What computes the checksum of the request with `input`, if there is to be one. The choice of the
    /// algorithm is noted in the input.
    ///
    /// # Errors
    /// If the input names an algorithm that is not known.
    fn request_digest(
        &self,
        input: &mut dyn Structure,
        calculation: RequestChecksumCalculation,
    ) -> Result<Option<Box<dyn BodyDigest>>, BoxError>;

    /// Whether the response to `input` is to be validated. That it is asked for is noted in the input.
    fn validates_response(&self, input: &mut dyn Structure, validation: ResponseChecksumValidation) -> bool;

    /// What the body of a response with `headers` must come to; none where they do not say.
    fn expected(&self, headers: &Headers) -> Option<Expected>;

    /// Whether `body` is what the `headers` of its response say. This and the next are functions of the trait,
    /// the same for all, so that only programs whose operations lead to checksums contain them.
    ///
    /// # Errors
    /// If it is not.
    fn check(&self, headers: &Headers, body: &[u8]) -> Result<(), BoxError> {
        let Some(mut expected) = self.expected(headers) else { return Ok(()) };
        expected.update(body);
        Ok(expected.check()?)
    }

    /// `body`, whose end is an error where its bytes do not come to what `headers` say.
    fn validated(&self, headers: &Headers, body: SdkBody) -> SdkBody {
        match self.expected(headers) {
            Some(expected) => Validated::body(body, expected),
            None => body,
        }
    }
}

/// What a body must come to.
pub struct Expected {
    digest: Box<dyn BodyDigest>,
    value: String,
}

impl Expected {
    /// Takes the next bytes of the body in.
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
    }

    /// Whether all bytes came to what was expected.
    ///
    /// # Errors
    /// If they did not.
    pub(crate) fn check(self) -> Result<(), ChecksumMismatch> {
        let found = self.digest.into_headers().into_iter().next();
        match found {
            Some((_, found)) if found == self.value => Ok(()),
            Some((header, found)) => Err(ChecksumMismatch { header, expected: self.value, found }),
            None => Ok(()),
        }
    }
}

/// The body of a response is not what the service has sent.
#[derive(Debug, PartialEq, Eq)]
pub struct ChecksumMismatch {
    header: &'static str,
    expected: String,
    found: String,
}

impl fmt::Display for ChecksumMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { header, expected, found } = self;
        write!(f, "the checksum of the body is {found}, where the header `{header}` has {expected}")
    }
}

impl std::error::Error for ChecksumMismatch {}
