//! Conversations over HTTP/2, where the two directions of a call are two ends of one stream.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use futures_util::stream;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tinsmith::event_stream::EventStreamSender;
use tinsmith::http::TlsTrust;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio_rustls::TlsAcceptor;

use crate::service::{Events, EventsError, Speaking, Talk, TalkInput, TalkOutput, Text, client};

/// A server that sends back what it gets, and a transport that trusts it.
async fn echo() -> (String, SharedHttpClient) {
    let certified = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let tls = acceptor.accept(tcp).await.unwrap();
                let answer = async |request: Request<Incoming>| Ok::<_, Infallible>(Response::new(request.into_body()));
                let connection = http2::Builder::new(TokioExecutor::new());
                // An error is the client's going away.
                let _ = connection.serve_connection(TokioIo::new(tls), service_fn(answer)).await;
            });
        }
    });
    let trust = TlsTrust::none().with_pem(certified.cert.pem().as_bytes()).unwrap();
    let http = tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).tls_trust(trust).build();
    (url, http)
}

type Sender = UnboundedSender<Result<Events, EventsError>>;

/// A conversation with the server, and what goes on it.
async fn talk((url, http): &(String, SharedHttpClient)) -> (Sender, TalkOutput) {
    let (send, events) = mpsc::unbounded_channel();
    let events =
        stream::unfold(events, |mut events: UnboundedReceiver<_>| async move { Some((events.recv().await?, events)) });
    let input = TalkInput { room: None, events: EventStreamSender::from(events) };
    let client = client(http.clone(), Speaking::Rest, url.clone());
    (send, client.send::<Talk>(input).await.unwrap())
}

fn text(text: &str) -> Events {
    Events::Text(Text { text: Some(text.to_owned()) })
}

#[tokio::test]
async fn both_sides_talk_at_once() {
    let server = echo().await;
    let (send, mut output) = talk(&server).await;
    for word in ["one", "two"] {
        send.send(Ok(text(word))).unwrap();
        let Some(Events::Text(echo)) = output.events.recv().await.unwrap() else { panic!("no echo") };
        assert_eq!(echo.text.as_deref(), Some(word));
    }
    drop(send);
    assert!(output.events.recv().await.unwrap().is_none());
}

#[tokio::test]
async fn an_output_that_is_dropped_ends_both() {
    let server = echo().await;
    let (send, output) = talk(&server).await;
    drop(output);
    // What was given to be sent is let go.
    tokio::time::timeout(Duration::from_secs(5), send.closed()).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_sent_breaks_the_conversation() {
    let server = echo().await;
    let (send, mut output) = talk(&server).await;
    send.send(Err(EventsError::unhandled("out of memory"))).unwrap();
    output.events.recv().await.unwrap_err();
    tokio::time::timeout(Duration::from_secs(5), send.closed()).await.unwrap();
}
