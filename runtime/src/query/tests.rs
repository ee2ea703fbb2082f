//! What the writer writes.

use std::collections::HashMap;

use crate::query::{Dialect, write_form};
use crate::shape::sample::{Choice, Color, Everything, Required, Simple};
use crate::shape::{Structure, Value};
use crate::types::{Blob, DateTime, Document};

#[track_caller]
fn check_dialect(dialect: Dialect, input: &dyn Structure, expected: &str) {
    let form = write_form(dialect, "Put", "2026-01-01", input).expect("a form");
    assert_eq!(form, format!("Action=Put&Version=2026-01-01{expected}"));
}

#[track_caller]
fn check(input: &dyn Structure, expected: &str) {
    check_dialect(Dialect::Aws, input, expected);
}

#[track_caller]
fn check_ec2(input: &dyn Structure, expected: &str) {
    check_dialect(Dialect::Ec2, input, expected);
}

fn strings(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| text.to_string()).collect())
}

fn map<T: Value + Clone>(entries: &[(&str, T)]) -> Option<HashMap<String, T>> {
    Some(entries.iter().map(|(key, value)| (key.to_string(), value.clone())).collect())
}

fn text(text: &str) -> Simple {
    Simple { string: Some(text.to_owned()), ..Simple::default() }
}

#[test]
fn simple_values() {
    check(&Simple::default(), "");
    check(
        &Simple { boolean: Some(false), byte: Some(-1), long: Some(i64::MAX), ..Simple::default() },
        "&boolean=false&byte=-1&long=9223372036854775807",
    );
    check(
        &Simple { float: Some(0.1), double: Some(f64::NEG_INFINITY), ..Simple::default() },
        "&float=0.1&double=-Infinity",
    );
    check(
        &Simple { color: Some(Color::Red), blob: Some(Blob::new("a>?b")), ..text("") },
        "&string=&color=red&blob=YT4%2FYg%3D%3D",
    );
    let instant = Some(DateTime::from_secs(1_422_172_800));
    check(
        &Simple { instant, epoch: instant, date: instant, ..Simple::default() },
        "&instant=2015-01-25T08%3A00%3A00Z&epoch=1422172800&date=Sun%2C%2025%20Jan%202015%2008%3A00%3A00%20GMT",
    );
    let digits = || "12345678901234567890123".parse().ok();
    check(
        &Simple { big_integer: digits(), big_decimal: "1.5e10".parse().ok(), ..Simple::default() },
        "&bigInteger=12345678901234567890123&bigDecimal=1.5e10",
    );
}

#[test]
fn all_but_unreserved_characters_are_encoded() {
    check(&text("a b+c&d=e%f/g:h*é~-._"), "&string=a%20b%2Bc%26d%3De%25f%2Fg%3Ah%2A%C3%A9~-._");
    check(&text("\r\n\0"), "&string=%0D%0A%00");
    check(&Everything { prefixed: Some(1), ..Everything::default() }, "&p%3Aprefixed=1");
}

#[test]
fn lists() {
    check(&Everything { list: strings(&["a", "b"]), ..Everything::default() }, "&list.member.1=a&list.member.2=b");
    check(&Everything { list: strings(&[]), ..Everything::default() }, "&list=");
    check(&Everything { flat: strings(&["a", "b"]), ..Everything::default() }, "&flat.1=a&flat.2=b");
    check(&Everything { flat: strings(&[]), ..Everything::default() }, "&flat=");
    check(
        &Everything { renamed: Some(vec![text("a"), Simple::default(), text("b")]), ..Everything::default() },
        "&Renamed.item.1.string=a&Renamed.item.3.string=b",
    );
    check(
        &Everything { nested: Some(vec![vec![1, 2], vec![]]), ..Everything::default() },
        "&nested.member.1.member.1=1&nested.member.1.member.2=2&nested.member.2=",
    );
    check(
        &Everything { sparse: Some(vec![None, Some("a".to_owned())]), ..Everything::default() },
        "&sparse.member.2=a",
    );
}

#[test]
fn maps() {
    check(&Everything { map: map::<String>(&[]), ..Everything::default() }, "");
    check(
        &Everything { map: map(&[("b", "c".to_owned()), ("a&", "d".to_owned())]), ..Everything::default() },
        "&map.entry.1.key=a%26&map.entry.1.value=d&map.entry.2.key=b&map.entry.2.value=c",
    );
    check(
        &Everything { named_map: map(&[("a", vec!["b".to_owned()])]), ..Everything::default() },
        "&namedMap.entry.1.K=a&namedMap.entry.1.V.member.1=b",
    );
    check(
        &Everything { flat_map: map(&[("a", text("b"))]), ..Everything::default() },
        "&FlatMap.1.key=a&FlatMap.1.value.string=b",
    );
    check(
        &Everything { sparse_map: map(&[("a", None), ("b", Some(1))]), ..Everything::default() },
        "&sparseMap.entry.1.key=a&sparseMap.entry.2.key=b&sparseMap.entry.2.value=1",
    );
}

#[test]
fn structures_and_unions() {
    let inner = Everything { simple: Some(text("a")), ..Everything::default() };
    check(
        &Everything { required: Some(Required::default()), inner: Some(Box::new(inner)), ..Everything::default() },
        "&p%3Ainner.simple.string=a",
    );
    check(&Everything { choice: Some(Choice::Text("a".to_owned())), ..Everything::default() }, "&choice.text=a");
    check(&Everything { choice: Some(Choice::Nothing), ..Everything::default() }, "&choice.nothing=");
    check(&Everything { choice: Some(Choice::Unknown), ..Everything::default() }, "");
}

#[test]
fn bindings_to_http_mean_nothing() {
    check(&Everything { header: Some("a".to_owned()), ..Everything::default() }, "&header=a");
}

#[test]
fn ec2_has_names_and_lists_of_its_own() {
    check_ec2(&text("a"), "&String=a");
    check_ec2(&Everything { list: strings(&["a", "b"]), ..Everything::default() }, "&List.1=a&List.2=b");
    check_ec2(&Everything { list: strings(&[]), flat: strings(&[]), ..Everything::default() }, "");
    check_ec2(&Everything { flat: strings(&["a"]), ..Everything::default() }, "&Flat.1=a");
    check_ec2(&Everything { nested: Some(vec![vec![], vec![1]]), ..Everything::default() }, "&Nested.2.1=1");
    check_ec2(&Everything { renamed: Some(vec![text("a")]), ..Everything::default() }, "&Renamed.1.String=a");
    let inner = Everything { prefixed: Some(1), ..Everything::default() };
    check_ec2(&Everything { inner: Some(Box::new(inner)), ..Everything::default() }, "&ownName.P%3Aprefixed=1");
    check_ec2(
        &Everything { choice: Some(Choice::Many(vec!["a".into()])), ..Everything::default() },
        "&Choice.Many.1=a",
    );
}

#[test]
fn what_has_no_form_is_refused() {
    let refused = |dialect, input: &Everything| write_form(dialect, "Put", "1", input).unwrap_err().to_string();
    let document = Everything { document: Some(Document::Null), ..Everything::default() };
    assert_eq!(refused(Dialect::Aws, &document), "`document` is a document, which has no form as text");
    let map = Everything { map: map(&[("a", "b".to_owned())]), ..Everything::default() };
    assert_eq!(refused(Dialect::Ec2, &map), "`map` is a map, which has no form in ec2Query");
}
