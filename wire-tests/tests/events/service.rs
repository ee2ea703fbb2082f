//! A service that talks in events, with its shapes as they are generated for a model; and a transport that keeps what is
//! sent and answers as it is told.

use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::{Blob, DateTime};
use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::error::Unhandled;
use tinsmith::event_stream::{EventReceiver, EventStreamSender};
use tinsmith::operation::{Auth, Call, LazyRules, Operation, Service};
use tinsmith::protocol::{AWS_JSON_1_1, Protocol, REST_JSON_1, REST_XML, RPC_V2_CBOR};
use tinsmith::rules::RuleSet;
use tinsmith::shape::{EventHeader, Member, Place, Shape, Structure, Value};
use tinsmith::types::ErrorMetadata;

static RULES: LazyRules = LazyLock::new(|| {
    RuleSet::parse(
        r#"{
            "version": "1.0",
            "parameters": { "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint", "required": true } },
            "rules": [{ "type": "endpoint", "conditions": [], "endpoint": { "url": { "ref": "Endpoint" } } }]
        }"#,
    )
});

static SERVICE: Service = Service {
    sdk_id: "Talk",
    shape_name: "Talk",
    version: "2026-01-01",
    signing_name: Some("talk"),
    auth: &[&tinsmith::auth::SigV4],
    protocols: &[&REST_JSON_1],
    xml_namespace: None,
    query_compatible: false,
    customization: &tinsmith::customizations::NONE,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    endpoint_params: EndpointResolverParams::new,
};

/// A structure as it is generated.
macro_rules! structure {
    ($name:ident { $($index:literal $field:ident: $ty:ty = $member:expr,)* }) => {
        #[derive(Debug)]
        pub(crate) struct $name {
            $(pub(crate) $field: $ty,)*
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self { $($field: Value::empty(),)* }
            }

            fn shape(&self) -> &'static Shape {
                const SHAPE: &Shape = &Shape::structure(stringify!($name), stringify!($name), &[$($member,)*]);
                SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn Value> {
                match index {
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

/// A union as it is generated.
macro_rules! union {
    ($name:ident { $($index:literal $variant:ident($ty:ty) = $wire:literal,)* }) => {
        #[derive(Debug)]
        pub(crate) enum $name {
            $($variant($ty),)*
            Unknown,
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self::Unknown
            }

            fn shape(&self) -> &'static Shape {
                const SHAPE: &Shape = &Shape::union(
                    stringify!($name),
                    stringify!($name),
                    &[$(Member::new(stringify!($variant), $wire),)*],
                );
                SHAPE
            }

            fn get(&self, index: usize) -> Option<&dyn Value> {
                match (index, self) {
                    $(($index, Self::$variant(value)) => Some(value),)*
                    _ => None,
                }
            }

            fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
                *self = match index {
                    $($index => Self::$variant(Value::empty()),)*
                    _ => return None,
                };
                match self {
                    $(Self::$variant(value) => Some(value),)*
                    Self::Unknown => None,
                }
            }
        }
    };
}

const fn header(name: &'static str, ty: &'static Place) -> Member {
    Member::new(name, name).place(ty)
}

structure!(Said {
    0 first: Option<bool> = header("first", &Place::EventHeader(EventHeader::Boolean)),
    1 tiny: Option<i8> = header("tiny", &Place::EventHeader(EventHeader::Byte)),
    2 small: Option<i16> = header("small", &Place::EventHeader(EventHeader::Short)),
    3 number: Option<i32> = header("number", &Place::EventHeader(EventHeader::Integer)),
    4 big: Option<i64> = header("big", &Place::EventHeader(EventHeader::Long)),
    5 mark: Option<Blob> = header("mark", &Place::EventHeader(EventHeader::ByteArray)),
    6 voice: Option<String> = header("voice", &Place::EventHeader(EventHeader::String)),
    7 at: Option<DateTime> = header("at", &Place::EventHeader(EventHeader::Timestamp)),
});
structure!(Text { 0 text: Option<String> = Member::new("text", "text").place(&Place::EventPayload), });
structure!(Data { 0 data: Option<Blob> = Member::new("data", "data").place(&Place::EventPayload), });
structure!(Page { 0 title: Option<String> = Member::new("title", "Title"), });
structure!(Shown {
    0 page: Option<Page> = Member::new("page", "page").place(&Place::EventPayload),
    1 number: Option<i32> = header("number", &Place::EventHeader(EventHeader::Integer)),
});
structure!(Noted {
    0 number: Option<i32> = header("number", &Place::EventHeader(EventHeader::Integer)),
    1 note: Option<String> = Member::new("note", "Note"),
});
structure!(Silence {});
union!(Events {
    0 Said(Said) = "said",
    1 Text(Text) = "text",
    2 Data(Data) = "data",
    3 Shown(Shown) = "shown",
    4 Noted(Noted) = "noted",
    5 Silence(Silence) = "silence",
    6 Nothing(()) = "nothing",
});

/// The error that may come in the place of an event.
#[derive(Debug, Default)]
pub(crate) struct TooLoud {
    pub(crate) message: Option<String>,
    pub(crate) decibels: Option<i32>,
    meta: ErrorMetadata,
}

impl TooLoud {
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl Structure for TooLoud {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        const SHAPE: &Shape = &Shape::structure(
            "TooLoud",
            "TooLoud",
            &[
                Member::new("message", "message"),
                Member::new("decibels", "decibels").place(&Place::EventHeader(EventHeader::Integer)),
            ],
        );
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        match index {
            0 => Some(&self.message),
            1 => Some(&self.decibels),
            _ => None,
        }
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        match index {
            0 => Some(&mut self.message),
            1 => Some(&mut self.decibels),
            _ => None,
        }
    }
}

tinsmith::modeled_error!(TooLoud);

/// The error enum of the stream.
pub(crate) enum EventsError {
    TooLoud(TooLoud),
    Unhandled(Unhandled),
}

tinsmith::event_stream_error! { EventsError into AnyError; "loud" => TooLoud, }

/// The error enum of the operation.
pub(crate) enum TalkError {
    TooLoud(TooLoud),
    Unhandled(Unhandled),
}

tinsmith::operation_error! { TalkError into AnyError; "TooLoud" => TooLoud, }

/// The error enum of the service.
pub(crate) enum AnyError {
    TooLoud(TooLoud),
    Unhandled(Unhandled),
}

tinsmith::service_error! { AnyError; TooLoud, }

const STREAM: Member = Member::new("events", "events").place(&Place::Payload);

structure!(TalkInput {
    0 room: Option<String> = Member::new("room", "room").place(&Place::Header("x-room")),
    1 events: EventStreamSender<Events, EventsError> = STREAM,
});
structure!(TalkOutput {
    0 topic: Option<String> = Member::new("topic", "topic").place(&Place::Header("x-topic")),
    1 events: EventReceiver<Events, EventsError> = STREAM,
});
structure!(ListenInput {});
structure!(ListenOutput {
    0 topic: String = Member::new("topic", "topic").place(&Place::Header("x-topic")).required(),
    1 events: EventReceiver<Events, EventsError> = STREAM,
});

/// An operation with events in both directions.
pub(crate) struct Talk;

impl Call for Talk {
    type Input = TalkInput;
    type Output = TalkOutput;
    type Error = TalkError;
    const OPERATION: &'static Operation =
        &Operation::new(&SERVICE, "Talk").http("POST", "/talk").auth(Auth::None).event_output();
}

/// The same, with a signature for each event.
pub(crate) struct SignedTalk;

impl Call for SignedTalk {
    type Input = TalkInput;
    type Output = TalkOutput;
    type Error = TalkError;
    const OPERATION: &'static Operation = &Operation::new(&SERVICE, "SignedTalk").http("POST", "/talk");
}

/// An operation that answers in events, after something that it must say first.
pub(crate) struct Listen;

impl Call for Listen {
    type Input = ListenInput;
    type Output = ListenOutput;
    type Error = TalkError;
    const OPERATION: &'static Operation =
        &Operation::new(&SERVICE, "Listen").http("GET", "/listen").auth(Auth::None).event_output();
}

/// Which protocol a test speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Speaking {
    Rest,
    RestXml,
    Rpc,
    RpcCbor,
}

