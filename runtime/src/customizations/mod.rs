//! What the clients of single services do that no trait of their models says ("Smithy specification, AWS
//! customizations").
//!
//! All of it is here, a module a service. The descriptor of a service names its own, so that the client of
//! another does not contain it.

mod api_gateway;
#[cfg(feature = "checksums")]
mod glacier;
mod machine_learning;
mod s3;
mod s3_control;

use std::fmt::Debug;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::error::operation::BuildError;

pub use api_gateway::API_GATEWAY;
#[cfg(feature = "checksums")]
pub use glacier::GLACIER;
pub use machine_learning::MACHINE_LEARNING;
pub use s3::S3;
pub use s3_control::S3_CONTROL;

use crate::checksum::BodyDigest;
use crate::operation::Operation;
use crate::shape::Structure;

/// What the clients of one service do beyond its model. What is not said here is as for any service.
pub trait Customization: Debug + Send + Sync {
    /// Completes the input before it is written.
    fn complete_input(&self, input: &mut dyn Structure) {
        let _ = input;
    }

    /// The host to send the call to, where the input names another than the endpoint's.
    ///
    /// # Errors
    /// If the input should name one and does not.
    fn host(&self, operation: &Operation, input: &dyn Structure) -> Result<Option<String>, BuildError> {
        let _ = (operation, input);
        Ok(None)
    }

    /// Completes the request that was written.
    fn complete_request(&self, operation: &Operation, request: &mut HttpRequest) -> Result<(), BoxError> {
        let _ = (operation, request);
        Ok(())
    }

    /// What computes headers from the body.
    fn digest(&self, operation: &Operation) -> Option<Box<dyn BodyDigest>> {
        let _ = operation;
        None
    }

    /// Whether the hash of the body, which the signature covers, is a header as well.
    fn sends_content_hash(&self) -> bool {
        false
    }

    /// Whether the path of an endpoint stands without a slash at its end, where the operation has no path
    /// of its own.
    fn trims_path(&self) -> bool {
        false
    }

    /// Whether a response whose status says that the call succeeded holds an error all the same.
    fn is_error(&self, body: &[u8]) -> bool {
        let _ = body;
        false
    }

    /// The second id that a response names of its request.
    fn extended_request_id(&self, response: &HttpResponse) -> Option<String> {
        let _ = response;
        None
    }

    /// The code of an error response without a body.
    fn error_code(&self, status: u16) -> Option<&'static str> {
        let _ = status;
        None
    }

    /// Codes of errors that pass by themselves, beside those of all services.
    fn transient_codes(&self) -> &'static [&'static str] {
        &[]
    }
}

/// No customization: what any service has.
pub static NONE: NoCustomization = NoCustomization;

/// The customization of services that need none.
#[derive(Debug)]
pub struct NoCustomization;

impl Customization for NoCustomization {}
