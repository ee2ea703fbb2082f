//! The values of the traits in which a model says how its messages look on the wire: `smithy.test#httpRequestTests`,
//! `httpResponseTests` and `eventStreamTests` ("Smithy specification, HTTP protocol compliance tests" and "Event
//! stream protocol compliance tests"). Parameters are kept as JSON: what they mean depends on the shapes.

use serde_json::Value;

use super::ShapeId;

/// What all kinds of cases have.
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// The name of the case. It is unique within its trait only.
    pub id: String,
    /// The protocol that it is about.
    pub protocol: ShapeId,
    /// The authentication scheme that is assumed.
    pub auth_scheme: Option<ShapeId>,
    /// What it shows.
    pub documentation: Option<String>,
    /// What the model's own vendor makes of it.
    pub vendor_params: Option<Value>,
    /// Whom it is for; all where nothing is said.
    pub applies_to: Option<AppliesTo>,
}

/// Whom a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum AppliesTo {
    Client,
    Server,
}

/// A case of `httpRequestTests`.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpRequestTest {
    /// What all kinds of cases have.
    pub case: TestCase,
    /// The input.
    pub params: Option<Value>,
    /// The request that it becomes.
    pub request: TestRequest,
}

/// A case of `httpResponseTests`.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpResponseTest {
    /// What all kinds of cases have.
    pub case: TestCase,
    /// The output or the error.
    pub params: Option<Value>,
    /// The response that becomes it.
    pub response: TestResponse,
}

/// A request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TestRequest {
    /// The method.
    pub method: String,
    /// The path.
    pub uri: String,
    /// The host that the client is given, perhaps with a path.
    pub host: Option<String>,
    /// The host that the request goes to.
    pub resolved_host: Option<String>,
    /// Query parameters that must be there, as `name=value` or `name`.
    pub query_params: Vec<String>,
    /// Names of query parameters that may not be there.
    pub forbid_query_params: Vec<String>,
    /// Names of query parameters that must be there.
    pub require_query_params: Vec<String>,
    /// Headers and body.
    pub message: TestMessage,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct TestResponse {
    /// The status code.
    pub code: u16,
    /// Headers and body.
    pub message: TestMessage,
}

/// Headers and body of a request or response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TestMessage {
    /// Headers that must be there, with their values.
    pub headers: Vec<(String, String)>,
    /// Names of headers that may not be there.
    pub forbid_headers: Vec<String>,
    /// Names of headers that must be there.
    pub require_headers: Vec<String>,
    /// The body.
    pub body: TestBody,
}

/// The body of a message; nothing is said of it where `text` is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TestBody {
    /// The body. Base64 where the media type is one of binary data.
    pub text: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
}

/// A case of `eventStreamTests`.
#[derive(Clone, Debug, PartialEq)]
pub struct EventStreamTest {
    /// What all kinds of cases have.
    pub case: TestCase,
    /// The input, but for its stream.
    pub initial_request_params: Option<Value>,
    /// The request that it becomes.
    pub initial_request: Option<TestRequest>,
    /// The output, but for its stream.
    pub initial_response_params: Option<Value>,
    /// The response that becomes it.
    pub initial_response: Option<TestResponse>,
    /// The events, in order.
    pub events: Vec<TestEvent>,
    /// What comes of it.
    pub expectation: Expectation,
}

/// What comes of an event stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Expectation {
    /// All events pass.
    #[default]
    Success,
    /// An error, of this shape where one is named.
    Failure(Option<ShapeId>),
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct TestEvent {
    /// Which way it goes.
    pub direction: Direction,
    /// The event; one that the model does not have where there is none.
    pub params: Option<Value>,
    /// Headers that must be there, with their values.
    pub headers: Vec<(String, TestHeader)>,
    /// Names of headers that may not be there.
    pub forbid_headers: Vec<String>,
    /// Names of headers that must be there.
    pub require_headers: Vec<String>,
    /// The payload.
    pub body: TestBody,
    /// The whole frame.
    pub bytes: Option<Vec<u8>>,
}

/// Which way an event goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Direction {
    Request,
    Response,
}

/// The value of an event's header.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant is named for its type")]
pub enum TestHeader {
    Boolean(bool),
    Byte(i8),
    Short(i16),
    Integer(i32),
    Long(i64),
    Blob(Vec<u8>),
    String(String),
    /// Seconds since 1970, and nanoseconds.
    Timestamp(i64, u32),
}

impl TestCase {
    /// Whether it is for clients.
    pub fn is_for_clients(&self) -> bool {
        self.applies_to != Some(AppliesTo::Server)
    }
}
