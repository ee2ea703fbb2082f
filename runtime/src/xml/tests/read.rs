//! What the reader makes of documents.

use std::collections::HashMap;

use crate::shape::Structure;
use crate::shape::sample::{Choice, Color, Everything, Required, Simple};
use crate::types::{Blob, DateTime};
use crate::xml::tests::read;
use crate::xml::{XmlStyle, error_fields, read_unwrapped, read_wrapped, request_id};

/// Checks what the members in `content` are.
#[track_caller]
fn check<T: Structure + PartialEq>(content: &str, expected: T) {
    assert_eq!(read(format!("<Root>{content}</Root>")), Ok(expected), "{content}");
}

#[track_caller]
fn check_error<T: Structure>(body: &str, expected: &str) {
    let error = read::<T>(body).expect_err("no XML that was expected");
    assert_eq!(error.to_string(), expected, "{body}");
}

fn strings(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| text.to_string()).collect())
}

fn text(text: &str) -> Simple {
    Simple { string: Some(text.to_owned()), ..Simple::default() }
}

#[test]
fn simple_values() {
    check("", Simple::default());
    check(
        "<boolean> true\n</boolean><byte>-128</byte><short>1</short><integer>2</integer><long>3</long>",
        Simple {
            boolean: Some(true),
            byte: Some(-128),
            short: Some(1),
            integer: Some(2),
            long: Some(3),
            ..Simple::default()
        },
    );
    check(
        "<float>1.5</float><double>-Infinity</double>",
        Simple { float: Some(1.5), double: Some(f64::NEG_INFINITY), ..Simple::default() },
    );
    check(
        "<color>blue </color><blob>\n  YWJj\n</blob>",
        Simple { color: Some(Color::Other("blue ".to_owned())), blob: Some(Blob::new("abc")), ..Simple::default() },
    );
    check("<blob/>", Simple { blob: Some(Blob::new("")), ..Simple::default() });
    let nan: Simple = read("<R><double>NaN</double></R>").unwrap();
    assert!(nan.double.is_some_and(f64::is_nan));
}

#[test]
fn timestamps_in_their_form() {
    let instant = Some(DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000));
    check(
        "<instant>2014-04-29T19:30:38.5+01:00</instant><epoch>1398796238.5</epoch>\
         <date>Tue, 29 Apr 2014 18:30:38 GMT</date>",
        Simple { instant, epoch: instant, date: Some(DateTime::from_secs(1_398_796_238)), ..Simple::default() },
    );
}

#[test]
fn text_in_all_its_forms() {
    check("<string/>", text(""));
    check("<string></string>", text(""));
    check("<string  ></string\n>", text(""));
    check("<string>  a  </string>", text("  a  "));
    check("<string>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x0000043;&#x1;</string>", text("<>&\"'ABC\u{1}"));
    check("<string>a&#xD;&#10;&amp;lt;</string>", text("a\r\n&lt;"));
    check("<string>a\r\nb\rc\r\r\nd\ne</string>", text("a\nb\nc\n\nd\ne"));
    check("<string>a<![CDATA[<b>&amp;\r\n]]>c<!-- d --><?e f?>g</string>", text("a<b>&amp;\ncg"));
    check("<string><![CDATA[]]]]><![CDATA[>]]></string>", text("]]>"));
    check("<string>é&#x1F600;</string>", text("é😀"));
    // Longer than the words that searches go by.
    check("<string>0123456789012345&amp;0123456789012345</string>", text("0123456789012345&0123456789012345"));
}

#[test]
fn what_is_around_elements() {
    let body = "\u{feff}<?xml version = '1.0' encoding=\"UTF-8\"?>\n<!-- > --><Root>\n text \
                <![CDATA[<string>no</string>]]><!--<string>no</string>--><?a <string>?>&amp;\n\
                <string>a</string>\n</Root>\n<!-- the end -->\n<?b?>\n";
    assert_eq!(read(body), Ok(text("a")));
    assert_eq!(read(""), Ok(Simple::default()));
    assert_eq!(read("\r\n \t"), Ok(Simple::default()));
    assert_eq!(read("<Root/>"), Ok(Simple::default()));
}

