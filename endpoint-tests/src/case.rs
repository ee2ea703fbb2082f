//! One case: parameters, and the endpoint or error that is expected of them.

use aws_smithy_types::endpoint::Endpoint;
use aws_smithy_types::{Document, Number};
use serde_json::{Map, Value};
use tinsmith::rules::{ParamValue, Params, Partitions, ResolveError, RuleSet};

/// Why a case did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What the case expects.
    pub expected: String,
    /// What came of it.
    pub actual: String,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.actual)
    }
}

/// Runs one case of `smithy.rules#endpointTests`.
///
/// # Errors
/// If it expects something else, or is no case.
pub fn check_case(rules: &RuleSet, case: &Value, partitions: &Partitions) -> Result<(), Mismatch> {
    let expect = &case["expect"];
    let found = params(rules, case).map(|params| rules.resolve_with(&params, partitions));
    match (&expect["endpoint"], &expect["error"], found) {
        (Value::Null, Value::String(expected), Ok(found)) => check_error(expected, found),
        (expected @ Value::Object(_), Value::Null, Ok(Ok(endpoint))) => check_endpoint(expected, &endpoint),
        (expected @ Value::Object(_), Value::Null, Ok(Err(error))) => mismatch(expected, &error),
        (Value::Object(_) | Value::Null, Value::String(_) | Value::Null, Err(error)) => mismatch(expect, &error),
        _ => mismatch(&"either `endpoint` or `error`", expect),
    }
}

fn mismatch(expected: &dyn ToString, actual: &dyn ToString) -> Result<(), Mismatch> {
    Err(Mismatch { expected: expected.to_string(), actual: actual.to_string() })
}

fn params(rules: &RuleSet, case: &Value) -> Result<Params, String> {
    let mut params = rules.params();
    for (name, value) in case["params"].as_object().into_iter().flatten() {
        let value = param_value(value).ok_or_else(|| format!("no parameter can be {value}"))?;
        params.set(name, value).map_err(|error| error.to_string())?;
    }
    Ok(params)
}

fn param_value(value: &Value) -> Option<ParamValue> {
    match value {
        Value::String(value) => Some(value.as_str().into()),
        Value::Bool(value) => Some((*value).into()),
        Value::Array(values) => {
            let strings = values.iter().map(|value| value.as_str().map(String::from));
            Some(strings.collect::<Option<Vec<_>>>()?.into())
        }
        Value::Null | Value::Number(_) | Value::Object(_) => None,
    }
}

fn check_error(expected: &str, found: Result<Endpoint, ResolveError>) -> Result<(), Mismatch> {
    let says = |actual: String| mismatch(&format!("the error {expected:?}"), &actual);
    match found {
        Err(ResolveError::Rule { message, .. }) if message == expected => Ok(()),
        Err(ResolveError::Rule { message, .. }) => says(format!("{message:?}")),
        Err(other) => says(format!("another kind of error: {other}")),
        Ok(endpoint) => says(format!("the endpoint {}", endpoint.url())),
    }
}

fn check_endpoint(expected: &Value, found: &Endpoint) -> Result<(), Mismatch> {
    let empty = Value::Object(Map::new());
    let member = |name| expected.get(name).filter(|value| !value.is_null());
    let headers = found.headers().map(|(name, values)| (name.to_owned(), Value::from_iter(values)));
    let properties = found.properties().iter().map(|(name, value)| (name.to_string(), json(value)));
    let pairs = [
        ("url", member("url"), Value::from(found.url())),
        ("headers", member("headers").or(Some(&empty)), Value::from_iter(headers)),
        ("properties", member("properties").or(Some(&empty)), Value::from_iter(properties)),
    ];
    match pairs.into_iter().find(|(_, expected, found)| *expected != Some(found)) {
        None => Ok(()),
        Some((what, expected, found)) => {
            let expected = expected.unwrap_or(&Value::Null);
            mismatch(&format!("the {what} {expected}"), &found)
        }
    }
}

