//! CBOR: what each item becomes, and what each value becomes.

use tinsmith::cbor::{Reader, Writer, read_structure, write_structure};
use tinsmith::shape::Structure;
use tinsmith::types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use crate::shapes::{Choice, Colour, Everything};

fn read(bytes: &[u8]) -> Result<Everything, String> {
    let mut value = Everything::empty();
    let mut reader = Reader::new(bytes);
    let result = read_structure(&mut reader, &mut value).and_then(|()| reader.end());
    result.map(|()| value).map_err(|error| error.to_string())
}

/// What is read from a map with the one member `name`.
#[track_caller]
fn member(name: &str, value: &[u8]) -> Everything {
    let bytes = [&[0xa1, 0x60 + name.len() as u8], name.as_bytes(), value].concat();
    read(&bytes).unwrap_or_else(|error| panic!("{error}: {}", value.escape_ascii()))
}

#[track_caller]
fn refused(name: &str, value: &[u8], expected: &str) {
    let bytes = [&[0xa1, 0x60 + name.len() as u8], name.as_bytes(), value].concat();
    assert_eq!(read(&bytes).map(drop), Err(expected.to_owned()), "{}", value.escape_ascii());
}

fn written(change: impl FnOnce(&mut Everything)) -> Result<Vec<u8>, String> {
    let mut value = Everything::empty();
    value.defaulted = 0;
    change(&mut value);
    let mut writer = Writer::new();
    write_structure(&value, &mut writer).map_err(|error| error.to_string())?;
    Ok(writer.into_bytes())
}

/// Checks what one member is written as; `Defaulted` is written behind it.
#[track_caller]
fn writes(change: impl FnOnce(&mut Everything), name: &str, expected: &[u8]) {
    let expected = [&[0xbf, 0x60 + name.len() as u8], name.as_bytes(), expected, b"\x69Defaulted\x00\xff"].concat();
    let written = written(change).unwrap();
    assert_eq!(written.escape_ascii().to_string(), expected.escape_ascii().to_string());
}

#[test]
fn whole_numbers_of_any_width() {
    assert_eq!(member("Byte", b"\x38\x7f").byte, Some(-128));
    assert_eq!(member("Byte", b"\x1b\x00\x00\x00\x00\x00\x00\x00\x7f").byte, Some(127));
    assert_eq!(member("Short", b"\x0a").short, Some(10));
    assert_eq!(member("Integer", b"\x3a\x7f\xff\xff\xff").integer, Some(i32::MIN));
    assert_eq!(member("Long", b"\x3b\x7f\xff\xff\xff\xff\xff\xff\xff").long, Some(i64::MIN));
    assert_eq!(member("Long", b"\x1b\x7f\xff\xff\xff\xff\xff\xff\xff").long, Some(i64::MAX));
    refused("Byte", b"\x18\x80", "expected a byte, found 128 at byte 6");
    refused("Long", b"\x1b\x80\x00\x00\x00\x00\x00\x00\x00", "expected a long, found 9223372036854775808 at byte 6");
    refused("Long", b"\x3b\x80\x00\x00\x00\x00\x00\x00\x00", "expected a long, found -9223372036854775809 at byte 6");
    refused("Integer", b"\xf9\x3c\x00", "expected an integer, found a float at byte 9");
    writes(|it| it.long = Some(i64::MIN), "Long", b"\x3b\x7f\xff\xff\xff\xff\xff\xff\xff");
    writes(|it| it.byte = Some(-1), "Byte", b"\x20");
}

#[test]
fn floats_of_any_width_and_whole_numbers() {
    assert_eq!(member("Double", b"\xf9\x00\x50").double, Some(4.76837158203125e-6));
    assert_eq!(member("Double", b"\xf9\x7c\x00").double, Some(f64::INFINITY));
    assert_eq!(member("Double", b"\xfa\x40\xf4\x00\x00").double, Some(7.625));
    assert_eq!(member("Double", b"\x19\x01\x00").double, Some(256.0));
    assert_eq!(member("Float", b"\xfb\x40\x1e\x80\x00\x00\x00\x00\x00").float, Some(7.625));
    assert_eq!(member("Float", b"\x20").float, Some(-1.0));
    assert!(member("Float", b"\xf9\x7e\x00").float.is_some_and(f32::is_nan));
    refused("Float", b"\x61a", "expected a number, found a text at byte 7");
    writes(|it| it.double = Some(0.5), "Double", b"\xfa\x3f\x00\x00\x00");
    writes(|it| it.double = Some(1.1), "Double", b"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a");
    writes(|it| it.float = Some(f32::NEG_INFINITY), "Float", b"\xfa\xff\x80\x00\x00");
}

