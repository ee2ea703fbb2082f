//! Whole calls of a service that speaks restXml and has S3's customization: where requests go, what says
//! that bodies are whole, and which answers are errors.

mod canned;

use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::retry::RetryConfig;
use canned::CannedError;
use tinsmith::checksum::HttpChecksum;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::operation::{Call, LazyRules, Operation, Service};
use tinsmith::protocol::REST_XML_UNWRAPPED;
use tinsmith::rules::RuleSet;
use tinsmith::shape::{Member, Place, Shape, Structure, Value};
use tinsmith::types::{ProvideErrorMetadata, ResponseChecksumValidation};

static RULES: LazyRules = LazyLock::new(|| {
    RuleSet::parse(
        r#"{
            "version": "1.0",
            "parameters": { "Bucket": { "type": "string" } },
            "rules": [{ "type": "endpoint", "conditions": [], "endpoint": { "url": "https://store.test/bucket" } }]
        }"#,
    )
});

static STORE: Service = Service {
    sdk_id: "Store",
    shape_name: "Store",
    protocols: &[&REST_XML_UNWRAPPED],
    signing_name: Some("store"),
    auth: &[&tinsmith::auth::SigV4],
    endpoint_rules: &RULES,
    endpoint_params: EndpointResolverParams::new,
    customization: &tinsmith::customizations::S3,
    ..canned::SERVICE
};

/// Declares a structure and, with an operation, the call that it is the input of.
macro_rules! message {
    ($name:ident { $($index:literal $field:ident: $ty:ty = $member:expr,)* } $(=> $output:ident, $operation:expr)?) => {
        #[derive(Debug)]
        struct $name {
            $($field: $ty,)*
        }

        impl Structure for $name {
            fn empty() -> Self {
                Self { $($field: Value::empty(),)* }
            }

            fn shape(&self) -> &'static Shape {
                const MEMBERS: &[Member] = &[$($member,)*];
                const SHAPE: &Shape = &Shape::structure(stringify!($name), stringify!($name), MEMBERS);
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

        $(impl Call for $name {
            type Input = Self;
            type Output = $output;
            type Error = CannedError;
            const OPERATION: &'static Operation = &$operation;
        })?
    };
}

const BODY: Member = Member::new("body", "Body").place(&Place::Payload);
const HOST: Member = Member::new("route", "Route").host_label().place(&Place::Header("x-route"));
const MODE: Member = Member::new("mode", "Mode").place(&Place::Header("x-amz-checksum-mode"));
const ALGORITHM: Member = Member::new("algorithm", "Algorithm").place(&Place::Header("x-amz-sdk-checksum-algorithm"));

message! {
    Put { 0 body: ByteStream = BODY, 1 algorithm: Option<String> = ALGORITHM, } => Done,
    Operation::new(&STORE, "Put").http("PUT", "/key").checksums(&HttpChecksum::NONE.request_algorithm(1))
}

message! {
    Get { 0 mode: Option<String> = MODE, } => Got,
    Operation::new(&STORE, "Get").http("GET", "/").checksums(&HttpChecksum::NONE.response(0, &["CRC32"]))
}

message! {
    List { 0 route: Option<String> = HOST, } => Done,
    Operation::new(&STORE, "List").http("GET", "/?list").host_prefix("{Route}.")
}

message! { Got { 0 body: ByteStream = BODY, } }
message! { Done { 0 text: Option<String> = Member::new("text", "Text"), } }

/// Keeps requests, and gives the same answer to each.
#[derive(Clone, Debug)]
struct Canned {
    status: u16,
    checksum: &'static str,
    body: &'static str,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Canned {
    fn new(status: u16, body: &'static str) -> Self {
        Self { status, checksum: "", body, requests: Arc::default() }
    }

    fn client(&self) -> Core {
        let mut settings = Settings {
            http_client: Some(SharedHttpClient::new(self.clone())),
            retry_config: Some(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1))),
            ..Settings::default()
        };
        settings.apply_test_defaults();
        Core::new(&STORE, Arc::new(settings))
    }

    fn last(&self) -> HttpRequest {
        self.requests.lock().unwrap().pop().expect("a request")
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.requests.lock().unwrap().push(request);
        let body = SdkBody::from_body_1_x(http_body_util::Full::new(bytes::Bytes::from(self.body)));
        let mut response = HttpResponse::new(self.status.try_into().unwrap(), body);
        response.headers_mut().insert("x-amz-checksum-crc32", self.checksum);
        HttpConnectorFuture::ready(Ok(response))
    }
}

