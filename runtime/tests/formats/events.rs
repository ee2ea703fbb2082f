//! Streams of events, read as a client reads them.

use std::pin::pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{Context, Poll, Waker};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use fastrand::Rng;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::error::Unhandled;
use tinsmith::event_stream::EventReceiver;
use tinsmith::operation::{Auth, Call, LazyRules, Operation, Service};
use tinsmith::protocol::{Protocol, REST_JSON_1, REST_XML, RPC_V2_CBOR};
use tinsmith::rules::RuleSet;
use tinsmith::shape::{EventHeader, Member, Place, Shape, Structure, Value};
use tinsmith::types::{
    Blob, DateTime, EndpointResolverParams, ErrorMetadata, HttpRequest, HttpResponse, RuntimeComponents, SdkBody,
};

use crate::entry::{CBOR, Format, JSON, XML};
use crate::shapes::{Everything, Required};

static RULES: LazyRules = LazyLock::new(|| {
    let rule = r#"{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://events.test"}}"#;
    RuleSet::parse(&format!(r#"{{"version": "1.0", "parameters": {{}}, "rules": [{rule}]}}"#))
});

static SERVICE: Service = Service {
    sdk_id: "Events",
    shape_name: "Events",
    version: "2026-01-01",
    signing_name: None,
    auth: &[&tinsmith::auth::SigV4],
    protocols: &[&REST_JSON_1],
    query_compatible: false,
    xml_namespace: None,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    customization: &tinsmith::customizations::NONE,
    endpoint_params: EndpointResolverParams::new,
};

structure!(Headers {
    0 boolean: Option<bool> = None, "boolean".place(&Place::EventHeader(EventHeader::Boolean));
    1 byte: Option<i8> = None, "byte".place(&Place::EventHeader(EventHeader::Byte));
    2 short: Option<i16> = None, "short".place(&Place::EventHeader(EventHeader::Short));
    3 integer: Option<i32> = None, "integer".place(&Place::EventHeader(EventHeader::Integer));
    4 long: Option<i64> = None, "long".place(&Place::EventHeader(EventHeader::Long));
    5 bytes: Option<Blob> = None, "bytes".place(&Place::EventHeader(EventHeader::ByteArray));
    6 string: Option<String> = None, "string".place(&Place::EventHeader(EventHeader::String));
    7 timestamp: Option<DateTime> = None, "timestamp".place(&Place::EventHeader(EventHeader::Timestamp));
    8 payload: Option<Blob> = None, "payload".place(&Place::EventPayload);
});

/// The events.
#[derive(Debug)]
pub enum Event {
    Everything(Box<Everything>),
    Headers(Headers),
    Unknown,
}

impl Structure for Event {
    fn empty() -> Self {
        Self::Unknown
    }

    fn shape(&self) -> &'static Shape {
        const SHAPE: &Shape = &Shape::union(
            "Event",
            "Event",
            &[Member::new("Everything", "everything"), Member::new("Headers", "headers")],
        );
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        match (index, self) {
            (0, Self::Everything(value)) => Some(value),
            (1, Self::Headers(value)) => Some(value),
            _ => None,
        }
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        *self = match index {
            0 => Self::Everything(Structure::empty()),
            1 => Self::Headers(Structure::empty()),
            _ => return None,
        };
        match self {
            Self::Everything(value) => Some(value),
            Self::Headers(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

/// The error that may come in the place of an event.
#[derive(Debug, Default)]
pub struct Trouble {
    message: Option<String>,
    meta: ErrorMetadata,
}

impl Trouble {
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl Structure for Trouble {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        const SHAPE: &Shape = &Shape::structure("Trouble", "Trouble", &[Member::new("message", "message")]);
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        (index == 0).then_some(&self.message as &dyn Value)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        (index == 0).then_some(&mut self.message as &mut dyn Value)
    }
}

tinsmith::modeled_error!(Trouble);

/// The error enum of the stream.
pub enum EventError {
    Trouble(Trouble),
    Unhandled(Unhandled),
}

tinsmith::event_stream_error! { EventError into AnyError; "trouble" => Trouble, }

/// The error enum of the operation.
pub enum ListenError {
    Trouble(Trouble),
    Unhandled(Unhandled),
}

tinsmith::operation_error! { ListenError into AnyError; "Trouble" => Trouble, }

/// The error enum of the service.
pub enum AnyError {
    Trouble(Trouble),
    Unhandled(Unhandled),
}

tinsmith::service_error! { AnyError; Trouble, }

/// The output.
#[derive(Debug)]
pub struct Output {
    topic: Option<String>,
    events: EventReceiver<Event, EventError>,
}

impl Structure for Output {
    fn empty() -> Self {
        Self { topic: None, events: Value::empty() }
    }

    fn shape(&self) -> &'static Shape {
        const MEMBERS: &[Member] =
            &[Member::new("topic", "topic"), Member::new("events", "events").place(&Place::Payload)];
        const SHAPE: &Shape = &Shape::structure("Output", "Output", MEMBERS);
        SHAPE
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        match index {
            0 => Some(&self.topic),
            1 => Some(&self.events),
            _ => None,
        }
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        match index {
            0 => Some(&mut self.topic),
            1 => Some(&mut self.events),
            _ => None,
        }
    }
}

/// The operation.
struct Listen;

impl Call for Listen {
    type Input = Required;
    type Output = Output;
    type Error = ListenError;
    const OPERATION: &'static Operation =
        &Operation::new(&SERVICE, "Listen").http("GET", "/").event_output().auth(Auth::None);
}

/// Answers once.
#[derive(Clone, Debug)]
struct Canned(Arc<Mutex<Option<HttpResponse>>>);

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(self.0.lock().unwrap().take().expect("it asks once")))
    }
}

/// The protocols, and the formats of their payloads.
const PROTOCOLS: [(&dyn Protocol, Format); 3] = [(&REST_JSON_1, JSON), (&RPC_V2_CBOR, CBOR), (&REST_XML, XML)];

/// Reads a stream of events. The first byte says which protocol it is, and whether the bytes that follow are
/// the stream or the contents of its frames: so that what comes behind checksums is reached. Gives the number
/// of events.
pub fn events(bytes: &[u8]) -> usize {
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    let (protocol, _) = PROTOCOLS[usize::from(first & 0x7f) % PROTOCOLS.len()];
    let body = if first & 0x80 == 0 { frames(rest) } else { rest.to_vec() };
    let mut response = HttpResponse::new(200.try_into().unwrap(), SdkBody::from(body));
    response.headers_mut().insert("smithy-protocol", "rpc-v2-cbor");
    let http_client = SharedHttpClient::new(Canned(Arc::new(Mutex::new(Some(response)))));
    let mut settings = Settings { protocol: Some(protocol), http_client: Some(http_client), ..Settings::default() };
    settings.apply_test_defaults();
    let client = Core::new(&SERVICE, Arc::new(settings));
    let Ok(mut output) = ready(client.send::<Listen>(Structure::empty())).map_err(AnyError::from) else { return 0 };
    let mut count = 0;
    while let Ok(Some(_)) = ready(output.events.recv()) {
        count += 1;
    }
    count
}

/// The result of what has nothing to wait for.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits"),
    }
}

