//! What makes a structure an error. Old models say it where operations list errors, and not of the shape.

use std::collections::HashMap;

use super::applied::{List, object};
use crate::read::{C2j, C2jError, C2jKind, C2jOperation, C2jShape, Json};

/// What operations say of the errors that they list, by shape: that of the first which says anything.
#[derive(Debug, Default)]
pub(super) struct Errors<'a>(HashMap<String, C2jError<'a>>);

impl<'a> Errors<'a> {
    pub(super) fn of(operations: &[C2jOperation<'a>]) -> Errors<'a> {
        let mut errors: HashMap<String, C2jError<'a>> = HashMap::new();
        for (_, reference) in operations.iter().flat_map(|operation| &operation.errors) {
            let listed = errors.entry(reference.shape.to_string()).or_default();
            if !listed.exception {
                listed.clone_from(&reference.error);
            }
        }
        Errors(errors)
    }

    /// Everything that is said of the shape `name`, which says `own` of itself; nothing if it is no error.
    pub(super) fn take(&mut self, name: &str, own: C2jError<'a>) -> Option<C2jError<'a>> {
        let listed = self.0.remove(name);
        if own.exception || own.fault { Some(own) } else { listed }
    }
}

impl<'a> List<'a> {
    /// Applies what makes a structure an error. `with_code` says whether errors go by codes of their own.
    pub(super) fn error(&mut self, error: C2jError<'a>, with_code: bool) {
        let is_server = error.fault || (!error.sender_fault && is_server_status(error.http_status_code.as_ref()));
        let fault = if is_server { "server" } else { "client" };
        self.apply("smithy.api#error", Json::String(fault.into()));
        if let Some(code) = error.code.filter(|_| with_code) {
            self.apply("aws.protocols#awsQueryError", object([("code", Some(Json::String(code)))]));
        }
        self.value("smithy.api#httpError", error.http_status_code);
        self.value("smithy.api#retryable", error.retryable);
    }
}

fn is_server_status(status: Option<&Json<'_>>) -> bool {
    status.and_then(number).is_some_and(|status| status >= 500)
}

/// The status codes of the errors that have one.
pub(super) fn statuses(c2j: &C2j<'_>) -> HashMap<String, u16> {
    let status_of = |shape: &C2jShape<'_>| {
        let C2jKind::Structure(structure) = &shape.kind else { return None };
        let status = number(structure.error.http_status_code.as_ref()?)?;
        Some((shape.name.to_string(), status))
    };
    c2j.shapes.iter().filter_map(status_of).collect()
}

fn number(json: &Json<'_>) -> Option<u16> {
    match json {
        Json::Number(number) => number.as_u64().and_then(|number| u16::try_from(number).ok()),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => None,
    }
}
