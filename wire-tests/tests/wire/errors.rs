//! Error responses, and the variants that they become.

use tinsmith_codedeploy::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::operation::RequestId;
use tinsmith_codedeploy::operation::put_lifecycle_event_hook_execution_status::PutLifecycleEventHookExecutionStatusError as PutError;
use tinsmith_codedeploy::types::error;
use tinsmith_wire_tests::server::{Reply, Server};

use crate::common::{chain, client, put};

const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.1");
const ID: (&str, &str) = ("x-amzn-requestid", "request-77");

/// The error that `reply` becomes; it is not retried.
async fn error_of(reply: Reply) -> SdkError<PutError> {
    let server = Server::playing([reply]).await;
    let error = put(&client(&server)).await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "{error:?}");
    error
}

async fn service_error(reply: Reply) -> PutError {
    match error_of(reply).await {
        SdkError::ServiceError(context) => {
            assert_eq!(context.raw().status().as_u16(), 400);
            context.into_err()
        }
        other => panic!("{other:?}"),
    }
}

/// All the ways in which a service may name an error.
fn namings(code: &str) -> Vec<(Vec<(&'static str, String)>, String)> {
    let header = |value: String| vec![("x-amzn-errortype", value)];
    let message = r#""message":"it went wrong""#;
    vec![
        (vec![], format!(r#"{{"__type":"{code}",{message}}}"#)),
        (vec![], format!(r#"{{"__type":"com.amazonaws.codedeploy.v20141006#{code}",{message}}}"#)),
        (vec![], format!(r#"{{"__type":"{code}:http://internal.amazon.com/coral/",{message}}}"#)),
        (vec![], format!(r#"{{"code":"{code}",{message}}}"#)),
        (vec![], format!(r#"{{"code":"aws.protocoltests#{code}:http://x.y/",{message}}}"#)),
        (vec![], format!(r#"{{{message},"__type":"{code}"}}"#)),
        (vec![], format!(r#"{{"code":"Other",{message},"unknown":[[{{}}]],"__type":"{code}"}}"#)),
        (vec![], format!(r#"{{"__type":"{code}",{message},"code":400}}"#)),
        (header(code.into()), format!("{{{message}}}")),
        (
            header(format!("{code}:http://internal.amazon.com/coral/com.amazonaws.codedeploy/")),
            format!("{{{message}}}"),
        ),
        (header(format!("com.amazonaws.codedeploy#{code}:http://x.y/")), format!("{{{message}}}")),
        (header(code.into()), format!(r#"{{"__type":"Other",{message}}}"#)),
        (vec![], format!(r#"{{"__type":"{code}","Message":"it went wrong"}}"#)),
    ]
}

type IsIt = fn(&PutError) -> bool;

#[track_caller]
fn check(error: &PutError, code: &str, is_it: IsIt, what: &str) {
    assert!(is_it(error), "{what}: {error:?}");
    assert_eq!((error.code(), error.message()), (Some(code), Some("it went wrong")), "{what}");
    assert_eq!((error.meta().code(), error.request_id()), (Some(code), Some("request-77")), "{what}");
    assert_eq!(error.to_string(), format!("{code}: it went wrong"), "{what}");
}

#[tokio::test]
async fn each_of_the_seven_errors_reaches_its_variant() {
    let seven: [(&str, IsIt); 7] = [
        ("DeploymentDoesNotExistException", PutError::is_deployment_does_not_exist_exception),
        ("DeploymentIdRequiredException", PutError::is_deployment_id_required_exception),
        ("InvalidDeploymentIdException", PutError::is_invalid_deployment_id_exception),
        (
            "InvalidLifecycleEventHookExecutionIdException",
            PutError::is_invalid_lifecycle_event_hook_execution_id_exception,
        ),
        (
            "InvalidLifecycleEventHookExecutionStatusException",
            PutError::is_invalid_lifecycle_event_hook_execution_status_exception,
        ),
        ("LifecycleEventAlreadyCompletedException", PutError::is_lifecycle_event_already_completed_exception),
        ("UnsupportedActionForDeploymentTypeException", PutError::is_unsupported_action_for_deployment_type_exception),
    ];
    for (code, is_it) in seven {
        for (headers, body) in namings(code) {
            let what = format!("{headers:?} {body}");
            let mut all = vec![JSON, ID];
            all.extend(headers.iter().map(|(name, value)| (*name, &**value)));
            let error = service_error(Reply::new(400, &all, &body)).await;
            check(&error, code, is_it, &what);
            assert_eq!(seven.iter().filter(|(_, is_it)| is_it(&error)).count(), 1, "{what}");
        }
    }
}

#[tokio::test]
async fn the_structure_of_an_error_is_filled() {
    let body = r#"{"__type":"DeploymentDoesNotExistException","message":"no d-1","more":{"a":1}}"#;
    let error = service_error(Reply::new(400, &[JSON, ID], body)).await;
    let PutError::DeploymentDoesNotExistException(error) = error else { panic!("{error:?}") };
    assert_eq!((error.message.as_deref(), error.request_id()), (Some("no d-1"), Some("request-77")));
    let built = error::DeploymentDoesNotExistException::builder().message("no d-1").build();
    assert_eq!(built.to_string(), error.to_string());
}

/// The model says `message`, many services send `Message`.
#[tokio::test]
async fn a_message_in_another_case_reaches_the_structure() {
    let body = r#"{"__type":"DeploymentDoesNotExistException","Message":"no d-1"}"#;
    let error = service_error(Reply::new(400, &[JSON, ID], body)).await;
    let PutError::DeploymentDoesNotExistException(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.message(), error.to_string().as_str()),
        (Some("no d-1"), "DeploymentDoesNotExistException: no d-1")
    );
}

#[tokio::test]
async fn an_error_of_the_service_converts_to_the_crates_own() {
    let error = error_of(Reply::error(400, "DeploymentDoesNotExistException", "no d-1")).await;
    let error = tinsmith_codedeploy::Error::from(error);
    assert!(matches!(&error, tinsmith_codedeploy::Error::DeploymentDoesNotExistException(_)), "{error:?}");
    assert_eq!((error.code(), error.request_id()), (Some("DeploymentDoesNotExistException"), Some("request-1")));
}

#[track_caller]
fn unhandled(error: &PutError) -> (Option<&str>, Option<&str>, Option<&str>) {
    #[allow(deprecated)]
    let is_unhandled = matches!(error, PutError::Unhandled(_));
    assert!(is_unhandled, "{error:?}");
    (error.code(), error.message(), error.request_id())
}

#[tokio::test]
async fn an_error_that_the_model_does_not_have_keeps_what_it_says() {
    let body = r#"{"__type":"a.b#NewException:http://x/","message":"something new"}"#;
    let error = service_error(Reply::new(400, &[JSON, ID], body)).await;
    assert_eq!(unhandled(&error), (Some("NewException"), Some("something new"), Some("request-77")));
    assert_eq!(error.to_string(), "unhandled error (NewException)");
    let shown = DisplayErrorContext(&error).to_string();
    assert!(shown.contains("something new") && shown.contains("request-77"), "{shown}");
}

/// An error of another operation is unknown to this one.
#[tokio::test]
async fn an_error_of_another_operation_is_unhandled() {
    let error = service_error(Reply::error(400, "ApplicationDoesNotExistException", "no app")).await;
    assert_eq!(unhandled(&error), (Some("ApplicationDoesNotExistException"), Some("no app"), Some("request-1")));
}

#[tokio::test]
async fn error_bodies_may_be_anything() {
    let cases: &[(&str, Option<&str>, Option<&str>)] = &[
        ("", None, None),
        ("{}", None, None),
        ("null", None, None),
        ("[]", None, None),
        ("<html>502 Bad Gateway</html>", None, None),
        ("{", None, None),
        (r#"{"__type":"#, None, None),
        (r#"{"__type":"Trunca"#, None, None),
        (r#"{"__type":"NewException","mess"#, Some("NewException"), None),
        (r#"{"__type":"NewException","message":"cut o"#, Some("NewException"), None),
        (r#"{"__type":12,"message":["no"]}"#, None, None),
        (r#"{"__type":null,"message":null}"#, None, None),
        (r#"{"__type":"","message":""}"#, Some(""), Some("")),
        (r#"{"__type":"NewException"} and more"#, Some("NewException"), None),
    ];
    for (body, code, message) in cases {
        let error = service_error(Reply::new(400, &[JSON, ID], body)).await;
        assert_eq!(unhandled(&error), (*code, *message, Some("request-77")), "{body}");
    }
    let invalid = service_error(Reply::new(400, &[ID], b"{\"__type\":\"New\xff\"}")).await;
    assert_eq!(unhandled(&invalid), (None, None, Some("request-77")));
}

/// A known code with a body that its structure cannot be read from: the code is still known.
#[tokio::test]
async fn a_known_error_with_a_broken_body_is_unhandled_with_its_cause() {
    let body = r#"{"__type":"DeploymentDoesNotExistException","message":[1]}"#;
    let error = service_error(Reply::new(400, &[JSON, ID], body)).await;
    assert_eq!(unhandled(&error), (Some("DeploymentDoesNotExistException"), None, Some("request-77")));
    assert_eq!(
        chain(&error),
        "unhandled error (DeploymentDoesNotExistException): unreadable response to \
         PutLifecycleEventHookExecutionStatus: expected a string, found an array at byte 54"
    );
}

#[tokio::test]
async fn a_known_error_by_its_header_alone() {
    let headers = [("x-amzn-errortype", "InvalidDeploymentIdException"), ID];
    let error = service_error(Reply::new(400, &headers, "")).await;
    assert!(error.is_invalid_deployment_id_exception(), "{error:?}");
    assert_eq!((error.message(), error.to_string().as_str()), (None, "InvalidDeploymentIdException"));
}

#[tokio::test]
async fn without_a_request_id_there_is_none() {
    let error = service_error(Reply::new(400, &[], r#"{"__type":"X"}"#)).await;
    assert_eq!(error.request_id(), None);
}

#[tokio::test]
async fn success_has_its_request_id_too() {
    let server = Server::playing([crate::common::done()]).await;
    assert_eq!(put(&client(&server)).await.unwrap().request_id(), Some("request-1"));
}