#[test]
fn texts_bytes_booleans_and_enums() {
    assert_eq!(member("String", b"\x62ab").string.as_deref(), Some("ab"));
    assert_eq!(member("String", b"\x7f\x61a\x61b\xff").string.as_deref(), Some("ab"));
    assert_eq!(member("Blob", b"\x42\x00\xff").blob, Some(Blob::new([0, 255])));
    assert_eq!(member("Blob", b"\x5f\x41\x00\x40\x41\xff\xff").blob, Some(Blob::new([0, 255])));
    assert_eq!(member("Boolean", b"\xf5").boolean, Some(true));
    assert_eq!(member("Colour", b"\x63RED").colour, Some(Colour::Red));
    assert_eq!(member("Colour", b"\x64BLUE").colour, Some(Colour::from("BLUE")));
    refused("Blob", b"\x62ab", "expected bytes, found a text at byte 6");
    refused("String", b"\x42ab", "expected a text, found bytes at byte 8");
    refused("Boolean", b"\xf8\x20", "expected a boolean, found a simple value at byte 9");
    writes(|it| it.string = Some("ab".to_owned()), "String", b"\x62ab");
    writes(|it| it.blob = Some(Blob::new([0, 255])), "Blob", b"\x42\x00\xff");
    writes(|it| it.colour = Some(Colour::Red), "Colour", b"\x63RED");
}

/// To the digit that the service meant, whatever `timestampFormat` says.
#[test]
fn timestamps() {
    let instant = DateTime::from_secs_and_nanos(946_845_296, 123_000_000);
    assert_eq!(member("Timestamp", b"\xc1\x00").timestamp, Some(DateTime::from_secs(0)));
    assert_eq!(member("DateTime", b"\xc1\x20").date_time, Some(DateTime::from_secs(-1)));
    assert_eq!(member("HttpDate", b"\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77").http_date, Some(instant));
    assert_eq!(member("Timestamp", b"\xc1\xf9\x3c\x00").timestamp, Some(DateTime::from_secs(1)));
    let quarter = DateTime::from_secs_and_nanos(-1, 750_000_000);
    assert_eq!(member("Timestamp", b"\xc1\xfb\xbf\xd0\x00\x00\x00\x00\x00\x00").timestamp, Some(quarter));
    assert_eq!(member("Timestamp", b"\x1a\x38\x6f\xb6\xb0").timestamp, Some(DateTime::from_secs(946_845_360)));
    refused("Timestamp", b"\xc0\x00", "expected a timestamp, found another tag at byte 11");
    refused("Timestamp", b"\xc1\x61a", "expected a timestamp, found a text at byte 12");
    refused("Timestamp", b"\xc1\xf9\x7e\x00", "a timestamp out of range at byte 12");
    refused("Timestamp", b"\xc1\xfa\x7f\x80\x00\x00", "a timestamp out of range at byte 12");
    refused("Timestamp", b"\xc1\x1b\xff\xff\xff\xff\xff\xff\xff\xff", "a timestamp out of range at byte 12");
    writes(|it| it.timestamp = Some(DateTime::from_secs(-1)), "Timestamp", b"\xc1\x20");
    writes(|it| it.http_date = Some(instant), "HttpDate", b"\xc1\xfb\x41\xcc\x37\xdb\x38\x0f\xbe\x77");
    writes(|it| it.date_time = Some(quarter), "DateTime", b"\xc1\xfa\xbe\x80\x00\x00");
}

