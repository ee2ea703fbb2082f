//! Requests whose body is a stream.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::retry::RetryConfig;
use tinsmith::config::Settings;
use tinsmith_wire_tests::raw::RawServer;
use tinsmith_wire_tests::server::Request;
use tinsmith_wire_tests::sigv4::verify;
use tokio::sync::mpsc;

use crate::generated::Generated;
use crate::service::{SECRET, Store, StoreInput, Upload, UploadInput, UploadOutput, client};
use crate::{Outcome, chain, client_of, quick};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n";

/// A server that gives `answers`, one a request, and shows the requests with their bodies.
async fn recorder(answers: &'static [&str]) -> (RawServer, mpsc::UnboundedReceiver<Request>) {
    let (send, requests) = mpsc::unbounded_channel();
    let next = Arc::new(AtomicUsize::new(0));
    let server = RawServer::talking(move |mut peer| {
        let (send, next) = (send.clone(), Arc::clone(&next));
        async move {
            loop {
                let mut request = peer.head().await?;
                let mut body = Vec::new();
                peer.body(&request, |piece| body.extend_from_slice(piece)).await?;
                request.body = body;
                send.send(request).unwrap();
                peer.write(answers[next.fetch_add(1, Ordering::SeqCst)]).await?;
            }
        }
    })
    .await;
    (server, requests)
}

async fn upload(server: &RawServer, body: ByteStream) -> Outcome<UploadOutput> {
    client_of(server).send::<Upload>(UploadInput { body, name: Some("a".into()) }).await
}

async fn store(server: &RawServer, body: ByteStream) -> Outcome<UploadOutput> {
    client_of(server).send::<Store>(StoreInput { body, name: Some("a".into()) }).await
}

#[tokio::test]
async fn a_stream_of_known_length_goes_with_it_and_is_not_signed() {
    let (server, mut requests) = recorder(&[OK]).await;
    upload(&server, Generated::of_known_length(200_000)).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!(request.line(), "PUT /a HTTP/1.1");
    assert_eq!(request.header("content-length"), Some("200000"));
    assert_eq!(request.header("transfer-encoding"), None);
    assert_eq!(request.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(request.body.len(), 200_000);
    verify(&request, SECRET).unwrap();
}

#[tokio::test]
async fn a_stream_of_unknown_length_goes_in_chunks() {
    let (server, mut requests) = recorder(&[OK]).await;
    upload(&server, Generated::of_unknown_length(200_000)).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!(request.header("content-length"), None);
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.body.len(), 200_000);
    verify(&request, SECRET).unwrap();
}

#[tokio::test]
async fn bytes_in_memory_are_signed_unless_the_model_says_otherwise() {
    let (server, mut requests) = recorder(&[OK, OK]).await;
    upload(&server, ByteStream::from_static(b"bytes")).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!((request.header("x-amz-content-sha256"), request.text()), (None, "bytes"));
    verify(&request, SECRET).unwrap();
    store(&server, ByteStream::from_static(b"bytes")).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!(request.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    verify(&request, SECRET).unwrap();
}

#[tokio::test]
async fn an_empty_stream_is_an_empty_body() {
    let (server, mut requests) = recorder(&[OK]).await;
    upload(&server, ByteStream::default()).await.unwrap();
    let request = requests.recv().await.unwrap();
    assert_eq!((request.header("content-length"), request.text()), (Some("0"), ""));
}

#[tokio::test]
async fn a_required_length_that_is_unknown_fails_before_anything_is_sent() {
    let (server, mut requests) = recorder(&[OK]).await;
    let error = store(&server, Generated::of_unknown_length(1)).await.unwrap_err();
    assert!(matches!(error, SdkError::ConstructionFailure(_)));
    assert!(chain(&error).contains("`body` must be a stream of a known length"), "{}", chain(&error));
    requests.try_recv().unwrap_err();
    store(&server, Generated::of_known_length(1)).await.unwrap();
}

#[tokio::test]
async fn what_can_be_sent_again_is() {
    let file = std::env::temp_dir().join(format!("tinsmith-wire-tests-{}", std::process::id()));
    std::fs::write(&file, "from a file").unwrap();
    let from_file = ByteStream::from_path(&file).await.unwrap();
    for body in [ByteStream::from_static(b"from a file"), from_file] {
        let (server, mut requests) = recorder(&[BUSY, OK]).await;
        store(&server, body).await.unwrap();
        for _ in 0..2 {
            let request = requests.recv().await.unwrap();
            assert_eq!((request.header("content-length"), request.text()), (Some("11"), "from a file"));
        }
    }
    std::fs::remove_file(&file).unwrap();
}

#[tokio::test]
async fn a_stream_is_sent_once_and_nobody_waits_to_send_it_again() {
    let (server, mut requests) = recorder(&[BUSY]).await;
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_secs(1000));
    let settings = Settings { retry_config: Some(retries), ..quick(&server) };
    let input = UploadInput { body: Generated::of_known_length(1), name: Some("a".into()) };
    let started = Instant::now();
    let error = client(settings).send::<Upload>(input).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 503);
    assert!(started.elapsed() < Duration::from_secs(1));
    requests.recv().await.unwrap();
    requests.try_recv().unwrap_err();
}

#[tokio::test]
async fn a_call_that_is_dropped_stops_its_upload() {
    let (send, mut events) = mpsc::unbounded_channel();
    let server = RawServer::talking(move |mut peer| {
        let send = send.clone();
        async move {
            let head = peer.head().await?;
            send.send("begun").unwrap();
            let cut = peer.body(&head, |_| {}).await;
            send.send(if cut.is_err() { "cut" } else { "complete" }).unwrap();
            Ok(())
        }
    })
    .await;
    let client = client_of(&server);
    let input = UploadInput { body: Generated::of_unknown_length(u64::MAX >> 1), name: Some("a".into()) };
    let call = tokio::spawn(async move { client.send::<Upload>(input).await.map(drop) });
    assert_eq!(events.recv().await, Some("begun"));
    call.abort();
    assert_eq!(events.recv().await, Some("cut"));
}

#[tokio::test]
async fn an_upload_that_the_service_does_not_take_is_given_up() {
    let server = RawServer::talking(|mut peer| async move {
        peer.head().await?;
        std::future::pending().await
    })
    .await;
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::ZERO).build();
    let settings = Settings { stalled_stream_protection: Some(protection), ..quick(&server) };
    let input = UploadInput { body: Generated::of_known_length(1 << 40), name: Some("a".into()) };
    let error = client(settings).send::<Upload>(input).await.unwrap_err();
    assert!(chain(&error).contains("the upload stalled: not a byte in 1s"), "{}", chain(&error));
}
