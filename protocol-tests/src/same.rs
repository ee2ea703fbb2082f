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

/// Compares a member of a structure, as [`assert_same`] does.
///
/// # Panics
/// If anything differs, with all that does.
#[track_caller]
pub fn assert_value<T: Value>(found: &T, expected: &T) {
    let mut differences = Vec::new();
    compare("it", expected, found, &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn compare(path: &str, expected: &dyn Value, found: &dyn Value, differences: &mut Vec<String>) {
    match (expected.view(), found.view()) {
        (View::Absent, View::Absent)
        | (View::Unit, View::Unit)
        | (View::Stream, View::Stream)
        | (View::EventStream, View::EventStream) => {}
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
        View::Stream => "a stream of bytes".to_owned(),
        View::EventStream => "a stream of events".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use tinsmith::shape::{Member, Shape};
    use tinsmith::types::{BigDecimal, Blob, DateTime};

    use super::*;

    /// A structure as it is generated.
    #[derive(Debug, Default)]
    struct Thing {
        text: Option<String>,
        number: f64,
        list: Option<Vec<Option<i32>>>,
        map: Option<HashMap<String, bool>>,
        blob: Option<Blob>,
        when: Option<DateTime>,
        document: Option<Document>,
        digits: Option<BigDecimal>,
        inner: Option<Box<Thing>>,
    }

    impl Structure for Thing {
        fn empty() -> Self {
            Self::default()
        }

        fn shape(&self) -> &'static Shape {
            static MEMBERS: [Member; 9] = [
                Member::new("text", "text"),
                Member::new("number", "number"),
                Member::new("list", "list"),
                Member::new("map", "map"),
                Member::new("blob", "blob"),
                Member::new("when", "when"),
                Member::new("document", "document"),
                Member::new("digits", "digits"),
                Member::new("inner", "inner"),
            ];
            static SHAPE: Shape = Shape::structure("Thing", "Thing", &MEMBERS);
            &SHAPE
        }

        fn get(&self, index: usize) -> Option<&dyn Value> {
            let value: &dyn Value = match index {
                0 => &self.text,
                1 => &self.number,
                2 => &self.list,
                3 => &self.map,
                4 => &self.blob,
                5 => &self.when,
                6 => &self.document,
                7 => &self.digits,
                8 => &self.inner,
                _ => return None,
            };
            Some(value)
        }

        fn get_mut(&mut self, _: usize) -> Option<&mut dyn Value> {
            None
        }
    }

    /// Changes `Thing` in one place, and expects to hear of that place.
    #[track_caller]
    fn check(change: impl Fn(&mut Thing), expected: &[&str]) {
        let (one, mut other) = (thing(), thing());
        change(&mut other);
        let mut differences = Vec::new();
        compare_structures("Thing", &one, &other, &mut differences);
        let firsts: Vec<&str> = differences.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, expected);
    }

    fn thing() -> Thing {
        Thing {
            text: Some("a".to_owned()),
            number: f64::NAN,
            list: Some(vec![Some(1), None]),
            map: Some(HashMap::from([("k".to_owned(), true)])),
            blob: Some(Blob::new(b"x")),
            when: Some(DateTime::from_secs(1)),
            document: Some(crate::document(r#"{"a": [1, 2.5, -1]}"#)),
            digits: "1.50".parse().ok(),
            inner: Some(Box::new(Thing { number: 0.0, ..Thing::default() })),
        }
    }

    #[test]
    fn the_same_is_the_same() {
        check(|_| {}, &[]);
        assert_same(&thing(), &thing());
    }

    #[test]
    fn every_member_is_compared() {
        check(|thing| thing.text = None, &["Thing.text is another"]);
        check(|thing| thing.text = Some(String::new()), &["Thing.text is another"]);
        check(|thing| thing.number = 0.0, &["Thing.number is another"]);
        check(|thing| thing.list = Some(vec![Some(1), Some(0)]), &["Thing.list[1] is another"]);
        check(|thing| thing.list = Some(vec![Some(1)]), &["Thing.list has 1 items"]);
        check(|thing| thing.list = None, &["Thing.list is another"]);
        check(|thing| thing.map = Some(HashMap::new()), &["Thing.map[\"k\"] is missing"]);
        let other = |key: &str, value| Some(HashMap::from([(key.to_owned(), value)]));
        check(|thing| thing.map = other("k", false), &["Thing.map[\"k\"] is another"]);
        check(|thing| thing.map = other("l", true), &["Thing.map[\"k\"] is missing", "Thing.map[\"l\"] is too much"]);
        check(|thing| thing.blob = Some(Blob::new(b"y")), &["Thing.blob is another"]);
        check(|thing| thing.when = Some(DateTime::from_secs_and_nanos(1, 1)), &["Thing.when is another"]);
        check(|thing| thing.document = Some(crate::document(r#"{"a": [1, 2.5]}"#)), &["Thing.document is another"]);
        check(|thing| thing.digits = "1.5".parse().ok(), &["Thing.digits is another"]);
        check(|thing| thing.inner = None, &["Thing.inner is another"]);
        check(|thing| thing.inner.as_mut().unwrap().number = 1.0, &["Thing.inner.number is another"]);
    }

    #[test]
    fn numbers_of_documents_are_their_values() {
        check(|thing| thing.document = Some(crate::document(r#"{"a": [1.0, 2.5, -1.0]}"#)), &[]);
    }

    #[test]
    fn values_are_compared() {
        assert_value(&Some(f32::NAN), &Some(f32::NAN));
    }

    #[test]
    #[should_panic(expected = "it is another\n  expected: \"b\"\n  found:    \"a\"")]
    fn other_values_are_refused() {
        assert_value(&"a".to_owned(), &"b".to_owned());
    }

    #[test]
    #[should_panic(expected = "Thing.text is another\n  expected: \"a\"\n  found:    nothing")]
    fn what_differs_is_said() {
        assert_same(&Thing { text: None, ..thing() }, &thing());
    }
}
