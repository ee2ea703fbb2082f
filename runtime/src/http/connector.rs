//! One exchange: a request goes out, the head of its response comes in, and the body follows as it is read.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::http::telemetry::CaptureHttpAttemptTelemetry;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http::uri::Scheme;
use http::{Extensions, HeaderValue, Method, Request, Response, header};
use hyper::body::{Body, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{CaptureConnection, HttpInfo, capture_connection};

use super::conn::Route;
use super::dial::Dialer;
use super::errors;
use super::proxy::Rules;
use super::timeout::Limit;

/// Sends requests over the connections of one pool.
pub(super) struct Connector {
    hyper: Client<Dialer, SdkBody>,
    proxies: Option<Arc<Rules>>,
    limit: Option<Limit>,
    clock: SharedTimeSource,
}

impl Connector {
    pub(super) fn new(
        hyper: Client<Dialer, SdkBody>,
        proxies: Option<Arc<Rules>>,
        limit: Option<Limit>,
        clock: Option<SharedTimeSource>,
    ) -> Self {
        Self { hyper, proxies, limit, clock: clock.unwrap_or_default() }
    }

    /// Proves to a proxy that forwards `request` that the user may use it. A tunnel does so when it is opened.
    fn authorize_forwarding(&self, request: &mut Request<SdkBody>) {
        if request.uri().scheme() != Some(&Scheme::HTTP) {
            return;
        }
        let Some(proxy) = self.proxies.as_ref().and_then(|proxies| proxies.proxy(request.uri())) else {
            return;
        };
        if let Some(authorization) = &proxy.authorization {
            request.headers_mut().entry(header::PROXY_AUTHORIZATION).or_insert_with(|| authorization.clone());
        }
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let stopwatch = Stopwatch::start(&request, &self.clock);
        let mut request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(error) => {
                return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into())));
            }
        };
        tracing::trace!(method = %request.method(), host = request.uri().host(), "sending a request");
        self.authorize_forwarding(&mut request);
        say_that_it_is_empty(&mut request);
        expose_connection(&mut request);
        let exchange = Limit::enforce(self.limit.clone(), self.hyper.request(request));
        HttpConnectorFuture::new(async move {
            let outcome = match exchange.await {
                Ok(response) => read_head(response),
                Err(error) => Err(errors::classify(error)),
            };
            if let Some(stopwatch) = stopwatch {
                stopwatch.stop();
            }
            outcome
        })
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("tinsmith::http::Connector").field("limit", &self.limit).finish_non_exhaustive()
    }
}

fn read_head(response: Response<Incoming>) -> Result<HttpResponse, ConnectorError> {
    tracing::trace!(status = response.status().as_u16(), "received the head of a response");
    HttpResponse::try_from(response.map(SdkBody::from_body_1_x))
        .map_err(|error| ConnectorError::other(error.into(), None))
}

/// Says of a request without a body that it has none, where its method lets servers wait for one: hyper does not, and
/// S3, for one, refuses such requests (RFC 9110, 8.6).
fn say_that_it_is_empty(request: &mut Request<SdkBody>) {
    let has_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if has_body && request.body().is_end_stream() && !request.headers().contains_key(header::TRANSFER_ENCODING) {
        request.headers_mut().entry(header::CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
}

/// If the caller asks which connection its request takes, lets it see that, and take the connection out of the pool.
fn expose_connection(request: &mut Request<SdkBody>) {
    let Some(slot) = request.extensions().get::<CaptureSmithyConnection>().cloned() else {
        return;
    };
    let captured = capture_connection(request);
    slot.set_connection_retriever(move || describe(&captured));
}

fn describe(captured: &CaptureConnection) -> Option<ConnectionMetadata> {
    let mut extras = Extensions::new();
    captured.connection_metadata().as_ref()?.get_extras(&mut extras);
    let addresses = extras.get::<HttpInfo>();
    let route = extras.get::<Route>();
    let captured = captured.clone();
    let mut metadata = ConnectionMetadata::builder()
        .proxied(route.is_some_and(|route| *route != Route::Direct))
        .poison_fn(move || {
            if let Some(connection) = captured.connection_metadata().as_ref() {
                connection.poison();
            }
        });
    metadata.set_local_addr(addresses.map(HttpInfo::local_addr)).set_remote_addr(addresses.map(HttpInfo::remote_addr));
    Some(metadata.build())
}

/// Times an exchange, for callers that ask for it.
struct Stopwatch {
    capture: CaptureHttpAttemptTelemetry,
    clock: SharedTimeSource,
    started: SystemTime,
}

impl Stopwatch {
    fn start(request: &HttpRequest, clock: &SharedTimeSource) -> Option<Self> {
        let capture = request.extension::<CaptureHttpAttemptTelemetry>()?.clone();
        Some(Self { capture, started: clock.now(), clock: clock.clone() })
    }

    fn stop(self) {
        // A clock that was set back measures nothing.
        if let Ok(taken) = self.clock.now().duration_since(self.started) {
            self.capture.record_connector_call_duration(taken);
        }
    }
}
