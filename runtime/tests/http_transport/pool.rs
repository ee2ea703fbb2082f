//! When a connection is used again, and when it is not.

use std::time::Duration;

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::HttpClient;
use aws_smithy_runtime_api::client::http::telemetry::CaptureHttpAttemptTelemetry;
use aws_smithy_types::retry::ErrorKind;
use tokio::sync::mpsc;

use crate::server::{OK, serve, serve_always};
use crate::{builder, connector, connector_with_timeouts, fetch, fetch_error, get};

#[tokio::test]
async fn second_request_takes_the_connection_of_the_first() {
    let server = serve_always(OK).await;
    let connector = connector(&builder().build());
    for _ in 0..2 {
        assert_eq!(fetch(&connector, get(&server.url("/"))).await.status, 200);
    }
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn connectors_with_the_same_timeouts_share_a_pool() {
    let server = serve_always(OK).await;
    let client = builder().build();
    for _ in 0..2 {
        fetch(&connector(&client), get(&server.url("/"))).await;
    }
    assert_eq!(server.accepted(), 1);
    let patient = connector_with_timeouts(&client, None, Some(Duration::from_secs(60)));
    fetch(&patient, get(&server.url("/"))).await;
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn clients_share_nothing() {
    let server = serve_always(OK).await;
    for _ in 0..2 {
        fetch(&connector(&builder().build()), get(&server.url("/"))).await;
    }
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn connection_that_the_server_closed_meanwhile_is_replaced() {
    let (closed, mut wait_for_close) = mpsc::channel(2);
    let server = serve(move |mut peer, _| {
        let closed = closed.clone();
        async move {
            peer.request().await.unwrap();
            peer.write(OK).await;
            drop(peer);
            closed.send(()).await.unwrap();
        }
    })
    .await;
    let connector = connector(&builder().build());
    for _ in 0..2 {
        assert_eq!(fetch(&connector, get(&server.url("/"))).await.status, 200);
        wait_for_close.recv().await;
    }
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn request_that_was_sent_is_not_sent_again() {
    let (received, mut requests) = mpsc::unbounded_channel();
    let server = serve(move |mut peer, _| {
        let received = received.clone();
        async move {
            peer.request().await.unwrap();
            received.send(()).unwrap();
            peer.write(OK).await;
            peer.request().await.unwrap();
            received.send(()).unwrap();
            // Closes the connection without an answer.
        }
    })
    .await;
    let connector = connector(&builder().build());
    fetch(&connector, get(&server.url("/"))).await;
    let error = fetch_error(&connector, get(&server.url("/"))).await;
    assert_eq!(error.as_other(), Some(ErrorKind::TransientError), "{error:?}");
    assert_eq!(requests.len(), 2);
    assert_eq!(server.accepted(), 1);
    requests.close();
}

#[tokio::test]
async fn poisoned_connection_is_not_used_again() {
    let server = serve_always(OK).await;
    let connector = connector(&builder().build());
    let captured = CaptureSmithyConnection::new();
    let mut request = get(&server.url("/"));
    request.add_extension(captured.clone());
    assert!(captured.get().is_none());
    fetch(&connector, request).await;
    let connection = captured.get().unwrap();
    assert_eq!(connection.remote_addr(), Some(server.address()));
    assert!(connection.local_addr().is_some());
    assert!(format!("{connection:?}").contains("is_proxied: false"));
    connection.poison();
    fetch(&connector, get(&server.url("/"))).await;
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn captured_connection_that_is_not_poisoned_is_used_again() {
    let server = serve_always(OK).await;
    let connector = connector(&builder().build());
    for _ in 0..2 {
        let mut request = get(&server.url("/"));
        request.add_extension(CaptureSmithyConnection::new());
        fetch(&connector, request).await;
    }
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn idle_connection_is_closed_in_the_end() {
    let server = serve_always(OK).await;
    let connector = connector(&builder().pool_idle_timeout(Duration::from_millis(20)).build());
    fetch(&connector, get(&server.url("/"))).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    fetch(&connector, get(&server.url("/"))).await;
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn without_idle_connections_each_request_opens_one() {
    let server = serve_always(OK).await;
    let connector = connector(&builder().pool_max_idle_per_host(0).build());
    for _ in 0..2 {
        fetch(&connector, get(&server.url("/"))).await;
    }
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn caller_who_asks_learns_how_long_the_exchange_took() {
    let server = serve_always(OK).await;
    let telemetry = CaptureHttpAttemptTelemetry::new();
    let mut request = get(&server.url("/"));
    request.add_extension(telemetry.clone());
    fetch(&connector(&builder().build()), request).await;
    assert!(telemetry.get().connector_call_duration().is_some());
}

#[test]
fn user_agent_names_the_transport_as_the_official_one_does() {
    let metadata = builder().build().connector_metadata().unwrap();
    assert_eq!(metadata.to_string(), "http#hyper-1.x");
}
