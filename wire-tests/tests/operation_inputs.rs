//! The endpoint tests of models that say which call they are about (`operationInputs`): the call is made by the
//! generated client, and its request goes where the test says, signed as it says.
//!
//! That is what shows that parameters are bound: to members of inputs, to paths into them, to what an operation
//! fixes, and to the client's configuration and credentials.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;
use serde_json::Value;
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::json::{JsonStyle, Reader, read_structure};
use tinsmith::operation::Call;
use tinsmith::shape::Structure;
use tinsmith::types::{Credentials, HttpRequest, Region, RetryConfig, SharedCredentialsProvider, SharedHttpClient};
use tinsmith_dynamodb::operation::{batch_get_item, describe_table, list_tables};
use tinsmith_s3::operation::write_get_object_response;
use tinsmith_s3::operation::{create_bucket, get_object, list_buckets, list_directory_buckets, list_objects};

/// What came of a call: its request, if it got that far, and the reason if it did not.
type Outcome = Result<HttpRequest, String>;

/// The endpoint tests of a model of this repository.
fn cases(model: &str) -> Vec<Value> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../models")).join(model);
    let model: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let shapes = model["shapes"].as_object().unwrap();
    let tests = shapes.values().find_map(|shape| shape["traits"].get("smithy.rules#endpointTests")).unwrap();
    tests["testCases"].as_array().unwrap().clone()
}

/// The settings of a client with these built-in parameters.
fn settings(built_ins: &Value) -> Settings {
    let mut settings = Settings { retry_config: Some(RetryConfig::disabled()), ..Settings::default() };
    let mut credentials = Credentials::builder().access_key_id("key").secret_access_key("secret");
    for (name, value) in built_ins.as_object().into_iter().flatten() {
        let (text, flag) = (|| value.as_str().unwrap().to_owned(), || value.as_bool().unwrap());
        match name.as_str() {
            "AWS::Region" => settings.region = Some(Region::new(text())),
            "AWS::UseFIPS" => settings.use_fips = Some(flag()),
            "AWS::UseDualStack" => settings.use_dual_stack = Some(flag()),
            "SDK::Endpoint" => settings.endpoint_url = Some(text()),
            "AWS::Auth::AccountId" => credentials.set_account_id(Some(text().into())),
            "AWS::Auth::AccountIdEndpointMode" => settings.account_id_endpoint_mode = Some(text().parse().unwrap()),
            "AWS::S3::Accelerate" => settings.set_client_param("Accelerate", Some(flag().into())),
            "AWS::S3::ForcePathStyle" => settings.set_client_param("ForcePathStyle", Some(flag().into())),
            "AWS::S3::UseArnRegion" => settings.set_client_param("UseArnRegion", Some(flag().into())),
            "AWS::S3::UseGlobalEndpoint" => settings.set_client_param("UseGlobalEndpoint", Some(flag().into())),
            "AWS::S3::DisableMultiRegionAccessPoints" => {
                settings.set_client_param("DisableMultiRegionAccessPoints", Some(flag().into()));
            }
            other => panic!("no setting for {other}"),
        }
    }
    settings.credentials_provider = Some(SharedCredentialsProvider::new(credentials.provider_name("test").build()));
    settings
}

