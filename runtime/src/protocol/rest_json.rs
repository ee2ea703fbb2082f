//! restJson1 ("AWS restJson1 protocol").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::error::metadata;

use super::http_binding::{Answer, DocumentFormat};
use super::{EncodeError, EventFormat, Protocol, json_error, rest};
use crate::json::{self, JsonStyle, Reader, Writer};
use crate::operation::Operation;
use crate::shape::{Member, Structure, Value, View};

/// aws.protocols#restJson1.
pub static REST_JSON_1: RestJson1 = RestJson1;

/// The protocol.
#[derive(Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn id(&self) -> &'static str {
        "aws.protocols#restJson1"
    }

    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError> {
        rest::write_request(self, operation, input)
    }

    fn read_output(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        rest::read_response(self, operation, Answer::Output, response, body, output)
    }

    fn error_metadata(&self, response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        json_error::metadata(response, body)
    }

    fn read_error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        error: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        rest::read_response(self, operation, Answer::Error, response, body, error)
    }

    fn events(&self) -> Option<&dyn EventFormat> {
        Some(self)
    }
}

impl DocumentFormat for RestJson1 {
    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write_document(&self, _operation: &Operation, input: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        json::write_structure(JsonStyle::REST_JSON, input, &mut writer)?;
        Ok(writer.into_bytes())
    }

    fn write_payload(
        &self,
        _operation: &Operation,
        member: &'static Member,
        view: View<'_>,
    ) -> Result<Vec<u8>, EncodeError> {
        let mut writer = Writer::new();
        json::write_view(JsonStyle::REST_JSON, member, view, &mut writer)?;
        Ok(writer.into_bytes())
    }