#[track_caller]
fn check_headers(request: &HttpRequest, expected: &[(&str, Option<&str>)]) {
    let found: Vec<_> = expected.iter().map(|(name, _)| (*name, request.headers().get(name))).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_body_in_memory_has_its_checksum_in_a_header() {
    let store = Canned::new(200, "");
    let body = ByteStream::from_static(b"123456789");
    store.client().send::<Put>(Put { body, algorithm: None }).await.unwrap();
    check_headers(
        &store.last(),
        &[
            ("x-amz-checksum-crc32", Some("y/Q5Jg==")),
            ("x-amz-sdk-checksum-algorithm", Some("CRC32")),
            ("content-length", Some("9")),
            ("x-amz-content-sha256", Some("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")),
            ("x-amz-trailer", None),
        ],
    );
}

#[tokio::test]
async fn a_stream_has_its_checksum_behind_it() {
    let store = Canned::new(200, "");
    let stream = || SdkBody::from_body_1_x(http_body_util::Full::new(bytes::Bytes::from_static(b"123456789")));
    let body = ByteStream::new(SdkBody::retryable(stream));
    store.client().send::<Put>(Put { body, algorithm: Some("sha1".to_owned()) }).await.unwrap();
    let mut request = store.last();
    check_headers(
        &request,
        &[
            ("x-amz-checksum-sha1", None),
            ("x-amz-trailer", Some("x-amz-checksum-sha1")),
            ("x-amz-decoded-content-length", Some("9")),
            ("x-amz-content-sha256", Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER")),
            ("content-encoding", Some("aws-chunked")),
        ],
    );
    let covered = request.headers().get("authorization").unwrap();
    assert!(covered.contains("x-amz-content-sha256") && covered.contains("x-amz-trailer"), "{covered}");
    let body = std::mem::replace(request.body_mut(), SdkBody::taken());
    let body = ByteStream::new(body).collect().await.unwrap().to_vec();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "9\r\n123456789\r\n0\r\nx-amz-checksum-sha1:98O8HYCOBHMq32eZZczDTKeuNEE=\r\n\r\n"
    );
}

#[tokio::test]
async fn a_stream_that_comes_is_compared_with_its_checksum() {
    let collect = async |checksum, mode: Option<&str>| {
        let store = Canned { checksum, ..Canned::new(200, "123456789") };
        let got = store.client().send::<Get>(Get { mode: mode.map(String::from) }).await.unwrap();
        check_headers(&store.last(), &[("x-amz-checksum-mode", Some(mode.unwrap_or("ENABLED")))]);
        got.body.collect().await.map(|bytes| bytes.to_vec())
    };
    assert_eq!(collect("y/Q5Jg==", None).await.unwrap(), b"123456789");
    assert_eq!(collect("AAAAAA==", Some("DISABLED")).await.unwrap(), b"123456789");
    assert!(collect("AAAAAA==", None).await.is_err());
}

#[tokio::test]
async fn nothing_is_asked_for_where_it_is_not_wanted() {
    let store = Canned { checksum: "AAAAAA==", ..Canned::new(200, "123456789") };
    let settings = Settings {
        response_checksum_validation: Some(ResponseChecksumValidation::WhenRequired),
        ..Settings::default()
    };
    let got = store.client().overridden(&settings).send::<Get>(Get { mode: None }).await.unwrap();
    check_headers(&store.last(), &[("x-amz-checksum-mode", None)]);
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"123456789");
}

#[tokio::test]
async fn an_error_in_a_success_is_an_error_that_is_tried_again() {
    let store = Canned::new(200, "<Error><Code>InternalError</Code><Message>sorry</Message></Error>");
    let error = store.client().send::<List>(List { route: Some("a".to_owned()) }).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("InternalError"), Some("sorry")));
    assert_eq!(store.requests.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn what_is_not_there_has_a_code_without_a_body() {
    let error = Canned::new(404, "").client().send::<Get>(Get { mode: None }).await.unwrap_err();
    assert_eq!(error.code(), Some("NotFound"));
    assert!(matches!(error.into_service_error(), CannedError::NotFound(_)));
}

#[tokio::test]
async fn requests_go_where_input_and_endpoint_say() {
    let store = Canned::new(200, "");
    store.client().send::<List>(List { route: Some("a.b".to_owned()) }).await.unwrap();
    assert_eq!(store.last().uri(), "https://a.b.store.test/bucket?list");
    let error = store.client().send::<List>(List { route: Some("evil/".to_owned()) }).await.unwrap_err();
    let text = format!("{}", tinsmith::types::DisplayErrorContext(&error));
    assert!(text.contains("route") && !text.contains("evil"), "{text}");
    assert!(store.requests.lock().unwrap().is_empty());
}