/// Makes a call of `C` as `input` says.
async fn call<C: Call>(input: &Value) -> Outcome {
    let requests = Requests::default();
    let mut settings = settings(&input["builtInParams"]);
    settings.http_client = Some(requests.clone().client());
    for (name, value) in input["clientParams"].as_object().into_iter().flatten() {
        let name: &'static str = Box::leak(name.clone().into_boxed_str());
        settings.set_client_param(name, Some(value.as_bool().unwrap().into()));
    }
    let mut structure = C::Input::empty();
    let params =
        if input["operationParams"].is_null() { "{}".to_owned() } else { input["operationParams"].to_string() };
    read_structure(JsonStyle::AWS_JSON, &mut Reader::new(params.as_bytes()).unwrap(), &mut structure).unwrap();
    match Core::new(C::OPERATION.service, Arc::new(settings)).send::<C>(structure).await {
        Err(error) if error.as_service_error().is_none() && error.raw_response().is_none() => {
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            Err(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
        }
        _ => requests.call(),
    }
}

/// The requests of one call, in their order.
#[derive(Clone, Debug, Default)]
struct Requests(Arc<Mutex<Vec<HttpRequest>>>);

impl Requests {
    /// A client that keeps requests here, and answers each with a session, which most take for an empty output.
    fn client(self) -> SharedHttpClient {
        let client = infallible_client_fn(move |request| {
            self.0.lock().unwrap().push(HttpRequest::try_from(request).unwrap());
            let session = "<CreateSessionResult><Credentials><AccessKeyId>session</AccessKeyId>\
                <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>\
                <Expiration>2999-12-31T00:00:00Z</Expiration></Credentials></CreateSessionResult>";
            http::Response::new(SdkBody::from(session))
        });
        tinsmith::types::IntoShared::into_shared(client)
    }

    /// The request of the call itself. One for a session that came before has gone to the same host.
    fn call(&self) -> Outcome {
        let mut requests = std::mem::take(&mut *self.0.lock().unwrap());
        let call = requests.pop().ok_or("no request")?;
        let authority = |request: &HttpRequest| request.uri().parse::<http::Uri>().unwrap().authority().cloned();
        match requests.as_slice() {
            [] => Ok(call),
            [session] if session.uri().ends_with("?session") && authority(session) == authority(&call) => Ok(call),
            others => Err(format!("requests of which nothing was said: {others:?}")),
        }
    }
}

/// Makes the call of a client that `input` is about.
async fn make(input: &Value) -> Outcome {
    match input["operationName"].as_str().unwrap() {
        "BatchGetItem" => call::<batch_get_item::BatchGetItemInput>(input).await,
        "DescribeTable" => call::<describe_table::DescribeTableInput>(input).await,
        "ListTables" => call::<list_tables::ListTablesInput>(input).await,
        "CreateBucket" => call::<create_bucket::CreateBucketInput>(input).await,
        "GetObject" => call::<get_object::GetObjectInput>(input).await,
        "ListBuckets" => call::<list_buckets::ListBucketsInput>(input).await,
        "ListDirectoryBuckets" => call::<list_directory_buckets::ListDirectoryBucketsInput>(input).await,
        "ListObjects" => call::<list_objects::ListObjectsInput>(input).await,
        "WriteGetObjectResponse" => call::<write_get_object_response::WriteGetObjectResponseInput>(input).await,
        other => panic!("no call of {other}"),
    }
}

/// What is wrong with the outcome, if anything is.
fn fault(case: &Value, outcome: Outcome) -> Option<String> {
    let expect = &case["expect"];
    match (&expect["endpoint"], &expect["error"], outcome) {
        (Value::Null, Value::String(expected), Err(error)) => {
            (!error.contains(expected)).then(|| format!("expected {expected}, found {error}"))
        }
        (endpoint @ Value::Object(_), Value::Null, outcome) => match (scheme(endpoint), outcome) {
            (Some(scheme), Ok(request)) => {
                fault_of_url(endpoint, &request).or_else(|| fault_of_scheme(scheme, &request))
            }
            (None, Ok(request)) => fault_of_url(endpoint, &request),
            (_, Err(error)) => Some(format!("expected {endpoint}, found {error}")),
        },
        (_, error, Ok(request)) => Some(format!("expected {error}, found {}", request.uri())),
        (endpoint, _, Err(error)) => Some(format!("expected {endpoint}, found {error}")),
    }
}

/// The scheme that an endpoint prefers.
fn scheme(endpoint: &Value) -> Option<&Value> {
    endpoint["properties"]["authSchemes"].as_array()?.first()
}

fn fault_of_url(endpoint: &Value, request: &HttpRequest) -> Option<String> {
    let expected = endpoint["url"].as_str().unwrap();
    let (scheme, rest) = expected.split_once("://").unwrap();
    let (found_scheme, found) = request.uri().split_once("://").unwrap();
    // What an operation has before the host is no part of the endpoint.
    let is_prefixed = found.split_once('.').is_some_and(|(_, found)| found.starts_with(rest));
    let is_fine = scheme == found_scheme && (found.starts_with(rest) || is_prefixed);
    (!is_fine).then(|| format!("expected {expected}, found {}", request.uri()))
}

fn fault_of_scheme(scheme: &Value, request: &HttpRequest) -> Option<String> {
    let authorization = request.headers().get("authorization").unwrap_or_default();
    let text = |name: &str| scheme[name].as_str().map(String::from);
    let service = text("signingName")?;
    let regional = || Some(format!("/{}/{service}/aws4_request,", text("signingRegion")?));
    let (algorithm, scope, region_set) = match scheme["name"].as_str()? {
        "sigv4" => ("AWS4-HMAC-SHA256 Credential=key/", regional()?, None),
        "sigv4-s3express" => ("AWS4-HMAC-SHA256 Credential=session/", regional()?, None),
        "sigv4a" => {
            let regions = scheme["signingRegionSet"].as_array()?.iter().filter_map(Value::as_str);
            let regions: Vec<&str> = regions.collect();
            ("AWS4-ECDSA-P256-SHA256 Credential=key/", format!("/{service}/aws4_request,"), Some(regions.join(",")))
        }
        other => return Some(format!("signed for {other}: {authorization}")),
    };
    let is_fine = authorization.starts_with(algorithm)
        && authorization.contains(&scope)
        && request.headers().get("x-amz-region-set") == region_set.as_deref()
        && request.headers().get("x-amz-s3session-token").is_some() == (scheme["name"] == "sigv4-s3express");
    (!is_fine).then(|| format!("expected {scheme}, found {authorization}"))
}

/// Makes the calls of all cases that say which; gives how many there were.
async fn check(model: &str) -> usize {
    let (mut faults, mut count) = (Vec::new(), 0);
    for case in cases(model) {
        for input in case["operationInputs"].as_array().into_iter().flatten() {
            count += 1;
            if let Some(fault) = fault(&case, make(input).await) {
                faults.push(format!("{}: {input}: {fault}", case["documentation"]));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count} are wrong\n{}", faults.len(), faults.join("\n"));
    count
}

#[tokio::test]
async fn calls_of_dynamodb_go_where_its_model_says() {
    let count = check("dynamodb/dynamodb.json").await;
    assert!(count > 100, "only {count} cases");
}

#[tokio::test]
async fn calls_of_s3_go_where_its_model_says() {
    let count = check("s3/s3.json").await;
    assert!(count > 150, "only {count} cases");
}
