//! Stalled-stream protection: a body that makes no progress for longer than the configured time is given up.
//!
//! Progress is at least a byte in the configured time and a second, by the official clients' measure. Time
//! in which the user does not read, or has nothing to send, does not count.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// What guards the bodies of a client.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    config: StalledStreamProtectionConfig,
    sleep: SharedAsyncSleep,
}

impl Guard {
    pub(crate) fn new(config: Option<StalledStreamProtectionConfig>, sleep: SharedAsyncSleep) -> Self {
        Self { config: config.unwrap_or_else(|| StalledStreamProtectionConfig::enabled().build()), sleep }
    }

    /// The body of a response, guarded. One that is in memory cannot stall.
    pub(crate) fn download(&self, body: SdkBody) -> SdkBody {
        if !self.config.download_enabled() || body.bytes().is_some() {
            return body;
        }
        SdkBody::from_body_1_x(Download { body, watch: self.watch() })
    }

    /// Sends `request`, its body guarded.
    pub(crate) async fn upload(
        &self,
        connector: &SharedHttpConnector,
        mut request: HttpRequest,
    ) -> Result<HttpResponse, ConnectorError> {
        if !self.config.upload_enabled() || request.body().bytes().is_some() {
            return connector.call(request).await;
        }
        let turn = Arc::new(AtomicU8::new(OURS));
        let body = request.take_body();
        let left = body.content_length();
        *request.body_mut() = SdkBody::from_body_1_x(Upload { body, left, turn: Arc::clone(&turn) });
        let mut exchange = connector.call(request);
        let mut watch = self.watch();
        poll_fn(|context| match Pin::new(&mut exchange).poll(context) {
            Poll::Pending if watch.is_over(context, || is_owed(&turn)) => {
                Poll::Ready(Err(ConnectorError::timeout(watch.stalled("upload").into())))
            }
            outcome => outcome,
        })
        .await
    }

    fn watch(&self) -> Watch {
        let limit = self.config.grace_period().saturating_add(Duration::from_secs(1));
        Watch { sleep: self.sleep.clone(), limit, timer: None, idle: 0 }
    }
}

/// Counts spans of time in which nothing moved.
struct Watch {
    sleep: SharedAsyncSleep,
    limit: Duration,
    timer: Option<Sleep>,
    idle: u32,
}

impl Watch {
    /// How many spans the limit has: by one of them may a stall last longer.
    const SPANS: u32 = 4;

    /// Whether the time is over. If not, `context` is woken when the answer may be another one. `is_idle`
    /// says at the end of a span whether it counts.
    fn is_over(&mut self, context: &mut Context<'_>, is_idle: impl Fn() -> bool) -> bool {
        loop {
            let timer = self.timer.get_or_insert_with(|| self.sleep.sleep(self.limit / Self::SPANS));
            if Pin::new(timer).poll(context).is_pending() {
                return false;
            }
            self.timer = None;
            self.idle = if is_idle() { self.idle + 1 } else { 0 };
            if self.idle > Self::SPANS {
                return true;
            }
        }
    }

    fn stalled(&self, what: &'static str) -> Stalled {
        Stalled { what, limit: self.limit }
    }
}

/// The body of a response.
struct Download {
    body: SdkBody,
    watch: Watch,
}

impl Body for Download {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            this.watch.idle = 0;
            return Poll::Ready(frame);
        }
        if !this.watch.is_over(context, || true) {
            return Poll::Pending;
        }
        // Nothing more is wanted of the connection.
        this.body = SdkBody::taken();
        Poll::Ready(Some(Err(this.watch.stalled("download").into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}

/// The user has to give the next bytes, or has given all.
const OURS: u8 = 0;
/// Bytes have been given since the last look.
const GIVEN: u8 = 1;
/// The connection has to take what it was given.
const THEIRS: u8 = 2;

/// Whether nothing was taken since the last look, and it is not for the user to give more.
fn is_owed(turn: &AtomicU8) -> bool {
    match turn.compare_exchange(GIVEN, THEIRS, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(_) => false,
        Err(turn) => turn == THEIRS,
    }
}

/// The body of a request.
struct Upload {
    body: SdkBody,
    /// How many bytes are still to come, where that is known. With the last of them a connection stops asking.
    left: Option<u64>,
    turn: Arc<AtomicU8>,
}

impl Body for Upload {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let frame = Pin::new(&mut this.body).poll_frame(context);
        let given = match &frame {
            Poll::Ready(Some(Ok(frame))) => frame.data_ref().map(Bytes::len),
            Poll::Ready(Some(Err(_)) | None) | Poll::Pending => None,
        };
        this.left = this.left.map(|left| left.saturating_sub(given.unwrap_or(0) as u64));
        let is_over = this.left == Some(0) || this.body.is_end_stream();
        let turn = if given.is_some() && !is_over { GIVEN } else { OURS };
        this.turn.store(turn, Ordering::Relaxed);
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}

/// Nothing moved for too long.
#[derive(Debug)]
struct Stalled {
    what: &'static str,
    limit: Duration,
}

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} stalled: not a byte in {:?}", self.what, self.limit)
    }
}

