//! Structures, compared member by member.

use tinsmith::shape::{List, Map, Structure, Value, View};
use tinsmith::types::{Document, Number};

/// Compares all members of two structures of one type, and what they hold. Unlike `==` it takes one NaN for the
/// other, and says what differs. Streams are passed over: they can be read once, with
/// [`assert_bytes`](crate::assert_bytes).
///
/// # Panics
/// If anything differs, with all that does.
#[track_caller]
pub fn assert_same<T: Structure>(found: &T, expected: &T) {
    let mut differences = Vec::new();
    compare_structures(found.shape().name, expected, found, &mut differences);
    assert!(differences.is_empty(), "it is not as expected:\n{}", differences.join("\n"));
}

fn compare(path: &str, expected: &dyn Value, found: &dyn Value, differences: &mut Vec<String>) {
    match (expected.view(), found.view()) {
        (View::Absent, View::Absent) | (View::Unit, View::Unit) | (View::Stream, View::Stream) => {}
        (View::List(expected), View::List(found)) => compare_lists(path, expected, found, differences),
        (View::Map(expected), View::Map(found)) => compare_maps(path, expected, found, differences),
        (View::Structure(expected), View::Structure(found)) => {
            compare_structures(path, expected, found, differences);
        }
        (expected, found) => {
            if !same_simple(&expected, &found) {
                let (expected, found) = (shown(&expected), shown(&found));
                differences.push(format!("{path} is another\n  expected: {expected}\n  found:    {found}"));
            }
        }
    }
}

fn same_simple(expected: &View<'_>, found: &View<'_>) -> bool {
    match (expected, found) {
        (View::Boolean(one), View::Boolean(other)) => one == other,
        (View::Integer(one), View::Integer(other)) => one == other,
        (View::Float(one), View::Float(other)) => one == other || (one.is_nan() && other.is_nan()),
        (View::Double(one), View::Double(other)) => one == other || (one.is_nan() && other.is_nan()),
        (View::String(one), View::String(other))
        | (View::BigInteger(one), View::BigInteger(other))
        | (View::BigDecimal(one), View::BigDecimal(other)) => one == other,
        (View::Blob(one), View::Blob(other)) => one == other,
        (View::Timestamp(one), View::Timestamp(other)) => one == other,
        (View::Document(one), View::Document(other)) => same_document(one, other),
        _ => false,
    }
}

fn compare_structures(path: &str, expected: &dyn Structure, found: &dyn Structure, differences: &mut Vec<String>) {
    for (index, member) in expected.shape().members.iter().enumerate() {
        let path = format!("{path}.{}", member.name);
        match (expected.get(index), found.get(index)) {
            (Some(expected), Some(found)) => compare(&path, expected, found, differences),
            (None, None) => {}
            // The members of a union, of which one is there.
            (Some(expected), None) => {
                differences.push(format!("{path} is missing\n  expected: {}", shown(&expected.view())));
            }
            (None, Some(found)) => {
                differences.push(format!("{path} is too much\n  found:    {}", shown(&found.view())));
            }
        }
    }
}

fn compare_lists(path: &str, expected: &dyn List, found: &dyn List, differences: &mut Vec<String>) {
    if expected.len() != found.len() {
        differences.push(format!("{path} has {} items\n  expected: {}", found.len(), expected.len()));
        return;
    }
    for index in 0..expected.len() {
        if let (Some(expected), Some(found)) = (expected.item(index), found.item(index)) {
            compare(&format!("{path}[{index}]"), expected, found, differences);
        }
    }
}

fn compare_maps(path: &str, expected: &dyn Map, found: &dyn Map, differences: &mut Vec<String>) {
    for (key, expected) in expected.entries() {
        match found.entries().find(|(known, _)| *known == key) {
            Some((_, found)) => compare(&format!("{path}[{key:?}]"), expected, found, differences),
            None => differences.push(format!("{path}[{key:?}] is missing")),
        }
    }
    let more = found.entries().filter(|(key, _)| !expected.entries().any(|(known, _)| known == *key));
    differences.extend(more.map(|(key, _)| format!("{path}[{key:?}] is too much")));
}

/// Numbers of documents are the same if their values are.
fn same_document(one: &Document, other: &Document) -> bool {
    match (one, other) {
        (Document::Number(one), Document::Number(other)) => same_number(*one, *other),
        (Document::Array(one), Document::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_document(one, other))
        }
        (Document::Object(one), Document::Object(other)) => {
            let has = |(key, value)| other.get(key).is_some_and(|other| same_document(value, other));
            one.len() == other.len() && one.iter().all(has)
        }
        (one, other) => one == other,
    }
}

fn same_number(one: Number, other: Number) -> bool {
    match (one, other) {
        (Number::PosInt(one), Number::PosInt(other)) => one == other,
        (Number::NegInt(one), Number::NegInt(other)) => one == other,
        (one, other) => {
            let (one, other) = (one.to_f64_lossy(), other.to_f64_lossy());
            one == other || (one.is_nan() && other.is_nan())
        }
    }
}

fn shown(view: &View<'_>) -> String {
    match view {
        View::Absent => "nothing".to_owned(),
        View::Boolean(value) => value.to_string(),
        View::Integer(value) => value.to_string(),
        View::Float(value) => format!("{value:?}"),
        View::Double(value) => format!("{value:?}"),
        View::String(value) => format!("{value:?}"),
        View::Blob(bytes) => format!("the bytes {:?}", String::from_utf8_lossy(bytes)),
        View::Timestamp(value) => format!("{value:?}"),
        View::Document(value) => format!("{value:?}"),
        View::BigInteger(digits) | View::BigDecimal(digits) => (*digits).to_owned(),
        View::List(list) => format!("a list of {} items", list.len()),
        View::Map(map) => format!("a map of {} entries", map.len()),
        View::Structure(value) => format!("{value:?}"),
        View::Unit => "a variant that holds nothing".to_owned(),
        View::Stream => "a stream".to_owned(),
    }
}
