//! Bodies stream in both directions, framed as their length is known or not.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use tokio::sync::{mpsc, oneshot};

use crate::server::{OK, Received, Server, serve, serve_always};
use crate::{builder, chain, connector, fetch, get, request};

/// A server that shows the requests that it gets.
async fn recorder() -> (Server, mpsc::UnboundedReceiver<Received>) {
    let (send, requests) = mpsc::unbounded_channel();
    let server = serve(move |mut peer, _| {
        let send = send.clone();
        async move {
            while let Some(request) = peer.request().await {
                send.send(request).unwrap();
                peer.write(OK).await;
            }
        }
    })
    .await;
    (server, requests)
}

async fn recorded(method: &str, body: SdkBody) -> Received {
    let (server, mut requests) = recorder().await;
    let request = request(method, &server.url("/path?query=1"), body);
    fetch(&connector(&builder().build()), request).await;
    requests.recv().await.unwrap()
}

#[tokio::test]
async fn body_in_memory_goes_with_its_length() {
    let received = recorded("POST", SdkBody::from("hello")).await;
    assert_eq!(received.line(), "POST /path?query=1 HTTP/1.1");
    assert_eq!(received.header("content-length"), Some("5"));
    assert_eq!(received.header("transfer-encoding"), None);
    assert!(received.header("host").unwrap().starts_with("127.0.0.1:"));
    assert_eq!(received.body, b"hello");
}

#[tokio::test]
async fn body_of_unknown_length_goes_in_chunks() {
    let body = SdkBody::from_body_1_x(Frames::new([Ok("hel"), Ok("lo")]));
    let received = recorded("POST", body).await;
    assert_eq!(received.header("content-length"), None);
    assert_eq!(received.header("transfer-encoding"), Some("chunked"));
    assert_eq!(received.body, b"hello");
}

#[tokio::test]
async fn request_without_a_body_has_no_framing() {
    for method in ["GET", "HEAD", "DELETE"] {
        let received = recorded(method, SdkBody::empty()).await;
        assert_eq!(received.header("content-length"), None, "{method}");
        assert_eq!(received.header("transfer-encoding"), None, "{method}");
    }
}

#[tokio::test]
async fn request_that_could_have_a_body_says_that_it_has_none() {
    for method in ["PATCH", "POST", "PUT"] {
        for body in [SdkBody::empty(), SdkBody::from("")] {
            let received = recorded(method, body).await;
            assert_eq!(received.header("content-length"), Some("0"), "{method}");
            assert_eq!(received.header("transfer-encoding"), None, "{method}");
        }
    }
}

#[tokio::test]
async fn large_upload_arrives_whole() {
    let body = vec![7; 8 << 20];
    let received = recorded("PUT", SdkBody::from(body.clone())).await;
    assert_eq!(received.header("content-length"), Some("8388608"));
    assert!(received.body == body);
}

#[tokio::test]
async fn chunked_response_is_put_together() {
    let answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    let server = serve_always(answer).await;
    let connector = connector(&builder().build());
    for _ in 0..2 {
        assert_eq!(fetch(&connector, get(&server.url("/"))).await.body, b"hello");
    }
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn response_streams() {
    const HALF: usize = 50_000;
    let (go_on, wait) = oneshot::channel::<()>();
    let wait = std::sync::Mutex::new(Some(wait));
    let server = serve(move |mut peer, _| {
        let wait = wait.lock().unwrap().take().unwrap();
        async move {
            peer.request().await;
            let length = 2 * HALF;
            peer.write(format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n")).await;
            peer.write(vec![b'a'; HALF]).await;
            // Only if the client has the first half before the second is written does this get on.
            wait.await.unwrap();
            peer.write(vec![b'b'; HALF]).await;
        }
    })
    .await;
    let response = connector(&builder().build()).call(get(&server.url("/"))).await.unwrap();
    let mut body = response.into_body();
    let mut read = Vec::new();
    while read.len() < HALF {
        read.extend_from_slice(&body.frame().await.unwrap().unwrap().into_data().unwrap());
    }
    go_on.send(()).unwrap();
    read.extend_from_slice(&body.collect().await.unwrap().to_bytes());
    assert!(read == [vec![b'a'; HALF], vec![b'b'; HALF]].concat());
}

#[tokio::test]
async fn truncated_response_is_an_error_of_the_body() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        peer.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello").await;
    })
    .await;
    let response = connector(&builder().build()).call(get(&server.url("/"))).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let error = response.into_body().collect().await.expect_err("half a body");
    assert!(
        chain(&*error).contains("before message completed") || chain(&*error).contains("end of file"),
        "{}",
        chain(&*error)
    );
}

/// A body that does not know how long it is, and may fail on its way.
pub(crate) struct Frames(VecDeque<Result<&'static str, &'static str>>);

impl Frames {
    pub(crate) fn new<const N: usize>(frames: [Result<&'static str, &'static str>; N]) -> Self {
        Self(frames.into())
    }
}

impl Body for Frames {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = self.0.pop_front();
        Poll::Ready(frame.map(|frame| match frame {
            Ok(data) => Ok(Frame::data(Bytes::from_static(data.as_bytes()))),
            Err(error) => Err(error.into()),
        }))
    }
}
