//! What the protocols with HTTP bindings share: the frame of requests and responses around a document.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::events::{EventFormat, InitialMessage};
use super::http_binding::{
    Answer, Content, DocumentFormat, read_body, read_head, request_content, request_target, write_headers,
};
use crate::operation::Operation;
use crate::protocol::EncodeError;
use crate::shape::{Member, Structure, View};

/// The request for `operation` with `input`.
pub(super) fn write_request(
    format: &dyn DocumentFormat,
    operation: &Operation,
    input: &mut dyn Structure,
) -> Result<HttpRequest, BoxError> {
    let target = request_target(operation, input)?;
    let mut headers = Headers::new();
    write_headers(input, &mut headers)?;
    let body = match request_content(format, operation, input)? {
        Some(content) => described(content, &mut headers)?,
        None => SdkBody::empty(),
    };
    let mut request = HttpRequest::new(body);
    request.set_method(operation.method)?;
    request.set_uri(target)?;
    *request.headers_mut() = headers;
    Ok(request)
}

/// The body of `content`, with the headers that describe it. What a member of the input says of the media
/// type goes before.
fn described(content: Content, headers: &mut Headers) -> Result<SdkBody, BoxError> {
    let Content { body, media_type } = content;
    if !headers.contains_key("content-type") {
        headers.try_insert(CONTENT_TYPE, media_type)?;
    }
    if let Some(length) = body.content_length().filter(|_| !headers.contains_key("content-length")) {
        headers.try_insert(CONTENT_LENGTH, length.to_string())?;
    }
    Ok(body)
}

/// Reads a response of `operation` into `structure`, which is what `answer` says.
pub(super) fn read_response(
    format: &dyn DocumentFormat,
    operation: &Operation,
    answer: Answer,
    response: &HttpResponse,
    body: &[u8],
    structure: &mut dyn Structure,
) -> Result<(), BoxError> {
    read_head(response, structure)
        .map_err(BoxError::from)
        .and_then(|()| read_body(format, operation, answer, body, structure))
        .map_err(|error| format!("unreadable response to {}: {error}", operation.name).into())
}

/// Events carry the documents that bodies are.
impl<F: DocumentFormat> EventFormat for F {
    fn media_type(&self) -> &'static str {
        DocumentFormat::media_type(self)
    }

    fn initial_message(&self) -> InitialMessage {
        InitialMessage::Head
    }

    fn write_document(&self, operation: &Operation, structure: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        self.write_payload(operation, Member::PLAIN, View::Structure(structure))
    }

    fn read_document(
        &self,
        operation: &Operation,
        document: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        DocumentFormat::read_document(self, operation, Answer::Output, document, structure)
    }
}
