//! A service, its shapes and its answers, all made by hand: what tests of whole calls share.

// Each test binary uses its part.
#![allow(dead_code, unused_macros, unused_imports)]

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime};

use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::retry::RetryConfig;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::error::Unhandled;
use tinsmith::operation::{LazyRules, Service};
use tinsmith::protocol::AWS_JSON_1_0;
use tinsmith::rules::RuleSet;
use tinsmith::shape::{Member, Shape, Structure, Value};
use tinsmith::types::IntoShared;
use tokio::time::Instant;

static RULES: LazyRules = LazyLock::new(|| {
    RuleSet::parse(
        r#"{
            "version": "1.0",
            "parameters": {},
            "rules": [{ "type": "endpoint", "conditions": [], "endpoint": { "url": "https://canned.test" } }]
        }"#,
    )
});

/// A service that answers what it is told to.
pub(crate) static SERVICE: Service = Service {
    sdk_id: "Canned",
    shape_name: "Canned",
    version: "2020-01-01",
    signing_name: None,
    auth: &[&tinsmith::auth::SigV4],
    protocols: &[&AWS_JSON_1_0],
    query_compatible: false,
    xml_namespace: None,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    customization: &tinsmith::customizations::NONE,
    endpoint_params: EndpointResolverParams::new,
};

/// A structure as it is generated, for optional members of the types given.
macro_rules! structure {
    ($(#[$attribute:meta])* $name:ident { $($index:literal $field:ident $wire:literal: $ty:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Default)]
        struct $name {
            $($field: Option<$ty>,)*
        }

        impl tinsmith::shape::Structure for $name {
            fn empty() -> Self {
                Self::default()
            }

            fn shape(&self) -> &'static tinsmith::shape::Shape {
                use tinsmith::shape::{Member, Shape};
                static SHAPE: Shape = Shape::structure(
                    stringify!($name),
                    stringify!($name),
                    &[$(Member::new(stringify!($field), $wire),)*],
                );
                &SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn tinsmith::shape::Value> {
                match index {
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn tinsmith::shape::Value> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use structure;

/// A union as it is generated.
macro_rules! union {
    ($name:ident { $($index:literal $variant:ident: $ty:ty,)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        enum $name {
            $($variant($ty),)*
            Unknown,
        }

        impl tinsmith::shape::Structure for $name {
            fn empty() -> Self {
                Self::Unknown
            }

            fn shape(&self) -> &'static tinsmith::shape::Shape {
                use tinsmith::shape::{Member, Shape};
                static SHAPE: Shape = Shape::union(
                    stringify!($name),
                    stringify!($name),
                    &[$(Member::new(stringify!($variant), stringify!($variant)),)*],
                );
                &SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn tinsmith::shape::Value> {
                match (index, self) {
                    $(($index, Self::$variant(value)) => Some(value),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn tinsmith::shape::Value> {
                match index {
                    $($index => {
                        *self = Self::$variant(tinsmith::shape::Value::empty());
                        match self {
                            Self::$variant(value) => Some(value),
                            _ => None,
                        }
                    })*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use union;

/// The error that the service has a name for.
#[derive(Debug, Default)]
pub(crate) struct NotFound {
    pub(crate) message: Option<String>,
    meta: ErrorMetadata,
}

impl NotFound {
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl Structure for NotFound {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        static SHAPE: Shape = Shape::structure("NotFound", "NotFound", &[Member::new("message", "message")]);
        &SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        (index == 0).then_some(&self.message)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        if index == 0 { Some(&mut self.message) } else { None }
    }
}

tinsmith::modeled_error!(NotFound);

/// The error of every operation.
pub(crate) enum CannedError {
    NotFound(NotFound),
    Unhandled(Unhandled),
}

tinsmith::operation_error! {
    CannedError into AnyError;
    "NotFound" => NotFound,
}

/// The error of the service.
pub(crate) enum AnyError {
    NotFound(NotFound),
    Unhandled(Unhandled),
}

tinsmith::service_error! {
    AnyError;
    NotFound,
}

/// An answer of the service.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Output(String),
    Error(String),
    /// No answer at all.
    Silence,
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    /// How long after the start.
    pub(crate) after: Duration,
    pub(crate) body: serde_json::Value,
}

/// The service: it gives its answers one after another, the last one for ever.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    start: Instant,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Canned {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Arc::new(Mutex::new(answers.into_iter().collect()));
        Self { start: Instant::now(), answers, arrived: Arc::default() }
    }

    /// A service that answers with these outputs.
    pub(crate) fn outputs(bodies: &[&str]) -> Self {
        Self::new(bodies.iter().map(|body| Answer::Output((*body).into())))
    }

    /// A client of it that goes by tokio's clock.
    pub(crate) fn client(&self) -> Core {
        let mut settings = Settings {
            http_client: Some(SharedHttpClient::new(self.clone())),
            retry_config: Some(RetryConfig::disabled()),
            time_source: Some(Clock(self.start).into_shared()),
            ..Settings::default()
        };
        settings.apply_test_defaults();
        Core::new(&SERVICE, Arc::new(settings))
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// What the requests said.
    pub(crate) fn bodies(&self) -> Vec<serde_json::Value> {
        self.arrived().into_iter().map(|request| request.body).collect()
    }

    fn answer(&self) -> Result<HttpResponse, ConnectorError> {
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        let (status, body) = match answer.expect("an answer") {
            Answer::Output(body) => (200, body),
            Answer::Error(code) => (400, format!(r#"{{"__type": "{code}"}}"#)),
            Answer::Silence => return Err(ConnectorError::io("nobody is there".into())),
        };
        Ok(HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body)))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = serde_json::from_slice(request.body().bytes().expect("a body")).expect("JSON");
        self.arrived.lock().unwrap().push(Arrived { after: self.start.elapsed(), body });
        HttpConnectorFuture::ready(self.answer())
    }
}

/// The clock that tests may stop.
#[derive(Debug)]
struct Clock(Instant);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000) + self.0.elapsed()
    }
}
