//! Events on their way in, and what may come in their place.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message, RawMessage};
use tinsmith::event_stream::{EventReceiver, FrameError};
use tinsmith::types::ProvideErrorMetadata;

use crate::service::{
    AnyError, Canned, Events, EventsError, Listen, ListenInput, ListenOutput, Speaking, TalkError, response,
};
use crate::{chain, event, frames, message, text};

async fn listen(speaking: Speaking, answer: HttpResponse) -> Result<ListenOutput, SdkError<TalkError, HttpResponse>> {
    Canned::answering(answer).client(speaking).send::<Listen>(ListenInput {}).await
}

/// What the service sends in these bytes, after what it must say first.
async fn receiving(bytes: Vec<u8>, piece: usize) -> EventReceiver<Events, EventsError> {
    let output = listen(Speaking::Rest, response(&[("x-topic", "t")], bytes, piece)).await.unwrap();
    assert_eq!(output.topic, "t");
    output.events
}

/// What the receiver gives for one message, as text.
async fn received(message: Message) -> String {
    let mut events = receiving(frames(&[message]), 1000).await;
    let shown = match events.recv().await {
        Ok(Some(event)) => format!("{event:?}"),
        Ok(None) => "end".to_owned(),
        Err(error) => chain(&error),
    };
    assert!(events.recv().await.unwrap().is_none(), "nothing after an event, or after an error");
    shown
}