fn json(document: &Document) -> Value {
    match document {
        Document::Object(members) => members.iter().map(|(name, value)| (name.clone(), json(value))).collect(),
        Document::Array(elements) => elements.iter().map(json).collect(),
        Document::Number(Number::PosInt(value)) => Value::from(*value),
        Document::Number(Number::NegInt(value)) => Value::from(*value),
        Document::Number(Number::Float(value)) => Value::from(*value),
        Document::String(value) => Value::from(value.as_str()),
        Document::Bool(value) => Value::from(*value),
        Document::Null => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const RULES: &str = r#"{
        "version": "1.0",
        "parameters": {
            "Region": {"type": "string", "required": true},
            "Fips": {"type": "boolean", "required": true, "default": false}
        },
        "rules": [
            {"type": "error", "conditions": [{"fn": "booleanEquals", "argv": [{"ref": "Fips"}, true]}], "error": "no"},
            {"type": "endpoint", "conditions": [], "endpoint": {
                "url": "https://{Region}.test", "headers": {"a": ["b"]}, "properties": {"n": [1, true, {"x": "y"}]}
            }}
        ]
    }"#;

    #[track_caller]
    fn check(params: Value, expect: Value, expected: &str) {
        let rules = RuleSet::parse(RULES).unwrap();
        let found = check_case(&rules, &json!({"params": params, "expect": expect}), Partitions::current());
        assert_eq!(found.map_or_else(|mismatch| mismatch.to_string(), |()| "passed".to_owned()), expected);
    }

    #[test]
    fn endpoints_are_compared_whole() {
        let whole = json!({
            "url": "https://r.test", "headers": {"a": ["b"]}, "properties": {"n": [1, true, {"x": "y"}]}
        });
        check(json!({"Region": "r"}), json!({"endpoint": whole}), "passed");
        check(
            json!({"Region": "s"}),
            json!({"endpoint": whole}),
            r#"expected the url "https://r.test", found "https://s.test""#,
        );
        let mut part = whole.clone();
        part["headers"] = Value::Null;
        check(json!({"Region": "r"}), json!({"endpoint": part}), r#"expected the headers {}, found {"a":["b"]}"#);
        let mut part = whole.clone();
        part["properties"]["n"][0] = json!(2);
        check(
            json!({"Region": "r"}),
            json!({"endpoint": part}),
            r#"expected the properties {"n":[2,true,{"x":"y"}]}, found {"n":[1,true,{"x":"y"}]}"#,
        );
        check(
            json!({"Region": "r", "Fips": true}),
            json!({"endpoint": {"url": "u"}}),
            "expected {\"url\":\"u\"}, found no",
        );
    }

    #[test]
    fn errors_are_those_of_rules() {
        check(json!({"Region": "r", "Fips": true}), json!({"error": "no"}), "passed");
        check(json!({"Region": "r", "Fips": true}), json!({"error": "yes"}), r#"expected the error "yes", found "no""#);
        check(
            json!({"Region": "r"}),
            json!({"error": "no"}),
            r#"expected the error "no", found the endpoint https://r.test"#,
        );
        check(
            json!({}),
            json!({"error": "no"}),
            "expected the error \"no\", found another kind of error: the endpoint parameter `Region` is required and is not set",
        );
    }

    #[test]
    fn what_is_no_case_does_not_pass() {
        check(json!({"Region": "r"}), json!({}), "expected either `endpoint` or `error`, found {}");
        check(
            json!({"Other": "r"}),
            json!({"error": "no"}),
            r#"expected {"error":"no"}, found the rule set has no parameter `Other`"#,
        );
        check(json!({"Region": 1}), json!({"error": "no"}), r#"expected {"error":"no"}, found no parameter can be 1"#);
        check(
            json!({"Region": [1]}),
            json!({"error": "no"}),
            r#"expected {"error":"no"}, found no parameter can be [1]"#,
        );
    }
}
