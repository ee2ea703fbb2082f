//! The tests that a model's protocol tests become.

mod cases;
mod config;
mod events;
mod values;

use crate::fault::{Fault, Step, WRONG_TEST, quote};
use crate::ir::{Crate, Operation, Test, TestFile};
use crate::model::{EventStreamTest, HttpRequestTest, HttpResponseTest, Protocol, ShapeId, ShapeKind, TestCase};
use crate::names::{self, Name};
use crate::plan::{Modules, Planner};

const REQUEST_TESTS: &str = "smithy.test#httpRequestTests";
const EVENT_TESTS: &str = "smithy.test#eventStreamTests";
const RESPONSE_TESTS: &str = "smithy.test#httpResponseTests";

/// What is wrong with a case: the steps to it from there, and the sentence.
#[derive(Debug)]
struct Wrong {
    path: Vec<Step>,
    message: String,
}

impl Wrong {
    fn new(message: String) -> Wrong {
        Wrong { path: Vec::new(), message }
    }

    fn within(mut self, step: Step) -> Wrong {
        self.path.insert(0, step);
        self
    }
}

/// What the cases of one shape share.
struct Subject<'s> {
    /// The shape that has them: an operation, or an error.
    shape: &'s ShapeId,
    /// The operation that is called.
    operation: &'s Operation,
    /// Its input.
    input: Option<&'s ShapeId>,
    /// Its output.
    output: Option<&'s ShapeId>,
    /// The crate.
    planned: &'s Crate,
}

impl Planner<'_> {
    /// The tests of all operations, and of the errors that they may end with.
    pub(super) fn protocol_tests(&self, planned: &Crate, faults: &mut Vec<Fault>) -> Vec<TestFile> {
        let model = self.model;
        let mut modules = Modules::of_tests();
        let mut files = Vec::new();
        for id in model.operations() {
            let Some(subject) = self.subject(id, id, planned) else { continue };
            let module = &subject.operation.module;
            files.extend(file(&mut modules, module, id, self.operation_tests(&subject, faults)));
        }
        for id in model.closure() {
            // The first operation that has the error stands for all: what reads it is the same.
            let has_it = |operation: &&ShapeId| self.operation_errors(operation).contains(id);
            let Some(caller) = model.operations().iter().find(has_it) else { continue };
            let Some(subject) = self.subject(id, caller, planned) else { continue };
            let module = names::ident(&names::module(&names::type_name(model.name_of(id))));
            files.extend(file(&mut modules, &module, id, self.error_tests(&subject, faults)));
        }
        files
    }

    /// The cases of `shape`, an operation or an error, for calls of the operation `caller`.
    fn subject<'s>(&'s self, shape: &'s ShapeId, caller: &ShapeId, planned: &'s Crate) -> Option<Subject<'s>> {
        let ShapeKind::Operation(ends) = &self.model.shape(caller)?.kind else { return None };
        let operation = planned.operations.iter().find(|operation| operation.name == caller.name())?;
        Some(Subject { shape, operation, input: ends.input.as_ref(), output: ends.output.as_ref(), planned })
    }

    fn operation_tests(&self, subject: &Subject<'_>, faults: &mut Vec<Fault>) -> Vec<Test> {
        let Some(shape) = self.model.shape(subject.shape) else { return Vec::new() };
        let mut tests = self.tests(subject, REQUEST_TESTS, shape.traits.http_request_tests(), faults, Self::request);
        tests.extend(self.tests(subject, RESPONSE_TESTS, shape.traits.http_response_tests(), faults, Self::output));
        tests.extend(self.tests(subject, EVENT_TESTS, shape.traits.event_stream_tests(), faults, Self::events));
        tests
    }

    fn error_tests(&self, subject: &Subject<'_>, faults: &mut Vec<Fault>) -> Vec<Test> {
        let Some(shape) = self.model.shape(subject.shape) else { return Vec::new() };
        self.tests(subject, RESPONSE_TESTS, shape.traits.http_response_tests(), faults, Self::failure)
    }

    /// The tests of the cases that are for clients and for a protocol of the crate; a fault for each case
    /// that cannot be made one.
    fn tests<C: Case>(
        &self,
        subject: &Subject<'_>,
        name: &str,
        cases: &[C],
        faults: &mut Vec<Fault>,
        test: fn(&Self, &Subject<'_>, &C) -> Result<Test, Wrong>,
    ) -> Vec<Test> {
        let mut tests = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            if !case.case().is_for_clients() || subject.protocol(case.case()).is_none() {
                continue;
            }
            match test(self, subject, case) {
                Ok(test) => tests.push(test),
                Err(wrong) => {
                    let Wrong { path, message } = wrong.within(Step::Index(index));
                    let message =
                        format!("the case {} of {}: {message}", quote(&case.case().id), quote(subject.shape.name()));
                    faults.push(self.model.fault_in_trait(WRONG_TEST, subject.shape, name, &path, message));
                }
            }
        }
        tests
    }
}

/// A case of any kind.
trait Case {
    fn case(&self) -> &TestCase;
}

impl Case for HttpRequestTest {
    fn case(&self) -> &TestCase {
        &self.case
    }
}

impl Case for HttpResponseTest {
    fn case(&self) -> &TestCase {
        &self.case
    }
}

impl Case for EventStreamTest {
    fn case(&self) -> &TestCase {
        &self.case
    }
}

impl Subject<'_> {
    /// The protocol that a case is for, if the crate speaks it.
    fn protocol(&self, case: &TestCase) -> Option<Protocol> {
        self.planned.service.protocols.iter().copied().find(|protocol| protocol.trait_id() == case.protocol.as_str())
    }
}

/// The file of `tests`, if there are any. No two functions of it have one name.
fn file(modules: &mut Modules, module: &Name, subject: &ShapeId, tests: Vec<Test>) -> Option<TestFile> {
    if tests.is_empty() {
        return None;
    }
    let mut functions = Modules::default();
    let tests = tests.into_iter().map(|test| Test { name: functions.take(&test.name), ..test }).collect();
    Some(TestFile { module: modules.take(module), subject: subject.name().to_owned(), tests })
}
