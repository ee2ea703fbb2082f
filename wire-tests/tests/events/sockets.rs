//! Both directions at once, and how a conversation ends.

use std::time::Duration;

use aws_smithy_runtime_api::client::result::SdkError;
use futures_util::stream;
use tinsmith::event_stream::EventStreamSender;
use tinsmith_wire_tests::raw::{Peer, RawServer};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::service::{Events, EventsError, Silence, Speaking, Talk, TalkInput, TalkOutput, Text, client};
use crate::{chain, event, frames, http_client};

type Item = Result<Events, EventsError>;

const HEAD: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// Events that a test sends when it will.
fn channel() -> (UnboundedSender<Item>, EventStreamSender<Events, EventsError>) {
    let (send, events) = mpsc::unbounded_channel();
    let events =
        stream::unfold(
            events,
            |mut events: UnboundedReceiver<Item>| async move { Some((events.recv().await?, events)) },
        );
    (send, events.into())
}

fn text(text: &str) -> Events {
    Events::Text(Text { text: Some(text.to_owned()) })
}

async fn talk(server: &RawServer, events: EventStreamSender<Events, EventsError>) -> TalkOutput {
    let input = TalkInput { room: None, events };
    client(http_client(), Speaking::Rest, server.url()).send::<Talk>(input).await.unwrap()
}

async fn write_chunk(peer: &mut Peer, bytes: &[u8]) -> std::io::Result<()> {
    peer.write([format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()).await
}

/// A server that sends back what it gets, event by event, until there is nothing more.
async fn echo() -> RawServer {
    RawServer::talking(|mut peer| async move {
        peer.head().await?;
        peer.write(HEAD).await?;
        while let Some(chunk) = peer.chunk().await? {
            write_chunk(&mut peer, &chunk).await?;
        }
        peer.write("0\r\n\r\n").await
    })
    .await
}

#[tokio::test]
async fn both_sides_talk_at_once() {
    let server = echo().await;
    let (send, events) = channel();
    let mut output = talk(&server, events).await;
    for word in ["one", "two", "three"] {
        send.send(Ok(text(word))).unwrap();
        let Some(Events::Text(echo)) = output.events.recv().await.unwrap() else { panic!("no echo") };
        assert_eq!(echo.text.as_deref(), Some(word));
    }
    // The end of one stream is followed by that of the other.
    drop(send);
    assert!(output.events.recv().await.unwrap().is_none());
}

#[tokio::test]
async fn a_response_may_end_before_the_request() {
    let server = RawServer::talking(|mut peer| async move {
        peer.head().await?;
        peer.write(HEAD).await?;
        write_chunk(&mut peer, &frames(&[event("silence", "{}")])).await?;
        peer.write("0\r\n\r\n").await?;
        peer.closed().await;
        Ok(())
    })
    .await;
    let (send, events) = channel();
    let mut output = talk(&server, events).await;
    assert!(matches!(output.events.recv().await.unwrap(), Some(Events::Silence(_))));
    assert!(output.events.recv().await.unwrap().is_none());
    drop(output);
    send.send(Ok(Events::Silence(Silence {}))).ok();
}

#[tokio::test]
async fn an_output_that_is_dropped_ends_both() {
    let (gone, mut is_gone) = mpsc::unbounded_channel();
    let server = RawServer::talking(move |mut peer| {
        let gone = gone.clone();
        async move {
            peer.head().await?;
            peer.write(HEAD).await?;
            peer.closed().await;
            gone.send(()).unwrap();
            Ok(())
        }
    })
    .await;
    let (send, events) = channel();
    let output = talk(&server, events).await;
    drop(output);
    is_gone.recv().await.unwrap();
    // What was given to be sent is let go as well.
    tokio::time::timeout(Duration::from_secs(5), send.closed()).await.unwrap();
}

#[tokio::test]
async fn a_broken_connection_is_a_failure_of_dispatch() {
    let server = RawServer::talking(|mut peer| async move {
        peer.head().await?;
        peer.write(HEAD).await?;
        let frame = frames(&[event("silence", "{}")]);
        write_chunk(&mut peer, &[&frame[..], &frame[..10]].concat()).await
    })
    .await;
    let (_send, events) = channel();
    let mut output = talk(&server, events).await;
    output.events.recv().await.unwrap().unwrap();
    let error = output.events.recv().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
    assert!(output.events.recv().await.unwrap().is_none());
}

#[tokio::test]
async fn what_cannot_be_sent_breaks_the_conversation() {
    let server = echo().await;
    let (send, events) = channel();
    let mut output = talk(&server, events).await;
    send.send(Err(EventsError::unhandled("out of memory"))).unwrap();
    let error = output.events.recv().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(chain(&error).starts_with("dispatch failure: io error: "), "{}", chain(&error));
    tokio::time::timeout(Duration::from_secs(5), send.closed()).await.unwrap();
}
