//! The four timeouts: which one fires, as which error, after how many requests, and that none follows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns};
use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::config::retry::RetryConfig;
use tinsmith_codedeploy::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use tinsmith_codedeploy::error::SdkError;
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{Put, chain, config, done, put};

const SHORT: Duration = Duration::from_millis(100);

/// A name server that never answers.
#[derive(Clone, Debug, Default)]
struct Silent(Arc<AtomicUsize>);

impl ResolveDns for Silent {
    fn resolve_dns<'a>(&'a self, _: &'a str) -> DnsFuture<'a> {
        self.0.fetch_add(1, Ordering::SeqCst);
        DnsFuture::new(std::future::pending())
    }
}

fn timeouts() -> TimeoutConfigBuilder {
    TimeoutConfig::builder()
}

fn with(server: &Server, timeouts: TimeoutConfigBuilder) -> Client {
    Client::from_conf(config(server).timeout_config(timeouts.build()).build())
}

/// The call's result, once it is certain that no request follows.
async fn put_and_wait(client: &Client) -> (Put, Duration) {
    let start = Instant::now();
    let result = put(client).await;
    let elapsed = start.elapsed();
    tokio::time::sleep(3 * SHORT).await;
    (result, elapsed)
}

#[track_caller]
fn is_dispatch_timeout(result: Put, text: &str) {
    let error = result.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    assert!(chain(&error).contains(text), "{}", chain(&error));
}

#[track_caller]
fn is_timeout(result: Put, text: &str) {
    let error = result.unwrap_err();
    assert!(matches!(&error, SdkError::TimeoutError(_)), "{error:?}");
    assert!(chain(&error).contains(text), "{}", chain(&error));
}

#[tokio::test]
async fn connecting_takes_too_long() {
    let server = Server::always(done()).await;
    let silent = Silent::default();
    let http = tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).dns_resolver(silent.clone());
    let config = config(&server)
        .http_client(http.build())
        .endpoint_url("http://nowhere.test")
        .timeout_config(timeouts().connect_timeout(SHORT).build());
    let (result, elapsed) = put_and_wait(&Client::from_conf(config.build())).await;
    is_dispatch_timeout(result, "HTTP connect timeout: no connection after 100ms");
    assert!(elapsed >= 3 * SHORT, "{elapsed:?}");
    assert_eq!(silent.0.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn reading_takes_too_long() {
    let server = Server::always(Reply::silence()).await;
    let (result, elapsed) = put_and_wait(&with(&server, timeouts().read_timeout(SHORT))).await;
    is_dispatch_timeout(result, "HTTP read timeout: no response after 100ms");
    assert!(elapsed >= 3 * SHORT, "{elapsed:?}");
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

#[tokio::test]
async fn a_read_timeout_is_tried_again() {
    let server = Server::playing([Reply::silence(), done().after(3 * SHORT), done()]).await;
    let (result, _) = put_and_wait(&with(&server, timeouts().read_timeout(SHORT))).await;
    result.unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_attempt_takes_too_long() {
    let server = Server::always(Reply::silence()).await;
    let (result, elapsed) = put_and_wait(&with(&server, timeouts().operation_attempt_timeout(SHORT))).await;
    is_timeout(result, "an attempt took longer than 100ms");
    assert!(elapsed >= 3 * SHORT, "{elapsed:?}");
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

/// The timeout of an attempt covers the body, that of reading does not.
#[tokio::test]
async fn a_body_that_does_not_come() {
    let server = Server::playing([done().cut(3, Reply::silence()), done()]).await;
    let (result, _) = put_and_wait(&with(&server, timeouts().operation_attempt_timeout(SHORT))).await;
    result.unwrap();
    assert_eq!(server.requests().len(), 2);

    let server = Server::always(done().cut(3, Reply::raw(r#"1"}"#).after(2 * SHORT))).await;
    let (result, elapsed) = put_and_wait(&with(&server, timeouts().read_timeout(SHORT))).await;
    assert!(result.is_ok() && elapsed > SHORT, "{result:?} after {elapsed:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_call_takes_too_long() {
    let server = Server::always(Reply::silence()).await;
    let (result, elapsed) = put_and_wait(&with(&server, timeouts().operation_timeout(SHORT))).await;
    is_timeout(result, "the operation, all attempts together, took longer than 100ms");
    assert!(elapsed < 3 * SHORT, "{elapsed:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_call_ends_between_attempts() {
    let server = Server::always(Reply::new(503, &[("retry-after", "5")], "")).await;
    let (result, elapsed) = put_and_wait(&with(&server, timeouts().operation_timeout(SHORT))).await;
    is_timeout(result, "the operation, all attempts together, took longer than 100ms");
    assert!(elapsed < Duration::from_secs(4), "{elapsed:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_timeout_of_a_call_goes_over_that_of_its_attempts() {
    let server = Server::always(Reply::silence()).await;
    let both = timeouts().operation_attempt_timeout(SHORT).operation_timeout(SHORT + SHORT / 2);
    let (result, _) = put_and_wait(&with(&server, both)).await;
    is_timeout(result, "the operation");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_timeout_with_retries_disabled_sends_one_request() {
    let all: [fn(TimeoutConfigBuilder) -> TimeoutConfigBuilder; 3] = [
        |timeouts| timeouts.read_timeout(SHORT),
        |timeouts| timeouts.operation_attempt_timeout(SHORT),
        |timeouts| timeouts.operation_timeout(SHORT),
    ];
    for set in all {
        let server = Server::always(Reply::silence()).await;
        let config = config(&server).retry_config(RetryConfig::disabled()).timeout_config(set(timeouts()).build());
        put_and_wait(&Client::from_conf(config.build())).await.0.unwrap_err();
        assert_eq!(server.requests().len(), 1);
    }
}

/// A client that is slow, but not too slow.
#[tokio::test]
async fn timeouts_that_are_long_enough_do_nothing() {
    let server = Server::always(done().after(SHORT)).await;
    let long = Duration::from_secs(20);
    let all =
        timeouts().connect_timeout(long).read_timeout(long).operation_attempt_timeout(long).operation_timeout(long);
    put_and_wait(&with(&server, all)).await.0.unwrap();
    assert_eq!(server.requests().len(), 1);
}

/// A call that its caller gives up sends nothing more.
#[tokio::test]
async fn a_call_that_is_dropped_stops() {
    let server = Server::always(Reply::error(500, "InternalFailure", "again").after(SHORT)).await;
    let client = with(&server, timeouts());
    tokio::time::timeout(SHORT / 2, put(&client)).await.unwrap_err();
    tokio::time::sleep(3 * SHORT).await;
    assert_eq!(server.requests().len(), 1);
}
