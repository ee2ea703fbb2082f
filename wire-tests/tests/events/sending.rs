//! Events on their way out: each kind of member has its place in a message.

use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use aws_smithy_types::{Blob, DateTime};
use futures_util::stream;
use tinsmith::event_stream::EventStreamSender;

use crate::service::{
    Canned, Data, Events, EventsError, Noted, Page, Said, Shown, Silence, Speaking, Talk, TalkInput, Text, TooLoud,
    response,
};
use crate::{chain, event, message, messages, text};

type Sent = Result<Events, EventsError>;

/// What is sent of `events`, with the request around it.
async fn sent(speaking: Speaking, room: Option<&str>, events: Vec<Sent>) -> (Vec<(String, String)>, Vec<Message>) {
    let service = Canned::answering(response(&[], Vec::new(), 1));
    let input = TalkInput { room: room.map(String::from), events: stream::iter(events).into() };
    service.client(speaking).send::<Talk>(input).await.unwrap();
    let (request, body) = service.request();
    let headers = request.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    (headers.collect(), messages(body))
}

#[track_caller]
fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
}

async fn check(event: Sent, expected: Message) {
    let (_, messages) = sent(Speaking::Rest, None, vec![event]).await;
    assert_eq!(messages, [expected]);
}

#[tokio::test]
async fn members_are_headers() {
    let said = Said {
        first: Some(false),
        tiny: Some(-1),
        small: Some(-2),
        number: Some(-3),
        big: Some(-4),
        mark: Some(Blob::new("bytes")),
        voice: Some("low".to_owned()),
        at: Some(DateTime::from_millis(1_730_384_114_123)),
    };
    let head = [Header::new(":message-type", text("event")), Header::new(":event-type", text("said"))];
    let expected = [
        Header::new("first", HeaderValue::Bool(false)),
        Header::new("tiny", HeaderValue::Byte(-1)),
        Header::new("small", HeaderValue::Int16(-2)),
        Header::new("number", HeaderValue::Int32(-3)),
        Header::new("big", HeaderValue::Int64(-4)),
        Header::new("mark", HeaderValue::ByteArray("bytes".into())),
        Header::new("voice", text("low")),
        Header::new("at", HeaderValue::Timestamp(DateTime::from_millis(1_730_384_114_123))),
    ];
    let all = head.iter().chain(&expected).cloned().collect();
    check(Ok(Events::Said(said)), Message::new_from_parts(all, "")).await;
    let nothing =
        Said { first: None, tiny: None, small: None, number: None, big: None, mark: None, voice: None, at: None };
    check(Ok(Events::Said(nothing)), Message::new_from_parts(head.into(), "")).await;
}

fn typed(name: &'static str, media_type: &'static str, payload: &'static [u8]) -> Message {
    let head = message(&[(":message-type", "event"), (":event-type", name), (":content-type", media_type)], "");
    Message::new_from_parts(head.headers().to_vec(), payload)
}

#[tokio::test]
async fn payloads_are_what_they_are() {
    check(Ok(Events::Text(Text { text: Some("hello".into()) })), typed("text", "text/plain", b"hello")).await;
    check(Ok(Events::Text(Text { text: Some(String::new()) })), typed("text", "text/plain", b"")).await;
    let data = Events::Data(Data { data: Some(Blob::new("bytes")) });
    check(Ok(data), typed("data", "application/octet-stream", b"bytes")).await;
    let absent = message(&[(":message-type", "event"), (":event-type", "data")], "");
    check(Ok(Events::Data(Data { data: None })), absent).await;
}