#[test]
fn what_the_shape_does_not_have() {
    check("<x/><x></x><x>a</x><x a='>'><y b=\"</x>\"><z/></y></x><string>a</string><x/>", text("a"));
    check("<string2>b</string2><trin>c</trin><string>a</string><String>d</String>", text("a"));
    // Of a member that comes twice, the last counts.
    check("<string>a</string><byte>1</byte><string>b</string><byte>2</byte>", Simple { byte: Some(2), ..text("b") });
}

#[test]
fn prefixes_do_not_count() {
    let body = "<a:Root xmlns:a='b' xmlns='c'><a:string a:b='c'>a</a:string><d:byte>1</d:byte></a:Root>";
    assert_eq!(read(body), Ok(Simple { byte: Some(1), ..text("a") }));
    let inner = Everything { prefixed: Some(5), attribute: Some("a".to_owned()), ..Everything::default() };
    let expected = Everything { inner: Some(Box::new(inner)), ..Everything::default() };
    check("<p:inner q:attribute='a' p:prefixed='5'/>", expected.clone());
    // A name with a prefix of its own stands for itself alone.
    check("<p:inner p:prefixed='5' attribute=\"a\" q:prefixed='6' prefixed='7' />", expected);
    check("<inner/>", Everything::default());
}

#[test]
fn attributes() {
    let read_attribute = |start: &str| read::<Everything>(format!("<R {start}></R>"));
    let attribute = |text: &str| Ok(Everything { attribute: Some(text.to_owned()), ..Everything::default() });
    assert_eq!(read_attribute("attribute=''"), attribute(""));
    assert_eq!(read_attribute("a='b'\n\tattribute = \"c'd>\"\n"), attribute("c'd>"));
    assert_eq!(read_attribute("attribute='a&lt;&#10;b\tc\r\nd\ne'"), attribute("a<\nb c d e"));
    // A member that is an attribute is no element, nor the other way round.
    assert_eq!(read("<R><attribute>a</attribute></R>"), Ok(Everything::default()));
    assert_eq!(read("<R string='a'/>"), Ok(Simple::default()));
    check_error::<Everything>("<R attribute/>", "malformed attribute at byte 3");
    check_error::<Everything>("<R  a='b' attribute=c/>", "malformed attribute at byte 10");
    check_error::<Everything>("<R attribute='&b;'/>", "unknown reference at byte 14");
    check_error::<Everything>("<R p:prefixed='b'/>", "expected an integer, found `b` at byte 15");
}

#[test]
fn lists() {
    check("<list/>", Everything { list: strings(&[]), ..Everything::default() });
    check("<list>\n<member/>b</list>", Everything { list: strings(&[""]), ..Everything::default() });
    check(
        "<list><member>a</member><other>b</other><member>c</member></list>",
        Everything { list: strings(&["a", "c"]), ..Everything::default() },
    );
    check(
        "<Renamed><item><byte>1</byte></item><member/><item/></Renamed>",
        Everything {
            renamed: Some(vec![Simple { byte: Some(1), ..Simple::default() }, Simple::default()]),
            ..Everything::default()
        },
    );
    check(
        "<nested><member><member>1</member><member>2</member></member><member/></nested>",
        Everything { nested: Some(vec![vec![1, 2], vec![]]), ..Everything::default() },
    );
}

#[test]
fn lists_without_a_wrapping_element() {
    check("<flat>a</flat><flat/>", Everything { flat: strings(&["a", ""]), ..Everything::default() });
    check(
        "<flat>a</flat><list/><flat>b</flat><unknown/><flat>c</flat>",
        Everything { flat: strings(&["a", "b", "c"]), list: strings(&[]), ..Everything::default() },
    );
}

#[test]
fn nulls() {
    check(
        "<sparse><member xsi:nil='true'/><member>a</member><member xsi:nil='false'/><member i:nil='1'>b</member></sparse>",
        Everything {
            sparse: Some(vec![None, Some("a".to_owned()), Some(String::new()), None]),
            ..Everything::default()
        },
    );
    check(
        "<sparseMap><entry><key>a</key><value xsi:nil='true'/></entry></sparseMap>",
        Everything { sparse_map: Some(HashMap::from([("a".to_owned(), None)])), ..Everything::default() },
    );
    // There are no nulls elsewhere.
    check("<list><member xsi:nil='true'/></list>", Everything { list: strings(&[""]), ..Everything::default() });
}

