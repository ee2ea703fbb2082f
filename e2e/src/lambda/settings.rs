//! What is set for a function beside itself: who may call it, how often, and from where.

use std::fmt::Debug;

use anyhow::{Context, Result, bail, ensure};
use tinsmith_lambda::error::SdkError;
use tinsmith_lambda::operation::add_permission::AddPermissionError;
use tinsmith_lambda::operation::get_function_event_invoke_config::GetFunctionEventInvokeConfigError;
use tinsmith_lambda::types::{Cors, DestinationConfig, FunctionUrlAuthType, InvokeMode, OnFailure};

use super::World;
use crate::check::{fails_with, passes, recent, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("AddPermission", permit(world).await);
    report.step("AddPermission, of a revision that has passed", permit_too_late(world).await);
    report.step("GetPolicy", policy(world).await);
    report.step("RemovePermission", forbid(world).await);
    report.step("PutFunctionConcurrency", reserve(world).await);
    report.step("GetFunctionConcurrency", reserved(world).await);
    report.step("DeleteFunctionConcurrency", unreserve(world).await);
    report.step("CreateFunctionUrlConfig", create_url(world).await);
    report.step("GetFunctionUrlConfig", url(world).await);
    report.step("UpdateFunctionUrlConfig", update_url(world).await);
    report.step("DeleteFunctionUrlConfig", delete_url(world).await);
    report.step("PutFunctionEventInvokeConfig", put_retries(world).await);
    report.step("GetFunctionEventInvokeConfig", retries(world).await);
    report.step("UpdateFunctionEventInvokeConfig, with a date in words", update_retries(world).await);
    report.step("ListFunctionEventInvokeConfigs, with a date in words", list_retries(world).await);
    report.step("DeleteFunctionEventInvokeConfig", delete_retries(world).await);
    report.step("GetFunctionEventInvokeConfig, of a function without", absent_retries(world).await);
    report.step("GetFunctionCodeSigningConfig", signing(world).await);
}

async fn permit(world: &World) -> Result<()> {
    let call = world.client.add_permission().function_name(&world.function).statement_id("bucket");
    let call = call.action("lambda:InvokeFunction").principal("s3.amazonaws.com").source_arn("arn:aws:s3:::orders");
    let output = passes(call.source_account("123456789012").send().await)?;
    let statement = output.statement().context("statement is absent")?;
    ensure!(statement.contains("\"arn:aws:s3:::orders\""), "another statement: {statement}");
    Ok(())
}

async fn permit_too_late(world: &World) -> Result<()> {
    let call = world.client.add_permission().function_name(&world.function).statement_id("late");
    let call = call.action("lambda:InvokeFunction").principal("123456789012");
    let result = call.revision_id("00000000-0000-0000-0000-000000000000").send().await;
    let message = "The RevisionId provided does not match the latest RevisionId for the Lambda function or alias. \
                   Call the GetFunction or the GetAlias API to retrieve the latest RevisionId for your resource.";
    let is_expected = AddPermissionError::is_precondition_failed_exception;
    fails_with(result, is_expected, "PreconditionFailedException", message, 412)
}

async fn policy(world: &World) -> Result<()> {
    let output = passes(world.client.get_policy().function_name(&world.function).send().await)?;
    let policy = output.policy().context("policy is absent")?;
    ensure!(policy.contains("\"Sid\": \"bucket\""), "another policy: {policy}");
    ensure!(output.revision_id().is_some_and(|id| id.len() == 36), "no revision: {output:?}");
    Ok(())
}

async fn forbid(world: &World) -> Result<()> {
    let call = world.client.remove_permission().function_name(&world.function).statement_id("bucket");
    passes(call.send().await).map(drop)
}

async fn reserve(world: &World) -> Result<()> {
    let call = world.client.put_function_concurrency().function_name(&world.function);
    let output = passes(call.reserved_concurrent_executions(7).send().await)?;
    same("reserved_concurrent_executions", output.reserved_concurrent_executions(), Some(7))
}

async fn reserved(world: &World) -> Result<()> {
    let output = passes(world.client.get_function_concurrency().function_name(&world.function).send().await)?;
    same("reserved_concurrent_executions", output.reserved_concurrent_executions(), Some(7))
}

