//! Waiters.

use super::{At, Comparison, Kind, Pair, pairs};
use crate::ir::{AcceptorState, Matcher, Waiter};

impl Comparison<'_> {
    pub(super) fn waiters(&mut self) {
        let (old, new) = (self.old.krate, self.new.krate);
        for pair in pairs(&old.waiters, &new.waiters, |waiter| waiter.function.to_string()) {
            match pair {
                Pair::Added(waiter) => {
                    let at = at(waiter, old.operations.get(waiter.operation).map(|one| &*one.name));
                    self.say(Kind::WaiterAdded, &at);
                }
                Pair::Removed(waiter) => {
                    let at = at(waiter, old.operations.get(waiter.operation).map(|one| &*one.name));
                    self.say(Kind::WaiterRemoved, &at);
                }
                Pair::Both(from, to) => {
                    let polled = (old.operations.get(from.operation), new.operations.get(to.operation));
                    let (Some(from_operation), Some(to_operation)) = polled else { continue };
                    let at = at(to, Some(&to_operation.name));
                    let polled = (&from_operation.ident, &to_operation.ident);
                    self.compare(Kind::WaiterOperation, &at, polled.0, polled.1, ToString::to_string);
                    self.waiter(&at, from, to);
                    self.docs(&at, &from.docs, &to.docs);
                }
            }
        }
    }

    fn waiter(&mut self, at: &At, old: &Waiter, new: &Waiter) {
        let (before, after) = (words(old), words(new));
        if before != after {
            self.change(Kind::WaiterChanged, at, before, after);
        }
    }
}

fn at(waiter: &Waiter, operation: Option<&str>) -> At {
    At::new(format!("Client::{}", waiter.function), operation.unwrap_or(&waiter.name))
}

/// What a waiter waits for, and how often it asks.
fn words(waiter: &Waiter) -> String {
    let acceptors = waiter.acceptors.iter().map(|acceptor| {
        let state = match acceptor.state {
            AcceptorState::Success => "done",
            AcceptorState::Failure => "failed",
            AcceptorState::Retry => "again",
        };
        let matcher = match &acceptor.matcher {
            Matcher::Success(true) => "success".to_owned(),
            Matcher::Success(false) => "any error".to_owned(),
            Matcher::ErrorType(code) => code.clone(),
            Matcher::Output { path, comparator, expected } => format!("{path} {comparator:?} {expected}"),
            Matcher::InputOutput { path, comparator, expected } => {
                format!("{path} of input and output {comparator:?} {expected}")
            }
        };
        format!("{state} at {matcher}")
    });
    let acceptors: Vec<String> = acceptors.collect();
    format!("every {} to {} s, {}", waiter.min_delay, waiter.max_delay, acceptors.join("; "))
}
