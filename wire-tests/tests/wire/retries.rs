//! What is tried again and what is not: every request is counted.

use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_async::test_util::{InstantSleep, instant_time_and_sleep};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::config::Builder;
use tinsmith_codedeploy::config::retry::{ClassifyRetry, RetryAction, RetryConfig};
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::error::{ProvideErrorMetadata, SdkError};
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{chain, client, config, done, put, retries, settle};

/// The numbers of the attempts, which must all belong to one call.
#[track_caller]
fn attempts(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let invocation = requests.first().and_then(|first| first.header("amz-sdk-invocation-id"));
    assert!(requests.iter().all(|request| request.header("amz-sdk-invocation-id") == invocation), "{requests:#?}");
    assert!(requests.iter().all(|request| request.body == requests[0].body), "{requests:#?}");
    requests.iter().map(|request| request.header("amz-sdk-request").unwrap_or_default().to_owned()).collect()
}

const THREE: [&str; 3] = ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"];

fn internal() -> Reply {
    Reply::error(500, "InternalFailure", "again")
}

/// A server whose failures have no body, or one that says nothing.
fn bare(status: u16) -> Reply {
    Reply::new(status, &[], "")
}

/// The failures that pass by themselves.
fn passing() -> Vec<(&'static str, Reply)> {
    let throttling = |code| Reply::error(400, code, "slower");
    vec![
        ("500", internal()),
        ("500 without a body", bare(500)),
        ("502", Reply::new(502, &[("content-type", "text/html")], "<html>Bad Gateway</html>")),
        ("503", bare(503)),
        ("504", bare(504)),
        ("429", bare(429)),
        ("429 ThrottlingException", Reply::error(429, "ThrottlingException", "slower")),
        ("400 ThrottlingException", throttling("ThrottlingException")),
        ("400 with a namespace", throttling("com.amazonaws.codedeploy#Throttling")),
        ("RequestLimitExceeded", throttling("RequestLimitExceeded")),
        ("TooManyRequestsException", throttling("TooManyRequestsException")),
        ("RequestTimeout", throttling("RequestTimeout")),
        ("a reset", Reply::reset()),
        ("an end before the response", Reply::close()),
        ("half a head and an end", Reply::raw("HTTP/1.1 200 OK\r\ncontent-le").then_close()),
        ("half a head and a reset", Reply::raw("HTTP/1.1 200 OK\r\ncontent-le").cut(0, Reply::reset())),
        ("half a body and an end", done().cut(3, Reply::close())),
        ("half a body and a reset", done().cut(3, Reply::reset())),
        (
            "half of the chunks",
            Reply::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n").then_close(),
        ),
    ]
}

#[tokio::test]
async fn failures_that_pass_are_tried_again_until_one_succeeds() {
    for (what, failure) in passing() {
        for failures in 1..=2 {
            let replies = std::iter::repeat_n(failure.clone(), failures).chain([done()]);
            let server = Server::playing(replies).await;
            let output = put(&client(&server)).await.unwrap_or_else(|error| panic!("{what}: {error:?}"));
            assert_eq!(output.lifecycle_event_hook_execution_id(), Some("hook-1"), "{what}");
            settle().await;
            assert_eq!(attempts(&server), THREE[..=failures], "{what}");
        }
    }
}

#[tokio::test]
async fn three_failures_end_a_call() {
    for (what, failure) in passing() {
        let server = Server::always(failure).await;
        let error = put(&client(&server)).await.expect_err(what);
        settle().await;
        assert_eq!(attempts(&server), THREE, "{what}: {error:?}");
    }
}

#[tokio::test]
async fn the_last_failure_is_what_the_caller_sees() {
    let server = Server::playing([Reply::reset(), bare(503), Reply::error(429, "ThrottlingException", "slower")]).await;
    let error = put(&client(&server)).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("ThrottlingException"), Some("slower")));

    let server = Server::playing([internal(), internal(), Reply::reset()]).await;
    let error = put(&client(&server)).await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");

    let server = Server::playing([internal(), internal(), done().cut(3, Reply::close())]).await;
    let error = put(&client(&server)).await.unwrap_err();
    assert!(matches!(&error, SdkError::ResponseError(_)), "{error:?}");
}

