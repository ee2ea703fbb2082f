//! awsQueryCompatible: what services that have left awsQuery for another protocol keep of it, which is the
//! codes of their errors ("AWS query protocol, awsQueryCompatible trait").

use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::HttpError;
use aws_smithy_types::error::metadata;

use crate::operation::Operation;

/// Asks for the codes of awsQuery, where the service has them.
pub(super) fn mark_request(operation: &Operation, request: &mut HttpRequest) -> Result<(), HttpError> {
    if operation.service.query_compatible {
        request.headers_mut().try_insert("x-amzn-query-mode", "true")?;
    }
    Ok(())
}

/// Puts the code and the fault that the header gives, as in `Code;Sender`, in the place of what the body says.
pub(super) fn complete_metadata(response: &HttpResponse, found: metadata::Builder) -> metadata::Builder {
    match response.headers().get("x-amzn-query-error").and_then(|header| header.split_once(';')) {
        // The key is that of the official clients.
        Some((code, fault)) => found.code(code).custom("type", fault),
        None => found,
    }
}
