//! A wire without a network: every request is answered with the same body, from memory.

use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

use crate::case::{Format, Title};
use crate::stopwatch::{Phase, Stopwatch};

/// The wire of one case.
#[derive(Clone, Debug)]
pub struct Wire(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    title: Title,
    body: Bytes,
    stopwatch: Stopwatch,
}

impl Wire {
    /// A wire on which every response has `body`.
    pub fn new(title: Title, body: Vec<u8>) -> Self {
        let stopwatch = Stopwatch::new(title.phase);
        Self(Arc::new(Inner { title, body: body.into(), stopwatch }))
    }

    /// What times a part of a call. A whole call goes without it.
    pub fn interceptors(&self) -> Vec<SharedInterceptor> {
        match self.0.title.phase {
            Phase::Encode | Phase::Decode => vec![SharedInterceptor::new(self.0.stopwatch.clone())],
            Phase::Call => vec![],
        }
    }

    /// What the case is of.
    pub fn title(&self) -> Title {
        self.0.title
    }

    /// What timed the last call.
    pub fn stopwatch(&self) -> &Stopwatch {
        &self.0.stopwatch
    }

    /// The bytes of each response's body.
    pub fn answered(&self) -> usize {
        self.0.body.len()
    }
}

/// The headers of a response with a body in `format`.
fn headers(format: Format) -> &'static [(&'static str, &'static str)] {
    match format {
        Format::Json => &[("content-type", "application/x-amz-json-1.0")],
        Format::Xml => &[("content-type", "application/xml")],
        Format::Cbor => &[("content-type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")],
        Format::Form => &[("content-type", "text/xml")],
    }
}

impl HttpConnector for Wire {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut response = HttpResponse::new(http::StatusCode::OK.into(), SdkBody::from(self.0.body.clone()));
        for (name, value) in headers(self.0.title.format) {
            response.headers_mut().insert(*name, *value);
        }
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// The configuration of a client of the crate `$sdk` on `$wire`, to be built. The two sides' are of different types,
/// with the same functions.
macro_rules! config {
    ($sdk:ident, $wire:expr) => {{
        let mut config = $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($sdk::config::Region::new("eu-central-1"))
            .credentials_provider($sdk::config::Credentials::new("AKIDEXAMPLE", "secret", None, None, "benches"))
            .http_client($wire.clone());
        config.set_interceptors($wire.interceptors());
        config
    }};
}

/// The client of the crate `$sdk` on `$wire`.
macro_rules! client {
    ($sdk:ident, $wire:expr) => {
        $sdk::Client::from_conf($crate::wire::config!($sdk, $wire).build())
    };
}

pub(crate) use {client, config};
