//! JSON, compared by value: the order of keys and the form of numbers are no part of it.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// What differs between two documents. The error says that one of them cannot be read.
pub(super) fn differences(expected: &str, found: &str) -> Result<Vec<String>, String> {
    let expected = read(expected).map_err(|error| format!("what is expected is no JSON: {error}"))?;
    let sent = read(found).map_err(|error| format!("it is no JSON: {error}\n  found:    {found}"))?;
    let mut differences = Vec::new();
    compare("$", &expected, &sent, &mut differences);
    Ok(differences)
}

fn read(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<UniqueKeys>(text)?;
    serde_json::from_str(text)
}

fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                match found.get(key) {
                    Some(found) => compare(&format!("{path}.{key}"), value, found, differences),
                    None => differences.push(format!("{path}.{key} is missing\n  expected: {value}")),
                }
            }
            let more = found.iter().filter(|(key, _)| !expected.contains_key(*key));
            differences.extend(more.map(|(key, value)| format!("{path}.{key} is too much\n  found:    {value}")));
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, differences);
            }
        }
        (Value::Number(one), Value::Number(other)) if Decimal::of(one) == Decimal::of(other) => {}
        (expected, found) if expected == found => {}
        (expected, found) => {
            differences.push(format!("{path} is another\n  expected: {expected}\n  found:    {found}"));
        }
    }
}

/// A number by all its digits: `1`, `1.0` and `10e-1` are one.
#[derive(Debug, PartialEq)]
struct Decimal {
    is_negative: bool,
    /// The digits without zeros at either end.
    digits: String,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl Decimal {
    fn of(number: &serde_json::Number) -> Self {
        let text = number.to_string().to_lowercase();
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let unsigned = mantissa.trim_start_matches('-');
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_end_matches('0');
        let dropped = all.len() - digits.len();
        let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX);
        let digits = digits.trim_start_matches('0').to_owned();
        let exponent = if digits.is_empty() {
            0
        } else {
            exponent.saturating_add(dropped as i64).saturating_sub(fraction.len() as i64)
        };
        Self { is_negative: mantissa.starts_with('-') && !digits.is_empty(), digits, exponent }
    }
}

/// Reads to see that no object has a key twice, of which a value keeps but one.
struct UniqueKeys;

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueKeys)
    }
}

impl<'de> Visitor<'de> for UniqueKeys {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without repeated keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some((key, _)) = map.next_entry::<String, UniqueKeys>()? {
            if let Some(key) = keys.replace(key) {
                return Err(serde::de::Error::custom(format!("the key `{key}` is there twice")));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<UniqueKeys>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &str, found: &str, result: &[&str]) {
        let differences = differences(expected, found).unwrap();
        let firsts: Vec<&str> = differences.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, result);
    }

    #[test]
    fn values_are_compared() {
        check(r#"{"a": {"b": [1, "x", null]}}"#, r#"{"a":{"b":[1,"x",null]}}"#, &[]);
        check(r#"{"a": 1, "b": 2}"#, r#"{"b": 2, "a": 1}"#, &[]);
        check(r#"{"a": {"b": [1, 2]}}"#, r#"{"a":{"b":[1,3]}}"#, &["$.a.b[1] is another"]);
        check(r#"{"a": 1}"#, r#"{"b":1}"#, &["$.a is missing", "$.b is too much"]);
        check("[1]", "[1, 1]", &["$ is another"]);
        check(r#"{"a": null}"#, "{}", &["$.a is missing"]);
        check("{}", r#"{"a": null}"#, &["$.a is too much"]);
        check("1", "\"1\"", &["$ is another"]);
        check("\"a\"", "\"A\"", &["$ is another"]);
        check("true", "false", &["$ is another"]);
    }

    #[test]
    fn numbers_are_compared_to_the_last_digit() {
        check("[1, 1, 100, 0, 0.5]", "[1.0, 10e-1, 1E2, -0, 5e-1]", &[]);
        check("1.00000000000000000001", "1.00000000000000000002", &["$ is another"]);
        check("1", "-1", &["$ is another"]);
        check("1", "10", &["$ is another"]);
    }

    #[test]
    fn keys_are_there_once() {
        assert!(differences("{}", r#"{"a": {"b": 1, "b": 1}}"#).unwrap_err().contains("the key `b` is there twice"));
    }
}