impl std::error::Error for Stalled {}

#[cfg(test)]
mod tests {
    use aws_smithy_async::rt::sleep::TokioSleep;
    use aws_smithy_runtime_api::client::http::HttpConnectorFuture;
    use http_body_util::BodyExt;
    use tokio::sync::mpsc;
    use tokio::time::{Instant, sleep};

    use super::*;

    fn guard() -> Guard {
        let config = StalledStreamProtectionConfig::enabled().grace_period(Duration::from_secs(19)).build();
        Guard::new(Some(config), SharedAsyncSleep::new(TokioSleep::new()))
    }

    /// A body that gives what its channel does.
    struct Fed(mpsc::UnboundedReceiver<&'static str>);

    impl Body for Fed {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            self.0.poll_recv(context).map(|data| data.map(|data| Ok(Frame::data(Bytes::from_static(data.as_bytes())))))
        }
    }

    fn fed() -> (mpsc::UnboundedSender<&'static str>, SdkBody) {
        let (feed, body) = mpsc::unbounded_channel();
        (feed, SdkBody::from_body_1_x(Fed(body)))
    }

    async fn next(body: &mut SdkBody) -> Option<String> {
        match body.frame().await? {
            Ok(frame) => Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()),
            Err(error) => Some(format!("error: {error}")),
        }
    }

    const STALLED: &str = "error: the download stalled: not a byte in 20s";

    #[tokio::test(start_paused = true)]
    async fn a_download_that_is_waited_for_too_long_is_given_up() {
        let (feed, body) = fed();
        let mut body = guard().download(body);
        feed.send("a").unwrap();
        assert_eq!(next(&mut body).await.unwrap(), "a");
        let start = Instant::now();
        assert_eq!(next(&mut body).await.unwrap(), STALLED);
        assert!((20..=25).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
        assert!(next(&mut body).await.unwrap().starts_with("error"), "no clean end");
        assert!(feed.is_closed(), "the connection is let go");
    }

    #[tokio::test(start_paused = true)]
    async fn slow_readers_and_slow_downloads_are_none_of_its_business() {
        let (feed, body) = fed();
        let mut body = guard().download(body);
        for _ in 0..5 {
            feed.send("a").unwrap();
            sleep(Duration::from_secs(100)).await;
            assert_eq!(next(&mut body).await.unwrap(), "a");
            tokio::spawn({
                let feed = feed.clone();
                async move {
                    sleep(Duration::from_secs(15)).await;
                    feed.send("b").unwrap();
                }
            });
            assert_eq!(next(&mut body).await.unwrap(), "b");
        }
        drop(feed);
        assert_eq!(next(&mut body).await, None);
    }

    /// Takes so many frames of a request's body and then nothing more, or answers after the last.
    #[derive(Debug)]
    struct Taking(usize);

    impl HttpConnector for Taking {
        fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
            let mut wanted = self.0;
            HttpConnectorFuture::new(async move {
                while wanted > 0 && request.body_mut().frame().await.is_some() {
                    wanted -= 1;
                }
                if wanted == 0 {
                    std::future::pending::<()>().await;
                }
                sleep(Duration::from_secs(1000)).await;
                Ok(HttpResponse::new(200.try_into().unwrap(), SdkBody::empty()))
            })
        }
    }

    async fn upload(frames: usize, body: SdkBody) -> Result<HttpResponse, ConnectorError> {
        guard().upload(&SharedHttpConnector::new(Taking(frames)), HttpRequest::new(body)).await
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_that_is_not_taken_is_given_up() {
        let (feed, body) = fed();
        feed.send("a").unwrap();
        feed.send("b").unwrap();
        let start = Instant::now();
        let error = upload(1, body).await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(error.into_source().to_string(), "the upload stalled: not a byte in 20s");
        assert!((20..=30).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
        assert!(feed.is_closed(), "the stream is let go");
    }

    #[tokio::test(start_paused = true)]
    async fn a_user_may_take_their_time_and_a_service_may_think() {
        let (feed, body) = fed();
        tokio::spawn(async move {
            for _ in 0..3 {
                sleep(Duration::from_secs(100)).await;
                feed.send("a").unwrap();
            }
        });
        upload(usize::MAX, body).await.unwrap();
    }
}