#[tokio::test]
async fn documents_hold_what_is_no_header() {
    let number = |message: Message| message.add_header(Header::new("number", HeaderValue::Int32(7)));
    let noted = Events::Noted(Noted { number: Some(7), note: Some("a".into()) });
    check(Ok(noted), number(event("noted", r#"{"Note":"a"}"#))).await;
    check(Ok(Events::Noted(Noted { number: None, note: None })), event("noted", "{}")).await;
    let shown = Events::Shown(Shown { page: Some(Page { title: Some("b".into()) }), number: Some(7) });
    check(Ok(shown), number(event("shown", r#"{"Title":"b"}"#))).await;
    check(Ok(Events::Silence(Silence {})), event("silence", "{}")).await;
    check(Ok(Events::Nothing(())), message(&[(":message-type", "event"), (":event-type", "nothing")], "")).await;
}

#[tokio::test]
async fn errors_are_exceptions() {
    let mut loud = TooLoud::default();
    loud.message = Some("hush".into());
    loud.decibels = Some(120);
    let headers = [(":message-type", "exception"), (":exception-type", "loud"), (":content-type", "application/json")];
    let expected = message(&headers, r#"{"message":"hush"}"#);
    let expected = expected.add_header(Header::new("decibels", HeaderValue::Int32(120)));
    check(Err(EventsError::TooLoud(loud)), expected).await;
}

#[tokio::test]
async fn rest_puts_the_rest_into_the_head() {
    let (headers, messages) = sent(Speaking::Rest, Some("a"), vec![Ok(Events::Silence(Silence {}))]).await;
    assert_eq!(header(&headers, "content-type"), Some("application/vnd.amazon.eventstream"));
    assert_eq!(header(&headers, "content-length"), None);
    assert_eq!(header(&headers, "x-room"), Some("a"));
    assert_eq!(messages, [event("silence", "{}")]);
}

#[tokio::test]
async fn rpc_puts_the_rest_into_a_first_message() {
    let (headers, messages) = sent(Speaking::Rpc, Some("a"), vec![Ok(Events::Silence(Silence {}))]).await;
    assert_eq!(header(&headers, "content-type"), Some("application/vnd.amazon.eventstream"));
    assert_eq!(header(&headers, "content-length"), None);
    assert_eq!(header(&headers, "x-amz-target"), Some("Talk.Talk"));
    assert_eq!(messages, [event("initial-request", r#"{"room":"a"}"#), event("silence", "{}")]);
    let noted = Events::Noted(Noted { number: None, note: Some("b".into()) });
    let (_, messages) = sent(Speaking::Rpc, None, vec![Ok(noted)]).await;
    assert_eq!(messages, [event("initial-request", "{}"), event("noted", r#"{"Note":"b"}"#)]);
}

#[tokio::test]
async fn documents_are_in_the_format_of_the_protocol() {
    let noted = || Events::Noted(Noted { number: None, note: Some("b".into()) });
    let (headers, messages) = sent(Speaking::RpcCbor, Some("a"), vec![Ok(noted())]).await;
    assert_eq!(header(&headers, "content-type"), Some("application/vnd.amazon.eventstream"));
    assert_eq!(header(&headers, "accept"), Some("application/vnd.amazon.eventstream"));
    assert_eq!(header(&headers, "smithy-protocol"), Some("rpc-v2-cbor"));
    let first = typed("initial-request", "application/cbor", b"\xbf\x64room\x61a\xff");
    assert_eq!(messages, [first, typed("noted", "application/cbor", b"\xbf\x64Note\x61b\xff")]);

    let shown = Events::Shown(Shown { page: Some(Page { title: Some("c".into()) }), number: None });
    let (headers, messages) = sent(Speaking::RestXml, Some("a"), vec![Ok(noted()), Ok(shown)]).await;
    assert_eq!(header(&headers, "x-room"), Some("a"));
    let noted = typed("noted", "application/xml", b"<Noted><Note>b</Note></Noted>");
    assert_eq!(messages, [noted, typed("shown", "application/xml", b"<Page><Title>c</Title></Page>")]);
}

#[tokio::test]
async fn what_cannot_be_sent_ends_the_call() {
    let unhandled = EventsError::unhandled("out of memory");
    for (item, expected) in [
        (Ok(Events::Unknown), "an event of Talk cannot be sent: an event of `Events` that the model does not know"),
        (Err(unhandled), "an event of Talk cannot be sent: unhandled error: out of memory"),
    ] {
        let service = Canned::answering(response(&[], Vec::new(), 1));
        let input = TalkInput { room: None, events: EventStreamSender::once(item) };
        let error = service.client(Speaking::Rest).send::<Talk>(input).await.unwrap_err();
        assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_user()), "{error:?}");
        assert!(chain(&error).contains(expected), "{}", chain(&error));
    }
}

#[tokio::test]
async fn no_events_are_an_empty_body() {
    let (_, messages) = sent(Speaking::Rest, None, Vec::new()).await;
    assert_eq!(messages, []);
}
