//! Whole calls of a service that speaks awsQuery: what is filled in before they are sent, and what is found
//! in the answers.

mod canned;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use canned::CannedError;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::operation::{Auth, Call, Operation};
use tinsmith::protocol::AWS_QUERY;
use tinsmith::shape::{Member, Shape, Structure, Value};
use tinsmith::types::{ProvideErrorMetadata, RequestId};

/// An input with a token, and an output with the token and the request's id.
#[derive(Clone, Debug, Default)]
struct Token {
    token: Option<String>,
    request_id: Option<String>,
}

impl Structure for Token {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        const MEMBERS: &[Member] = &[Member::new("token", "Token").idempotency_token()];
        const SHAPE: &Shape = &Shape::structure("Token", "Token", MEMBERS);
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        (index == 0).then_some(&self.token as &dyn Value)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        (index == 0).then_some(&mut self.token as &mut dyn Value)
    }

    fn set_request_id(&mut self, id: Option<String>) {
        self.request_id = id;
    }
}

struct Put;

impl Call for Put {
    type Input = Token;
    type Output = Token;
    type Error = CannedError;
    const OPERATION: &'static Operation = &Operation::new(&canned::SERVICE, "Put").auth(Auth::None);
}

/// Keeps the bodies of requests, and gives the same answer to each.
#[derive(Clone, Debug)]
struct Service {
    status: u16,
    answer: &'static str,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn new(status: u16, answer: &'static str) -> Self {
        Self { status, answer, bodies: Arc::default() }
    }

    fn client(&self, token: Option<&'static str>) -> Core {
        let mut settings = Settings {
            http_client: Some(SharedHttpClient::new(self.clone())),
            protocol: Some(&AWS_QUERY),
            retry_config: Some(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1))),
            idempotency_token_provider: token.map(Into::into),
            ..Settings::default()
        };
        settings.apply_test_defaults();
        Core::new(&canned::SERVICE, Arc::new(settings))
    }

    fn bodies(&self) -> Vec<String> {
        self.bodies.lock().unwrap().clone()
    }
}

impl HttpClient for Service {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Service {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().map(|body| String::from_utf8_lossy(body).into_owned());
        self.bodies.lock().unwrap().push(body.expect("a body"));
        let status = self.status.try_into().unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(self.answer))))
    }
}

#[tokio::test]
async fn a_token_that_is_missing_is_filled_in() {
    let service = Service::new(200, "<PutResponse/>");
    service.client(Some("fixed")).send::<Put>(Token::default()).await.unwrap();
    let own = Token { token: Some("own".to_owned()), ..Token::default() };
    service.client(Some("fixed")).send::<Put>(own).await.unwrap();
    assert_eq!(
        service.bodies(),
        ["Action=Put&Version=2020-01-01&Token=fixed", "Action=Put&Version=2020-01-01&Token=own"]
    );
}

#[tokio::test]
async fn all_attempts_have_the_same_token() {
    let service = Service::new(500, "");
    let client = service.client(None);
    client.send::<Put>(Token::default()).await.unwrap_err();
    client.send::<Put>(Token::default()).await.unwrap_err();
    let bodies = service.bodies();
    assert_eq!(bodies.len(), 6);
    assert!(bodies[..3].iter().all(|body| *body == bodies[0]) && bodies[3..].iter().all(|body| *body == bodies[3]));
    assert_ne!(bodies[0], bodies[3]);
    assert_eq!(bodies[0].len(), "Action=Put&Version=2020-01-01&Token=00000000-0000-4000-8000-000000000000".len());
}

#[tokio::test]
async fn outputs_and_errors_know_the_id_in_the_body() {
    let answer = "<PutResponse><PutResult><Token>a</Token></PutResult>\
                  <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></PutResponse>";
    let output = Service::new(200, answer).client(None).send::<Put>(Token::default()).await.unwrap();
    assert_eq!((output.token.as_deref(), output.request_id.as_deref()), (Some("a"), Some("id")));

    let answer = "<ErrorResponse><Error><Code>NotFound</Code><Message>no a</Message></Error>\
                  <RequestId>id</RequestId></ErrorResponse>";
    let error = Service::new(404, answer).client(None).send::<Put>(Token::default()).await.unwrap_err();
    let error = error.into_service_error();
    assert_eq!(error.request_id(), Some("id"));
    assert_eq!((error.code(), error.message()), (Some("NotFound"), Some("no a")));
    assert!(matches!(error, CannedError::NotFound(_)));
}
