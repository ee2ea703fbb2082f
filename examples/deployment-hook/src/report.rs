//! Tells CodeDeploy the verdict, and the user what to do where that fails.

use std::error::Error;
use std::time::Duration;

use tinsmith_codedeploy::config::timeout::TimeoutConfig;
use tinsmith_codedeploy::config::{BehaviorVersion, Region};
use tinsmith_codedeploy::error::{ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::operation::RequestId;
use tinsmith_codedeploy::operation::put_lifecycle_event_hook_execution_status::PutLifecycleEventHookExecutionStatusError as PutError;
use tinsmith_codedeploy::{Client, Config};

use crate::event::Event;

/// Reports `status` for `event`. An error is a message for the user.
pub(crate) fn report(event: &Event, status: &str, region: String, endpoint_url: Option<String>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the asynchronous runtime cannot be started: {error}"))?;
    let client = client(region.clone(), endpoint_url);
    let call = client
        .put_lifecycle_event_hook_execution_status()
        .deployment_id(&event.deployment_id)
        .lifecycle_event_hook_execution_id(&event.execution_id)
        .status(status.into());
    runtime.block_on(call.send()).map(drop).map_err(|error| explain(&error, event, status, &region))
}

/// A client that gives up before a Lambda function is likely to be stopped, so that there is a message.
fn client(region: String, endpoint_url: Option<String>) -> Client {
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(15))
        .operation_timeout(Duration::from_secs(60))
        .build();
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region))
        .timeout_config(timeouts);
    config.set_endpoint_url(endpoint_url);
    Client::from_conf(config.build())
}

/// What went wrong, and what to do about it.
fn explain(error: &SdkError<PutError>, event: &Event, status: &str, region: &str) -> String {
    let advice = match error {
        SdkError::ServiceError(context) => advice_for(context.err(), event, status, region),
        SdkError::TimeoutError(_) => format!("CodeDeploy in {region} did not answer in time: try again"),
        SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout() => format!(
            "CodeDeploy in {region} cannot be reached: check the region and the way to it (proxy, VPC endpoint, --endpoint-url)"
        ),
        SdkError::DispatchFailure(_) => {
            "the request cannot be made: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and --endpoint-url".into()
        }
        _ => "CodeDeploy gave an answer that makes no sense; whether it has the verdict is not known".into(),
    };
    let cause = match error {
        SdkError::ServiceError(context) => in_words_of_the_service(context.err()),
        other => causes(other),
    };
    let request = error.request_id().map(|id| format!(" (request {id})")).unwrap_or_default();
    format!("{status} is not reported: {advice}\n  caused by: {cause}{request}")
}

fn advice_for(error: &PutError, event: &Event, status: &str, region: &str) -> String {
    let id = &event.deployment_id;
    match error {
        PutError::DeploymentDoesNotExistException(_) => {
            format!("there is no deployment {id} in {region}: check that region and account are the deployment's")
        }
        PutError::DeploymentIdRequiredException(_) => {
            "the deployment's id is missing: pass on `DeploymentId` of the hook's event".into()
        }
        PutError::InvalidDeploymentIdException(_) => {
            format!("`{id}` is not the id of a deployment: pass on `DeploymentId` of the hook's event, unchanged")
        }
        PutError::InvalidLifecycleEventHookExecutionIdException(_) => format!(
            "deployment {id} waits for another run of the hook: pass on `LifecycleEventHookExecutionId` of the same event, unchanged"
        ),
        PutError::InvalidLifecycleEventHookExecutionStatusException(_) => {
            format!("the hook does not take the verdict {status}: it takes `Succeeded` and `Failed`")
        }
        PutError::LifecycleEventAlreadyCompletedException(_) => format!(
            "it is too late: the hook of deployment {id} has its verdict already, or has waited for too long; look at the \
             deployment, and let the validation take less time"
        ),
        PutError::UnsupportedActionForDeploymentTypeException(_) => {
            format!("deployment {id} does not wait for verdicts: only deployments to Lambda and ECS do")
        }
        other => match other.code().unwrap_or_default() {
            "AccessDeniedException" => {
                "the credentials lack the permission codedeploy:PutLifecycleEventHookExecutionStatus".into()
            }
            "ExpiredTokenException" => "the credentials have expired: get new ones and try again".into(),
            "InvalidSignatureException" | "UnrecognizedClientException" | "MissingAuthenticationTokenException" => {
                "the credentials are not accepted: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
                    .into()
            }
            "ThrottlingException" => "CodeDeploy is asked too often: try again later".into(),
            _ => "CodeDeploy refused it: try again, and look at the deployment if it stays so".into(),
        },
    }
}

/// What the service says of its error.
fn in_words_of_the_service(error: &PutError) -> String {
    let code = error.code().unwrap_or("an error without a name");
    error.message().map_or_else(|| code.to_owned(), |message| format!("{code}: {message}"))
}

/// The causes of an error, the nearest first. What wraps another error says nothing of its own.
fn causes(error: &SdkError<PutError>) -> String {
    let mut causes: Vec<String> =
        std::iter::successors(error.source(), |&cause| cause.source()).map(ToString::to_string).collect();
    causes.dedup();
    causes.join(": ")
}
