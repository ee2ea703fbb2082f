//! Amazon S3 ("Smithy specification, Amazon S3 customizations", and its API reference).

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::customizations::Customization;
use crate::types::RequestIdExt;
use crate::xml;

/// Amazon S3.
pub static S3: AmazonS3 = AmazonS3;

/// The customization of Amazon S3.
#[derive(Debug)]
pub struct AmazonS3;

impl Customization for AmazonS3 {
    fn sends_content_hash(&self) -> bool {
        true
    }

    /// A bucket in the path is `/bucket`.
    fn trims_path(&self) -> bool {
        true
    }

    /// Long copies begin their answer before they know how they end.
    fn is_error(&self, body: &[u8]) -> bool {
        xml::has_root(body, "Error")
    }

    /// Answers to HEAD have no body that could name the error.
    fn error_code(&self, status: u16) -> Option<&'static str> {
        (status == 404).then_some("NotFound")
    }

    fn extended_request_id(&self, response: &HttpResponse) -> Option<String> {
        response.extended_request_id().map(str::to_owned)
    }

    fn transient_codes(&self) -> &'static [&'static str] {
        &["InternalError"]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_whatever_the_status() {
        assert!(S3.is_error(b"<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code></Error>"));
        for body in ["", "<CopyObjectResult><Error/></CopyObjectResult>", "Error", "<Err"] {
            assert!(!S3.is_error(body.as_bytes()), "{body}");
        }
    }

    #[test]
    fn what_is_not_there_has_a_code_without_a_body() {
        assert_eq!((S3.error_code(404), S3.error_code(403)), (Some("NotFound"), None));
    }
}