/// What the service has refused, or has accepted with a response that nobody can read, is not sent twice.
#[tokio::test]
async fn everything_else_is_sent_once() {
    let cases = [
        ("a modeled error", Reply::error(400, "DeploymentDoesNotExistException", "no")),
        ("an unknown error", Reply::error(400, "NewException", "no")),
        ("400", bare(400)),
        ("403", Reply::error(403, "AccessDeniedException", "no")),
        ("404", bare(404)),
        ("409", bare(409)),
        ("413", bare(413)),
        ("501", bare(501)),
        ("301", Reply::new(301, &[("location", "http://127.0.0.1:1/")], "")),
        ("success that is not JSON", Reply::output("<html>")),
        ("success of the wrong type", Reply::output(r#"{"lifecycleEventHookExecutionId":5}"#)),
        ("success that ends early", Reply::output(r#"{"lifecycleEventHookExecutionId":"hook"#)),
        ("success that is not text", Reply::output(b"{\"lifecycleEventHookExecutionId\":\"\xff\"}")),
        ("not HTTP at all", Reply::raw("I am not a web server\r\n\r\n").then_close()),
    ];
    for (what, reply) in cases {
        let server = Server::always(reply).await;
        let error = put(&client(&server)).await.expect_err(what);
        settle().await;
        assert_eq!(server.requests().len(), 1, "{what}: {error:?}");
    }
}

#[tokio::test]
async fn success_is_sent_once() {
    let server = Server::always(done()).await;
    put(&client(&server)).await.unwrap();
    settle().await;
    assert_eq!(attempts(&server), THREE[..1]);
}

/// A pooled connection that the server has closed meanwhile serves no request, and costs none.
#[tokio::test]
async fn a_connection_that_closed_while_idle_costs_no_attempt() {
    let server = Server::always(done().then_close()).await;
    let client = Client::from_conf(config(&server).retry_config(RetryConfig::disabled()).build());
    for _ in 0..5 {
        put(&client).await.unwrap();
        settle().await;
    }
    assert_eq!((server.requests().len(), server.connections()), (5, 5));
}

/// After a failure that may lie in the connection, the next attempt opens another one.
#[tokio::test]
async fn a_retry_takes_a_new_connection() {
    let server = Server::playing([internal(), done(), done()]).await;
    let client = client(&server);
    put(&client).await.unwrap();
    put(&client).await.unwrap();
    let connections: Vec<usize> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [1, 2, 2]);
}

#[tokio::test]
async fn the_number_of_attempts_is_configured() {
    let cases = [
        (RetryConfig::disabled(), 1),
        (retries().with_max_attempts(1), 1),
        (retries().with_max_attempts(2), 2),
        (retries().with_max_attempts(5), 5),
        (RetryConfig::adaptive().with_initial_backoff(Duration::from_millis(1)), 3),
    ];
    for (retries, expected) in cases {
        let server = Server::always(internal()).await;
        let client = Client::from_conf(config(&server).retry_config(retries).build());
        put(&client).await.unwrap_err();
        settle().await;
        let numbers: Vec<String> = (1..=expected).map(|attempt| format!("attempt={attempt}; max={expected}")).collect();
        assert_eq!(attempts(&server), numbers);
    }
}

/// Tokens are worth 100 retries; calls that succeed earn them back, one each.
#[tokio::test]
async fn a_client_stops_retrying_when_nothing_succeeds() {
    let failing = std::iter::repeat_n(internal(), 50 * 3 + 1);
    let server = Server::playing(failing.chain(std::iter::repeat_n(done(), 5)).chain([internal(), internal()])).await;
    let client = client(&server);
    for call in 1..=50 {
        put(&client).await.unwrap_err();
        assert_eq!(server.requests().len(), 3 * call);
    }
    put(&client.clone()).await.unwrap_err();
    assert_eq!(server.requests().len(), 151);
    for _ in 0..5 {
        put(&client).await.unwrap();
    }
    assert_eq!(put(&client).await.unwrap_err().code(), Some("InternalFailure"));
    assert_eq!(server.requests().len(), 158);
}

/// Time that passes at once, and how much of it.
fn instantly(config: Builder) -> (Client, InstantSleep) {
    let (time, sleep) = instant_time_and_sleep(UNIX_EPOCH + Duration::from_secs(1_748_781_296));
    let config = config.time_source(time).sleep_impl(sleep.clone()).timeout_config(TimeoutConfig::disabled());
    (Client::from_conf(config.build()), sleep)
}

#[tokio::test]
async fn what_the_service_asks_to_wait_is_waited() {
    let later = |name, value| Reply::new(503, &[(name, value), ("date", "Sun, 01 Jun 2025 12:34:56 GMT")], "");
    let cases = [
        ("retry-after", "7", 7_000),
        ("Retry-After", "0", 0),
        ("retry-after", "Sun, 01 Jun 2025 12:35:06 GMT", 10_000),
        ("x-amz-retry-after", "1234", 1_234),
        ("retry-after", "99999999999", 20_000),
    ];
    for (name, value, milliseconds) in cases {
        let server = Server::playing([later(name, value), done()]).await;
        let (client, sleep) = instantly(config(&server).retry_config(RetryConfig::standard()));
        put(&client).await.unwrap();
        assert_eq!(sleep.logs(), [Duration::from_millis(milliseconds)], "{name}: {value}");
    }
}

#[tokio::test]
async fn a_wait_that_makes_no_sense_is_ignored() {
    for value in ["", "soon", "-1", "1.5", "Sun, 01 Jun 2025 12:34:00 GMT", "99999999999999999999999"] {
        let reply = Reply::new(503, &[("retry-after", value), ("date", "Sun, 01 Jun 2025 12:34:56 GMT")], "");
        let server = Server::playing([reply, done()]).await;
        let (client, sleep) =
            instantly(config(&server).retry_config(RetryConfig::standard().with_use_static_exponential_base(true)));
        put(&client).await.unwrap();
        assert_eq!(sleep.logs(), [Duration::from_secs(1)], "{value}");
    }
}

#[tokio::test]
async fn pauses_grow_and_vary() {
    let server = Server::always(internal()).await;
    let retries = RetryConfig::standard().with_max_attempts(8).with_max_backoff(Duration::from_secs(9));
    let fixed = retries.clone().with_use_static_exponential_base(true);
    let (client, sleep) = instantly(config(&server).retry_config(fixed));
    put(&client).await.unwrap_err();
    assert_eq!(sleep.logs(), [1, 2, 4, 8, 9, 9, 9].map(Duration::from_secs));

    let (client, sleep) = instantly(config(&server).retry_config(retries));
    put(&client).await.unwrap_err();
    let pauses = sleep.logs();
    assert!(
        pauses.iter().zip([1, 2, 4, 8, 9, 9, 9]).all(|(pause, most)| *pause <= Duration::from_secs(most)),
        "{pauses:?}"
    );
    assert!(pauses.windows(2).any(|pair| pair[0] != pair[1]), "{pauses:?}");
}

/// Retries what the code names, and forbids what the status says.
#[derive(Debug)]
struct Mine;

impl ClassifyRetry for Mine {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let status = context.response().map(|response| response.status().as_u16());
        match status {
            Some(418) => RetryAction::server_error(),
            Some(500) => RetryAction::RetryForbidden,
            _ => RetryAction::NoActionIndicated,
        }
    }

    fn name(&self) -> &'static str {
        "mine"
    }
}

#[tokio::test]
async fn a_classifier_of_the_user_has_the_last_word() {
    for (reply, expected) in [(bare(418), 3), (bare(500), 1), (bare(503), 3), (bare(400), 1)] {
        let server = Server::always(reply.clone()).await;
        put(&Client::from_conf(config(&server).retry_classifier(Mine).build())).await.unwrap_err();
        assert_eq!(server.requests().len(), expected, "{reply:?}");
    }
}

#[tokio::test]
async fn nobody_there_is_a_failure_of_the_dispatch() {
    let server = Server::always(done()).await;
    let client = client(&server);
    let address = server.address();
    drop(server);
    settle().await;
    let error = put(&client).await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
    assert!(chain(&error).contains("tcp connect error"), "{address}: {}", chain(&error));
}
