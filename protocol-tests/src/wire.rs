//! What a client under test is connected to.

use std::error::Error;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::display::DisplayErrorContext;

use crate::body;
use crate::request::Request;
use crate::run::run;

/// Keeps the requests that are sent through it, and answers each with the same response.
#[derive(Clone, Debug)]
pub struct Wire {
    response: Arc<Response>,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    /// A response without headers and body.
    pub fn new(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body. It is written as base64 where the media type is one of binary data.
    pub fn body(mut self, media_type: &str, text: &str) -> Self {
        self.body = body::bytes(media_type, text);
        self
    }

    fn http(&self) -> Result<HttpResponse, ConnectorError> {
        let failed = |message: String| ConnectorError::other(message.into(), None);
        let status = self.status.try_into().map_err(|_| failed(format!("{} is no status code", self.status)))?;
        let mut response = HttpResponse::new(status, SdkBody::from(self.body.clone()));
        for (name, value) in &self.headers {
            let appended = response.headers_mut().try_append(name.clone(), value.clone());
            appended.map_err(|error| failed(format!("{name}: {error}")))?;
        }
        Ok(response)
    }
}

impl Wire {
    /// A wire that answers with an empty success.
    #[allow(clippy::new_without_default, reason = "nothing but tests makes one")]
    pub fn new() -> Self {
        Self::answering(Response::new(200))
    }

    /// A wire that answers with `response`.
    pub fn answering(response: Response) -> Self {
        Self { response: Arc::new(response), requests: Arc::default() }
    }

    /// Runs a call, and gives the request that it sends. What becomes of the answer does not matter.
    ///
    /// # Panics
    /// If the call sends no request, or more than one.
    #[track_caller]
    pub fn request_of<T, E: Error>(&self, call: impl Future<Output = Result<T, E>>) -> Request {
        let result = run(call);
        let mut requests = std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner));
        match (requests.pop(), requests.is_empty(), result) {
            (Some(request), true, _) => request,
            (Some(_), false, _) => panic!("the call sends more than one request"),
            (None, _, Ok(_)) => panic!("the call sends no request"),
            (None, _, Err(error)) => panic!("the call sends no request: {}", DisplayErrorContext(&error)),
        }
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let wire = self.clone();
        HttpConnectorFuture::new(async move {
            let body = ByteStream::new(request.take_body()).collect().await;
            let body = body.map_err(|error| ConnectorError::user(error.into()))?.to_vec();
            let mut requests = wire.requests.lock().unwrap_or_else(PoisonError::into_inner);
            requests.push(Request::new(&request, body));
            wire.response.http()
        })
    }
}