    fn absent_structure(&self) -> Option<&'static str> {
        // The suite wants an empty object, where the body of any other payload that is not set is empty.
        Some("{}")
    }

    fn read_document(
        &self,
        _operation: &Operation,
        _answer: Answer,
        body: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        let mut reader = Reader::new(body)?;
        json::read_structure(JsonStyle::REST_JSON, &mut reader, structure)?;
        Ok(reader.end()?)
    }

    fn read_payload(&self, member: &'static Member, body: &[u8], value: &mut dyn Value) -> Result<(), BoxError> {
        let mut reader = Reader::new(body)?;
        json::read_value(JsonStyle::REST_JSON, &mut reader, member, value)?;
        Ok(reader.end()?)
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::byte_stream::ByteStream;
    use aws_smithy_types::{Blob, Document};
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::testing::{Record, SERVICE, response};
    use crate::shape::{Names, Place, Shape};

    const OPERATION: Operation = Operation::new(&SERVICE, "Test").http("PUT", "/path");
    const PAYLOAD: Member = Member::new("payload", "Payload").place(&Place::Payload);
    const STRUCTURE: Member = Member::new("payload", "Payload").place(&Place::StructurePayload);
    const RENAMED: Member = Member::new("member", "Member").names(&Names::NONE.json("renamed"));
    const IMAGE: Member = PAYLOAD.names(&Names::NONE.media_type("image/png"));

    fn record(members: Vec<Member>, values: Vec<Box<dyn Value>>) -> Record {
        Record::new(Box::leak(Box::new(Shape::structure("Test", "Test", members.leak()))), values)
    }

    /// The structure that is nested in others.
    struct Nested(Record);

    impl Nested {
        fn with(name: Option<&str>) -> Self {
            Self(record(vec![RENAMED], vec![Box::new(name.map(String::from))]))
        }
    }

    impl std::fmt::Debug for Nested {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            self.0.fmt(f)
        }
    }

    impl Structure for Nested {
        fn empty() -> Self {
            Self::with(None)
        }

        fn shape(&self) -> &'static Shape {
            self.0.shape()
        }

        fn get(&self, index: usize) -> Option<&dyn Value> {
            self.0.get(index)
        }

        fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
            self.0.get_mut(index)
        }
    }

    /// Checks the media type, the length and the body of a request with one member.
    #[track_caller]
    fn check_request(member: Member, value: impl Value + 'static, expected: Option<(&str, &str)>) {
        let request = REST_JSON_1.write_request(&OPERATION, &mut record(vec![member], vec![Box::new(value)])).unwrap();
        let header = |name| request.headers().get(name);
        assert_eq!((request.method(), request.uri()), ("PUT", "/path"));
        let body = std::str::from_utf8(request.body().bytes().unwrap()).unwrap();
        match expected {
            Some((media_type, expected)) => {
                let length = expected.len().to_string();
                assert_eq!((header("content-type"), header("content-length")), (Some(media_type), Some(&*length)));
                assert_eq!(body, expected);
            }
            None => {
                assert_eq!((header("content-type"), header("content-length")), (None, None));
                assert_eq!(body, "");
            }
        }
    }

    #[test]
    fn bodies_of_requests() {
        let json = "application/json";
        let member = || Member::new("member", "Member");
        check_request(member().place(&Place::Header("x")), Some(1), None);
        check_request(member(), None::<i32>, Some((json, "{}")));
        check_request(RENAMED, Some(1), Some((json, "{\"renamed\":1}")));
        check_request(PAYLOAD, None::<Blob>, None);
        check_request(PAYLOAD, Some(Blob::new("")), Some(("application/octet-stream", "")));
        check_request(PAYLOAD, Some("text".to_owned()), Some(("text/plain", "text")));
        check_request(IMAGE, Some(Blob::new("png")), Some(("image/png", "png")));
        check_request(IMAGE, ByteStream::from_static(b"png"), Some(("image/png", "png")));
        check_request(PAYLOAD, Some(Document::from("text")), Some((json, "\"text\"")));
        check_request(PAYLOAD, None::<Document>, None);
        check_request(PAYLOAD, Some(vec![1]), Some((json, "[1]")));
        check_request(STRUCTURE, Some(Nested::with(Some("a"))), Some((json, "{\"renamed\":\"a\"}")));
        check_request(STRUCTURE, None::<Nested>, Some((json, "{}")));
    }

    #[test]
    fn a_member_says_the_media_type() {
        let media_type = Member::new("mediaType", "MediaType").place(&Place::Header("Content-Type"));
        let values: Vec<Box<dyn Value>> = vec![Box::new(Blob::new("a")), Box::new("image/gif".to_owned())];
        let request = REST_JSON_1.write_request(&OPERATION, &mut record(vec![PAYLOAD, media_type], values)).unwrap();
        assert_eq!(request.headers().get_all("content-type").collect::<Vec<_>>(), ["image/gif"]);
    }

    #[track_caller]
    fn check_response(member: Member, value: impl Value + 'static, body: &str, expected: &str) {
        let mut output = record(vec![member], vec![Box::new(value)]);
        let read = REST_JSON_1.read_output(&OPERATION, &response(200, &[]), body.as_bytes(), &mut output);
        let found = read.map_or_else(|error| error.to_string(), |()| format!("{output:?}"));
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn bodies_of_responses() {
        let member = || Member::new("member", "Member");
        check_response(member().place(&Place::Header("x")), None::<i32>, "<html>", "Test { member: None }");
        check_response(member(), None::<i32>, "", "Test { member: None }");
        check_response(member(), None::<i32>, "{\"Member\": 1, \"x\": []}", "Test { member: 1 }");
        check_response(PAYLOAD, None::<Blob>, "", "Test { payload: None }");
        check_response(PAYLOAD, None::<Blob>, "a", "Test { payload: [97] }");
        check_response(PAYLOAD, None::<String>, "{", "Test { payload: \"{\" }");
        check_response(PAYLOAD, ByteStream::default(), "a", "Test { payload: ByteStream }");
        check_response(PAYLOAD, None::<Document>, "\"a\"", "Test { payload: String(\"a\") }");
        check_response(STRUCTURE, None::<Nested>, "", "Test { payload: None }");
        check_response(STRUCTURE, None::<Nested>, "{}", "Test { payload: Test { member: None } }");
        check_response(STRUCTURE.required(), None::<Nested>, "", "Test { payload: Test { member: None } }");
        check_response(
            STRUCTURE,
            None::<Nested>,
            "{} x",
            "unreadable response to Test: text after the end of the value at byte 3",
        );
    }

    #[test]
    fn errors_have_members_in_headers() {
        let members = vec![Member::new("header", "Header").place(&Place::Header("X-Header")), Member::new("a", "A")];
        let mut error = record(members, vec![Box::new(None::<String>), Box::new(None::<i32>)]);
        let response = response(403, &[("x-header", "b"), ("x-amzn-errortype", "a#Complex:http://b")]);
        let metadata = REST_JSON_1.error_metadata(&response, b"{\"A\": 1, \"message\": \"no\"}").build();
        assert_eq!((metadata.code(), metadata.message()), (Some("Complex"), Some("no")));
        REST_JSON_1.read_error(&OPERATION, &response, b"{\"A\": 1}", &mut error).unwrap();
        assert_eq!(format!("{error:?}"), "Test { header: \"b\", a: 1 }");
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut output = record(vec![STRUCTURE], vec![Box::new(None::<Nested>)]);
            let _ = REST_JSON_1.read_output(&OPERATION, &response(200, &[]), &body, &mut output);
            let _ = REST_JSON_1.error_metadata(&response(400, &[]), &body);
        }
    }
}
