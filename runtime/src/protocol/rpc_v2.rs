//! What rpcv2Cbor and rpcv2Json have in common, which is all but the format of bodies ("Smithy RPC v2 CBOR
//! protocol", "Smithy RPC v2 JSON protocol").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};

use super::error_members::{self, ErrorMembers};
use super::{EVENT_STREAM, EncodeError, EventFormat, InitialMessage, Protocol, query_compatible};
use crate::operation::Operation;
use crate::shape::Structure;

/// Either protocol.
#[derive(Debug)]
pub struct RpcV2 {
    pub(super) id: &'static str,
    /// What `smithy-protocol` says, in requests and in responses.
    pub(super) name: &'static str,
    pub(super) media_type: &'static str,
    pub(super) format: Format,
}

/// A format of bodies, over any shape.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) write: fn(&dyn Structure) -> Result<Vec<u8>, EncodeError>,
    /// An empty body is an empty document.
    pub(super) read: fn(&[u8], &mut dyn Structure) -> Result<(), BoxError>,
    /// What an error document says of itself, as far as it can be read.
    pub(super) error_members: fn(&[u8]) -> ErrorMembers<'_>,
}

const SMITHY_PROTOCOL: &str = "smithy-protocol";

impl RpcV2 {
    /// Whether a response is of this protocol. One that is not says nothing but its status: it comes from
    /// something in between, and not from the service.
    fn has_answered(&self, response: &HttpResponse) -> bool {
        response.headers().get(SMITHY_PROTOCOL) == Some(self.name)
    }

    fn read(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        let name = operation.name;
        if !self.has_answered(response) {
            return Err(format!("malformed response to {name}: no header `{SMITHY_PROTOCOL}: {}`", self.name).into());
        }
        (self.format.read)(body, structure).map_err(|error| format!("unreadable response to {name}: {error}").into())
    }
}

impl Protocol for RpcV2 {
    fn id(&self) -> &'static str {
        self.id
    }

    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::empty();
        request.set_method("POST")?;
        request.set_uri(["/service/", operation.service.shape_name, "/operation/", operation.name].concat())?;
        let headers = request.headers_mut();
        headers.try_insert(SMITHY_PROTOCOL, self.name)?;
        headers.try_insert(ACCEPT, if operation.event_output { EVENT_STREAM } else { self.media_type })?;
        if !operation.unit_input {
            let body = (self.format.write)(input)?;
            headers.try_insert(CONTENT_TYPE, self.media_type)?;
            headers.try_insert(CONTENT_LENGTH, body.len().to_string())?;
            *request.body_mut() = SdkBody::from(body);
        }
        query_compatible::mark_request(operation, &mut request)?;
        Ok(request)
    }

    fn read_output(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        self.read(operation, response, body, output)
    }

    /// By the body alone: neither `x-amzn-errortype` nor `code` counts.
    fn error_metadata(&self, response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        if !self.has_answered(response) {
            return metadata::Builder::default();
        }
        let found = (self.format.error_members)(body);
        query_compatible::complete_metadata(response, error_members::metadata(found.kind, found.message))
    }

    fn read_error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        error: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        self.read(operation, response, body, error)
    }

    fn events(&self) -> Option<&dyn EventFormat> {
        Some(self)
    }
}

impl EventFormat for RpcV2 {
    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn initial_message(&self) -> InitialMessage {
        InitialMessage::Event
    }

    fn write_document(&self, _operation: &Operation, structure: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        (self.format.write)(structure)
    }

