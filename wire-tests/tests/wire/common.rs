//! The client under test, with everything that changes from run to run held still.

use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use tinsmith_codedeploy::config::retry::RetryConfig;
use tinsmith_codedeploy::config::{Builder, Credentials, Region};
use tinsmith_codedeploy::error::SdkError;
use tinsmith_codedeploy::operation::put_lifecycle_event_hook_execution_status::{
    PutLifecycleEventHookExecutionStatusError, PutLifecycleEventHookExecutionStatusOutput,
};
use tinsmith_codedeploy::types::LifecycleEventStatus;
use tinsmith_codedeploy::{Client, Config};
use tinsmith_wire_tests::server::{Reply, Server};

pub(crate) const KEY: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What the call of most tests comes to.
pub(crate) type Put =
    Result<PutLifecycleEventHookExecutionStatusOutput, SdkError<PutLifecycleEventHookExecutionStatusError>>;

/// A configuration for `server`, whose retries do not dawdle.
pub(crate) fn config(server: &Server) -> Builder {
    Config::builder()
        .region(Region::new("eu-central-1"))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::new(KEY, SECRET, None, None, "test"))
        .http_client(http_client())
        .retry_config(retries())
}

pub(crate) fn client(server: &Server) -> Client {
    Client::from_conf(config(server).build())
}

/// A transport that the environment has no say in.
pub(crate) fn http_client() -> SharedHttpClient {
    tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build()
}

pub(crate) fn retries() -> RetryConfig {
    RetryConfig::standard().with_initial_backoff(Duration::from_millis(1))
}

/// The call of most tests: it reports that a validation went well.
pub(crate) async fn put(client: &Client) -> Put {
    client
        .put_lifecycle_event_hook_execution_status()
        .deployment_id("d-A1B2C3D4E")
        .lifecycle_event_hook_execution_id("hook-1")
        .status(LifecycleEventStatus::Succeeded)
        .send()
        .await
}

/// The response to it.
pub(crate) fn done() -> Reply {
    Reply::output(r#"{"lifecycleEventHookExecutionId":"hook-1"}"#)
}

/// 2025-06-01T12:34:56Z.
pub(crate) fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_748_781_296)
}

/// Waits long enough for a request to arrive that should not.
pub(crate) async fn settle() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

/// An error with all its causes.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// A file of the shared folder next to the repository; none where it is not there and need not be.
pub(crate) fn shared(path: &str) -> Option<String> {
    let full = format!("{}/../../shared/{path}", env!("CARGO_MANIFEST_DIR"));
    match std::fs::read_to_string(&full) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("TINSMITH_REQUIRE_SHARED").is_some() => panic!("{full}: {error}"),
        Err(error) => {
            println!("skipped, for want of {full}: {error}");
            None
        }
    }
}
