//! awsJson1_0 and awsJson1_1 ("AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata;

use http::HeaderName;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::json::{self, JsonError, JsonStyle, Reader, Writer};
use crate::operation::Operation;
use crate::protocol::{EncodeError, EventFormat, InitialMessage, Protocol, json_error, query_compatible};
use crate::shape::Structure;

/// aws.protocols#awsJson1_0.
pub static AWS_JSON_1_0: AwsJson =
    AwsJson { id: "aws.protocols#awsJson1_0", content_type: "application/x-amz-json-1.0" };

/// aws.protocols#awsJson1_1.
pub static AWS_JSON_1_1: AwsJson =
    AwsJson { id: "aws.protocols#awsJson1_1", content_type: "application/x-amz-json-1.1" };

/// The header that names the operation.
static TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// Either version of the protocol: they differ in the media type.
#[derive(Debug)]
pub struct AwsJson {
    id: &'static str,
    content_type: &'static str,
}

impl Protocol for AwsJson {
    fn id(&self) -> &'static str {
        self.id
    }

    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError> {
        let mut writer = Writer::new();
        json::write_structure(JsonStyle::AWS_JSON, input, &mut writer)?;
        let body = writer.into_bytes();
        let length = body.len().to_string();
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_method("POST")?;
        request.set_uri("/")?;
        let headers = request.headers_mut();
        headers.try_insert(CONTENT_TYPE, self.content_type)?;
        headers.try_insert(CONTENT_LENGTH, length)?;
        headers.try_insert(TARGET.clone(), [operation.service.shape_name, ".", operation.name].concat())?;
        query_compatible::mark_request(operation, &mut request)?;
        Ok(request)
    }

    fn read_output(
        &self,
        operation: &Operation,
        _response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        read_body(body, output).map_err(|error| unreadable(operation, &error))
    }

    fn error_metadata(&self, response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        query_compatible::complete_metadata(response, json_error::metadata(response, body))
    }

    fn read_error(
        &self,
        operation: &Operation,
        _response: &HttpResponse,
        body: &[u8],
        error: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        read_body(body, error).map_err(|error| unreadable(operation, &error))
    }

    fn events(&self) -> Option<&dyn EventFormat> {
        Some(self)
    }
}

impl EventFormat for AwsJson {
    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn initial_message(&self) -> InitialMessage {
        InitialMessage::Event
    }

    fn write_document(&self, _operation: &Operation, structure: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        json::write_structure(JsonStyle::AWS_JSON, structure, &mut writer)?;
        Ok(writer.into_bytes())
    }

    fn read_document(
        &self,
        _operation: &Operation,
        document: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        Ok(read_body(document, structure)?)
    }
}

/// Reads a document; an empty body is an empty one.
fn read_body(body: &[u8], structure: &mut dyn Structure) -> Result<(), Box<JsonError>> {
    let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body })?;
    json::read_structure(JsonStyle::AWS_JSON, &mut reader, structure)?;
    reader.end()
}

/// The error that a response of `operation` cannot be read.
fn unreadable(operation: &Operation, error: &JsonError) -> BoxError {
    format!("unreadable response to {}: {error}", operation.name).into()
}
