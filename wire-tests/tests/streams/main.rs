//! Streams of bytes over real sockets: they go as they come, in both directions, and end as they should.

mod downloads;
mod generated;
mod service;
mod uploads;

use std::time::Duration;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::retry::RetryConfig;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith_wire_tests::raw::RawServer;

use crate::service::{FilesError, client, settings};

/// The result of a call.
type Outcome<T> = Result<T, SdkError<FilesError, HttpResponse>>;

/// The settings of most tests: retries do not dawdle.
fn quick(server: &RawServer) -> Settings {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    Settings { retry_config: Some(retries), ..settings(server.url()) }
}

fn client_of(server: &RawServer) -> Core {
    client(quick(server))
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
