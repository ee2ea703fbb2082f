//! awsQuery and ec2Query ("AWS query protocol", "AWS EC2 query protocol").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::metadata;
use aws_types::request_id::RequestId;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::operation::Operation;
use crate::protocol::Protocol;
use crate::query::{self, Dialect};
use crate::shape::Structure;
use crate::xml::{self, XmlError, XmlStyle};

/// aws.protocols#awsQuery.
pub static AWS_QUERY: Query = Query { id: "aws.protocols#awsQuery", dialect: Dialect::Aws };

/// aws.protocols#ec2Query.
pub static EC2_QUERY: Query = Query { id: "aws.protocols#ec2Query", dialect: Dialect::Ec2 };

/// Either protocol: requests are forms, responses are XML.
#[derive(Debug)]
pub struct Query {
    id: &'static str,
    dialect: Dialect,
}

/// Where the error stands within the root element of `body`: by itself in awsQuery, in a list of one in
/// ec2Query. SimpleDB speaks awsQuery, but has its errors as ec2Query has them, so the body says which.
fn error_path(body: &[u8]) -> &'static [&'static str] {
    const BY_ITSELF: &[&str] = &["Error"];
    match xml::error_fields(body, BY_ITSELF).code {
        Some(_) => BY_ITSELF,
        None => &["Errors", "Error"],
    }
}

impl Protocol for Query {
    fn id(&self) -> &'static str {
        self.id
    }

    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError> {
        let form = query::write_form(self.dialect, operation.name, operation.service.version, input)?;
        let length = form.len().to_string();
        let mut request = HttpRequest::new(SdkBody::from(form));
        request.set_method("POST")?;
        request.set_uri("/")?;
        let headers = request.headers_mut();
        headers.try_insert(CONTENT_TYPE, "application/x-www-form-urlencoded")?;
        headers.try_insert(CONTENT_LENGTH, length)?;
        Ok(request)
    }

    fn read_output(
        &self,
        operation: &Operation,
        _response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        match self.dialect {
            Dialect::Aws => xml::read_wrapped(XmlStyle::QUERY, body, &[&format!("{}Result", operation.name)], output),
            Dialect::Ec2 => xml::read_structure(XmlStyle::QUERY, body, output),
        }
        .map_err(|error| unreadable(operation, &error))
    }

    fn error_metadata(&self, _response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        let found = xml::error_fields(body, error_path(body));
        let mut builder = metadata::Builder::default();
        if let Some(code) = found.code {
            builder = builder.code(code);
        }
        if let Some(message) = found.message {
            builder = builder.message(message);
        }
        if let Some(fault) = found.fault {
            builder = builder.custom("type", fault.into_owned());
        }
        builder
    }

    fn read_error(
        &self,
        operation: &Operation,
        _response: &HttpResponse,
        body: &[u8],
        error: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        xml::read_wrapped(XmlStyle::QUERY, body, error_path(body), error).map_err(|error| unreadable(operation, &error))
    }

    fn request_id(&self, response: &HttpResponse, body: &[u8]) -> Option<String> {
        let in_header = response.request_id().map(String::from);
        in_header.or_else(|| xml::request_id(body).map(Into::into))
    }
}