#[test]
fn big_integers() {
    let read = |bytes| member("BigInteger", bytes).big_integer.map(|number| number.as_ref().to_owned());
    assert_eq!(read(b"\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00").as_deref(), Some("18446744073709551616"));
    assert_eq!(read(b"\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00").as_deref(), Some("-18446744073709551617"));
    assert_eq!(read(b"\xc2\x5f\x41\x01\x41\x00\xff").as_deref(), Some("256"));
    assert_eq!(read(b"\xc2\x40").as_deref(), Some("0"));
    assert_eq!(read(b"\xc3\x40").as_deref(), Some("-1"));
    assert_eq!(read(b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff").as_deref(), Some("18446744073709551615"));
    assert_eq!(read(b"\x3b\xff\xff\xff\xff\xff\xff\xff\xff").as_deref(), Some("-18446744073709551616"));
    refused("BigInteger", b"\x41\x01", "expected a whole number, found bytes at byte 12");
    let long = [b"\xc2\x59\x04\x01\x01".as_slice(), &[0; 1024]].concat();
    refused("BigInteger", &long, "a number of more than 1024 bytes at byte 13");

    let writes = |digits: &str, expected| {
        let number: BigInteger = digits.parse().unwrap();
        writes(|it| it.big_integer = Some(number), "BigInteger", expected);
    };
    writes("18446744073709551616", b"\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00");
    writes("-18446744073709551617", b"\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00");
    writes("-1", b"\xc3\x40");
    writes("-0", b"\xc2\x40");
    writes("00256", b"\xc2\x42\x01\x00");
    let long = written(|it| it.big_integer = Some("9".repeat(2467).parse().unwrap()));
    assert_eq!(long, Err("`big_integer` has more digits than are sent".to_owned()));
}

#[test]
fn big_decimals() {
    let read = |bytes| member("BigDecimal", bytes).big_decimal.map(|number| number.as_ref().to_owned());
    assert_eq!(read(b"\xc4\x82\x21\x19\x6a\xb3").as_deref(), Some("273.15"));
    assert_eq!(read(b"\xc4\x9f\x21\x39\x6a\xb2\xff").as_deref(), Some("-273.15"));
    assert_eq!(
        read(b"\xc4\x82\x20\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00").as_deref(),
        Some("1844674407370955161.6")
    );
    assert_eq!(read(b"\xc4\x82\x25\x07").as_deref(), Some("0.000007"));
    assert_eq!(read(b"\xc4\x82\x26\x07").as_deref(), Some("7e-7"));
    assert_eq!(read(b"\xc4\x82\x02\x07").as_deref(), Some("7e2"));
    assert_eq!(read(b"\xc4\x82\x00\x07").as_deref(), Some("7"));
    assert_eq!(read(b"\xc4\x82\x3b\x7f\xff\xff\xff\xff\xff\xff\xfe\x07").as_deref(), Some("7e-9223372036854775807"));
    assert_eq!(read(b"\x07").as_deref(), Some("7"));
    assert_eq!(read(b"\xf9\x3e\x00").as_deref(), Some("1.5"));
    refused("BigDecimal", b"\xf9\x7e\x00", "expected a decimal number at byte 12");
    refused("BigDecimal", b"\xc4\x80", "expected an exponent and a mantissa at byte 13");
    refused("BigDecimal", b"\xc4\x81\x00", "expected an exponent and a mantissa at byte 14");
    refused("BigDecimal", b"\xc4\x83\x00\x00\x00", "expected an exponent and a mantissa at byte 15");
    refused("BigDecimal", b"\xc4\x82\x00\x61a", "expected a whole number, found a text at byte 15");
    refused("BigDecimal", b"\x82\x00\x00", "expected a whole number, found an array at byte 12");

    let writes = |text: &str, expected| {
        let number: BigDecimal = text.parse().unwrap();
        writes(|it| it.big_decimal = Some(number), "BigDecimal", expected);
    };
    writes("273.15", b"\xc4\x82\x21\x19\x6a\xb3");
    writes("-1844674407370955161.7", b"\xc4\x82\x20\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00");
    writes("+1.50e4", b"\xc4\x82\x02\x18\x96");
    writes("5.", b"\xc4\x82\x00\x05");
    writes(".5", b"\xc4\x82\x20\x05");
}

#[test]
fn collections_with_and_without_nulls() {
    let read = member("SparseList", b"\x83\x01\xf6\xf7");
    assert_eq!(read.sparse_list, Some(vec![Some(1), None, None]));
    let read = member("SparseList", b"\x9f\x01\xff");
    assert_eq!(read.sparse_list, Some(vec![Some(1)]));
    // A null has no place in a dense map, and is passed over.
    let read = member("Map", b"\xbf\x61a\xf6\x61b\x61c\xff").map.unwrap();
    assert_eq!(read.into_iter().collect::<Vec<_>>(), [("b".to_owned(), "c".to_owned())]);
    let read = member("SparseMap", b"\xa1\x63RED\xf6").sparse_map.unwrap();
    assert!(matches!(read.get(&Colour::Red), Some(None)));
    assert_eq!(member("List", b"\x80").list.map(|list| list.len()), Some(0));
    refused("SparseList", b"\xa0", "expected an array, found a map at byte 12");
    writes(|it| it.sparse_list = Some(vec![Some(1), None]), "SparseList", b"\x82\x01\xf6");
    writes(|it| it.map = Some([("b".to_owned(), "c".to_owned())].into()), "Map", b"\xa1\x61b\x61c");
    writes(|it| it.sparse_map = Some([(Colour::Red, None)].into()), "SparseMap", b"\xa1\x63RED\xf6");
}

#[test]
fn unions() {
    assert!(matches!(member("Choice", b"\xa1\x66number\x01").choice, Some(Choice::Number(1))));
    assert!(matches!(member("Choice", b"\xa2\x66__type\x60\x64text\x60").choice, Some(Choice::Text(_))));
    assert!(matches!(member("Choice", b"\xa2\x66number\xf6\x67nothing\xa0").choice, Some(Choice::Nothing)));
    assert!(matches!(member("Choice", b"\xa1\x65other\x01").choice, Some(Choice::Unknown)));
    let two = b"\xa2\x66number\x01\x67nothing\xa0";
    refused("Choice", two, "a union with more than one member at byte 25");
    writes(|it| it.choice = Some(Choice::Nothing), "Choice", b"\xbf\x67nothing\xa0\xff");
    let error = written(|it| it.choice = Some(Choice::Unknown)).unwrap_err();
    assert_eq!(error, "the union `Choice` has no member that can be sent");
}

#[test]
fn structures() {
    // A definite and an indefinite length, members that are null, and some that nobody knows.
    let read =
        member("Nested", b"\xa3\x64Long\xf6\x65Extra\x9f\xa1\x00\xbf\x01\x02\xff\xff\x64Byte\x01").nested.unwrap();
    assert_eq!((read.long, read.byte, read.defaulted), (None, Some(1), 7));
    let required = member("Nested", b"\xbf\xff").nested.unwrap().required.unwrap();
    assert_eq!((required.text.as_str(), required.tags.len()), ("", 0));
    refused("Nested", b"\xa1\x00\x00", "expected a text, found an integer at byte 9");
    refused("Nested", b"\xbf\x64Long\xff", "expected a long, found a break at byte 14");
    // A tag before anything changes nothing.
    assert_eq!(self::read(b"\xd9\xd9\xf7\xa1\xc1\x64Long\xc5\x01").unwrap().long, Some(1));
    assert_eq!(self::read(b"\xa0\x00").map(drop), Err("bytes after the end of the value at byte 1".to_owned()));
}

#[test]
fn depth_has_a_limit() {
    let nested = |levels| [b"\xa1\x66Nested".repeat(levels), b"\xa0".to_vec()].concat();
    assert!(read(&nested(250)).is_ok());
    assert_eq!(read(&nested(251)).map(drop), Err("more than 250 levels of nesting at byte 2008".to_owned()));
}

#[test]
fn documents_have_no_form() {
    refused("Document", b"\xf5", "a document, for which rpcv2Cbor has no form at byte 10");
    let error = written(|it| it.document = Some(Document::Null)).unwrap_err();
    assert_eq!(error, "`document` is a document, for which rpcv2Cbor has no form");
}
