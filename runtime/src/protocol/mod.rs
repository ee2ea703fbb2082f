//! Protocols: how a call becomes a request and a response becomes a result.
//!
//! A protocol is a value: a service names those that it speaks, the preferred one first. Everything here
//! is bytes in, bytes out; nothing waits and nothing is sent.

mod aws_json;
mod encode_error;
mod error_members;
mod events;
mod http_binding;
mod json_error;
mod query;
mod query_compatible;
mod rest;
mod rest_json;
mod rest_xml;
mod rpc_v2;
mod rpc_v2_cbor;
mod rpc_v2_json;
mod stream;
#[cfg(test)]
pub(crate) mod testing;

use std::fmt::Debug;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::error::metadata;
use aws_types::request_id::RequestId;

pub use aws_json::{AWS_JSON_1_0, AWS_JSON_1_1};
pub use encode_error::EncodeError;
pub(crate) use events::EVENT_STREAM;
pub use events::{EventFormat, InitialMessage};
pub use query::{AWS_QUERY, EC2_QUERY};
pub use rest_json::REST_JSON_1;
pub use rest_xml::{REST_XML, REST_XML_UNWRAPPED};
pub use rpc_v2_cbor::RPC_V2_CBOR;
pub use rpc_v2_json::RPC_V2_JSON;
pub(crate) use stream::take_stream;

use crate::operation::Operation;
use crate::shape::Structure;

/// How calls travel.
pub trait Protocol: Debug + Send + Sync {
    /// The id of the protocol's trait.
    fn id(&self) -> &'static str;

    /// The request for `operation` with `input`. Its URI is a path and perhaps a query, relative to the
    /// endpoint. A stream of bytes is moved out of the input; one of events is left to the client.
    fn write_request(&self, operation: &Operation, input: &mut dyn Structure) -> Result<HttpRequest, BoxError>;

    /// Reads the output from a successful response, whose whole body is `body`.
    ///
    /// Where a member of the output is a stream, `body` is empty, and the member is left as it is: the
    /// client puts the body there, unread.
    fn read_output(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        output: &mut dyn Structure,
    ) -> Result<(), BoxError>;

    /// The code and message of an error response. Nothing is too broken for it: what cannot be found
    /// is not set.
    fn error_metadata(&self, response: &HttpResponse, body: &[u8]) -> metadata::Builder;

    /// Reads the structure of an error from its response.
    fn read_error(
        &self,
        operation: &Operation,
        response: &HttpResponse,
        body: &[u8],
        error: &mut dyn Structure,
    ) -> Result<(), BoxError>;

    /// How events travel; none where the protocol has no streams of them.
    fn events(&self) -> Option<&dyn EventFormat> {
        None
    }

    /// The id by which the service knows the request, from a response of either kind.
    fn request_id(&self, response: &HttpResponse, body: &[u8]) -> Option<String> {
        let _ = body;
        response.request_id().map(String::from)
    }
}

/// The name of an error without what services put around it: a namespace before `#`, and a URI after `:`
/// ("AWS JSON protocols, Operation error serialization").
pub(crate) fn bare_error_code(code: &str) -> &str {
    let code = code.split_once(':').map_or(code, |(code, _)| code);
    code.rsplit_once('#').map_or(code, |(_, code)| code)
}
