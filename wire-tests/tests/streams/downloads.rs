//! Responses whose body is a stream.

use std::time::Duration;

use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use tinsmith::config::Settings;
use tinsmith::types::ProvideErrorMetadata;
use tinsmith_wire_tests::raw::RawServer;
use tokio::sync::mpsc;

use crate::service::{AnyError, Download, DownloadInput, DownloadOutput, client};
use crate::{Outcome, chain, client_of, quick};

async fn download(server: &RawServer) -> Outcome<DownloadOutput> {
    client_of(server).send::<Download>(DownloadInput).await
}

/// A server that answers each request with `answer` and then keeps the connection as it is.
async fn answering(answer: &'static str) -> RawServer {
    RawServer::talking(move |mut peer| async move {
        loop {
            peer.head().await?;
            peer.write(answer).await?;
        }
    })
    .await
}

#[tokio::test]
async fn the_output_is_there_before_its_bytes() {
    let (go_on, wait) = mpsc::unbounded_channel::<&str>();
    let wait = std::sync::Arc::new(tokio::sync::Mutex::new(wait));
    let server = RawServer::talking(move |mut peer| {
        let wait = wait.clone();
        async move {
            peer.head().await?;
            peer.write("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n").await?;
            while let Some(word) = wait.lock().await.recv().await {
                peer.write(format!("{:x}\r\n{word}\r\n", word.len())).await?;
            }
            peer.write("0\r\n\r\n").await
        }
    })
    .await;
    let mut output = download(&server).await.unwrap();
    assert_eq!(output.kind.as_deref(), Some("text/plain"));
    for word in ["one", "two", "three"] {
        go_on.send(word).unwrap();
        assert_eq!(output.body.next().await.unwrap().unwrap(), word);
    }
    drop(go_on);
    assert!(output.body.next().await.is_none());
}

#[tokio::test]
async fn the_length_of_a_download_is_known_as_far_as_it_is_told() {
    let server = answering("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbytes").await;
    let output = download(&server).await.unwrap();
    assert_eq!(output.body.size_hint(), (5, Some(5)));
    assert_eq!(output.body.collect().await.unwrap().to_vec(), b"bytes");
    let server = answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(download(&server).await.unwrap().body.collect().await.unwrap().to_vec(), b"");
}

#[tokio::test]
async fn an_error_is_read_whole() {
    let server =
        answering("HTTP/1.1 404 No\r\nx-amzn-errortype: NoSuchFile\r\ncontent-length: 16\r\n\r\n{\"message\":\"no\"}")
            .await;
    let error = download(&server).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("NoSuchFile"), Some("no")));
    assert_eq!(error.raw_response().unwrap().body().bytes().unwrap().len(), 16);
    assert_eq!(AnyError::from(error).code(), Some("NoSuchFile"));
}

#[tokio::test]
async fn an_error_without_end_is_read_in_part() {
    let server = RawServer::talking(|mut peer| async move {
        peer.head().await?;
        peer.write("HTTP/1.1 404 No\r\nx-amzn-errortype: Babble\r\ntransfer-encoding: chunked\r\n\r\n").await?;
        let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
        loop {
            peer.write(&chunk).await?;
        }
    })
    .await;
    let error = download(&server).await.unwrap_err();
    assert_eq!(error.code(), Some("Babble"));
    let size = error.raw_response().unwrap().body().bytes().unwrap().len();
    assert!((16 << 20..17 << 20).contains(&size), "{size}");
}

#[tokio::test]
async fn an_output_that_is_dropped_closes_its_connection() {
    let (send, mut closed) = mpsc::unbounded_channel();
    let server = RawServer::talking(move |mut peer| {
        let send = send.clone();
        async move {
            peer.head().await?;
            peer.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbytes").await?;
            peer.closed().await;
            send.send(()).unwrap();
            Ok(())
        }
    })
    .await;
    let mut output = download(&server).await.unwrap();
    assert_eq!(output.body.next().await.unwrap().unwrap(), "bytes");
    closed.try_recv().unwrap_err();
    drop(output);
    closed.recv().await.unwrap();
}

#[tokio::test]
async fn a_connection_whose_stream_was_read_is_used_again() {
    let (send, mut connections) = mpsc::unbounded_channel();
    let server = RawServer::talking(move |mut peer| {
        let send = send.clone();
        async move {
            loop {
                send.send(peer.head().await?.connection).unwrap();
                peer.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nbytes").await?;
            }
        }
    })
    .await;
    let client = client_of(&server);
    for _ in 0..3 {
        let output = client.send::<Download>(DownloadInput).await.unwrap();
        output.body.collect().await.unwrap();
        assert_eq!(connections.recv().await, Some(1));
    }
}

#[tokio::test]
async fn a_download_that_is_cut_off_is_an_error_of_the_stream() {
    let server = RawServer::talking(|mut peer| async move {
        peer.head().await?;
        peer.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbytes").await
    })
    .await;
    let mut output = download(&server).await.unwrap();
    assert_eq!(output.body.next().await.unwrap().unwrap(), "bytes");
    let error = output.body.next().await.unwrap().unwrap_err();
    assert!(chain(&error).contains("end of file before message length reached"), "{}", chain(&error));
}

#[tokio::test]
async fn a_download_that_stalls_is_given_up_as_configured() {
    let server = answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbytes").await;
    let protection = StalledStreamProtectionConfig::enabled().grace_period(Duration::ZERO).build();
    let protected = Settings { stalled_stream_protection: Some(protection), ..quick(&server) };
    let mut output = client(protected).send::<Download>(DownloadInput).await.unwrap();
    output.body.next().await.unwrap().unwrap();
    let error = output.body.next().await.unwrap().unwrap_err();
    assert!(chain(&error).contains("the download stalled: not a byte in 1s"), "{}", chain(&error));

    let unprotected =
        Settings { stalled_stream_protection: Some(StalledStreamProtectionConfig::disabled()), ..quick(&server) };
    let mut output = client(unprotected).send::<Download>(DownloadInput).await.unwrap();
    output.body.next().await.unwrap().unwrap();
    tokio::time::timeout(Duration::from_secs(2), output.body.next()).await.unwrap_err();
}