/// Frames with these contents: for each the lengths of its headers, in one byte, and of its payload, in two,
/// and then both.
fn frames(mut contents: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some((lengths, rest)) = contents.split_first_chunk::<3>() {
        let (headers, rest) = rest.split_at(usize::from(lengths[0]).min(rest.len()));
        let (payload, rest) = rest.split_at(usize::from(u16::from_be_bytes([lengths[1], lengths[2]])).min(rest.len()));
        contents = rest;
        let start = body.len();
        body.extend_from_slice(&(headers.len() as u32 + payload.len() as u32 + 16).to_be_bytes());
        body.extend_from_slice(&(headers.len() as u32).to_be_bytes());
        body.extend_from_slice(&crc32fast::hash(&body[start..]).to_be_bytes());
        body.extend_from_slice(headers);
        body.extend_from_slice(payload);
        body.extend_from_slice(&crc32fast::hash(&body[start..]).to_be_bytes());
    }
    body
}

/// The contents of some frames with events, for [`events`], and their number.
pub fn contents(seed: u64) -> (Vec<u8>, usize) {
    let mut random = Rng::with_seed(seed);
    let protocol = random.u8(..PROTOCOLS.len() as u8);
    let (_, format) = &PROTOCOLS[usize::from(protocol)];
    let mut bytes = vec![protocol];
    let count = random.usize(1..4);
    for _ in 0..count {
        let mut everything: Everything = Structure::empty();
        (format.fill)(random.u64(..)).structure(&mut everything, 1);
        let (kind, payload) = match random.bool() {
            true => ("everything", (format.write)(&everything).expect("it is written")),
            false => ("headers", b"payload".to_vec()),
        };
        let headers = [string(":message-type", "event"), string(":event-type", kind), numbers()].concat();
        bytes.push(headers.len() as u8);
        bytes.extend_from_slice(&(payload.len() as u16).to_be_bytes());
        bytes.extend_from_slice(&headers);
        bytes.extend_from_slice(&payload);
    }
    (bytes, count)
}

/// A header that is a string.
fn string(name: &str, value: &str) -> Vec<u8> {
    let value = [&[7, 0, value.len() as u8], value.as_bytes()].concat();
    [&[name.len() as u8], name.as_bytes(), &value].concat()
}

/// One header of each other type.
fn numbers() -> Vec<u8> {
    let header = |name: &str, value: &[u8]| [&[name.len() as u8], name.as_bytes(), value].concat();
    [
        header("boolean", &[0]),
        header("byte", &[2, 0xff]),
        header("short", &[3, 1, 2]),
        header("integer", &[4, 1, 2, 3, 4]),
        header("long", &[5, 1, 2, 3, 4, 5, 6, 7, 8]),
        header("bytes", &[6, 0, 1, 0xff]),
        header("timestamp", &[8, 0, 0, 1, 0, 0, 0, 0, 0]),
    ]
    .concat()
}
