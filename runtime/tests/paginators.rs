//! Paginators: which pages are asked for, with which tokens, and when there are no more.

mod canned;

use std::collections::HashMap;

use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
use canned::{Answer, Canned, CannedError, structure, union};
use serde_json::json;
use tinsmith::operation::{Auth, Call, Operation};
use tinsmith::paginate::{Pages, items, pages};
use tinsmith::shape::{Value, copy_value, same_value};
use tinsmith::types::{HttpResponse, PaginationStream, ProvideErrorMetadata};

structure!(ListInput { 0 filter "filter": String, 1 token "NextToken": String, 2 key "ExclusiveStartKey": Key, });
structure!(ListOutput {
    0 names "names": Vec<String>,
    1 token "NextToken": String,
    2 page "page": Page,
    3 key "LastEvaluatedKey": Key,
    4 tags "tags": HashMap<String, String>,
    5 more "more": bool,
});
structure!(Page { 0 size "size": i32, 1 next "next": String, });
union!(Attribute {
    0 S: String,
    1 B: Blob,
    2 L: Vec<Attribute>,
    3 M: HashMap<String, Attribute>,
    4 Null: bool,
});

type Key = HashMap<String, Attribute>;

struct List;

impl Call for List {
    type Input = ListInput;
    type Output = ListOutput;
    type Error = CannedError;
    const OPERATION: &'static Operation = &Operation::new(&canned::SERVICE, "List").auth(Auth::None);
}

static BY_TOKEN: Pages = Pages::new(1, &[1]);
static BY_NESTED_TOKEN: Pages = Pages::new(1, &[2, 1]);
static BY_KEY: Pages = Pages::new(2, &[3]);
static WHILE_THERE_ARE_MORE: Pages = Pages::new(1, &[1]).more(5);

type ListPages = PaginationStream<Result<ListOutput, SdkError<CannedError, HttpResponse>>>;

fn list(service: &Canned, by: &'static Pages) -> ListPages {
    let input = ListInput { filter: Some("f".into()), ..ListInput::default() };
    pages::<List>(&service.client(), input, by, true)
}

/// The tokens of the requests that are sent when all pages are read.
async fn tokens(answers: &[&str], by: &'static Pages) -> Vec<serde_json::Value> {
    let service = Canned::outputs(answers);
    let pages = list(&service, by).try_collect().await.unwrap();
    let bodies = service.bodies();
    assert_eq!(pages.len(), bodies.len());
    assert!(bodies.iter().all(|body| body["filter"] == "f"), "the rest of the input stays");
    bodies.iter().map(|body| body["NextToken"].clone()).collect()
}

