//! What holds for all documents and all values.

use std::collections::HashMap;

use proptest::prelude::*;

use crate::shape::sample::{Choice, Color, Everything, Required, Simple};
use crate::types::{Blob, DateTime};
use crate::xml::error_fields;
use crate::xml::tests::{read, written};

/// Pieces that documents are made of, some of them at wrong places.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<R>",
        "</R>",
        "<R",
        ">",
        "/>",
        "<",
        "</",
        "<string>",
        "</string>",
        "<simple>",
        "</simple>",
        "<list>",
        "</list>",
        "<member>",
        "</member>",
        "<flat>",
        "</flat>",
        "<map>",
        "</map>",
        "<entry>",
        "</entry>",
        "<key>",
        "</key>",
        "<value>",
        "</value>",
        "<choice>",
        "</choice>",
        "<text>",
        "</text>",
        "<many/>",
        "<x/>",
        "<x>",
        "</x>",
        " attribute='a'",
        " p:prefixed=\"1\"",
        "='",
        "'",
        "\"",
        "&amp;",
        "&#x41;",
        "&",
        ";",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?a",
        "?>",
        "<!DOCTYPE",
        "a",
        "1",
        " ",
        "\r\n",
        "é",
        "\u{feff}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Any text, control characters included.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter)
}

fn simple() -> impl Strategy<Value = Simple> {
    // Timestamps are written to the microsecond.
    let instant = prop::option::of((-50_000_000_000_i64..50_000_000_000, 0..1_000_000_u32));
    let blob = prop::option::of(prop::collection::vec(any::<u8>(), 0..20));
    // What is no number has no equal.
    let float = prop::option::of(any::<f32>().prop_filter("a number", |value| !value.is_nan()));
    let double = prop::option::of(any::<f64>().prop_filter("a number", |value| !value.is_nan()));
    (
        any::<Option<bool>>(),
        any::<Option<i8>>(),
        any::<Option<i64>>(),
        float,
        double,
        prop::option::of(text()),
        prop::option::of(text()),
        blob,
        instant,
    )
        .prop_map(|(boolean, byte, long, float, double, string, color, blob, instant)| {
            let instant = instant.map(|(seconds, micros)| DateTime::from_secs_and_nanos(seconds, micros * 1000));
            let color = color.map(|text| Color::from(text.as_str()));
            let blob = blob.map(Blob::new);
            Simple {
                boolean,
                byte,
                long,
                float,
                double,
                string,
                color,
                blob,
                instant,
                epoch: instant,
                ..Simple::default()
            }
        })
}

fn everything() -> impl Strategy<Value = Everything> {
    let texts = || prop::option::of(prop::collection::vec(text(), 0..4));
    // An empty list without a wrapping element is no list.
    let flat = prop::option::of(prop::collection::vec(text(), 1..4));
    let choice = prop_oneof![
        text().prop_map(Choice::Text),
        prop::collection::vec(text(), 1..4).prop_map(Choice::Many),
        Just(Choice::Nothing),
    ];
    let maps = (
        prop::option::of(prop::collection::hash_map(text(), text(), 0..4)),
        prop::option::of(prop::collection::hash_map(text(), prop::collection::vec(text(), 0..3), 0..3)),
        prop::option::of(prop::collection::hash_map(text(), simple(), 1..3)),
        any::<Option<HashMap<String, Option<i32>>>>(),
    );
    let sparse = prop::option::of(prop::collection::vec(prop::option::of(text()), 0..4));
    let attribute = prop::option::of(text());
    let leaf = (prop::option::of(simple()), texts(), flat, sparse, maps, prop::option::of(choice), attribute).prop_map(
        |(simple, list, flat, sparse, (map, named_map, flat_map, sparse_map), choice, attribute)| Everything {
            renamed: simple.clone().map(|simple| vec![simple, Simple::default()]),
            required: simple.clone().map(|simple| Required { simple: Some(simple) }),
            simple,
            list,
            flat,
            sparse,
            map,
            named_map,
            flat_map,
            sparse_map,
            choice,
            attribute,
            ..Everything::default()
        },
    );
    let leaf = leaf.boxed();
    (leaf.clone(), prop::option::of(leaf)).prop_map(|(outer, inner)| Everything { inner: inner.map(Box::new), ..outer })
}

proptest! {
    #[test]
    fn bytes_of_any_kind_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read::<Everything>(&body);
        error_fields(&body, &["Error"]);
    }

    #[test]
    fn text_of_any_kind_is_read_or_refused(body in "[<>/ a-c&;=\"'!?\\[\\]-]{0,60}") {
        let _ = read::<Everything>(&body);
        error_fields(body.as_bytes(), &["a"]);
    }

    #[test]
    fn pieces_of_documents_are_read_or_refused(body in pieces()) {
        let _ = read::<Everything>(&body);
        let _ = read::<Everything>(format!("<R>{body}</R>"));
        let _ = read::<Choice>(format!("<R><text>{body}</text></R>"));
        error_fields(format!("<E><Error>{body}").as_bytes(), &["Error"]);
    }
}

proptest! {
    // Values of this size take longer to make than to write and to read.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read(everything in everything()) {
        prop_assert_eq!(read(written(&everything)), Ok(everything));
    }

    #[test]
    fn what_is_cut_short_is_refused(everything in everything(), cut in any::<prop::sample::Index>()) {
        let body = written(&everything);
        let body = &body.as_bytes()[..cut.index(body.len())];
        prop_assert!(body.is_empty() || read::<Everything>(body).is_err());
    }
}
