//! restXml ("AWS restXml protocol").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::error::metadata;
use aws_types::request_id::RequestId;

use super::http_binding::{Answer, DocumentFormat};
use super::{EncodeError, EventFormat, Protocol, rest};
use crate::operation::Operation;
use crate::shape::{Member, Slot, Structure, Value, View};
use crate::xml::{self, XmlRoot, XmlStyle};

/// aws.protocols#restXml.
pub static REST_XML: RestXml = RestXml { error_path: &["Error"] };

/// aws.protocols#restXml with `noErrorWrapping`.
pub static REST_XML_UNWRAPPED: RestXml = RestXml { error_path: &[] };

/// The protocol in either form: they differ in where an error stands in its document.
#[derive(Debug)]
pub struct RestXml {
    error_path: &'static [&'static str],
}

impl Protocol for RestXml {
    fn id(&self) -> &'static str {
        "aws.protocols#restXml"
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

    fn error_metadata(&self, _response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        let found = xml::error_fields(body, self.error_path);
        let mut builder = metadata::Builder::default();
        if let Some(code) = found.code {
            builder = builder.code(code);
        }
        if let Some(message) = found.message {
            builder = builder.message(message);
        }
        builder
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

    fn request_id(&self, response: &HttpResponse, body: &[u8]) -> Option<String> {
        let in_header = response.request_id().map(String::from);
        // Only errors have it in the body.
        let is_error = !response.status().is_success();
        in_header.or_else(|| xml::error_fields(body, self.error_path).request_id.filter(|_| is_error).map(Into::into))
    }
}

impl DocumentFormat for RestXml {
    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn write_document(&self, operation: &Operation, input: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
        xml::write_structure(&root(operation, Member::PLAIN, input), input, XmlStyle::REST)
    }

    fn write_payload(
        &self,
        operation: &Operation,
        member: &'static Member,
        view: View<'_>,
    ) -> Result<Vec<u8>, EncodeError> {
        match view {
            View::Structure(payload) => {
                xml::write_structure(&root(operation, member, payload), payload, XmlStyle::REST)
            }
            View::Absent
            | View::Boolean(_)
            | View::Integer(_)
            | View::Float(_)
            | View::Double(_)
            | View::String(_)
            | View::Blob(_)
            | View::Timestamp(_)
            | View::Document(_)
            | View::BigInteger(_)
            | View::BigDecimal(_)
            | View::List(_)
            | View::Map(_)
            | View::Unit
            | View::Stream
            | View::EventStream => Err(EncodeError(format!("`{}` is of a type that is no XML document", member.name))),
        }
    }

    fn absent_structure(&self) -> Option<&'static str> {
        None
    }

    fn read_document(
        &self,
        operation: &Operation,
        answer: Answer,
        body: &[u8],
        structure: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        match answer {
            Answer::Output if operation.s3_unwrapped_output => xml::read_unwrapped(XmlStyle::REST, body, structure)?,
            Answer::Output => xml::read_structure(XmlStyle::REST, body, structure)?,
            Answer::Error => xml::read_wrapped(XmlStyle::REST, body, self.error_path, structure)?,
        }
        Ok(())
    }

    fn read_payload(&self, member: &'static Member, body: &[u8], value: &mut dyn Value) -> Result<(), BoxError> {
        match value.slot() {
            Slot::Structure(payload) => Ok(xml::read_structure(XmlStyle::REST, body, payload)?),
            Slot::Boolean(_)
            | Slot::Byte(_)
            | Slot::Short(_)
            | Slot::Integer(_)
            | Slot::Long(_)
            | Slot::Float(_)
            | Slot::Double(_)
            | Slot::String(_)
            | Slot::Enum(_)
            | Slot::Blob(_)
            | Slot::Timestamp(_)
            | Slot::Document(_)
            | Slot::BigInteger(_)
            | Slot::BigDecimal(_)
            | Slot::List(_)
            | Slot::Map(_)
            | Slot::Unit
            | Slot::Stream(_)
            | Slot::EventSender(_)
            | Slot::EventReceiver(_) => Err(format!("`{}` is of a type that is no XML document", member.name).into()),
        }
    }
}

