//! JSON: what each text becomes, and what each value becomes.

use tinsmith::json::{JsonStyle, Reader, Writer, read_structure, write_structure};
use tinsmith::shape::{Structure, TimestampFormat};
use tinsmith::types::{Blob, DateTime, Document, Number};

use crate::shapes::{Choice, Colour, Everything};

/// What rpcv2Json makes of the same shape.
const RPC: JsonStyle = JsonStyle { own_timestamp_formats: false, quoted_big_numbers: true, ..JsonStyle::AWS_JSON };

fn read_as(style: JsonStyle, text: &str) -> Result<Everything, String> {
    let mut value = Everything::empty();
    let read = |value: &mut Everything| {
        let mut reader = Reader::new(text.as_bytes())?;
        read_structure(style, &mut reader, value)?;
        reader.end()
    };
    read(&mut value).map(|()| value).map_err(|error| error.to_string())
}

#[track_caller]
fn read(text: &str) -> Everything {
    read_as(JsonStyle::AWS_JSON, text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(read_as(JsonStyle::AWS_JSON, text).map(drop), Err(expected.to_owned()), "{text}");
}

fn written_as(style: JsonStyle, change: impl FnOnce(&mut Everything)) -> Result<String, String> {
    let mut value = Everything::empty();
    value.defaulted = 0;
    change(&mut value);
    let mut writer = Writer::new();
    write_structure(style, &value, &mut writer).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(writer.into_bytes()).unwrap())
}

/// Checks what one member is written as; `Defaulted` is written behind it.
#[track_caller]
fn writes(change: impl FnOnce(&mut Everything), expected: &str) {
    assert_eq!(written_as(JsonStyle::AWS_JSON, change), Ok(format!("{{{expected},\"Defaulted\":0}}")));
}