#[test]
fn maps() {
    fn map<T: Clone>(entries: &[(&str, T)]) -> Option<HashMap<String, T>> {
        Some(entries.iter().map(|(key, value)| (key.to_string(), value.clone())).collect())
    }
    check("<map>\n</map>", Everything { map: map(&[]), ..Everything::default() });
    check(
        "<map><entry><key>a</key><value>b</value></entry><x/><entry><key>c&amp;</key><value/></entry></map>",
        Everything { map: map(&[("a", "b".to_owned()), ("c&", String::new())]), ..Everything::default() },
    );
    check(
        "<map><entry><value>b</value><x/><key>a</key></entry><entry><key>c</key></entry></map>",
        Everything { map: map(&[("a", "b".to_owned())]), ..Everything::default() },
    );
    check(
        "<namedMap><entry><K>a</K><V><member>b</member></V></entry></namedMap>",
        Everything { named_map: map(&[("a", vec!["b".to_owned()])]), ..Everything::default() },
    );
    check(
        "<FlatMap><key>a</key><value><byte>1</byte></value></FlatMap><list/><FlatMap><key>b</key><value/></FlatMap>",
        Everything {
            flat_map: map(&[("a", Simple { byte: Some(1), ..Simple::default() }), ("b", Simple::default())]),
            list: strings(&[]),
            ..Everything::default()
        },
    );
}

#[test]
fn unions() {
    check("<text>a</text>", Choice::Text("a".to_owned()));
    check("<nothing/>", Choice::Nothing);
    check("<nothing><a/>b</nothing>", Choice::Nothing);
    check("<x/><many>a</many><y/><many>b</many>", Choice::Many(vec!["a".to_owned(), "b".to_owned()]));
    check("<deep><list/></deep>", Choice::Deep(Box::new(Everything { list: strings(&[]), ..Everything::default() })));
    check("<new>a</new>", Choice::Unknown);
    check("", Choice::Unknown);
}

#[test]
fn required_members_that_are_missing() {
    let empty = || Required { simple: Some(Simple::default()) };
    check("", empty());
    check("<required/>", Everything { required: Some(empty()), ..Everything::default() });
    assert_eq!(read(""), Ok(empty()));
}

#[test]
fn elements_within_the_root() {
    let read_at = |body: &str, path: &[&str]| {
        let mut simple = Simple::empty();
        read_wrapped(XmlStyle::QUERY, body.as_bytes(), path, &mut simple).map(|()| simple)
    };
    let body =
        "<R><x/><string>no</string><Result><string>a</string></Result><M/><Result><string>b</string></Result></R>";
    assert_eq!(read_at(body, &["Result"]), Ok(text("a")));
    assert_eq!(read_at(body, &["Other"]), Ok(Simple::default()));
    assert_eq!(read_at("", &["Other"]), Ok(Simple::default()));
    assert_eq!(read_at("<R><A/><A><B><string>a</string></B></A></R>", &["A", "B"]), Ok(text("a")));
    let mut required = Required::empty();
    read_wrapped(XmlStyle::QUERY, b"<R/>", &["Result"], &mut required).unwrap();
    assert_eq!(required, Required { simple: Some(Simple::default()) });
}

#[test]
fn a_root_that_is_the_member() {
    let mut choice = Choice::empty();
    read_unwrapped(XmlStyle::REST, b"<?xml version='1.0'?>\n<Location xmlns='a'>b</Location>", &mut choice).unwrap();
    assert_eq!(choice, Choice::Text("b".to_owned()));
}

#[test]
fn what_errors_say_of_themselves() {
    #[track_caller]
    fn check(body: &str, path: &[&str], expected: [Option<&str>; 4]) {
        let found = error_fields(body.as_bytes(), path);
        let found = [found.code, found.fault, found.message, found.request_id];
        assert_eq!(found.each_ref().map(Option::as_deref), expected, "{body}");
    }
    let wrapped =
        "<E><Error><Type>a</Type><Code> b\n</Code><Message>c&amp;d</Message></Error><RequestId>e</RequestId></E>";
    check(wrapped, &["Error"], [Some("b"), Some("a"), Some("c&d"), Some("e")]);
    check(wrapped, &[], [None, None, None, Some("e")]);
    let unwrapped = "<Error><Code>b</Code><message>c</message><Resource>f</Resource><RequestId>e</RequestId></Error>";
    check(unwrapped, &[], [Some("b"), None, Some("c"), Some("e")]);
    let twice = "<R><Errors><x/><Error><Code>b</Code></Error></Errors><RequestID>e</RequestID></R>";
    check(twice, &["Errors", "Error"], [Some("b"), None, None, Some("e")]);
    check("<E><Error><Code>b</Code><Message>c", &["Error"], [Some("b"), None, None, None]);
    check("<html><br>Not XML", &["Error"], [None, None, None, None]);
    check("{}", &["Error"], [None, None, None, None]);
    check("", &["Error"], [None, None, None, None]);
    assert_eq!(error_fields(b"<Error><Code>b</Code>\xff</Error>", &[]), Default::default());
    assert_eq!(
        request_id(b"<R><x/><ResponseMetadata><RequestId>a</RequestId></ResponseMetadata></R>").as_deref(),
        Some("a")
    );
    assert_eq!(request_id(b"<R><x><requestId>b</requestId></x><requestId>a</requestId></R>").as_deref(), Some("a"));
    assert_eq!(request_id(b"<R/>"), None);
}

