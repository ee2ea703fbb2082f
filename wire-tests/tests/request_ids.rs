//! Both ids by which S3 knows a request, wherever there was an answer: AWS's support asks for them.

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_types::body::SdkBody;
use tinsmith_s3::config::{BehaviorVersion, Credentials, Region, retry::RetryConfig};
use tinsmith_s3::error::SdkError;
use tinsmith_s3::operation::{RequestId, RequestIdExt};
use tinsmith_s3::{Client, Config, Error};

const MISSING: &str = "<Error><Code>NoSuchKey</Code><Message>gone</Message><RequestId>id-1</RequestId></Error>";
const DENIED: &str = "<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>id-1</RequestId></Error>";

/// A client to which every call is answered so, with both ids in headers.
fn client(status: u16, body: &'static str) -> Client {
    let answer = infallible_client_fn(move |_| {
        let response = http::Response::builder().status(status).header("x-amz-request-id", "id-1");
        response.header("x-amz-id-2", "id-2").body(SdkBody::from(body)).unwrap()
    });
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .retry_config(RetryConfig::disabled())
        .http_client(answer);
    Client::from_conf(config.build())
}

#[track_caller]
fn check(subject: &(impl RequestId + RequestIdExt)) {
    assert_eq!((subject.request_id(), subject.extended_request_id()), (Some("id-1"), Some("id-2")));
}

#[tokio::test]
async fn of_outputs() {
    check(&client(200, "").delete_object().bucket("b").key("k").send().await.unwrap());
    let object = client(200, "content").get_object().bucket("b").key("k").send().await.unwrap();
    check(&object);
    assert_eq!(object.body.collect().await.unwrap().into_bytes(), "content");
}

#[tokio::test]
async fn of_errors_the_model_names() {
    let result = client(404, MISSING).get_object().bucket("b").key("k").send().await;
    assert_eq!(result.extended_request_id(), Some("id-2"));
    let error = result.unwrap_err();
    check(&error);
    let error = error.into_service_error();
    check(&error);
    check(&Error::from(error));
}

#[tokio::test]
async fn of_errors_it_does_not_name() {
    for error in [
        Error::from(client(403, DENIED).get_object().bucket("b").key("k").send().await.unwrap_err()),
        Error::from(client(403, DENIED).delete_bucket().bucket("b").send().await.unwrap_err()),
    ] {
        check(&error);
    }
}

#[tokio::test]
async fn of_answers_that_cannot_be_read() {
    let error = client(200, "<not").list_objects_v2().bucket("b").send().await.unwrap_err();
    assert!(!matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!(error.extended_request_id(), Some("id-2"));
}