/// The error that a response of `operation` cannot be read.
fn unreadable(operation: &Operation, error: &XmlError) -> BoxError {
    format!("unreadable response to {}: {error}", operation.name).into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::testing::{Record, SERVICE, response};
    use crate::shape::{Member, Names, Shape};

    const OPERATION: Operation = Operation::new(&SERVICE, "Get");

    /// A structure with a member `name`, called `Name`.
    fn record() -> Record {
        const MEMBERS: &[Member] = &[Member::new("name", "Name").names(&Names::NONE.ec2("nom"))];
        static SHAPE: Shape = Shape::structure("Test", "Test", MEMBERS);
        Record::new(&SHAPE, vec![Box::new(None::<String>)])
    }

    #[track_caller]
    fn check_request(protocol: &Query, expected: &str) {
        let mut input = record();
        crate::shape::copy_value(&"a b".to_owned(), input.get_mut(0).unwrap());
        let request = protocol.write_request(&OPERATION, &mut input).unwrap();
        assert_eq!((request.method(), request.uri()), ("POST", "/"));
        assert_eq!(request.headers().get("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(request.headers().get("content-length"), Some(&*expected.len().to_string()));
        assert_eq!(request.body().bytes(), Some(expected.as_bytes()));
    }

    #[test]
    fn requests_are_forms() {
        check_request(&AWS_QUERY, "Action=Get&Version=2020-01-01&Name=a%20b");
        check_request(&EC2_QUERY, "Action=Get&Version=2020-01-01&nom=a%20b");
    }

    #[track_caller]
    fn check_output(protocol: &Query, body: &str, expected: &str) {
        let mut output = record();
        let read = protocol.read_output(&OPERATION, &response(200, &[]), body.as_bytes(), &mut output);
        let found = read.map_or_else(|error| error.to_string(), |()| format!("{output:?}"));
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn responses_are_xml() {
        check_output(&AWS_QUERY, "", "Test { name: None }");
        check_output(&AWS_QUERY, "<GetResponse/>", "Test { name: None }");
        check_output(&AWS_QUERY, "<R><Name>b</Name><GetResult><Name>a</Name></GetResult></R>", "Test { name: \"a\" }");
        check_output(
            &AWS_QUERY,
            "<R><GetResult>",
            "unreadable response to Get: the element `GetResult` has no end at byte 3",
        );
        check_output(&EC2_QUERY, "", "Test { name: None }");
        check_output(&EC2_QUERY, "<R><Name>a</Name><requestId>b</requestId></R>", "Test { name: \"a\" }");
        check_output(&EC2_QUERY, "{}", "unreadable response to Get: expected an element, found text at byte 0");
    }

    #[track_caller]
    fn check_error(protocol: &Query, body: &str) {
        let response = response(400, &[]);
        let metadata = protocol.error_metadata(&response, body.as_bytes()).build();
        assert_eq!((metadata.code(), metadata.message()), (Some("Lost"), Some("gone")), "{body}");
        assert_eq!(metadata.extra("type"), Some("Sender"), "{body}");
        let mut error = record();
        protocol.read_error(&OPERATION, &response, body.as_bytes(), &mut error).unwrap();
        assert_eq!(format!("{error:?}"), "Test { name: \"a\" }", "{body}");
        assert_eq!(protocol.request_id(&response, body.as_bytes()).as_deref(), Some("id"), "{body}");
    }

    #[test]
    fn errors_are_xml() {
        let error = "<Error><Type>Sender</Type><Code>Lost</Code><Message>gone</Message><Name>a</Name></Error>";
        check_error(&AWS_QUERY, &format!("<ErrorResponse>{error}<RequestId>id</RequestId></ErrorResponse>"));
        let in_list = format!("<Response><Errors>{error}</Errors><RequestID>id</RequestID></Response>");
        check_error(&EC2_QUERY, &in_list);
        check_error(&AWS_QUERY, &in_list);
        let metadata = AWS_QUERY.error_metadata(&response(500, &[]), b"<html>").build();
        assert_eq!((metadata.code(), metadata.message()), (None, None));
    }

    #[track_caller]
    fn check_request_id(headers: &[(&'static str, &str)], body: &str, expected: Option<&str>) {
        let found = AWS_QUERY.request_id(&response(200, headers), body.as_bytes());
        assert_eq!(found.as_deref(), expected, "{body}");
    }

    #[test]
    fn the_id_of_a_request_is_in_a_header_or_in_the_body() {
        let body = "<R><GetResult/><ResponseMetadata><RequestId>a</RequestId></ResponseMetadata></R>";
        check_request_id(&[], body, Some("a"));
        check_request_id(&[("x-amzn-requestid", "b")], body, Some("b"));
        check_request_id(&[], "<R><requestId>c</requestId></R>", Some("c"));
        check_request_id(&[], "<R><GetResult><RequestId>d</RequestId></GetResult></R>", None);
        check_request_id(&[], "", None);
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..64)) {
            for protocol in [&AWS_QUERY, &EC2_QUERY] {
                let _ = protocol.read_output(&OPERATION, &response(200, &[]), &body, &mut record());
                let _ = protocol.error_metadata(&response(400, &[]), &body);
                let _ = protocol.request_id(&response(200, &[]), &body);
            }
        }
    }
}
