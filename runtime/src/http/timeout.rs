//! The two timeouts of a connector, and the error that they end in.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use aws_smithy_async::future::timeout::{TimedOutError, Timeout};
use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::HttpConnectorSettings;

/// The limits that connector settings ask for; `None` where they set none.
pub(super) struct Limits {
    /// On a new connection: name, TCP, proxy, TLS.
    pub(super) connect: Option<Limit>,
    /// On an exchange until the head of the response is there, with the opening of a connection if it takes one. The body is
    /// not covered.
    pub(super) read: Option<Limit>,
}

impl Limits {
    pub(super) fn new(settings: &HttpConnectorSettings, sleep: Option<SharedAsyncSleep>) -> Self {
        let sleep = sleep.unwrap_or_else(|| SharedAsyncSleep::new(TokioSleep::new()));
        let limit = |phase, after: Option<Duration>| after.map(|after| Limit { phase, after, sleep: sleep.clone() });
        Self {
            connect: limit(Phase::Connect, settings.connect_timeout()),
            read: limit(Phase::Read, settings.read_timeout()),
        }
    }
}

/// A span of time that a piece of work may take.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    phase: Phase,
    after: Duration,
    sleep: SharedAsyncSleep,
}

impl Limit {
    /// Runs `work`, for no longer than `limit`.
    pub(super) async fn enforce<T, E: Into<BoxError>>(
        limit: Option<Self>,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, BoxError> {
        // Behind a pointer, so that what polls it is compiled once, and not inlined in either case.
        let mut work = pin!(work);
        let Some(Self { phase, after, sleep }) = limit else {
            return work.await.map_err(Into::into);
        };
        match Timeout::new(work.as_mut(), sleep.sleep(after)).await {
            Ok(done) => done.map_err(Into::into),
            Err(TimedOutError) => Err(Elapsed { phase, after }.into()),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    Connect,
    Read,
}

/// A limit ran out. Its source is a [`TimedOutError`], by which callers of the official clients know a timeout.
#[derive(Debug)]
struct Elapsed {
    phase: Phase,
    after: Duration,
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = self.after;
        match self.phase {
            Phase::Connect => write!(f, "HTTP connect timeout: no connection after {after:?}"),
            Phase::Read => write!(f, "HTTP read timeout: no response after {after:?}"),
        }
    }
}

impl Error for Elapsed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&TimedOutError)
    }
}
