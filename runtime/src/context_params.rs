//! Endpoint parameters that a call takes from its input ("Smithy specification, endpoint parameters"):
//! from members (`contextParam`), and by paths into it (`operationContextParams`).
//!
//! The descriptors of operations lead to the paths, so that a client without any contains no JMESPath for
//! them.

use std::fmt::Debug;

use aws_smithy_runtime_api::box_error::BoxError;

use crate::jmespath::{Expression, JValue};
use crate::rules::ParamValue;
use crate::shape::{List, Structure, View};

/// Endpoint parameters that lie deeper in an input than its members.
pub trait ContextParams: Debug + Sync {
    /// The parameters that `input` gives a value to.
    ///
    /// # Errors
    /// If a path is none, or asks for what its functions do not take.
    fn params(&self, input: &dyn Structure) -> Result<Vec<(&'static str, ParamValue)>, BoxError>;
}

/// Parameters with their paths, in JMESPath (`operationContextParams`).
#[derive(Debug)]
pub struct ContextPaths(pub &'static [(&'static str, &'static str)]);

impl ContextParams for ContextPaths {
    fn params(&self, input: &dyn Structure) -> Result<Vec<(&'static str, ParamValue)>, BoxError> {
        let mut params = Vec::new();
        for (name, path) in self.0 {
            let wrong = |error: &dyn std::fmt::Display| format!("the endpoint parameter `{name}`, `{path}`: {error}");
            let expression = Expression::parse(path).map_err(|error| wrong(&error))?;
            let found = expression.search(JValue::Structure(input)).map_err(|error| wrong(&error))?;
            params.extend(found_value(&found).map(|value| (*name, value)));
        }
        Ok(params)
    }
}

/// What a path has found, as a parameter: a text, a boolean, or texts, among which nothing is left out.
fn found_value(found: &JValue<'_>) -> Option<ParamValue> {
    match found {
        JValue::String(text) => Some(ParamValue::from(text.as_ref())),
        JValue::Bool(value) => Some(ParamValue::from(*value)),
        JValue::Array(_) | JValue::List(_) => {
            let texts = found.items()?.filter_map(|item| item.as_str().map(String::from));
            Some(texts.collect::<Vec<_>>().into())
        }
        JValue::Null | JValue::Number(_) | JValue::Object(_) | JValue::Map(_) | JValue::Structure(_) => None,
    }
}

/// The value of an input's member as a parameter; only texts, booleans and lists of texts can be one.
pub(crate) fn member_value(view: View<'_>) -> Option<ParamValue> {
    match view {
        View::String(text) => Some(text.into()),
        View::Boolean(value) => Some(value.into()),
        View::List(list) => Some(texts(list).into()),
        View::Absent
        | View::Integer(_)
        | View::Float(_)
        | View::Double(_)
        | View::Blob(_)
        | View::Timestamp(_)
        | View::Document(_)
        | View::BigInteger(_)
        | View::BigDecimal(_)
        | View::Map(_)
        | View::Structure(_)
        | View::Unit
        | View::Stream
        | View::EventStream => None,
    }
}

/// The texts of a list.
fn texts(list: &dyn List) -> Vec<String> {
    let text = |index| match list.item(index)?.view() {
        View::String(text) => Some(text.to_owned()),
        _ => None,
    };
    (0..list.len()).filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::sample::{Everything, Simple};

    fn simple(text: &str) -> Simple {
        Simple { string: Some(text.to_owned()), ..Simple::default() }
    }

    fn input() -> Everything {
        Everything {
            simple: Some(Simple { boolean: Some(true), integer: Some(1), ..simple("a") }),
            renamed: Some(vec![simple("b"), Simple::default(), simple("c")]),
            sparse: Some(vec![Some("d".to_owned()), None]),
            map: Some([("k2".to_owned(), String::new()), ("k1".to_owned(), String::new())].into()),
            ..Everything::default()
        }
    }

    fn texts(texts: &[&str]) -> Option<ParamValue> {
        Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().into())
    }

    #[track_caller]
    fn check(path: &'static str, expected: Option<ParamValue>) {
        let paths = Vec::leak(vec![("P", path)]);
        let found = ContextPaths(paths).params(&input()).unwrap();
        assert_eq!(found, Vec::from_iter(expected.map(|value| ("P", value))), "{path}");
    }

    #[test]
    fn paths_find_texts_booleans_and_lists_of_texts() {
        check("simple.string", Some("a".into()));
        check("simple.boolean", Some(true.into()));
        check("simple.integer", None);
        check("simple.nothing", None);
        check("keys(map)", texts(&["k1", "k2"]));
        check("renamed[*].string", texts(&["b", "c"]));
        check("sparse", texts(&["d"]));
        check("renamed[*].[string, boolean][]", texts(&["b", "c"]));
        check("flat[*]", None);
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for (path, expected) in [("a[", "the endpoint parameter `P`, `a[`: "), ("keys(list)", "`keys(list)`: ")] {
            let paths = Vec::leak(vec![("P", path)]);
            let error = ContextPaths(paths).params(&input()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn members_give_what_can_be_a_parameter() {
        assert_eq!(member_value(View::String("a")), Some("a".into()));
        assert_eq!(member_value(View::Boolean(false)), Some(false.into()));
        assert_eq!(member_value(View::List(&vec!["a".to_owned(), "b".to_owned()])), texts(&["a", "b"]));
        assert_eq!(member_value(View::Integer(1)), None);
        assert_eq!(member_value(View::Absent), None);
    }
}
