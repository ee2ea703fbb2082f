//! Amazon S3 ("Smithy specification, Amazon S3 customizations", and its API reference).

use crate::customizations::Customization;

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

    /// Answers to HEAD have no body that could name the error.
    fn error_code(&self, status: u16) -> Option<&'static str> {
        (status == 404).then_some("NotFound")
    }

    fn transient_codes(&self) -> &'static [&'static str] {
        &["InternalError"]
    }
}
