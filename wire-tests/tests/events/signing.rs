//! Signatures of events, by a verifier that shares nothing with the signer.

use aws_smithy_types::event_stream::{HeaderValue, Message};
use futures_util::stream;
use tinsmith_wire_tests::raw::RawServer;
use tinsmith_wire_tests::server::Request;
use tinsmith_wire_tests::sigv4::{Signed, event_signature, verify};
use tokio::sync::mpsc;

use crate::service::{Data, Events, EventsError, SignedTalk, Silence, Speaking, TalkInput, client};
use crate::{event, frames, http_client, messages};

/// The secret of the test defaults.
const SECRET: &str = "notrealrnrELgWzOk3IfjzDKtFBhDby";

/// The request with these events, and the messages of its body.
async fn sent(speaking: Speaking, events: Vec<Events>) -> (Request, Vec<Message>) {
    let (send, mut requests) = mpsc::unbounded_channel();
    let server = RawServer::talking(move |mut peer| {
        let send = send.clone();
        async move {
            let mut request = peer.head().await?;
            let mut body = Vec::new();
            peer.body(&request, |piece| body.extend_from_slice(piece)).await?;
            request.body = body;
            send.send(request).unwrap();
            peer.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await
        }
    })
    .await;
    let events: Vec<Result<Events, EventsError>> = events.into_iter().map(Ok).collect();
    let input = TalkInput { room: None, events: stream::iter(events).into() };
    client(http_client(), speaking, server.url()).send::<SignedTalk>(input).await.unwrap();
    let request = requests.recv().await.unwrap();
    let messages = messages(request.body.clone());
    (request, messages)
}

/// Checks the signature of a message, which is that of `payload`, and gives it.
#[track_caller]
fn check(signed: &Signed, previous: &str, message: &Message, payload: &[u8]) -> String {
    let [signature, date] = message.headers() else { panic!("{message:?}") };
    assert_eq!((signature.name().as_str(), date.name().as_str()), (":chunk-signature", ":date"));
    let (HeaderValue::ByteArray(signature), HeaderValue::Timestamp(date)) = (signature.value(), date.value()) else {
        panic!("{message:?}")
    };
    assert_eq!(message.payload(), payload);
    let expected = event_signature(signed, SECRET, previous, date.to_millis().unwrap(), payload);
    assert_eq!(signature.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), expected);
    expected
}

#[tokio::test]
async fn each_event_is_signed_with_all_before_it() {
    let data = || Events::Data(Data { data: Some(aws_smithy_types::Blob::new("{}")) });
    for speaking in [Speaking::Rest, Speaking::Rpc] {
        let (request, messages) = sent(speaking, vec![Events::Silence(Silence {}), data(), data()]).await;
        assert_eq!(request.header("x-amz-content-sha256"), Some("STREAMING-AWS4-HMAC-SHA256-EVENTS"));
        let signed = verify(&request, SECRET).unwrap();
        let initial = matches!(speaking, Speaking::Rpc).then(|| frames(&[event("initial-request", "{}")]));
        let data = || {
            let headers =
                [(":message-type", "event"), (":event-type", "data"), (":content-type", "application/octet-stream")];
            frames(&[crate::message(&headers, "{}")])
        };
        // The last one is that of nothing.
        let expected = initial.into_iter().chain([frames(&[event("silence", "{}")]), data(), data(), Vec::new()]);
        let mut previous = signed.signature.clone();
        let mut rest = messages.iter();
        for payload in expected {
            let signature = check(&signed, &previous, rest.next().unwrap(), &payload);
            assert_ne!(signature, previous, "equal events have other signatures");
            previous = signature;
        }
        assert_eq!(rest.next(), None);
    }
}

#[tokio::test]
async fn a_stream_without_events_is_signed_all_the_same() {
    let (request, messages) = sent(Speaking::Rest, Vec::new()).await;
    let signed = verify(&request, SECRET).unwrap();
    let [end] = messages.as_slice() else { panic!("{messages:?}") };
    check(&signed, &signed.signature, end, b"");
}
