//! Amazon S3 Control (its API reference).

use crate::customizations::Customization;

/// Amazon S3 Control.
pub static S3_CONTROL: AmazonS3Control = AmazonS3Control;

/// The customization of Amazon S3 Control.
#[derive(Debug)]
pub struct AmazonS3Control;

impl Customization for AmazonS3Control {
    fn sends_content_hash(&self) -> bool {
        true
    }
}