async fn unreserve(world: &World) -> Result<()> {
    passes(world.client.delete_function_concurrency().function_name(&world.function).send().await)?;
    let output = passes(world.client.get_function_concurrency().function_name(&world.function).send().await)?;
    same("reserved_concurrent_executions", output.reserved_concurrent_executions(), None)
}

async fn create_url(world: &World) -> Result<()> {
    let cors = Cors::builder().allow_origins("https://shop.example").allow_methods("*").max_age(60).build();
    let call = world.client.create_function_url_config().function_name(&world.function).cors(cors);
    let call = call.auth_type(FunctionUrlAuthType::None).invoke_mode(InvokeMode::ResponseStream);
    let output = passes(call.send().await)?;
    ensure!(output.function_url().starts_with("https://"), "no address: {output:?}");
    same("auth_type", output.auth_type(), &FunctionUrlAuthType::None)?;
    same("invoke_mode", output.invoke_mode(), Some(&InvokeMode::ResponseStream))
}

async fn url(world: &World) -> Result<()> {
    let output = passes(world.client.get_function_url_config().function_name(&world.function).send().await)?;
    let cors = output.cors().context("cors is absent")?;
    same("allow_origins", cors.allow_origins(), ["https://shop.example"])?;
    same("max_age", cors.max_age(), Some(60))
}

async fn update_url(world: &World) -> Result<()> {
    let call = world.client.update_function_url_config().function_name(&world.function);
    let output = passes(call.auth_type(FunctionUrlAuthType::AwsIam).send().await)?;
    same("auth_type", output.auth_type(), &FunctionUrlAuthType::AwsIam)
}

async fn delete_url(world: &World) -> Result<()> {
    passes(world.client.delete_function_url_config().function_name(&world.function).send().await).map(drop)
}

async fn put_retries(world: &World) -> Result<()> {
    let failed = OnFailure::builder().destination("arn:aws:sqs:eu-central-1:123456789012:failed").build();
    let call = world.client.put_function_event_invoke_config().function_name(&world.function).maximum_retry_attempts(0);
    let destinations = DestinationConfig::builder().on_failure(failed).build();
    let output = passes(call.destination_config(destinations).send().await)?;
    same("maximum_retry_attempts", output.maximum_retry_attempts(), Some(0))?;
    recent("last_modified", output.last_modified())
}

async fn retries(world: &World) -> Result<()> {
    let output = passes(world.client.get_function_event_invoke_config().function_name(&world.function).send().await)?;
    let failed =
        output.destination_config().and_then(|config| config.on_failure()).and_then(|place| place.destination());
    same("the destination", failed, Some("arn:aws:sqs:eu-central-1:123456789012:failed"))
}

/// Fails unless an answer is refused because a date is a text in it, where the service sends a number: the
/// server is wrong there.
fn unreadable<T: Debug, E>(result: Result<T, SdkError<E>>) -> Result<()> {
    match result {
        Ok(output) => bail!("the answer was read: {output:?}"),
        Err(SdkError::ResponseError(context)) => {
            same("the status", context.raw().status().as_u16(), 200)?;
            let reason = format!("{context:?}");
            ensure!(
                reason.contains("expected a number, found a string"),
                "it was refused for another reason: {reason}"
            );
            Ok(())
        }
        Err(_) => bail!("the call failed otherwise"),
    }
}

async fn update_retries(world: &World) -> Result<()> {
    let call = world.client.update_function_event_invoke_config().function_name(&world.function);
    unreadable(call.maximum_event_age_in_seconds(120).send().await)
}

async fn list_retries(world: &World) -> Result<()> {
    unreadable(world.client.list_function_event_invoke_configs().function_name(&world.function).send().await)
}

async fn delete_retries(world: &World) -> Result<()> {
    passes(world.client.delete_function_event_invoke_config().function_name(&world.function).send().await).map(drop)
}

async fn absent_retries(world: &World) -> Result<()> {
    let result = world.client.get_function_event_invoke_config().function_name(&world.function).send().await;
    let message = format!("The function {} doesn't have an EventInvokeConfig", world.arn(""));
    let is_expected = GetFunctionEventInvokeConfigError::is_resource_not_found_exception;
    fails_with(result, is_expected, "ResourceNotFoundException", &message, 404)
}

async fn signing(world: &World) -> Result<()> {
    let output = passes(world.client.get_function_code_signing_config().function_name(&world.function).send().await)?;
    same("function_name", output.function_name(), world.function.as_str())
}