#[test]
fn numbers() {
    assert_eq!(read(r#"{"Byte": -128, "Long": 9223372036854775807, "Integer": 2.0e1}"#).integer, Some(20));
    assert_eq!(read(r#"{"Double": 1.5e-3}"#).double, Some(0.0015));
    assert_eq!(read(r#"{"Float": "-Infinity"}"#).float, Some(f32::NEG_INFINITY));
    refused(r#"{"Byte": 128}"#, "expected a byte, found 128 at byte 9");
    refused(r#"{"Long": 9223372036854775808}"#, "expected a long, found 9223372036854775808 at byte 9");
    refused(r#"{"Integer": 1.5}"#, "expected an integer, found 1.5 at byte 12");
    refused(r#"{"Double": "1"}"#, r#"expected a number, "NaN", "Infinity" or "-Infinity" at byte 11"#);
    writes(|it| it.double = Some(f64::NAN), r#""Double":"NaN""#);
    writes(|it| it.float = Some(0.1), r#""Float":0.1"#);
}

/// With all their digits, whichever way they come.
#[test]
fn big_numbers() {
    let digits = "100000000000000000000001";
    for text in [format!(r#"{{"BigInteger": {digits}}}"#), format!(r#"{{"BigInteger": "{digits}"}}"#)] {
        assert_eq!(read(&text).big_integer.unwrap().as_ref(), digits);
        assert_eq!(read_as(RPC, &text).unwrap().big_integer.unwrap().as_ref(), digits);
    }
    let read = read(r#"{"BigDecimal": -0.100000000000000000000001}"#);
    assert_eq!(read.big_decimal.unwrap().as_ref(), "-0.100000000000000000000001");
    refused(r#"{"BigInteger": 1.5}"#, "expected a whole number, found 1.5 at byte 15");
    refused(r#"{"BigInteger": "x"}"#, "expected a whole number, found another string at byte 15");
    refused(r#"{"BigDecimal": "NaN"}"#, "expected a number, found another string at byte 15");

    let check = |number: &str, expected: &str| {
        let number: tinsmith::types::BigDecimal = number.parse().unwrap();
        writes(|it| it.big_decimal = Some(number.clone()), &format!(r#""BigDecimal":{expected}"#));
        let quoted = written_as(RPC, |it| it.big_decimal = Some(number)).unwrap();
        assert_eq!(quoted, format!(r#"{{"BigDecimal":"{expected}","Defaulted":0}}"#));
    };
    check("100000000000000000000001.0", "100000000000000000000001.0");
    check("-00.50", "-0.50");
    check("+5", "5");
    check(".5", "0.5");
    check("5.", "5");
    check("000", "0");
    check("-1.5E+10", "-1.5E+10");
}

#[test]
fn timestamps() {
    let instant = DateTime::from_secs_and_nanos(946_845_296, 123_000_000);
    assert_eq!(read(r#"{"Timestamp": 946845296.123}"#).timestamp, Some(instant));
    assert_eq!(read(r#"{"DateTime": "2000-01-02T21:34:56.123+01:00"}"#).date_time, Some(instant));
    refused(r#"{"DateTime": 1}"#, "expected a string, found a number at byte 13");
    refused(r#"{"DateTime": "now"}"#, "expected a timestamp in the form DateTime at byte 13");
    writes(|it| it.timestamp = Some(instant), r#""Timestamp":946845296.123"#);
    writes(|it| it.date_time = Some(instant), r#""DateTime":"2000-01-02T20:34:56.123Z""#);
    // Where members have no say in it.
    assert_eq!(read_as(RPC, r#"{"DateTime": 946845296.123}"#).unwrap().date_time, Some(instant));
    let seconds = written_as(RPC, |it| it.http_date = Some(instant)).unwrap();
    assert_eq!(seconds, r#"{"HttpDate":946845296.123,"Defaulted":0}"#);
    assert_eq!(RPC.timestamp_format, TimestampFormat::EpochSeconds);
}

#[test]
fn documents() {
    let document = |text: &str| read(&format!(r#"{{"Document": {text}}}"#)).document.unwrap();
    assert_eq!(document("18446744073709551615"), Document::Number(Number::PosInt(u64::MAX)));
    assert_eq!(document("-1"), Document::Number(Number::NegInt(-1)));
    assert_eq!(document("[null, 1.5]"), Document::from(vec![Document::Null, Document::from(1.5)]));
    refused(r#"{"Document": 1e999}"#, "expected a double, found 1e999 at byte 13");
    writes(|it| it.document = Some(Document::from(vec![Document::Null])), r#""Document":[null]"#);
}

#[test]
fn collections_with_and_without_nulls() {
    assert_eq!(read(r#"{"SparseList": [1, null]}"#).sparse_list, Some(vec![Some(1), None]));
    assert_eq!(read(r#"{"Map": {"a": null, "b": "c"}}"#).map.unwrap().len(), 1);
    assert!(matches!(read(r#"{"SparseMap": {"RED": null}}"#).sparse_map.unwrap().get(&Colour::Red), Some(None)));
    assert!(read(r#"{"List": null}"#).list.is_none());
    writes(|it| it.sparse_list = Some(vec![Some(1), None]), r#""SparseList":[1,null]"#);
}

#[test]
fn unions() {
    let choice = |text: &str| read(&format!(r#"{{"Choice": {text}}}"#)).choice;
    assert!(matches!(choice(r#"{"__type": "x", "number": 1}"#), Some(Choice::Number(1))));
    assert!(matches!(choice(r#"{"number": null, "nothing": {}}"#), Some(Choice::Nothing)));
    assert!(matches!(choice(r#"{"other": 1}"#), Some(Choice::Unknown)));
    refused(r#"{"Choice": {"number": 1, "text": "a"}}"#, "a union with more than one member at byte 33");
    let error = written_as(JsonStyle::AWS_JSON, |it| it.choice = Some(Choice::Unknown)).unwrap_err();
    assert_eq!(error, "the union `Choice` has no member that can be sent");
}

#[test]
fn texts_and_bytes() {
    assert_eq!(read(r#"{"String": "a\u00e4\ud83d\ude00"}"#).string.as_deref(), Some("a\u{e4}\u{1f600}"));
    assert_eq!(read(r#"{"Blob": "AP8="}"#).blob, Some(Blob::new([0, 255])));
    refused(r#"{"Blob": "?"}"#, "expected base64 text at byte 9");
    refused(r#"{"String": 1}"#, "expected a string, found a number at byte 11");
    writes(|it| it.blob = Some(Blob::new([0, 255])), r#""Blob":"AP8=""#);
}

/// A key is its text, however it is written, and all of its text.
#[test]
fn keys() {
    assert_eq!(read(r#"{"\u0042yte": 1, "Int\u0065ger" : 2}"#).byte, Some(1));
    assert_eq!(read(r#"{"Int\u0065ger" : 2}"#).integer, Some(2));
    for other in ["Byt", "Bytes", r"Byte\\", r#"Byte\""#, "byte", ""] {
        assert_eq!(read(&format!("{{\"{other}\": 1}}")).byte, None, "{other}");
    }
    refused(r#"{"Byte" 1}"#, "expected `:`, found a number at byte 8");
    refused(r#"{"Byte"#, "string without an end at byte 2");
    refused(r#"{"Byte":1,}"#, "expected a key, found a closing bracket at byte 10");
}

#[test]
fn depth_has_a_limit() {
    let nested = |levels| format!("{}{{}}{}", r#"{"Nested":"#.repeat(levels), "}".repeat(levels));
    assert!(read_as(JsonStyle::AWS_JSON, &nested(250)).is_ok());
    refused(&nested(251), "more than 250 levels of nesting at byte 2510");
    let unknown = format!(r#"{{"Other": {}1{}, "Byte": 1}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&unknown).byte, Some(1));
}
