//! Documents from JSON.

use std::collections::HashMap;

use serde_json::Value;
use tinsmith::types::{Document, Number};

/// The document that `json` is.
///
/// # Panics
/// If it is no JSON.
#[track_caller]
pub fn document(json: &str) -> Document {
    match serde_json::from_str(json) {
        Ok(value) => convert(value),
        Err(error) => panic!("the document is no JSON: {error}\n{json}"),
    }
}

fn convert(value: Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(value),
        Value::Number(number) => Document::Number(convert_number(&number)),
        Value::String(text) => Document::String(text),
        Value::Array(items) => Document::Array(items.into_iter().map(convert).collect()),
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, convert(value)));
            Document::Object(entries.collect::<HashMap<_, _>>())
        }
    }
}

fn convert_number(number: &serde_json::Number) -> Number {
    match (number.as_u64(), number.as_i64()) {
        (Some(number), _) => Number::PosInt(number),
        (None, Some(number)) => Number::NegInt(number),
        (None, None) => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_made_of_json() {
        let expected = Document::Object(HashMap::from([
            ("a".to_owned(), Document::Array(vec![Document::Null, Document::Bool(true)])),
            ("b".to_owned(), Document::Number(Number::PosInt(1))),
            ("c".to_owned(), Document::Number(Number::NegInt(-1))),
            ("d".to_owned(), Document::Number(Number::Float(1.5))),
            ("e".to_owned(), Document::String("x".to_owned())),
        ]));
        assert_eq!(document(r#"{"a": [null, true], "b": 1, "c": -1, "d": 1.5, "e": "x"}"#), expected);
    }

    #[test]
    #[should_panic(expected = "no JSON")]
    fn other_text_is_refused() {
        document("{");
    }
}