/// The root element of a document of `structure`, which is the payload `member` or a whole input. What the
/// member says goes before what its target says, and the service's namespace comes last.
fn root(operation: &Operation, member: &'static Member, structure: &dyn Structure) -> XmlRoot<'static> {
    let (shape, own) = (structure.shape(), member.own_names());
    XmlRoot {
        name: own.xml.or(shape.xml_name).unwrap_or(shape.model_name),
        namespace: own.xml_namespace.or(shape.xml_namespace).or(operation.service.xml_namespace),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::operation::Service;
    use crate::protocol::testing::{Record, SERVICE, response};
    use crate::shape::sample::Simple;
    use crate::shape::{Names, Place, Shape, XmlNamespace};

    const OPERATION: Operation = Operation::new(&SERVICE, "Test").http("PUT", "/path");
    const NAMESPACE: XmlNamespace = XmlNamespace { uri: "https://example.com", prefix: None };
    const PAYLOAD: Member = Member::new("payload", "Payload").place(&Place::StructurePayload);
    const NAMED: Member = PAYLOAD.names(&Names::NONE.xml("Named").xml_namespace(NAMESPACE));

    fn record(members: Vec<Member>, values: Vec<Box<dyn Value>>) -> Record {
        Record::new(Box::leak(Box::new(Shape::structure("Test", "TestRequest", members.leak()))), values)
    }

    #[track_caller]
    fn check_request(operation: Operation, member: Member, value: impl Value + 'static, expected: Option<&str>) {
        let request = REST_XML.write_request(&operation, &mut record(vec![member], vec![Box::new(value)])).unwrap();
        let media_type = expected.map(|_| "application/xml");
        assert_eq!(request.headers().get("content-type"), media_type);
        assert_eq!(std::str::from_utf8(request.body().bytes().unwrap()).unwrap(), expected.unwrap_or_default());
    }

    fn simple() -> Option<Simple> {
        Some(Simple { integer: Some(1), ..Structure::empty() })
    }

    #[test]
    fn bodies_of_requests() {
        static OTHER: Service = Service { xml_namespace: Some(NAMESPACE), ..SERVICE };
        let member = || Member::new("member", "Member");
        let with_namespace = || Operation::new(&OTHER, "Test");
        check_request(OPERATION, member().place(&Place::Header("x")), Some(1), None);
        check_request(OPERATION, member(), Some(1), Some("<TestRequest><Member>1</Member></TestRequest>"));
        check_request(
            with_namespace(),
            member(),
            None::<i32>,
            Some("<TestRequest xmlns=\"https://example.com\"></TestRequest>"),
        );
        check_request(OPERATION, PAYLOAD, simple(), Some("<Simple><integer>1</integer></Simple>"));
        check_request(OPERATION, PAYLOAD, None::<Simple>, None);
        let named = "<Named xmlns=\"https://example.com\"><integer>1</integer></Named>";
        check_request(OPERATION, NAMED, simple(), Some(named));
    }

    #[test]
    fn a_list_is_no_document() {
        let list = PAYLOAD.place(&Place::Payload);
        let error = REST_XML.write_request(&OPERATION, &mut record(vec![list], vec![Box::new(vec![1])])).unwrap_err();
        assert_eq!(error.to_string(), "`payload` is of a type that is no XML document");
    }

    #[track_caller]
    fn check_response(operation: Operation, member: Member, value: impl Value + 'static, body: &str, expected: &str) {
        let mut output = record(vec![member], vec![Box::new(value)]);
        let read = REST_XML.read_output(&operation, &response(200, &[]), body.as_bytes(), &mut output);
        let found = read.map_or_else(|error| error.to_string(), |()| format!("{output:?}"));
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn bodies_of_responses() {
        let member = || Member::new("member", "Member");
        let text = None::<String>;
        check_response(OPERATION, member(), text.clone(), "", "Test { member: None }");
        check_response(OPERATION, member(), text.clone(), "<R><Member>a</Member></R>", "Test { member: \"a\" }");
        let unwrapped = OPERATION.s3_unwrapped_output();
        check_response(unwrapped, member(), text.clone(), "<Member>a</Member>", "Test { member: \"a\" }");
        let error = "unreadable response to Test: the element `R` has no end at byte 0";
        check_response(OPERATION, member(), text, "<R>", error);
        check_response(OPERATION, PAYLOAD, None::<Simple>, "", "Test { payload: None }");
    }

    #[track_caller]
    fn check_error(protocol: &RestXml, body: &str) {
        let members = vec![Member::new("header", "Header").place(&Place::Header("X-Header")), Member::new("a", "A")];
        let mut error = record(members, vec![Box::new(None::<String>), Box::new(None::<i32>)]);
        let response = response(403, &[("x-header", "b")]);
        let metadata = protocol.error_metadata(&response, body.as_bytes()).build();
        assert_eq!((metadata.code(), metadata.message()), (Some("Lost"), Some("gone")), "{body}");
        protocol.read_error(&OPERATION, &response, body.as_bytes(), &mut error).unwrap();
        assert_eq!(format!("{error:?}"), "Test { header: \"b\", a: 1 }", "{body}");
        assert_eq!(protocol.request_id(&response, body.as_bytes()).as_deref(), Some("id"), "{body}");
    }

    #[test]
    fn errors_are_wrapped_or_not() {
        let members = "<Code>Lost</Code><Message>gone</Message><A>1</A>";
        let wrapped = format!("<ErrorResponse><Error>{members}</Error><RequestId>id</RequestId></ErrorResponse>");
        check_error(&REST_XML, &wrapped);
        check_error(&REST_XML_UNWRAPPED, &format!("<Error>{members}<RequestId>id</RequestId></Error>"));
    }

    #[test]
    fn only_errors_have_their_id_in_the_body() {
        let body = b"<Error><RequestId>id</RequestId></Error>";
        assert_eq!(REST_XML_UNWRAPPED.request_id(&response(200, &[]), body), None);
        let in_header = response(200, &[("x-amz-request-id", "a")]);
        assert_eq!(REST_XML_UNWRAPPED.request_id(&in_header, body).as_deref(), Some("a"));
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut output = record(vec![PAYLOAD], vec![Box::new(None::<Simple>)]);
            let _ = REST_XML.read_output(&OPERATION, &response(200, &[]), &body, &mut output);
            let _ = REST_XML.read_error(&OPERATION, &response(400, &[]), &body, &mut output);
            let _ = REST_XML.error_metadata(&response(400, &[]), &body);
        }
    }
}