#[test]
fn faults_and_their_places() {
    let check = check_error::<Simple>;
    check("a", "expected an element, found text at byte 0");
    check("</a>", "expected an element, found an end tag at byte 0");
    check("<!-- -->", "expected an element, found the end of the text at byte 8");
    check("<", "expected the name of an element at byte 0");
    check("<a", "a tag without an end at byte 0");
    check("<a b='>", "a tag without an end at byte 0");
    check("<a>", "the element `a` has no end at byte 0");
    check("<a><", "the element `a` has no end at byte 0");
    check("<a></", "expected the end tag of `a` at byte 3");
    check("<a></ab>", "expected the end tag of `a` at byte 3");
    check("<ab></a>", "expected the end tag of `ab` at byte 4");
    check("<a><b></a></b>", "expected the end tag of `b` at byte 6");
    check("<a><b><c></b></c></a>", "expected the end tag of `c` at byte 9");
    check("<a/>b", "text after the end of the root element at byte 4");
    check("<a/><b/>", "text after the end of the root element at byte 4");
    check("<a><!-- </a>", "a comment without an end at byte 3");
    check("<a><!--></a>", "a comment without an end at byte 3");
    check("<a><?b </a>", "a processing instruction without an end at byte 3");
    check("<a><![CDATA[ </a>", "a CDATA section without an end at byte 3");
    check("<!DOCTYPE a><a/>", "document type declarations are not supported at byte 0");
    check("<a><string>b", "the element `string` has no end at byte 3");
    check("<a><string>b<", "the element `string` has no end at byte 3");
    check("<a><string>b<c/></string></a>", "expected text, found an element at byte 12");
    check("<a><string>&b;</string></a>", "unknown reference at byte 11");
    check("<a><string>&#xD800;</string></a>", "unknown reference at byte 11");
    check("<a><string>&#+65;</string></a>", "unknown reference at byte 11");
    check("<a><string>&#;</string></a>", "unknown reference at byte 11");
    check("<a><string>b & c; d</string></a>", "unknown reference at byte 13");
    check("<a><string>&amp</string></a>", "a reference without an end at byte 11");
    check("<a><boolean>yes</boolean></a>", "expected `true` or `false`, found `yes` at byte 3");
    check("<a><byte>128</byte></a>", "expected a byte, found `128` at byte 3");
    check("<a><integer/></a>", "expected an integer, found `` at byte 3");
    check("<a><double>inf</double></a>", "expected a number, found `inf` at byte 3");
    check("<a><epoch></epoch></a>", "expected a timestamp in the form EpochSeconds, found `` at byte 3");
    check("<a><blob>?</blob></a>", "expected base64 text at byte 3");
    check("<a><secret>hidden</secret></a>", "expected an integer at byte 3");
    check_error::<Everything>("<a><document>b</document></a>", "a document has no form as text at byte 3");
    check_error::<Everything>(
        "<a><map><entry><value>b</value></entry></map></a>",
        "an entry of a map without a key at byte 8",
    );
    check_error::<Choice>("<a><text>b</text><nothing/></a>", "a union with more than one member at byte 17");
    check_error::<Choice>("<a><text>b</text><text>b</text></a>", "a union with more than one member at byte 17");
    let error = read::<Simple>(b"<a>\xff</a>").unwrap_err();
    assert_eq!(error.to_string(), "invalid UTF-8 at byte 3");
}