#[tokio::test]
async fn tokens_travel_until_there_is_none() {
    let sent = tokens(&[r#"{"NextToken": "a"}"#, r#"{"NextToken": "b"}"#, "{}"], &BY_TOKEN).await;
    assert_eq!(sent, [json!(null), json!("a"), json!("b")]);
}

#[tokio::test]
async fn an_empty_token_is_none() {
    let sent = tokens(&[r#"{"NextToken": "a"}"#, r#"{"NextToken": ""}"#], &BY_TOKEN).await;
    assert_eq!(sent, [json!(null), json!("a")]);
    let service = Canned::outputs(&[r#"{"LastEvaluatedKey": {}}"#]);
    assert_eq!(list(&service, &BY_KEY).try_collect().await.unwrap().len(), 1);
}

#[tokio::test]
async fn another_member_may_say_that_there_are_more() {
    let answers = [r#"{"NextToken": "a", "more": true}"#, r#"{"NextToken": "0", "more": false}"#];
    assert_eq!(tokens(&answers, &WHILE_THERE_ARE_MORE).await, [json!(null), json!("a")]);
    assert_eq!(tokens(&[r#"{"NextToken": "0"}"#], &WHILE_THERE_ARE_MORE).await, [json!(null)]);
    assert_eq!(tokens(&[r#"{"more": true}"#], &WHILE_THERE_ARE_MORE).await, [json!(null)]);
}

#[tokio::test]
async fn tokens_may_lie_deeper_in_the_output() {
    let answers = [r#"{"page": {"size": 1, "next": "a"}}"#, r#"{"page": {"size": 0}}"#];
    assert_eq!(tokens(&answers, &BY_NESTED_TOKEN).await, [json!(null), json!("a")]);
    assert_eq!(tokens(&[r#"{"page": {"next": "a"}}"#, "{}"], &BY_NESTED_TOKEN).await, [json!(null), json!("a")]);
}

#[tokio::test]
async fn tokens_may_be_of_any_shape() {
    let key = json!({
        "id": {"S": "x"},
        "raw": {"B": "AAEC"},
        "deep": {"M": {"list": {"L": [{"Null": true}, {"S": ""}]}}},
    });
    let service = Canned::outputs(&[&json!({ "LastEvaluatedKey": key }).to_string(), "{}"]);
    list(&service, &BY_KEY).try_collect().await.unwrap();
    assert_eq!(service.bodies(), [json!({"filter": "f"}), json!({"filter": "f", "ExclusiveStartKey": key})]);
}

#[tokio::test]
async fn a_token_that_comes_back_ends_the_stream() {
    let service = Canned::outputs(&[r#"{"NextToken": "a", "names": ["x"]}"#]);
    let found = list(&service, &BY_TOKEN).try_collect().await.unwrap();
    assert_eq!(found.len(), 2, "the page that brought it is given, without an error");
    let key = Canned::outputs(&[r#"{"LastEvaluatedKey": {"id": {"S": "x"}}}"#]);
    assert_eq!(list(&key, &BY_KEY).try_collect().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_token_that_comes_back_may_be_sent_again() {
    let service = Canned::outputs(&[r#"{"NextToken": "a"}"#, r#"{"NextToken": "a"}"#, r#"{"NextToken": "a"}"#, "{}"]);
    let stream = pages::<List>(&service.client(), ListInput::default(), &BY_TOKEN, false);
    assert_eq!(stream.try_collect().await.unwrap().len(), 4);
    assert_eq!(service.bodies()[3], json!({"NextToken": "a"}));
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let service = Canned::outputs(&[r#"{"NextToken": "a"}"#, r#"{"NextToken": "b"}"#, "{}"]);
    let mut stream = list(&service, &BY_TOKEN);
    tokio::task::yield_now().await;
    assert_eq!(service.arrived().len(), 0);
    stream.next().await.unwrap().unwrap();
    tokio::task::yield_now().await;
    assert_eq!(service.arrived().len(), 1);
    drop(stream);
    assert_eq!(service.arrived().len(), 1);
}

#[tokio::test]
async fn an_error_is_the_last_item() {
    let service = Canned::new([Answer::Output(r#"{"NextToken": "a"}"#.into()), Answer::Error("NotFound".into())]);
    let mut stream = list(&service, &BY_TOKEN);
    assert!(stream.next().await.unwrap().is_ok());
    assert_eq!(stream.next().await.unwrap().unwrap_err().code(), Some("NotFound"));
    assert!(stream.next().await.is_none());
    assert_eq!(service.arrived().len(), 2);
}

#[tokio::test]
async fn items_of_all_pages() {
    let service = Canned::outputs(&[
        r#"{"names": ["a", "b"], "NextToken": "1"}"#,
        r#"{"names": [], "NextToken": "2"}"#,
        r#"{"NextToken": "3"}"#,
        r#"{"names": ["c"]}"#,
    ]);
    let names = items(list(&service, &BY_TOKEN), |page| page.names.unwrap_or_default());
    assert_eq!(names.try_collect().await.unwrap(), ["a", "b", "c"]);

    let service = Canned::outputs(&[r#"{"tags": {"k": "v"}}"#]);
    let tags = items(list(&service, &BY_TOKEN), |page| page.tags.unwrap_or_default());
    assert_eq!(tags.try_collect().await.unwrap(), [("k".to_owned(), "v".to_owned())]);
}

#[tokio::test]
async fn streams_can_move_between_threads() {
    let service = Canned::outputs(&["{}"]);
    let names = items(list(&service, &BY_TOKEN), |page| page.names.unwrap_or_default());
    assert!(tokio::spawn(names.try_collect()).await.unwrap().unwrap().is_empty());
}

structure!(Everything {
    0 boolean "boolean": bool,
    1 byte "byte": i8,
    2 short "short": i16,
    3 integer "integer": i32,
    4 long "long": i64,
    5 float "float": f32,
    6 double "double": f64,
    7 string "string": String,
    8 blob "blob": Blob,
    9 timestamp "timestamp": DateTime,
    10 document "document": Document,
    11 big_integer "bigInteger": BigInteger,
    12 big_decimal "bigDecimal": BigDecimal,
    13 list "list": Vec<Option<String>>,
    14 map "map": HashMap<String, Vec<i32>>,
    15 union "union": Attribute,
    16 structure "structure": Page,
});

fn everything() -> Everything {
    Everything {
        boolean: Some(true),
        byte: Some(i8::MIN),
        short: Some(i16::MIN),
        integer: Some(i32::MIN),
        long: Some(i64::MIN),
        float: Some(0.1),
        double: Some(0.2),
        string: Some("text".into()),
        blob: Some(Blob::new([0, 1])),
        timestamp: Some(DateTime::from_secs_and_nanos(1, 2)),
        document: Some(Document::Array(vec![Document::Null])),
        big_integer: Some("123456789012345678901234567890".parse().unwrap()),
        big_decimal: Some("0.123456789012345678901234567890".parse().unwrap()),
        list: Some(vec![None, Some("a".into())]),
        map: Some([("k".to_owned(), vec![1, 2])].into()),
        union: Some(Attribute::L(vec![Attribute::Null(true)])),
        structure: Some(Page { size: Some(1), next: None }),
    }
}

#[test]
fn copies_are_the_same() {
    let original = everything();
    let mut copy = Everything::default();
    assert!(!same_value(&original, &copy));
    copy_value(&original, &mut copy);
    assert!(same_value(&original, &copy), "{copy:?}");
    assert_eq!(format!("{original:?}"), format!("{copy:?}"));

    copy_value(&original, &mut copy);
    assert!(same_value(&original, &copy), "what was there is replaced: {copy:?}");
}

#[test]
fn what_is_absent_stays_absent() {
    let mut copy = Everything::default();
    copy_value(&Everything::default(), &mut copy);
    assert!(same_value(&Everything::default(), &copy));
    assert!(copy.string.is_none() && copy.structure.is_none());
}

#[test]
fn differences_are_seen() {
    type Change = fn(&mut Everything);
    let original = everything();
    let changes: [(&str, Change); 10] = [
        ("boolean", |it| it.boolean = Some(false)),
        ("double", |it| it.double = Some(0.3)),
        ("absence", |it| it.string = None),
        ("length", |it| it.list.as_mut().unwrap().truncate(1)),
        ("null", |it| it.list.as_mut().unwrap()[0] = Some(String::new())),
        ("key", |it| it.map = Some([("l".to_owned(), vec![1, 2])].into())),
        ("value", |it| it.map = Some([("k".to_owned(), vec![1, 3])].into())),
        ("variant", |it| it.union = Some(Attribute::Null(true))),
        ("member", |it| it.structure.as_mut().unwrap().size = None),
        ("number", |it| it.big_decimal = Some(BigDecimal::default())),
    ];
    for (name, change) in changes {
        let mut changed = original.clone();
        change(&mut changed);
        assert!(!same_value(&original, &changed), "{name}");
        assert!(!same_value(&changed as &dyn Value, &original), "{name}");
    }
}
