//! The HTTP transport against small servers on loopback. Nothing here reaches another machine.

mod bodies;
mod errors;
#[cfg(all(feature = "http2", feature = "rustls"))]
mod http2;
mod pool;
mod proxies;
mod server;
mod timeouts;
#[cfg(feature = "rustls")]
mod tls;

use std::time::Duration;

use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt;
use tinsmith::http::{Builder, Proxies};

/// A builder that the environment of the test has no say in.
fn builder() -> Builder {
    Builder::new().proxies(Proxies::none())
}

fn components() -> RuntimeComponents {
    RuntimeComponentsBuilder::for_tests()
        .with_sleep_impl(Some(TokioSleep::new()))
        .with_time_source(Some(SystemTimeSource::new()))
        .build()
        .unwrap()
}

/// A connector without timeouts.
fn connector(client: &SharedHttpClient) -> SharedHttpConnector {
    client.http_connector(&HttpConnectorSettings::builder().build(), &components())
}

fn connector_with_timeouts(
    client: &SharedHttpClient,
    connect: Option<Duration>,
    read: Option<Duration>,
) -> SharedHttpConnector {
    let mut settings = HttpConnectorSettings::builder();
    settings.set_connect_timeout(connect);
    settings.set_read_timeout(read);
    client.http_connector(&settings.build(), &components())
}

fn get(url: &str) -> HttpRequest {
    request("GET", url, SdkBody::empty())
}

fn request(method: &str, url: &str, body: SdkBody) -> HttpRequest {
    let mut request = HttpRequest::new(body);
    request.set_method(method).unwrap();
    request.set_uri(url).unwrap();
    request
}

/// Sends a request and reads the whole response.
async fn fetch(connector: &SharedHttpConnector, request: HttpRequest) -> Fetched {
    read(connector.call(request).await.unwrap()).await
}

async fn fetch_error(connector: &SharedHttpConnector, request: HttpRequest) -> ConnectorError {
    connector.call(request).await.expect_err("the call fails")
}

struct Fetched {
    status: u16,
    body: Vec<u8>,
}

async fn read(response: HttpResponse) -> Fetched {
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.unwrap();
    Fetched { status, body: body.to_bytes().to_vec() }
}

/// An error with its sources, as a user sees it in a log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error}");
        next = error.source();
    }
    text
}
