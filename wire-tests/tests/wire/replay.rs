//! The official test clients, plugged in as they are.

use aws_smithy_http_client::test_util::{NeverClient, ReplayEvent, StaticReplayClient, capture_request};
use aws_smithy_mocks::{RuleMode, mock, mock_client};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::error::{ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::operation::get_deployment::GetDeploymentOutput;
use tinsmith_codedeploy::operation::put_lifecycle_event_hook_execution_status::{
    PutLifecycleEventHookExecutionStatusError, PutLifecycleEventHookExecutionStatusOutput,
};
use tinsmith_codedeploy::types::error::DeploymentDoesNotExistException;
use tinsmith_codedeploy::types::{DeploymentInfo, DeploymentStatus};
use tinsmith_codedeploy::{Client, Config};

use crate::common::{put, retries};

const BODY: &str = r#"{"status":"Succeeded","deploymentId":"d-A1B2C3D4E","lifecycleEventHookExecutionId":"hook-1"}"#;

fn event(status: u16, response: &'static str) -> ReplayEvent {
    ReplayEvent::new(
        http::Request::builder()
            .method("POST")
            .uri("https://codedeploy.us-east-1.amazonaws.com/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus")
            .header("x-amz-date", "20090213T233130Z")
            .body(SdkBody::from(BODY))
            .unwrap(),
        http::Response::builder().status(status).body(SdkBody::from(response)).unwrap(),
    )
}

#[tokio::test]
async fn recorded_exchanges_are_replayed() {
    let replay = StaticReplayClient::new(vec![
        event(503, ""),
        event(200, r#"{"lifecycleEventHookExecutionId":"hook-1"}"#),
        event(400, r#"{"__type":"InvalidDeploymentIdException","message":"no"}"#),
    ]);
    let config = Config::builder().with_test_defaults_v2().http_client(replay.clone()).retry_config(retries());
    let client = Client::from_conf(config.build());
    assert_eq!(put(&client).await.unwrap().lifecycle_event_hook_execution_id(), Some("hook-1"));
    let error = put(&client).await.unwrap_err().into_service_error();
    assert!(error.is_invalid_deployment_id_exception(), "{error:?}");
    assert_eq!(replay.actual_requests().count(), 3);
    replay.assert_requests_match(&[]);
}

#[tokio::test]
async fn one_request_is_captured() {
    let response = http::Response::builder().status(200).body(SdkBody::from("{}")).unwrap();
    let (http, requests) = capture_request(Some(response));
    put(&Client::from_conf(Config::builder().with_test_defaults_v2().http_client(http).build())).await.unwrap();
    let request = requests.expect_request();
    assert!(
        request.headers().get("authorization").unwrap().contains("Credential=ANOTREAL/20090213/us-east-1/codedeploy/")
    );
}

#[tokio::test]
async fn a_client_that_never_answers_times_out() {
    let timeouts = TimeoutConfig::builder().operation_timeout(std::time::Duration::from_millis(30)).build();
    let config = Config::builder().with_test_defaults_v2().http_client(NeverClient::new()).timeout_config(timeouts);
    let error = put(&Client::from_conf(config.build())).await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
}

#[tokio::test]
async fn mocked_outputs_and_errors() {
    let info = || DeploymentInfo::builder().status(DeploymentStatus::InProgress).build();
    let found = mock!(Client::get_deployment)
        .match_requests(|request| request.deployment_id() == Some("d-1"))
        .then_output(move || GetDeploymentOutput::builder().deployment_info(info()).build());
    let reported = mock!(Client::put_lifecycle_event_hook_execution_status)
        .match_requests(|request| request.deployment_id() == Some("d-A1B2C3D4E"))
        .then_error(|| {
            let error = DeploymentDoesNotExistException::builder().message("no such deployment").build();
            PutLifecycleEventHookExecutionStatusError::DeploymentDoesNotExistException(error)
        });
    let client = mock_client!(tinsmith_codedeploy, RuleMode::MatchAny, [&found, &reported]);
    let output = client.get_deployment().deployment_id("d-1").send().await.unwrap();
    assert_eq!(output.deployment_info().unwrap().status(), Some(&DeploymentStatus::InProgress));
    let error = put(&client).await.unwrap_err().into_service_error();
    assert!(error.is_deployment_does_not_exist_exception(), "{error:?}");
    assert_eq!((found.num_calls(), reported.num_calls()), (1, 1));
}

/// Failures and then success, of one rule: the client retries between them.
#[tokio::test]
async fn a_mocked_sequence_is_retried_through() {
    let output =
        || PutLifecycleEventHookExecutionStatusOutput::builder().lifecycle_event_hook_execution_id("hook-1").build();
    let throttled = || {
        PutLifecycleEventHookExecutionStatusError::generic(ErrorMetadata::builder().code("ThrottlingException").build())
    };
    let rule = mock!(Client::put_lifecycle_event_hook_execution_status)
        .sequence()
        .http_status(503, None)
        .error(throttled)
        .output(output)
        .build();
    let client =
        mock_client!(tinsmith_codedeploy, RuleMode::Sequential, [&rule], |config| config.retry_config(retries()));
    assert_eq!(put(&client).await.unwrap().lifecycle_event_hook_execution_id(), Some("hook-1"));
    assert_eq!(rule.num_calls(), 3);
}

#[tokio::test]
async fn a_mocked_response_is_parsed() {
    let rule = mock!(Client::put_lifecycle_event_hook_execution_status).then_http_response(|| {
        let body = r#"{"__type":"NewException","message":"something new"}"#;
        http::Response::builder().status(400).body(SdkBody::from(body)).unwrap().try_into().unwrap()
    });
    let client = mock_client!(tinsmith_codedeploy, [&rule]);
    let error = put(&client).await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("NewException"), Some("something new")));
}
