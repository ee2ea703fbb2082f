//! From a model to what the program of `endpoint-tests` takes.

use serde_json::{Value, json};
use tinsmith_codegen::model::Traits;

use crate::job::Job;

/// What is asked about a service.
pub(super) struct Asked {
    /// Its rules and cases as one line; none where it has no rules.
    pub(super) line: Option<String>,
    /// How many cases there are, for each form of the rules.
    pub(super) cases: usize,
}

/// Reads the rules and cases of a job's model, or says the first thing that is wrong with it, in a line.
pub(super) fn asked(job: &Job) -> Result<Asked, String> {
    let texts = job.read_texts().map_err(|error| format!("{error:#}"))?;
    match job.load(&texts) {
        Ok(model) => {
            let (id, _) = model.service();
            let none = Traits::default();
            Ok(of_traits(model.shape(id).map_or(&none, |shape| &shape.traits)))
        }
        Err(faults) => Err(faults.iter().next().map(|fault| fault.message.clone()).unwrap_or_default()),
    }
}

fn of_traits(traits: &Traits) -> Asked {
    let (tree, diagram, tests) = (traits.endpoint_rule_set(), traits.endpoint_bdd(), traits.endpoint_tests());
    let cases = tests.and_then(|tests| tests.get("testCases")).and_then(Value::as_array).map_or(0, Vec::len);
    let has_rules = tree.is_some() || diagram.is_some();
    let line = has_rules.then(|| json!({"tree": tree, "diagram": diagram, "tests": tests}).to_string());
    Asked { line, cases }
}
