//! HTTP/2: with servers that choose it, and for requests and responses that go on side by side.

use std::convert::Infallible;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response, Version};
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::sync::mpsc;

use crate::server::{Server, serve};
use crate::tls::{acceptor, serve_tls, trusting};
use crate::{builder, connector, fetch, get, request};

/// A server that speaks HTTP/2 and answers with `answer`.
async fn serve_http2<F, Answer>(answer: F) -> (Server, String)
where
    F: Fn(Request<Incoming>) -> Answer + Clone + Send + Sync + 'static,
    Answer: Future<Output = Result<Response<Incoming>, Infallible>> + Send + 'static,
{
    let (acceptor, pem) = acceptor("127.0.0.1", &["h2", "http/1.1"]);
    let server = serve(move |peer, _| {
        let (acceptor, answer) = (acceptor.clone(), answer.clone());
        async move {
            let stream = acceptor.accept(peer.into_inner()).await.unwrap();
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
            let connection =
                http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service_fn(answer));
            // An error is the client's going away.
            let _ = connection.await;
        }
    })
    .await;
    (server, pem)
}

/// A server that sends back what it gets, with the host that was asked for.
async fn echo() -> (Server, String) {
    serve_http2(|request| async move {
        assert_eq!(request.version(), Version::HTTP_2);
        let host = request.uri().authority().unwrap().to_string();
        let mut response = Response::new(request.into_body());
        response.headers_mut().insert("x-host", host.parse().unwrap());
        Ok(response)
    })
    .await
}

fn url(server: &Server) -> String {
    format!("https://{}/", server.address())
}

#[tokio::test]
async fn requests_share_a_connection() {
    let (server, pem) = echo().await;
    let connector = connector(&builder().tls_trust(trusting(&pem)).build());
    // What comes first opens the connection.
    fetch(&connector, get(&url(&server))).await;
    let large = vec![7; 1 << 20];
    let send = |body: SdkBody| connector.call(request("POST", &url(&server), body));
    let (one, other) = tokio::join!(send(SdkBody::from(large.clone())), send(SdkBody::from("hello")));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.headers().get("x-host"), Some(&*server.address().to_string()));
    // Neither waits for the other.
    assert_eq!(other.into_body().collect().await.unwrap().to_bytes(), "hello");
    assert!(one.into_body().collect().await.unwrap().to_bytes() == large);
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn both_directions_stream_at_once() {
    let (server, pem) = echo().await;
    let connector = connector(&builder().tls_trust(trusting(&pem)).build());
    let (send, body) = mpsc::unbounded_channel();
    let response = connector.call(request("POST", &url(&server), SdkBody::from_body_1_x(Fed(body)))).await.unwrap();
    let mut answers = response.into_body();
    for word in ["one", "two", "three"] {
        send.send(word).unwrap();
        assert_eq!(answers.frame().await.unwrap().unwrap().into_data().unwrap(), word);
    }
    drop(send);
    assert_eq!(answers.collect().await.unwrap().to_bytes(), "");
}

#[tokio::test]
async fn a_call_that_is_dropped_stops_its_upload() {
    let (server, pem) = serve_http2(|request| async move {
        if request.method() == "GET" { Ok(Response::new(request.into_body())) } else { std::future::pending().await }
    })
    .await;
    let connector = connector(&builder().tls_trust(trusting(&pem)).build());
    fetch(&connector, get(&url(&server))).await;
    let (send, body) = mpsc::unbounded_channel();
    let call = connector.call(request("POST", &url(&server), SdkBody::from_body_1_x(Fed(body))));
    send.send("one").unwrap();
    tokio::time::timeout(Duration::from_millis(50), call).await.unwrap_err();
    tokio::time::timeout(Duration::from_secs(5), send.closed()).await.unwrap();
    // The connection is none the worse for it.
    fetch(&connector, get(&url(&server))).await;
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn servers_that_speak_http_1_are_spoken_to_in_it() {
    let (server, pem) = serve_tls("127.0.0.1").await;
    let connector = connector(&builder().tls_trust(trusting(&pem)).build());
    assert_eq!(fetch(&connector, get(&url(&server))).await.body, b"ok");
}

/// A body that gives what its channel does.
struct Fed(mpsc::UnboundedReceiver<&'static str>);

impl Body for Fed {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|data| data.map(|data| Ok(Frame::data(Bytes::from_static(data.as_bytes())))))
    }
}
