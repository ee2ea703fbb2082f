//! The clients of AWS.

use official_cloudwatch as cloudwatch;
use official_dynamodb as dynamodb;
use official_s3 as s3;
use official_sts as sts;

#[path = "cbor.rs"]
mod cbor;
#[path = "form.rs"]
mod form;
#[path = "json.rs"]
mod json;
#[path = "xml.rs"]
mod xml;

use crate::case::Case;

/// The cases of this side, in an order that is the other's as well.
///
/// # Errors
/// A case could not be prepared.
pub fn cases() -> anyhow::Result<Vec<Case>> {
    Ok([json::cases()?, xml::cases()?, cbor::cases()?, form::cases()?].into_iter().flatten().collect())
}
