//! JSON as the files in `models/` have it: what fits on a line is on one, but shapes and members always have
//! lines of their own.

use serde_json::Value;

/// How wide a line is.
const WIDTH: usize = 120;

/// The text of a model file.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, "", value, 0, 0);
    text.push('\n');
    text
}

/// Writes a value that stands behind `key` and `before` characters of a line. The JSON reader has a limit of depth,
/// so that this ends.
fn write(text: &mut String, key: &str, value: &Value, indent: usize, before: usize) {
    let line = inline(value);
    let (open, close) = match value {
        Value::Object(entries) if !entries.is_empty() => ('{', '}'),
        Value::Array(items) if !items.is_empty() => ('[', ']'),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) | Value::Array(_) => {
            return text.push_str(&line);
        }
    };
    let fits = before + line.chars().count() < WIDTH && !is_open(key);
    if fits || is_one_text(key, value) {
        return text.push_str(&line);
    }
    text.push(open);
    let inner = indent + 2;
    let mut is_first = true;
    let mut begin = |text: &mut String| {
        text.push_str(if is_first { "\n" } else { ",\n" });
        text.extend(std::iter::repeat_n(' ', inner));
        is_first = false;
    };
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                begin(text);
                let name_text = format!("{}: ", Value::from(name.as_str()));
                text.push_str(&name_text);
                write(text, name, value, inner, inner + name_text.chars().count());
            }
        }
        Value::Array(items) => {
            for item in items {
                begin(text);
                write(text, "", item, inner, inner);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push(close);
}

/// Whether what stands behind a key has lines of its own: members, and shapes, whose keys are ids.
fn is_open(key: &str) -> bool {
    let is_shape = key.contains('#') && key.split('#').next().is_some_and(|namespace| !is_trait_namespace(namespace));
    matches!(key, "members" | "shapes") || is_shape
}

fn is_trait_namespace(namespace: &str) -> bool {
    namespace.starts_with("smithy.") || (namespace.starts_with("aws.") && !namespace.starts_with("aws.test"))
}

/// Whether it is documentation and nothing else, which stays on its line however long it is.
fn is_one_text(key: &str, value: &Value) -> bool {
    key == "traits"
        && value.as_object().is_some_and(|traits| traits.len() == 1 && traits.values().all(Value::is_string))
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries =
                entries.iter().map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), inline(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_on_a_line() {
        let model = serde_json::json!({
            "smithy": "2.0",
            "shapes": {
                "a#B": { "type": "structure", "members": { "c": { "target": "smithy.api#String" } }, "traits": { "smithy.api#input": {} } }
            }
        });
        let expected = r#"{
  "smithy": "2.0",
  "shapes": {
    "a#B": {
      "type": "structure",
      "members": {
        "c": {"target": "smithy.api#String"}
      },
      "traits": {"smithy.api#input": {}}
    }
  }
}
"#;
        assert_eq!(pretty(&model), expected);
    }

    /// What is dropped from a file of documentation is all that changes in it.
    #[test]
    fn documentation_of_this_repository_stays_as_it_is() {
        let models = crate::layout::Layout::of_cargo().models();
        for service in ["codedeploy", "dynamodb", "ec2", "lambda", "s3", "sqs", "sts"] {
            let text = std::fs::read_to_string(models.join(service).join("docs.json")).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            assert!(pretty(&value) == text, "{service}");
        }
    }
}
