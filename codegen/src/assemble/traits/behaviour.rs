//! The traits of how operations and errors behave.

use super::fields::{Wrong, boolean, list, optional, required, text};
use crate::model::{DeprecatedTrait, ErrorFault, HttpChecksumTrait, PaginatedTrait, Trait};
use crate::read::Json;

pub(super) fn deprecated(json: &Json<'_>) -> Result<Trait, Wrong> {
    let message = optional(json, "message", text)?;
    Ok(Trait::Deprecated(DeprecatedTrait { message, since: optional(json, "since", text)? }))
}

pub(super) fn error(json: &Json<'_>) -> Result<Trait, Wrong> {
    match json {
        Json::String(fault) if fault == "client" => Ok(Trait::Error(ErrorFault::Client)),
        Json::String(fault) if fault == "server" => Ok(Trait::Error(ErrorFault::Server)),
        _ => Err(Wrong::value(json, "`client` or `server`")),
    }
}

pub(super) fn retryable(json: &Json<'_>) -> Result<Trait, Wrong> {
    let throttling = optional(json, "throttling", boolean)?.unwrap_or_default();
    Ok(Trait::Retryable { throttling })
}

pub(super) fn paginated(json: &Json<'_>) -> Result<Trait, Wrong> {
    Ok(Trait::Paginated(PaginatedTrait {
        input_token: optional(json, "inputToken", text)?,
        output_token: optional(json, "outputToken", text)?,
        items: optional(json, "items", text)?,
        page_size: optional(json, "pageSize", text)?,
    }))
}

pub(super) fn request_compression(json: &Json<'_>) -> Result<Trait, Wrong> {
    let encodings = required(json, "encodings", |json| list(json, text))?;
    Ok(Trait::RequestCompression { encodings })
}

pub(super) fn http_checksum(json: &Json<'_>) -> Result<Trait, Wrong> {
    Ok(Trait::HttpChecksum(HttpChecksumTrait {
        request_algorithm_member: optional(json, "requestAlgorithmMember", text)?,
        request_checksum_required: optional(json, "requestChecksumRequired", boolean)?.unwrap_or_default(),
        request_validation_mode_member: optional(json, "requestValidationModeMember", text)?,
        response_algorithms: optional(json, "responseAlgorithms", |json| list(json, text))?.unwrap_or_default(),
    }))
}
