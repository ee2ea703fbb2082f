//! The protocol tests of a model, by name: which there are, and which test of a generated crate is whose.

use crate::check::CheckedModel;
use crate::model::{ShapeId, TestCase};

/// Which case of a model's protocol tests: ids alone are not unique.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TestKey {
    /// The protocol that it is about.
    pub protocol: ShapeId,
    /// What it is a case of.
    pub kind: TestKind,
    /// The operation or error that has it.
    pub shape: ShapeId,
    /// Its id.
    pub id: String,
}

/// What a case is a case of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TestKind {
    /// A request.
    Request,
    /// A response that is an output.
    Response,
    /// A response that is an error.
    Error,
    /// An event stream.
    EventStream,
}

/// A test of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedTest {
    /// The case that it is made of.
    pub key: TestKey,
    /// Its name in the crate's test program.
    pub name: String,
}

/// All cases that the model has for clients of the service, in order of their shapes.
pub fn protocol_tests(model: &CheckedModel) -> Vec<TestKey> {
    let mut keys = Vec::new();
    let mut add = |kind, shape: &ShapeId, case: &TestCase| {
        if case.is_for_clients() {
            keys.push(TestKey { protocol: case.protocol.clone(), kind, shape: shape.clone(), id: case.id.clone() });
        }
    };
    for (id, traits) in model.operations().iter().filter_map(|id| Some((id, &model.shape(id)?.traits))) {
        traits.http_request_tests().iter().for_each(|test| add(TestKind::Request, id, &test.case));
        traits.http_response_tests().iter().for_each(|test| add(TestKind::Response, id, &test.case));
        traits.event_stream_tests().iter().for_each(|test| add(TestKind::EventStream, id, &test.case));
    }
    for (id, traits) in model.closure().iter().filter_map(|id| Some((id, &model.shape(id)?.traits))) {
        if traits.error().is_some() {
            traits.http_response_tests().iter().for_each(|test| add(TestKind::Error, id, &test.case));
        }
    }
    keys
}
