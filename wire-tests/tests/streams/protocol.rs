//! A protocol of HTTP bindings that has what the service needs: a label, a header, a payload that is a stream.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::error::metadata;
use tinsmith::operation::Operation;
use tinsmith::protocol::{Protocol, set_stream_body};
use tinsmith::shape::{Place, Slot, Structure, Value, View, members};

#[derive(Debug)]
pub(crate) struct Files;

pub(crate) static FILES: Files = Files;

impl Protocol for Files {
    fn id(&self) -> &'static str {
        "files#files"
    }

    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::empty();
        request.set_method(operation.method)?;
        let mut uri = operation.uri.to_owned();
        for (member, value) in members(input) {
            if let (Place::Label, View::String(text)) = (member.http_place(), value.view()) {
                uri = uri.replace(&format!("{{{}}}", member.wire_name), text);
            }
        }
        request.set_uri(uri)?;
        for (index, member) in input.shape().members.iter().enumerate() {
            if let Some(Slot::Stream(stream)) = input.get_mut(index).map(Value::slot) {
                set_stream_body(&mut request, member, stream)?;
            }
        }
        Ok(request)
    }

    fn read_output(
        &self,
        _: &Operation,
        response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError> {
        assert_eq!(body, b"");
        for (index, member) in output.shape().members.iter().enumerate() {
            let Place::Header(name) = member.http_place() else { continue };
            if let (Some(header), Some(Slot::String(text))) =
                (response.headers().get(name), output.get_mut(index).map(Value::slot))
            {
                header.clone_into(text);
            }
        }
        Ok(())
    }

    /// The message is the size of the body.
    fn error_metadata(&self, response: &HttpResponse, body: &[u8]) -> metadata::Builder {
        let code = response.headers().get("x-error").unwrap_or("None");
        metadata::Builder::default().code(code).message(body.len().to_string())
    }

    fn read_error(&self, _: &Operation, _: &HttpResponse, _: &[u8], _: &mut dyn Structure) -> Result<(), BoxError> {
        Ok(())
    }
}
