//! Cases and what came of them.

use tinsmith_codegen::{GeneratedTest, TestKey, TestKind};

/// A case of a model's protocol tests.
#[derive(Clone, Debug)]
pub struct Case {
    /// Which one it is.
    pub key: TestKey,
    /// The test that was made of it.
    pub(super) test: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its test passed.
    Passed,
    /// It did not, for this reason.
    Failed(String),
}

impl Case {
    /// The case `key`, of which one of `tests` was made. Until its test has run, it has failed.
    pub(super) fn new(key: TestKey, tests: &[GeneratedTest]) -> Case {
        let test = tests.iter().find(|test| test.key == key).map(|test| test.name.clone());
        let reason = match test {
            Some(_) => "its test did not come to an end",
            None => "no test was made of it",
        };
        Case { key, test, outcome: Outcome::Failed(reason.to_owned()) }
    }

    /// Whether it passed.
    pub fn has_passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }
}

/// The word for a kind of cases.
pub(super) fn word(kind: TestKind) -> &'static str {
    match kind {
        TestKind::Request => "request",
        TestKind::Response => "response",
        TestKind::Error => "error",
        TestKind::EventStream => "event stream",
    }
}
