//! What the connect timeout and the read timeout cover.

use std::net::SocketAddr;
use std::time::Duration;

use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use tokio::net::{TcpSocket, TcpStream};

use crate::server::{OK, serve, serve_always};
use crate::{builder, chain, connector_with_timeouts, fetch, fetch_error, get};

const SOON: Option<Duration> = Some(Duration::from_millis(100));
const LATE: Option<Duration> = Some(Duration::from_secs(60));

#[tokio::test]
async fn read_timeout_fires_when_no_response_begins() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        std::future::pending().await
    })
    .await;
    let connector = connector_with_timeouts(&builder().build(), LATE, SOON);
    let error = fetch_error(&connector, get(&server.url("/"))).await;
    assert!(error.is_timeout(), "{error:?}");
    assert!(chain(&error).contains("HTTP read timeout: no response after 100ms"), "{}", chain(&error));
}

#[tokio::test]
async fn read_timeout_fires_when_the_head_is_not_finished() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        peer.write("HTTP/1.1 200 OK\r\ncontent-le").await;
        std::future::pending().await
    })
    .await;
    let connector = connector_with_timeouts(&builder().build(), LATE, SOON);
    let error = fetch_error(&connector, get(&server.url("/"))).await;
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn read_timeout_does_not_cover_the_body() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        peer.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        peer.write("k").await;
    })
    .await;
    let connector = connector_with_timeouts(&builder().build(), LATE, SOON);
    let fetched = fetch(&connector, get(&server.url("/"))).await;
    assert_eq!(fetched.body, b"ok");
}

#[tokio::test]
async fn read_timeout_covers_the_opening_of_a_connection() {
    let client = builder().dns_resolver(NeverResolves).build();
    let connector = connector_with_timeouts(&client, None, SOON);
    let error = fetch_error(&connector, get("http://name.invalid/")).await;
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn connect_timeout_covers_the_lookup_of_the_name() {
    let client = builder().dns_resolver(NeverResolves).build();
    let connector = connector_with_timeouts(&client, SOON, None);
    let error = fetch_error(&connector, get("http://name.invalid/")).await;
    assert!(error.is_timeout(), "{error:?}");
    assert!(chain(&error).contains("HTTP connect timeout: no connection after 100ms"), "{}", chain(&error));
}

/// A listener that accepts nothing, with a queue that is full, leaves connections hanging. Linux does; others refuse.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn connect_timeout_covers_tcp() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let _queue = fill_queue(address).await;
    let connector = connector_with_timeouts(&builder().build(), SOON, None);
    let error = fetch_error(&connector, get(&format!("http://{address}/"))).await;
    assert!(error.is_timeout(), "{error:?}");
}

#[cfg(target_os = "linux")]
async fn fill_queue(address: SocketAddr) -> Vec<TcpStream> {
    let mut queue = Vec::new();
    let patience = Duration::from_millis(200);
    while let Ok(stream) = tokio::time::timeout(patience, TcpStream::connect(address)).await {
        queue.push(stream.unwrap());
    }
    queue
}

#[tokio::test]
async fn connect_timeout_does_not_cover_the_response() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        peer.write(OK).await;
    })
    .await;
    let connector = connector_with_timeouts(&builder().build(), SOON, None);
    assert_eq!(fetch(&connector, get(&server.url("/"))).await.status, 200);
}

#[tokio::test]
async fn timeouts_that_are_not_reached_change_nothing() {
    let server = serve_always(OK).await;
    let connector = connector_with_timeouts(&builder().build(), LATE, LATE);
    assert_eq!(fetch(&connector, get(&server.url("/"))).await.body, b"ok");
}

#[derive(Debug)]
struct NeverResolves;

impl ResolveDns for NeverResolves {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        DnsFuture::new(std::future::pending())
    }
}
