//! CBOR, compared by value: the order of keys, and how lengths and numbers are written, are no part of it.

use ciborium::Value;

/// What differs between two data items. The error says that one of them cannot be read.
pub(super) fn differences(expected: &[u8], found: &[u8]) -> Result<Vec<String>, String> {
    let expected = read(expected).map_err(|error| format!("what is expected is no CBOR: {error}"))?;
    let sent = read(found).map_err(|error| format!("it is no CBOR: {error}\n  found:    {found:02x?}"))?;
    let mut differences = Vec::new();
    compare("$", &expected, &sent, &mut differences);
    Ok(differences)
}

/// The one data item that `bytes` are.
fn read(mut bytes: &[u8]) -> Result<Value, String> {
    let value = ciborium::from_reader(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.is_empty() { Ok(value) } else { Err(format!("{} bytes are too many", bytes.len())) }
}

fn compare(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Map(expected), Value::Map(found)) => compare_maps(path, expected, found, differences),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, differences);
            }
        }
        // A time is a number of seconds, whole or not.
        (Value::Tag(1, expected), Value::Tag(1, found)) => match (seconds(expected), seconds(found)) {
            (Some(expected), Some(found)) if expected == found => {}
            _ => differs(path, expected, found, differences),
        },
        (Value::Tag(one, expected), Value::Tag(other, found)) if one == other => {
            compare(&format!("{path}#{one}"), expected, found, differences);
        }
        (Value::Float(expected), Value::Float(found)) if expected == found || (expected.is_nan() && found.is_nan()) => {
        }
        (expected, found) if expected == found => {}
        (expected, found) => differs(path, expected, found, differences),
    }
}

fn differs(path: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    differences.push(format!("{path} is another\n  expected: {expected:?}\n  found:    {found:?}"));
}

fn compare_maps(path: &str, expected: &[(Value, Value)], found: &[(Value, Value)], differences: &mut Vec<String>) {
    for (key, value) in expected {
        let path = format!("{path}.{}", shown(key));
        let mut values = found.iter().filter(|(known, _)| known == key).map(|(_, value)| value);
        match (values.next(), values.next()) {
            (Some(found), None) => compare(&path, value, found, differences),
            (Some(_), Some(_)) => differences.push(format!("{path} is there twice")),
            (None, _) => differences.push(format!("{path} is missing\n  expected: {value:?}")),
        }
    }
    for (key, value) in found.iter().filter(|(key, _)| !expected.iter().any(|(known, _)| known == key)) {
        differences.push(format!("{path}.{} is too much\n  found:    {value:?}", shown(key)));
    }
}

fn shown(key: &Value) -> String {
    key.as_text().map_or_else(|| format!("{key:?}"), String::from)
}

fn seconds(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(i128::from(*number) as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &[u8], found: &[u8], result: &[&str]) {
        let differences = differences(expected, found).unwrap();
        let firsts: Vec<&str> = differences.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, result);
    }

    #[test]
    fn values_are_compared() {
        // {"a": 1, "b": [true]}, once with known and once with unknown length, in either order.
        let known = [0xa2, 0x61, b'a', 1, 0x61, b'b', 0x81, 0xf5];
        let unknown = [0xbf, 0x61, b'b', 0x9f, 0xf5, 0xff, 0x61, b'a', 0x18, 1, 0xff];
        check(&known, &unknown, &[]);
        check(&[0xa1, 0x61, b'a', 1], &[0xa1, 0x61, b'a', 2], &["$.a is another"]);
        check(&[0xa1, 0x61, b'a', 1], &[0xa1, 0x61, b'b', 1], &["$.a is missing", "$.b is too much"]);
        check(&[0xa1, 0x61, b'a', 1], &[0xa2, 0x61, b'a', 1, 0x61, b'a', 1], &["$.a is there twice"]);
        check(&[0x81, 1], &[0x81, 0xf9, 0x3c, 0], &["$[0] is another"]);
        check(&[0x61, b'a'], &[0x41, b'a'], &["$ is another"]);
        check(&[0xf6], &[0xf7], &[]);
    }

    #[test]
    fn numbers_are_what_they_are() {
        let half = [0xf9, 0x3e, 0x00];
        let double = [0xfb, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0];
        check(&half, &double, &[]);
        check(&[0xf9, 0x7e, 0x00], &[0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], &[]);
        // Times: 1(1) and 1(1.0), and 1(1) and 2(1).
        check(&[0xc1, 1], &[0xc1, 0xf9, 0x3c, 0], &[]);
        check(&[0xc1, 1], &[0xc1, 2], &["$ is another"]);
        check(&[0xc1, 1], &[0x01], &["$ is another"]);
    }
}
