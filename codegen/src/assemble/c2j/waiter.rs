//! Waiters.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Lowering;
use super::applied::{List, object};
use super::operation::Added;
use crate::assemble::draft::{Home, MemberStyle};
use crate::fault::{Step, UNKNOWN_OPERATION, WRONG_TRAIT_VALUE, quote};
use crate::read::{C2jOperation, C2jWaiter, Comparison, Entries, Expected, Json, Matcher};

/// The operation of a waiter: how it is called over HTTP, and its errors with their status codes.
#[derive(Debug)]
struct Called {
    is_head: bool,
    errors: Vec<(String, Option<u16>)>,
}

impl<'a> Lowering<'a, '_> {
    /// Adds the waiters of the source with the number `source` to what is said of operations.
    pub(super) fn waiters(
        &mut self,
        source: usize,
        waiters: Entries<'a, C2jWaiter<'a>>,
        operations: &[C2jOperation<'a>],
        added: &mut Added<'a>,
    ) {
        let called: HashMap<&str, Called> =
            operations.iter().map(|operation| (&*operation.name, self.called(operation))).collect();
        let home = self.homes.add_c2j(source, "waiters", String::new(), MemberStyle::Named);
        let mut waitable: BTreeMap<String, Entries<'a, Json<'a>>> = BTreeMap::new();
        for (name, waiter) in waiters {
            let Some(called) = called.get(&*waiter.operation) else {
                let steps = [Step::from(&*name), Step::from("operation")];
                let message = format!("there is no operation {} to wait with", quote(&waiter.operation));
                self.report(UNKNOWN_OPERATION, (home, &steps), message, "the name of an operation");
                continue;
            };
            let operation = waiter.operation.to_string();
            let value = self.waiter(home, &name, waiter, called);
            waitable.entry(operation).or_default().push((name, value));
        }
        for (operation, waiters) in waitable {
            let mut traits = List::new(home);
            traits.apply("smithy.waiters#waitable", Json::Object(waiters));
            added.entry(operation).or_default().append(&mut traits.all);
        }
    }

    fn called(&self, operation: &C2jOperation<'a>) -> Called {
        let errors = operation.errors.iter().map(|(_, error)| {
            let status = self.statuses.get(&*error.shape).copied();
            (error.shape.to_string(), status)
        });
        let is_head = operation.http.as_ref().is_some_and(|http| http.method == "HEAD");
        Called { is_head: is_head && self.dialect.http, errors: errors.collect() }
    }

    fn waiter(&mut self, home: Home, name: &str, waiter: C2jWaiter<'a>, called: &Called) -> Json<'a> {
        let mut acceptors = Vec::with_capacity(waiter.acceptors.len());
        let mut seen = HashSet::new();
        for (index, mut acceptor) in waiter.acceptors.into_iter().enumerate() {
            if !matches!(&*acceptor.state, "success" | "failure" | "retry") {
                let steps = [Step::from(name), Step::from("acceptors"), Step::Index(index), Step::from("state")];
                let message = format!("there is no state {}", quote(&acceptor.state));
                self.report(WRONG_TRAIT_VALUE, (home, &steps), message, "`success`, `failure` or `retry`");
                // One fault is enough.
                acceptor.state = Cow::Borrowed("retry");
            }
            for matcher in called.matchers(acceptor.matcher, &acceptor.state) {
                let value = object([("state", Some(Json::String(acceptor.state.clone()))), ("matcher", Some(matcher))]);
                // Several status codes may come to one matcher.
                if seen.insert(value.to_value().to_string()) {
                    acceptors.push(value);
                }
            }
        }
        object([
            ("documentation", waiter.description.map(Json::String)),
            ("acceptors", Some(Json::Array(acceptors))),
            ("minDelay", waiter.delay),
        ])
    }
}

impl Called {
    /// The matchers of Smithy that say the same: status codes may be several errors, or none.
    fn matchers<'a>(&self, matcher: Matcher<'a>, state: &str) -> Vec<Json<'a>> {
        let error = |code: Cow<'a, str>| object([("errorType", Some(Json::String(code)))]);
        let success = |is_success| object([("success", Some(Json::Bool(is_success)))]);
        match matcher {
            Matcher::Path(comparison, path, expected) => {
                vec![object([("output", Some(output(comparison, path, expected)))])]
            }
            Matcher::Error(code) => vec![error(code)],
            Matcher::AnyError(any) => vec![success(!any)],
            Matcher::Status(200..=299) => vec![success(true)],
            Matcher::Status(status) => match self.codes(status) {
                // No error is known by this status. Any error ends the waiting that nothing else is said of.
                codes if codes.is_empty() && state == "failure" => vec![success(false)],
                codes => codes.into_iter().map(|code| error(code.into())).collect(),
            },
        }
    }

    /// The codes of the errors that come with a status. A response to HEAD has no body to name its error, so
    /// that it goes by what the status is called.
    fn codes(&self, status: u16) -> Vec<String> {
        let named = match status {
            _ if !self.is_head => None,
            301 => Some("MovedPermanently"),
            403 => Some("Forbidden"),
            404 => Some("NotFound"),
            _ => None,
        };
        if let Some(name) = named {
            return vec![name.to_owned()];
        }
        let of_status = self.errors.iter().filter(|(_, own)| *own == Some(status));
        of_status.map(|(name, _)| name.clone()).collect()
    }
}

fn output<'a>(comparison: Comparison, path: Cow<'a, str>, expected: Expected<'a>) -> Json<'a> {
    let (comparator, expected) = match (comparison, expected) {
        (Comparison::Is, Expected::Text(text)) => ("stringEquals", text),
        (Comparison::Is, Expected::Boolean(value)) => ("booleanEquals", value.to_string().into()),
        (Comparison::All, Expected::Text(text)) => ("allStringEquals", text),
        (Comparison::Any, Expected::Text(text)) => ("anyStringEquals", text),
        (Comparison::All, Expected::Boolean(value)) => ("allStringEquals", value.to_string().into()),
        (Comparison::Any, Expected::Boolean(value)) => ("anyStringEquals", value.to_string().into()),
    };
    object([
        ("path", Some(Json::String(path))),
        ("expected", Some(Json::String(expected))),
        ("comparator", Some(Json::String(comparator.into()))),
    ])
}
