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
use crate::event::Event;
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

    /// Adds an event to the body.
    pub fn event(mut self, event: Event) -> Self {
        self.body.extend_from_slice(&event.frame());
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
        match (self.take(), result) {
            (Ok(request), _) => request,
            (Err(count), Err(error)) => panic!("the call sends {count} requests: {}", DisplayErrorContext(&error)),
            (Err(count), Ok(_)) => panic!("the call sends {count} requests"),
        }
    }

    /// The request that was sent.
    ///
    /// # Panics
    /// If there was none, or more than one.
    #[track_caller]
    pub fn request(&self) -> Request {
        self.take().unwrap_or_else(|count| panic!("{count} requests were sent"))
    }

    /// The one request that was sent, or how many there were.
    fn take(&self) -> Result<Request, usize> {
        let mut requests = std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner));
        match (requests.pop(), requests.len()) {
            (Some(request), 0) => Ok(request),
            (Some(_), rest) => Err(rest + 1),
            (None, _) => Err(0),
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

#[cfg(test)]
mod tests {
    use std::io;

    use tinsmith::types::SdkBody;

    use super::*;
    use crate::ExpectedRequest;

    /// Sends a request through `wire`, as a client would.
    async fn send(wire: Wire) -> Result<HttpResponse, ConnectorError> {
        let mut request = HttpRequest::new(SdkBody::from("body"));
        request.set_uri("https://example.com/path").map_err(|error| ConnectorError::user(error.into()))?;
        wire.call(request).await
    }

    #[test]
    fn requests_are_kept_and_answered() {
        let wire = Wire::answering(Response::new(201).header("x-a", "1").body("application/cbor", "oA=="));
        let request = wire.request_of(send(wire.clone()));
        ExpectedRequest::new("GET", "/path").host("example.com").text_body("body").check(&request);
        let response = crate::output_of(send(wire));
        assert_eq!(response.status().as_u16(), 201);
        assert_eq!(response.headers().get("x-a"), Some("1"));
        assert_eq!(response.body().bytes(), Some(&[0xa0][..]));
    }

    #[test]
    #[should_panic(expected = "the call sends 0 requests: nothing to send")]
    fn a_call_must_send_something() {
        Wire::new().request_of(async { Err::<(), _>(io::Error::other("nothing to send")) });
    }

    #[test]
    #[should_panic(expected = "the call sends 2 requests")]
    fn a_call_must_send_one_thing() {
        let wire = Wire::new();
        wire.request_of(async {
            send(wire.clone()).await?;
            send(wire.clone()).await
        });
    }
}
