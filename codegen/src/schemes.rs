//! What endpoint rules say of schemes of authentication, which models know by their traits otherwise.

use serde_json::Value;

use crate::check::CheckedModel;
use crate::model::{ShapeId, ShapeKind};

/// The scheme that signs with credentials of sessions, as rules name it.
const SESSIONS: &str = "sigv4-s3express";

/// The operation that makes sessions, and what of its output the runtime reads.
const SESSION_MAKER: &str = "CreateSession";
const CREDENTIALS: &str = "Credentials";
const MEMBERS: [&str; 4] = ["AccessKeyId", "Expiration", "SecretAccessKey", "SessionToken"];

/// Whether `rules` name this scheme for some endpoint.
pub(crate) fn names_scheme(rules: &Value, scheme: &str) -> bool {
    match rules {
        Value::Object(members) => {
            let is_it = members.get("name").and_then(Value::as_str) == Some(scheme);
            is_it || members.values().any(|value| names_scheme(value, scheme))
        }
        Value::Array(items) => items.iter().any(|item| names_scheme(item, scheme)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// The operation that makes the sessions with which other calls are signed, where endpoints want any.
pub(crate) fn session_maker(model: &CheckedModel) -> Option<&ShapeId> {
    let maker = model.operations().iter().find(|id| id.name() == SESSION_MAKER)?;
    let traits = &model.shape(model.service().0)?.traits;
    let rules = traits.endpoint_bdd().or(traits.endpoint_rule_set())?;
    (gives_credentials(model, maker)? && names_scheme(rules, SESSIONS)).then_some(maker)
}

/// Whether the output of an operation has credentials.
fn gives_credentials(model: &CheckedModel, operation: &ShapeId) -> Option<bool> {
    let ShapeKind::Operation(operation) = &model.shape(operation)?.kind else { return None };
    let output = model.shape(operation.output.as_ref()?)?.kind.members();
    let credentials = output.iter().find(|member| member.name == CREDENTIALS)?;
    let members = model.shape(&credentials.target)?.kind.members();
    Some(MEMBERS.iter().all(|name| members.iter().any(|member| member.name == *name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Source;

    const MODEL: &str = include_str!("../tests/fixtures/sessions.json");

    /// Whether sessions are made, where the model of a service with them has `new` in the place of `old`.
    #[track_caller]
    fn check(old: &str, new: &str, expected: bool) {
        assert!(MODEL.contains(old), "{old}");
        let text = MODEL.replace(old, new);
        let model = crate::load::load(&[Source { name: "sessions.json", text: text.as_bytes() }]).unwrap();
        assert_eq!(session_maker(&model).map(ShapeId::name), expected.then_some("CreateSession"), "{old}: {new}");
    }

    #[test]
    fn sessions_are_made_where_endpoints_want_them_and_an_operation_gives_them() {
        check("", "", true);
        check("sigv4-s3express", "sigv4", false);
        check("shelf#CreateSession\"", "shelf#MakeSession\"", false);
        check("\"Credentials\":", "\"Others\":", false);
        check("\"SessionToken\":", "\"Token\":", false);
    }

    #[test]
    fn rules_name_schemes_at_any_depth() {
        let rules: Value = serde_json::from_str(MODEL).unwrap();
        assert!(names_scheme(&rules, "sigv4"));
        assert!(names_scheme(&rules, SESSIONS));
        assert!(!names_scheme(&rules, "sigv4a"));
    }
}
