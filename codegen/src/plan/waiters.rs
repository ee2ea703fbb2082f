//! Waiters.

use serde_json::Value;

use crate::ir::{Acceptor, AcceptorState, Comparator, Docs, Matcher, Operation, Waiter};
use crate::model::ShapeId;
use crate::names;
use crate::plan::Planner;

impl Planner<'_> {
    /// The waiters of all operations, by name.
    pub(super) fn waiters(&self, operations: &[Operation]) -> Vec<Waiter> {
        let mut waiters: Vec<Waiter> =
            self.model.operations().iter().flat_map(|id| self.waiters_of(id, operations)).collect();
        waiters.sort_by(|a, b| a.name.cmp(&b.name));
        waiters
    }

    fn waiters_of(&self, id: &ShapeId, operations: &[Operation]) -> Vec<Waiter> {
        let waitable = self.model.shape(id).and_then(|shape| shape.traits.waitable()).and_then(Value::as_object);
        let Some(operation) = operations.iter().position(|operation| operation.name == id.name()) else {
            return Vec::new();
        };
        waitable.into_iter().flatten().map(|(name, value)| waiter(name, value, operation)).collect()
    }
}

fn waiter(name: &str, value: &Value, operation: usize) -> Waiter {
    let seconds = |key: &str, default: u64| value.get(key).and_then(Value::as_u64).unwrap_or(default);
    let acceptors = value.get("acceptors").and_then(Value::as_array).into_iter().flatten();
    let pascal = names::type_name(name);
    let documentation = value.get("documentation").and_then(Value::as_str).unwrap_or_default();
    Waiter {
        name: name.to_owned(),
        module: names::ident(&names::module(name)),
        function: names::ident(&format!("wait_until_{}", names::snake(name))),
        fluent: names::ident(&format!("{pascal}FluentBuilder")),
        final_poll: names::ident(&format!("{pascal}FinalPoll")),
        error: names::ident(&format!("WaitUntil{pascal}Error")),
        operation,
        min_delay: seconds("minDelay", 2),
        max_delay: seconds("maxDelay", 120),
        acceptors: acceptors.filter_map(acceptor).collect(),
        docs: Docs::of(documentation),
    }
}

fn acceptor(value: &Value) -> Option<Acceptor> {
    let state = match value.get("state")?.as_str()? {
        "success" => AcceptorState::Success,
        "failure" => AcceptorState::Failure,
        _ => AcceptorState::Retry,
    };
    let matcher = value.get("matcher")?;
    let matcher = if let Some(success) = matcher.get("success") {
        Matcher::Success(success.as_bool()?)
    } else if let Some(code) = matcher.get("errorType") {
        Matcher::ErrorType(code.as_str()?.to_owned())
    } else if let Some(output) = matcher.get("output") {
        let (path, comparator, expected) = path_matcher(output)?;
        Matcher::Output { path, comparator, expected }
    } else {
        let (path, comparator, expected) = path_matcher(matcher.get("inputOutput")?)?;
        Matcher::InputOutput { path, comparator, expected }
    };
    Some(Acceptor { state, matcher })
}

fn path_matcher(value: &Value) -> Option<(String, Comparator, String)> {
    let text = |key: &str| value.get(key)?.as_str().map(String::from);
    let comparator = match value.get("comparator")?.as_str()? {
        "stringEquals" => Comparator::StringEquals,
        "booleanEquals" => Comparator::BooleanEquals,
        "allStringEquals" => Comparator::AllStringEquals,
        _ => Comparator::AnyStringEquals,
    };
    Some((text("path")?, comparator, text("expected")?))
}