/// A client of the service at `url`, with credentials that everybody knows and a clock that stands still.
pub(crate) fn client(http: SharedHttpClient, speaking: Speaking, url: String) -> Core {
    let protocol: &'static dyn Protocol = match speaking {
        Speaking::Rest => &REST_JSON_1,
        Speaking::RestXml => &REST_XML,
        Speaking::Rpc => &AWS_JSON_1_1,
        Speaking::RpcCbor => &RPC_V2_CBOR,
    };
    let mut settings = Settings {
        http_client: Some(http),
        protocol: Some(protocol),
        endpoint_url: Some(url),
        retry_config: Some(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1))),
        ..Settings::default()
    };
    settings.apply_test_defaults();
    Core::new(&SERVICE, Arc::new(settings))
}

/// A request, and its body.
type Received = (HttpRequest, Vec<u8>);

/// A transport that gives one answer, after it has taken in the whole request.
#[derive(Clone, Debug)]
pub(crate) struct Canned {
    answer: Arc<Mutex<Option<HttpResponse>>>,
    received: Arc<Mutex<Option<Received>>>,
}

impl Canned {
    pub(crate) fn answering(answer: HttpResponse) -> Self {
        Self { answer: Arc::new(Mutex::new(Some(answer))), received: Arc::default() }
    }

    pub(crate) fn client(&self, speaking: Speaking) -> Core {
        client(SharedHttpClient::new(self.clone()), speaking, "https://talk.test".to_owned())
    }

    /// The request that came, and its body.
    pub(crate) fn request(&self) -> Received {
        self.received.lock().unwrap().take().expect("a request")
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let body = request.take_body().collect().await.map_err(ConnectorError::user)?;
            *this.received.lock().unwrap() = Some((request, body.to_bytes().to_vec()));
            Ok(this.answer.lock().unwrap().take().expect("one request"))
        })
    }
}

/// A response whose body comes in pieces of `piece` bytes.
pub(crate) fn response(headers: &[(&'static str, &'static str)], body: Vec<u8>, piece: usize) -> HttpResponse {
    let pieces: Vec<Vec<u8>> = body.chunks(piece).map(<[u8]>::to_vec).collect();
    let body = SdkBody::from_body_1_x(Pieces(pieces.into_iter()));
    let mut response = HttpResponse::new(200.try_into().unwrap(), body);
    for (name, value) in headers {
        response.headers_mut().insert(*name, *value);
    }
    response
}

struct Pieces(std::vec::IntoIter<Vec<u8>>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(self.0.next().map(|piece| Ok(Frame::data(piece.into()))))
    }
}
