//! Documents that are made to do harm.

use crate::shape::sample::{Everything, Simple};
use crate::xml::tests::read;

fn repeated(piece: &str, count: usize) -> String {
    piece.repeat(count)
}

#[test]
fn deep_nesting_of_what_is_unknown_is_skipped() {
    let body = format!("<R>{}{}<string>a</string></R>", repeated("<x>", 100_000), repeated("</x>", 100_000));
    assert_eq!(read(body), Ok(Simple { string: Some("a".to_owned()), ..Simple::default() }));
    let unfinished = format!("<R>{}", repeated("<x>", 100_000));
    assert_eq!(read::<Simple>(unfinished).unwrap_err().message, "the element `x` has no end");
}

#[test]
fn deep_nesting_of_what_is_known_is_refused() {
    let nested = |levels| {
        let (start, end) = (repeated("<p:inner>", levels), repeated("</p:inner>", levels));
        read::<Everything>(format!("<R>{start}{end}</R>"))
    };
    assert!(nested(crate::shape::MAX_DEPTH - 1).is_ok());
    let error = nested(100_000).unwrap_err();
    assert_eq!(error.to_string(), "more than 250 levels of nesting at byte 2244");
    let lists = format!("<R><nested>{}", repeated("<member>", 100_000));
    assert_eq!(read::<Everything>(lists).unwrap_err().message, "expected text, found an element");
}

#[test]
fn floods_of_attributes_are_read_once() {
    let flood: String = (0..100_000).map(|index| format!(" a{index}='{index}'")).collect();
    let body = format!("<R{flood} attribute='b'><x{flood}/></R>");
    let read: Everything = read(body).unwrap();
    assert_eq!(read.attribute.as_deref(), Some("b"));
}

#[test]
fn entities_are_not_declared() {
    let body = "<!DOCTYPE R [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><R><string>&b;</string></R>";
    assert_eq!(read::<Simple>(body).unwrap_err().message, "document type declarations are not supported");
    let external = "<!DOCTYPE R SYSTEM 'file:///etc/passwd'><R/>";
    assert_eq!(read::<Simple>(external).unwrap_err().message, "document type declarations are not supported");
    assert_eq!(read::<Simple>("<R><string>&b;</string></R>").unwrap_err().message, "unknown reference");
}
