//! The tests of a crate that a model's protocol tests become.

use super::{Docs, Sparse};
use crate::model::{Protocol, TestEvent, TestRequest, TestResponse};
use crate::names::Name;
use crate::tests::{GeneratedTest, TestKey};

/// The tests of one operation, or of one error.
#[derive(Clone, Debug)]
pub struct TestFile {
    /// The module of the file.
    pub module: Name,
    /// What the tests are of, as the model calls it.
    pub subject: String,
    /// The tests, in the model's order.
    pub tests: Vec<Test>,
}

impl TestFile {
    /// The tests by the names that the test program knows them by.
    pub fn generated(&self) -> impl Iterator<Item = GeneratedTest> {
        let name = |test: &Test| format!("{}::{}", self.module, test.name);
        self.tests.iter().map(move |test| GeneratedTest { key: test.key.clone(), name: name(test) })
    }
}

/// A test.
#[derive(Clone, Debug)]
pub struct Test {
    /// The case of the model.
    pub key: TestKey,
    /// The function.
    pub name: Name,
    /// What the case shows.
    pub docs: Docs,
    /// The configuration, where it is not the one that all tests share.
    pub config: TestConfig,
    /// The call that is made.
    pub call: TestCall,
    /// What is checked.
    pub check: Check,
}

/// What of the configuration is a test's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TestConfig {
    /// The protocol, where the service has several.
    pub protocol: Option<Protocol>,
    /// Where calls go.
    pub endpoint: Endpoint,
    /// The region.
    pub region: Option<String>,
    /// The authentication scheme.
    pub auth_scheme: Option<String>,
    /// The settings that are switched, by setter.
    pub switches: Vec<(Name, bool)>,
    /// Those that are switched for the call alone.
    pub call_switches: Vec<(Name, bool)>,
}

/// Where the calls of a test go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Endpoint {
    /// It does not matter.
    #[default]
    Any,
    /// To this host, with perhaps a path.
    Host(String),
    /// Where the client finds that they go.
    Resolved,
}

/// The call of a test.
#[derive(Clone, Debug)]
pub struct TestCall {
    /// The module of the operation.
    pub module: Name,
    /// The client's function.
    pub function: Name,
    /// The output.
    pub output: Name,
    /// The error enum.
    pub error: Name,
    /// The input, but for a stream of events.
    pub input: Vec<Assignment>,
    /// The setter of the stream of events, where the input has one.
    pub events: Option<Name>,
}

/// What a test checks.
#[derive(Clone, Debug)]
pub enum Check {
    /// The request that the call sends.
    Request(TestRequest),
    /// The output that a response becomes.
    Output(TestResponse, StructureExpr),
    /// The error that a response becomes.
    Error(TestResponse, ErrorExpr),
    /// Events, in one direction or both.
    Events(Box<EventsCheck>),
}

/// What a test of event streams checks.
#[derive(Clone, Debug)]
pub struct EventsCheck {
    /// The request, where the case says something of it.
    pub request: Option<TestRequest>,
    /// The events that are sent, with their frames.
    pub sent: Vec<(EventExpr, TestEvent)>,
    /// The response.
    pub response: Option<TestResponse>,
    /// The events that the response has, as frames.
    pub frames: Vec<TestEvent>,
    /// What becomes of the response.
    pub received: Received,
}

/// An item of an event stream.
#[derive(Clone, Debug)]
pub enum EventExpr {
    /// An event.
    Event(UnionExpr),
    /// An error: the enum of the stream's errors, and the variant with its structure.
    Error(Name, StructureExpr),
}

/// What becomes of a response with events.
#[derive(Clone, Debug)]
pub enum Received {
    /// It is not looked at.
    Anything,
    /// The members of the output, and the events of its stream.
    Output(Vec<FieldExpr>, ReceivedEvents),
    /// An error of the operation: this variant.
    OperationError(Name),
    /// Events, and then an error of the stream: the enum of its errors, and the error.
    StreamError(ReceivedEvents, Name, ErrorExpr),
    /// Some failure: of the call, or of the stream in this field.
    Failure(Option<Name>),
}

/// Events that are received.
#[derive(Clone, Debug)]
pub struct ReceivedEvents {
    /// The field of the stream; none where the stream is not looked at.
    pub ident: Option<Name>,
    /// The events.
    pub events: Vec<UnionExpr>,
}

/// A field with its value.
#[derive(Clone, Debug)]
pub struct FieldExpr {
    /// The field.
    pub ident: Name,
    /// The value.
    pub value: Expr,
    /// Whether it is in an `Option`.
    pub optional: bool,
    /// Whether it is in a `Box`.
    pub boxed: bool,
}

/// An error that is expected.
#[derive(Clone, Debug)]
pub struct ErrorExpr {
    /// The structure, and the variant of the operation's error.
    pub value: StructureExpr,
    /// Whether the model says nothing of a message, which every error has.
    pub is_without_message: bool,
    /// The code of the error, where the case says it.
    pub code: Option<String>,
    /// The type of the error, where the case says it.
    pub kind: Option<String>,
}

/// A member with its value.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The field and setter.
    pub ident: Name,
    /// The `set_` function.
    pub set_ident: Name,
    /// The value.
    pub value: Expr,
}

/// A value.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "a variant is named for its type")]
pub enum Expr {
    Bool(bool),
    Integer(i64),
    F32(f32),
    F64(f64),
    String(String),
    Blob(Vec<u8>),
    /// Seconds since 1970 with nanoseconds.
    DateTime(i64, u32),
    /// As JSON.
    Document(String),
    BigInteger(String),
    BigDecimal(String),
    ByteStream(Vec<u8>),
    /// The type, and the variant or, where there is none, the text.
    Enum(Name, Result<Name, String>),
    /// The elements; there is none only where the list is sparse.
    Vec(Vec<Option<Expr>>, Sparse),
    /// The entries; there is no value only where the map is sparse.
    Map(Vec<(Expr, Option<Expr>)>, Sparse),
    Structure(StructureExpr),
    Union(UnionExpr),
}

/// A structure.
#[derive(Clone, Debug)]
pub struct StructureExpr {
    /// The type.
    pub ident: Name,
    /// Whether it is an error.
    pub is_error: bool,
    /// Whether the builder may fail.
    pub is_fallible: bool,
    /// The members that are set.
    pub members: Vec<Assignment>,
}

/// A union.
#[derive(Clone, Debug)]
pub struct UnionExpr {
    /// The type.
    pub ident: Name,
    /// The variant.
    pub variant: Name,
    /// What it holds; nothing where it holds nothing.
    pub payload: Option<Box<Expr>>,
    /// Whether what it holds is boxed.
    pub is_boxed: bool,
}
