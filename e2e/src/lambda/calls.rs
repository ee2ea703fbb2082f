//! Calls of a function.

use anyhow::Result;
use tinsmith_lambda::operation::invoke::InvokeError;
use tinsmith_lambda::primitives::{Blob, ByteStream};
use tinsmith_lambda::types::{InvocationType, LogType};

use super::World;
use crate::check::{fails_with, passes, same};
use crate::report::Report;

/// What is sent, and comes back.
const PAYLOAD: &str = r#"{"name": "Zoë"}"#;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("Invoke", invoke(world).await);
    report.step("Invoke, without waiting", invoke_event(world).await);
    report.step("Invoke, as a trial", invoke_dry(world).await);
    report.step("Invoke, of a function that does not exist", invoke_absent(world).await);
    report.step("InvokeAsync", invoke_async(world).await);
}

async fn invoke(world: &World) -> Result<()> {
    let call = world.client.invoke().function_name(&world.function).log_type(LogType::None);
    let output = passes(call.payload(Blob::new(PAYLOAD)).send().await)?;
    same("status_code", output.status_code(), 200)?;
    same("function_error", output.function_error(), None)?;
    same("payload", output.payload().map(Blob::as_ref), Some(PAYLOAD.as_bytes()))
}

async fn invoke_event(world: &World) -> Result<()> {
    let call = world.client.invoke().function_name(world.arn("")).invocation_type(InvocationType::Event);
    same("status_code", passes(call.payload(Blob::new(PAYLOAD)).send().await)?.status_code(), 202)
}

async fn invoke_dry(world: &World) -> Result<()> {
    let call = world.client.invoke().function_name(&world.function).invocation_type(InvocationType::DryRun);
    same("status_code", passes(call.send().await)?.status_code(), 204)
}

async fn invoke_absent(world: &World) -> Result<()> {
    let result = world.client.invoke().function_name("no-such-function").send().await;
    let message = "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:no-such-function";
    fails_with(result, InvokeError::is_resource_not_found_exception, "ResourceNotFoundException", message, 404)
}

#[expect(deprecated, reason = "the server implements it, so it is called")]
async fn invoke_async(world: &World) -> Result<()> {
    let arguments = ByteStream::from_static(PAYLOAD.as_bytes());
    let call = world.client.invoke_async().function_name(&world.function).invoke_args(arguments);
    same("status", passes(call.send().await)?.status(), 202)
}