    fn read_document(
        &self,
        _operation: &Operation,
        document: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        (self.format.read)(document, structure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::{QUERY_COMPATIBLE, Record, SERVICE, response};
    use crate::protocol::{RPC_V2_CBOR, RPC_V2_JSON};
    use crate::shape::{Member, Shape};

    const GET: Operation = Operation::new(&SERVICE, "Get").http("PUT", "/ignored");
    const CBOR: (&str, &str) = ("smithy-protocol", "rpc-v2-cbor");
    const JSON: (&str, &str) = ("smithy-protocol", "rpc-v2-json");

    fn record() -> Record {
        const SHAPE: &Shape = &Shape::structure("Test", "Test", &[Member::new("name", "Name")]);
        Record::new(SHAPE, vec![Box::new(None::<String>)])
    }

    fn headers(request: &HttpRequest) -> Vec<(String, String)> {
        let mut headers: Vec<_> = request.headers().iter().map(|(name, value)| (name.into(), value.into())).collect();
        headers.sort();
        headers
    }

    #[track_caller]
    fn check_request(protocol: &RpcV2, operation: &Operation, expected_headers: &[(&str, &str)], body: &[u8]) {
        let request = protocol.write_request(operation, &mut record()).unwrap();
        assert_eq!((request.method(), request.uri()), ("POST", "/service/Test/operation/Get"));
        let expected: Vec<_> = expected_headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        assert_eq!(headers(&request), expected);
        assert_eq!(request.body().bytes(), Some(body));
    }

    #[test]
    fn requests_have_a_body_where_the_model_has_an_input() {
        let cbor = ("accept", "application/cbor");
        let body = [cbor, ("content-length", "2"), ("content-type", "application/cbor"), CBOR];
        check_request(&RPC_V2_CBOR, &GET, &body, b"\xbf\xff");
        check_request(&RPC_V2_CBOR, &GET.unit_input(), &[cbor, CBOR], b"");
        let json = ("accept", "application/json");
        let body = [json, ("content-length", "2"), ("content-type", "application/json"), JSON];
        check_request(&RPC_V2_JSON, &GET, &body, b"{}");
        let compatible = Operation::new(&QUERY_COMPATIBLE, "Get").unit_input();
        check_request(&RPC_V2_JSON, &compatible, &[json, JSON, ("x-amzn-query-mode", "true")], b"");
    }

    #[track_caller]
    fn check_output(protocol: &RpcV2, headers: &[(&'static str, &str)], body: &[u8], expected: &str) {
        let mut output = record();
        let read = protocol.read_output(&GET, &response(200, headers), body, &mut output);
        assert_eq!(read.map_or_else(|error| error.to_string(), |()| format!("{output:?}")), expected);
    }

    #[test]
    fn responses_are_of_the_protocol_or_malformed() {
        check_output(&RPC_V2_CBOR, &[CBOR], b"", "Test { name: None }");
        check_output(&RPC_V2_CBOR, &[CBOR], b"\xa1\x64Name\x61a", "Test { name: \"a\" }");
        check_output(&RPC_V2_JSON, &[JSON], b"", "Test { name: None }");
        check_output(&RPC_V2_JSON, &[JSON], b"{\"Name\": \"a\"}", "Test { name: \"a\" }");
        let malformed = "malformed response to Get: no header `smithy-protocol: rpc-v2-cbor`";
        check_output(&RPC_V2_CBOR, &[], b"\xa0", malformed);
        check_output(&RPC_V2_CBOR, &[JSON], b"\xa0", malformed);
        check_output(
            &RPC_V2_CBOR,
            &[CBOR],
            b"<html>",
            "unreadable response to Get: an item that CBOR does not have at byte 0",
        );
        check_output(
            &RPC_V2_CBOR,
            &[CBOR],
            b"\xa0\x00",
            "unreadable response to Get: bytes after the end of the value at byte 1",
        );
        check_output(
            &RPC_V2_JSON,
            &[JSON],
            b"[]",
            "unreadable response to Get: expected an object, found an array at byte 0",
        );
    }

    #[track_caller]
    fn check_error(
        protocol: &RpcV2,
        headers: &[(&'static str, &str)],
        body: &[u8],
        expected: (Option<&str>, Option<&str>),
    ) {
        let metadata = protocol.error_metadata(&response(400, headers), body).build();
        assert_eq!((metadata.code(), metadata.message()), expected);
    }

    #[test]
    fn errors_are_told_by_their_bodies() {
        let not_found = (Some("NotFound"), Some("no"));
        check_error(
            &RPC_V2_JSON,
            &[JSON],
            b"{\"__type\": \"a.b#NotFound\", \"message\": \"no\", \"code\": \"X\"}",
            not_found,
        );
        let cbor = b"\xbf\x66__type\x6ca.b#NotFound\x65Extra\x80\x67message\x62no\xff";
        check_error(&RPC_V2_CBOR, &[CBOR], cbor, not_found);
        check_error(&RPC_V2_CBOR, &[CBOR, ("x-amzn-errortype", "Other")], cbor, not_found);
        check_error(&RPC_V2_CBOR, &[CBOR], &cbor[..22], (Some("NotFound"), None));
        check_error(&RPC_V2_JSON, &[JSON], b"{\"code\": \"NotFound\"}", (None, None));
        check_error(&RPC_V2_CBOR, &[], cbor, (None, None));
        check_error(&RPC_V2_CBOR, &[CBOR], b"<html>", (None, None));
    }

    #[test]
    fn codes_of_aws_query_go_before() {
        let headers = [JSON, ("x-amzn-query-error", "Custom.Code;Sender")];
        let metadata = RPC_V2_JSON.error_metadata(&response(400, &headers), b"{\"__type\": \"NotFound\"}").build();
        assert_eq!((metadata.code(), metadata.extra("type")), (Some("Custom.Code"), Some("Sender")));
    }
}
