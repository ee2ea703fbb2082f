//! What the writer writes.

use std::collections::HashMap;

use crate::shape::sample::{Choice, Color, Everything, Simple};
use crate::shape::{Structure, XmlNamespace};
use crate::types::{Blob, DateTime, Document};
use crate::xml::tests::written;
use crate::xml::{XmlRoot, XmlStyle, write_structure};

#[track_caller]
fn check(structure: &dyn Structure, expected: &str) {
    assert_eq!(written(structure), format!("<Root{expected}</Root>"));
}

#[track_caller]
fn check_simple(simple: Simple, expected: &str) {
    check(&simple, &format!(">{expected}"));
}

#[test]
fn simple_values() {
    check_simple(Simple::default(), "");
    check_simple(
        Simple { boolean: Some(true), byte: Some(-128), short: Some(1), integer: Some(2), ..Simple::default() },
        "<boolean>true</boolean><byte>-128</byte><short>1</short><integer>2</integer>",
    );
    check_simple(
        Simple { long: Some(i64::MIN), float: Some(0.1), double: Some(1e21), ..Simple::default() },
        "<long>-9223372036854775808</long><float>0.1</float><double>1e21</double>",
    );
    check_simple(
        Simple { float: Some(f32::NEG_INFINITY), double: Some(f64::NAN), ..Simple::default() },
        "<float>-Infinity</float><double>NaN</double>",
    );
    check_simple(
        Simple { color: Some(Color::Red), blob: Some(Blob::new("<&>")), ..Simple::default() },
        "<color>red</color><blob>PCY+</blob>",
    );
    let digits = || "123456789012345678901234567890".parse().ok();
    check_simple(
        Simple { big_integer: digits(), big_decimal: "1.50".parse().ok(), ..Simple::default() },
        "<bigInteger>123456789012345678901234567890</bigInteger><bigDecimal>1.50</bigDecimal>",
    );
}

#[test]
fn timestamps_in_their_form() {
    let instant = Some(DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000));
    check_simple(
        Simple { instant, epoch: instant, date: Some(DateTime::from_secs(1_398_796_238)), ..Simple::default() },
        "<instant>2014-04-29T18:30:38.5Z</instant><epoch>1398796238.5</epoch>\
         <date>Tue, 29 Apr 2014 18:30:38 GMT</date>",
    );
}

#[test]
fn strings_with_escapes() {
    let string = |text: &str| Simple { string: Some(text.to_owned()), ..Simple::default() };
    check_simple(string(""), "<string></string>");
    check_simple(string("  a  "), "<string>  a  </string>");
    check_simple(string("a<b>&\"'c"), "<string>a&lt;b&gt;&amp;&quot;'c</string>");
    check_simple(string("a\r\n\tb\u{1}"), "<string>a&#xD;&#xA;&#x9;b&#x1;</string>");
    check_simple(string("é\u{85}\u{2028}\u{2029}â"), "<string>é&#x85;&#x2028;\u{2029}â</string>");
}

#[test]
fn lists() {
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| text.to_string()).collect());
    check(&Everything { list: texts(&[]), flat: texts(&[]), ..Everything::default() }, "><list></list>");
    check(
        &Everything { list: texts(&["a", "b"]), ..Everything::default() },
        "><list><member>a</member><member>b</member></list>",
    );
    check(
        &Everything { renamed: Some(vec![Simple { byte: Some(1), ..Simple::default() }]), ..Everything::default() },
        "><Renamed><item xmlns=\"https://other.example\"><byte>1</byte></item></Renamed>",
    );
    check(
        &Everything { flat: texts(&["a", "b"]), ..Everything::default() },
        "><flat xmlns=\"https://other.example\">a</flat><flat xmlns=\"https://other.example\">b</flat>",
    );
    check(
        &Everything { nested: Some(vec![vec![1, 2], vec![]]), ..Everything::default() },
        "><nested><member><member>1</member><member>2</member></member><member></member></nested>",
    );
    check(
        &Everything { sparse: Some(vec![None]), ..Everything::default() },
        "><sparse><member xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></member></sparse>",
    );
}

#[test]
fn maps() {
    fn map<T>(value: T) -> Option<HashMap<String, T>> {
        Some(HashMap::from([("a<".to_owned(), value)]))
    }
    check(
        &Everything { map: map("b".to_owned()), ..Everything::default() },
        "><map><entry><key>a&lt;</key><value>b</value></entry></map>",
    );
    check(&Everything { map: Some(HashMap::new()), ..Everything::default() }, "><map></map>");
    check(
        &Everything { named_map: map(vec!["b".to_owned()]), ..Everything::default() },
        "><namedMap><entry><K xmlns=\"https://other.example\">a&lt;</K>\
         <V xmlns:p=\"https://prefixed.example\"><member>b</member></V></entry></namedMap>",
    );
    check(
        &Everything { flat_map: map(Simple::default()), ..Everything::default() },
        "><FlatMap xmlns=\"https://other.example\"><key>a&lt;</key><value></value></FlatMap>",
    );
}

#[test]
fn unions_structures_and_attributes() {
    let inner = Everything { prefixed: Some(5), choice: Some(Choice::Nothing), ..Everything::default() };
    check(
        &Everything {
            attribute: Some("\"<\n".to_owned()),
            choice: Some(Choice::Many(vec!["a".to_owned(), "b".to_owned()])),
            inner: Some(Box::new(inner)),
            header: Some("not in the body".to_owned()),
            ..Everything::default()
        },
        " attribute=\"&quot;&lt;&#xA;\"><choice><many>a</many><many>b</many></choice>\
         <p:inner xmlns:p=\"https://prefixed.example\" p:prefixed=\"5\"><choice><nothing></nothing></choice></p:inner>",
    );
    check(&Choice::Text("a".to_owned()), "><text>a</text>");
}

#[test]
fn the_root_and_the_style() {
    let root = XmlRoot { name: "R", namespace: Some(XmlNamespace { uri: "https://a.example/?b&c", prefix: None }) };
    let everything = Everything { header: Some("h".to_owned()), ..Everything::default() };
    let write = |style| String::from_utf8(write_structure(&root, &everything, style).unwrap()).unwrap();
    assert_eq!(write(XmlStyle::REST), "<R xmlns=\"https://a.example/?b&amp;c\"></R>");
    assert_eq!(write(XmlStyle::QUERY), "<R xmlns=\"https://a.example/?b&amp;c\"><header>h</header></R>");
}

#[test]
fn what_has_no_form_is_refused() {
    let everything = Everything { document: Some(Document::Null), ..Everything::default() };
    let root = XmlRoot { name: "R", namespace: None };
    let error = write_structure(&root, &everything, XmlStyle::REST).unwrap_err();
    assert_eq!(error.to_string(), "`document` is a document, which has no form as text");
    let simple = Simple { date: Some(DateTime::from_secs(i64::MAX)), ..Simple::default() };
    let error = write_structure(&root, &simple, XmlStyle::REST).unwrap_err();
    assert!(error.to_string().starts_with("`date` cannot be written as a timestamp: "), "{error}");
}