#[tokio::test]
async fn events_come_whatever_pieces_they_come_in() {
    let sent = [event("silence", "{}"), event("noted", r#"{"Note":"a"}"#), event("text", "b")];
    let bytes = frames(&sent);
    for piece in [1, 7, 16, 100, bytes.len()] {
        let mut events = receiving(bytes.clone(), piece).await;
        assert!(matches!(events.recv().await.unwrap(), Some(Events::Silence(_))));
        let Some(Events::Noted(noted)) = events.recv().await.unwrap() else { panic!("no note") };
        assert_eq!(noted.note.as_deref(), Some("a"));
        let Some(Events::Text(text)) = events.recv().await.unwrap() else { panic!("no text") };
        assert_eq!(text.text.as_deref(), Some("b"));
        for _ in 0..2 {
            assert!(events.recv().await.unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn headers_are_members() {
    let said = message(&[(":message-type", "event"), (":event-type", "said")], "")
        .add_header(Header::new("first", HeaderValue::Bool(true)))
        .add_header(Header::new("tiny", HeaderValue::Byte(1)))
        .add_header(Header::new("small", HeaderValue::Byte(2)))
        .add_header(Header::new("number", HeaderValue::Int32(3)))
        .add_header(Header::new("big", HeaderValue::Int16(4)))
        .add_header(Header::new("mark", HeaderValue::ByteArray("bytes".into())))
        .add_header(Header::new("voice", text("low")))
        .add_header(Header::new("at", HeaderValue::Timestamp(DateTime::from_secs(5))))
        .add_header(Header::new("new", HeaderValue::Uuid(6)));
    let mut events = receiving(frames(&[said]), 1000).await;
    let Some(Events::Said(said)) = events.recv().await.unwrap() else { panic!("not said") };
    assert_eq!(
        (said.first, said.tiny, said.small, said.number, said.big),
        (Some(true), Some(1), Some(2), Some(3), Some(4))
    );
    assert_eq!(said.mark.unwrap().as_ref(), b"bytes");
    assert_eq!((said.voice.as_deref(), said.at), (Some("low"), Some(DateTime::from_secs(5))));
}

#[tokio::test]
async fn payloads_are_members() {
    let plain = |name: &'static str| {
        message(&[(":message-type", "event"), (":event-type", name), (":content-type", "text/plain")], "")
    };
    assert_eq!(received(event("text", "a")).await, r#"Text(Text { text: Some("a") })"#);
    assert_eq!(received(plain("text")).await, r#"Text(Text { text: Some("") })"#);
    let bare = message(&[(":message-type", "event"), (":event-type", "text")], "");
    assert_eq!(received(bare).await, "Text(Text { text: None })");
    let mut events = receiving(frames(&[event("data", "a")]), 1000).await;
    let Some(Events::Data(data)) = events.recv().await.unwrap() else { panic!("no data") };
    assert_eq!(data.data.unwrap().as_ref(), b"a");
    let shown = r#"Shown(Shown { page: Some(Page { title: Some("b") }), number: None })"#;
    assert_eq!(received(event("shown", r#"{"Title":"b","new":1}"#)).await, shown);
    assert_eq!(received(event("noted", "")).await, "Noted(Noted { number: None, note: None })");
    assert_eq!(received(event("silence", "<new>")).await, "Silence(Silence)");
    assert_eq!(received(event("nothing", "{}")).await, "Nothing(())");
}

#[tokio::test]
async fn what_the_model_does_not_know_is_unknown() {
    assert_eq!(received(event("new", "<new>")).await, "Unknown");
    assert_eq!(received(event("initial-response", "{}")).await, "end");
}

#[tokio::test]
async fn errors_come_in_the_place_of_events() {
    let headers = [(":message-type", "exception"), (":exception-type", "loud")];
    let loud = message(&headers, r#"{"Message":"hush"}"#).add_header(Header::new("decibels", HeaderValue::Int32(120)));
    let mut events = receiving(frames(&[loud.clone(), event("silence", "{}")]), 1000).await;
    let error = events.recv().await.unwrap_err();
    assert!(matches!(error.raw_response(), Some(RawMessage::Decoded(message)) if *message == loud));
    assert_eq!((error.code(), error.message()), (Some("loud"), Some("hush")));
    let EventsError::TooLoud(loud) = error.into_service_error() else { panic!("not too loud") };
    assert_eq!((loud.message.as_deref(), loud.decibels), (Some("hush"), Some(120)));
    assert!(events.recv().await.unwrap().is_none());
}

/// The code and the message of an error, whether it is the service's, and what is said of it.
async fn failed(message: Message) -> (Option<String>, Option<String>, bool, String) {
    let error = receiving(frames(&[message]), 1000).await.recv().await.unwrap_err();
    let is_service = matches!(error, SdkError::ServiceError(_));
    let meta = error.meta();
    (meta.code().map(String::from), meta.message().map(String::from), is_service, chain(&error))
}

#[tokio::test]
async fn errors_that_the_model_does_not_know_have_code_and_message() {
    let new = message(&[(":message-type", "exception"), (":exception-type", "new")], r#"{"message":"a"}"#);
    let expected = "service error: unhandled error (new): Error { code: \"new\", message: \"a\" }";
    assert_eq!(failed(new).await, (Some("new".into()), Some("a".into()), true, expected.into()));
    let headers = [(":message-type", "error"), (":error-code", "InternalError"), (":error-message", "b")];
    let (code, text, is_service, _) = failed(message(&headers, "")).await;
    assert_eq!((code.as_deref(), text.as_deref(), is_service), (Some("InternalError"), Some("b"), true));
    let unreadable = message(&[(":message-type", "exception"), (":exception-type", "loud")], "<html>");
    let (code, _, is_service, text) = failed(unreadable).await;
    assert_eq!((code.as_deref(), is_service), (Some("loud"), true));
    assert!(text.contains("expected an object"), "{text}");
}

#[tokio::test]
async fn messages_that_are_none_are_refused() {
    let check = async |message: Message, expected: &str| {
        let error = receiving(frames(std::slice::from_ref(&message)), 1000).await.recv().await.unwrap_err();
        let SdkError::ResponseError(context) = &error else { panic!("{error:?}") };
        assert!(matches!(context.raw(), RawMessage::Decoded(found) if *found == message));
        assert_eq!(chain(&error), format!("response error: unreadable message of Listen: {expected}"));
    };
    let bytes = || HeaderValue::ByteArray("event".into());
    check(message(&[(":event-type", "text")], ""), "a message without the header `:message-type`").await;
    let malformed = message(&[(":event-type", "text")], "").add_header(Header::new(":message-type", bytes()));
    check(malformed, "the header `:message-type` of a message is no text").await;
    check(message(&[(":message-type", "event")], ""), "a message without the header `:event-type`").await;
    let malformed = message(&[(":message-type", "event")], "").add_header(Header::new(":event-type", bytes()));
    check(malformed, "the header `:event-type` of a message is no text").await;
    check(message(&[(":message-type", "exception")], ""), "a message without the header `:exception-type`").await;
    check(message(&[(":message-type", "error")], ""), "a message without the header `:error-code`").await;
    check(message(&[(":message-type", "new\n")], ""), "a message of the unknown type `new\\n`").await;
    let wide = message(&[(":message-type", "event"), (":event-type", "said")], "")
        .add_header(Header::new("tiny", HeaderValue::Int16(500)));
    check(wide, "unreadable event `said`: the header `tiny` is not a byte").await;
    check(event("noted", "{\"Note\":1}"), "unreadable event `noted`: expected a string, found a number at byte 8")
        .await;
}

#[tokio::test]
async fn frames_that_are_none_are_refused() {
    let good = frames(&[event("silence", "{}")]);
    let check = async |bytes: Vec<u8>, expected: FrameError| {
        let mut events = receiving([good.clone(), bytes.clone()].concat(), 1000).await;
        events.recv().await.unwrap().unwrap();
        let error = events.recv().await.unwrap_err();
        let SdkError::ResponseError(context) = &error else { panic!("{error:?}") };
        assert!(matches!(context.raw(), RawMessage::Invalid(Some(raw)) if *raw == bytes), "{error:?}");
        let found = std::error::Error::source(&error).unwrap().downcast_ref::<FrameError>();
        assert_eq!(found, Some(&expected));
        assert!(events.recv().await.unwrap().is_none(), "nothing after a broken frame");
    };
    check(good[..good.len() - 1].to_vec(), FrameError::UnexpectedEnd).await;
    check(good[..5].to_vec(), FrameError::UnexpectedEnd).await;
    let mut broken = good.clone();
    *broken.last_mut().unwrap() ^= 1;
    let stated = u32::from_be_bytes(*broken.last_chunk().unwrap());
    check(broken, FrameError::MessageChecksum { expected: stated ^ 1, found: stated }).await;
    let mut broken = good.clone();
    broken[11] ^= 1;
    let stated = u32::from_be_bytes(broken[8..12].try_into().unwrap());
    check(broken, FrameError::PreludeChecksum { expected: stated ^ 1, found: stated }).await;
}

#[tokio::test]
async fn rpc_reads_the_rest_from_a_first_message() {
    let first = event("initial-response", r#"{"topic":"t"}"#);
    let bytes = frames(&[first, event("silence", "{}")]);
    let mut output = listen(Speaking::Rpc, response(&[], bytes, 10)).await.unwrap();
    assert_eq!(output.topic, "t");
    assert!(matches!(output.events.recv().await.unwrap(), Some(Events::Silence(_))));
    assert!(output.events.recv().await.unwrap().is_none());
}

/// A message with the payload of another type.
fn with_payload(message: Message, payload: &'static [u8]) -> Message {
    Message::new_from_parts(message.headers().to_vec(), payload)
}

#[tokio::test]
async fn documents_are_in_the_format_of_the_protocol() {
    let headers = [(":message-type", "exception"), (":exception-type", "loud")];
    let loud = |payload| with_payload(message(&headers, ""), payload);

    let first = with_payload(event("initial-response", ""), b"\xa1\x65topic\x61t");
    let noted = with_payload(event("noted", ""), b"\xa2\x64Note\x61b\x66number\x01");
    let bytes = frames(&[first, noted, loud(b"\xa1\x67message\x64hush")]);
    let answer = response(&[("smithy-protocol", "rpc-v2-cbor")], bytes, 10);
    let mut output = listen(Speaking::RpcCbor, answer).await.unwrap();
    assert_eq!(output.topic, "t");
    let event = output.events.recv().await.unwrap();
    let Some(Events::Noted(noted)) = event else { panic!("{event:?}") };
    assert_eq!((noted.note.as_deref(), noted.number), (Some("b"), None), "a header is none of the document");
    let error = output.events.recv().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("loud"), Some("hush")));
    assert!(
        matches!(error.into_service_error(), EventsError::TooLoud(loud) if loud.message.as_deref() == Some("hush"))
    );

    let shown = with_payload(crate::event("shown", ""), b"<Page><Title>c</Title><New/></Page>");
    let bytes = frames(&[shown, loud(b"<TooLoud><message>hush</message></TooLoud>")]);
    let mut output = listen(Speaking::RestXml, response(&[("x-topic", "t")], bytes, 10)).await.unwrap();
    let event = output.events.recv().await.unwrap();
    let Some(Events::Shown(shown)) = event else { panic!("{event:?}") };
    assert_eq!(shown.page.unwrap().title.as_deref(), Some("c"));
    let error = output.events.recv().await.unwrap_err();
    assert!(
        matches!(error.into_service_error(), EventsError::TooLoud(loud) if loud.message.as_deref() == Some("hush"))
    );
}

#[tokio::test]
async fn an_error_may_come_before_everything_else() {
    let loud = message(&[(":message-type", "exception"), (":exception-type", "loud")], "{}");
    let mut output = listen(Speaking::Rpc, response(&[], frames(&[loud]), 10)).await.unwrap();
    let error = output.events.recv().await.unwrap_err();
    assert!(matches!(error.into_service_error(), EventsError::TooLoud(_)));
}

#[tokio::test]
async fn what_is_required_must_come_first() {
    let bytes = || frames(&[event("silence", "{}")]);
    let check = async |speaking, expected: &str| {
        let error = listen(speaking, response(&[], bytes(), 10)).await.unwrap_err();
        assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
        assert_eq!(chain(&error), format!("response error: unreadable response to Listen: {expected}"));
    };
    check(Speaking::Rest, "the header `x-topic` is missing").await;
    check(Speaking::Rpc, "`topic` is missing, as there is no initial message").await;
}

#[tokio::test]
async fn an_error_response_is_the_error_of_the_call() {
    let mut answer = response(&[("x-amzn-errortype", "TooLoud")], b"{\"message\":\"hush\"}".to_vec(), 3);
    *answer.status_mut() = 400.try_into().unwrap();
    let error = listen(Speaking::Rest, answer).await.unwrap_err();
    assert_eq!(error.code(), Some("TooLoud"));
    let AnyError::TooLoud(loud) = AnyError::from(error) else { panic!("not too loud") };
    assert_eq!(loud.message.as_deref(), Some("hush"));
}

#[test]
fn streams_go_between_threads() {
    fn is_sendable<T: Send + Sync + 'static>() {}
    is_sendable::<EventReceiver<Events, EventsError>>();
    is_sendable::<tinsmith::event_stream::EventStreamSender<Events, EventsError>>();
}
