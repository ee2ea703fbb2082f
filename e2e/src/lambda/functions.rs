//! Functions: created, read, listed, changed, tagged and deleted.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tinsmith_lambda::client::Waiters;
use tinsmith_lambda::operation::create_function::CreateFunctionError;
use tinsmith_lambda::operation::delete_function::DeleteFunctionError;
use tinsmith_lambda::operation::get_function::GetFunctionError;
use tinsmith_lambda::types::{
    Architecture, Environment, FunctionCode, LastUpdateStatus, PackageType, Runtime, State, TracingConfig, TracingMode,
};

use super::{ROLE, World, archive};
use crate::check::{fails_with, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("CreateFunction", create(world).await);
    report.step("CreateFunction, of a name that is taken", create_again(world).await);
    report.step("GetFunction", get(world).await);
    report.step("GetFunction, of one that does not exist", get_absent(world).await);
    report.step("GetFunctionConfiguration", configuration(world).await);
    report.step("GetFunction, until it is active", wait(world).await);
    report.step("ListFunctions", list(world).await);
    report.step("UpdateFunctionConfiguration", update(world).await);
    report.step("UpdateFunctionCode", update_code(world).await);
    report.step("TagResource", tag(world).await);
    report.step("ListTags", tags(world).await);
    report.step("UntagResource", untag(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("DeleteFunction", delete(world).await);
    report.step("DeleteFunction, of one that does not exist", delete_again(world).await);
}

async fn create(world: &World) -> Result<()> {
    let call = world
        .client
        .create_function()
        .function_name(&world.function)
        .runtime(Runtime::Python312)
        .role(ROLE)
        .handler("main.handle")
        .description("Says hello, ünïcode and \"quotes\" included")
        .timeout(30)
        .memory_size(256)
        .architectures(Architecture::Arm64)
        .environment(Environment::builder().variables("GREETING", "hello & good day").build())
        .tracing_config(TracingConfig::builder().mode(TracingMode::Active).build())
        .code(FunctionCode::builder().zip_file(archive()).build())
        .tags("team", "checkout");
    let output = passes(call.send().await)?;
    same("function_arn", output.function_arn(), Some(world.arn("").as_str()))?;
    same("state", output.state(), Some(&State::Active))?;
    same("version", output.version(), Some("$LATEST"))
}

async fn create_again(world: &World) -> Result<()> {
    let call = world.client.create_function().function_name(&world.function).runtime(Runtime::Python312).role(ROLE);
    let code = FunctionCode::builder().zip_file(archive()).build();
    let message = format!("Function already exist: {}", world.function);
    let is_expected = CreateFunctionError::is_resource_conflict_exception;
    fails_with(call.code(code).send().await, is_expected, "ResourceConflictException", &message, 409)
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_function().function_name(&world.function).send().await)?;
    same("the tags", output.tags().context("tags are absent")?, &HashMap::from([("team".into(), "checkout".into())]))?;
    let code = output.code().context("code is absent")?;
    same("repository_type", code.repository_type(), Some("S3"))?;
    ensure!(code.location().is_some_and(|link| link.starts_with("https://")), "no link: {code:?}");
    let settings = output.configuration().context("configuration is absent")?;
    same("runtime", settings.runtime(), Some(&Runtime::Python312))?;
    same("memory_size", settings.memory_size(), Some(256))?;
    same("timeout", settings.timeout(), Some(30))?;
    same("package_type", settings.package_type(), Some(&PackageType::Zip))?;
    same("architectures", settings.architectures(), [Architecture::Arm64])?;
    same("code_size", settings.code_size(), 22)?;
    same("last_update_status", settings.last_update_status(), Some(&LastUpdateStatus::Successful))?;
    same("description", settings.description(), Some("Says hello, ünïcode and \"quotes\" included"))?;
    let variables = settings.environment().and_then(|environment| environment.variables());
    same("GREETING", variables.and_then(|all| all.get("GREETING")).map(String::as_str), Some("hello & good day"))?;
    ensure!(!format!("{settings:?}").contains("good day"), "the environment is printed");
    let mode = settings.tracing_config().and_then(|tracing| tracing.mode());
    same("tracing_config", mode, Some(&TracingMode::Active))
}

async fn get_absent(world: &World) -> Result<()> {
    let result = world.client.get_function().function_name("no-such-function").send().await;
    let message = "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:no-such-function";
    let is_expected = |error: &GetFunctionError| matches!(error, GetFunctionError::ResourceNotFoundException(_));
    fails_with(result, is_expected, "ResourceNotFoundException", message, 404)
}

async fn configuration(world: &World) -> Result<()> {
    let call = world.client.get_function_configuration().function_name(world.arn("")).qualifier("$LATEST");
    let output = passes(call.send().await)?;
    same("function_name", output.function_name(), Some(world.function.as_str()))?;
    same("function_arn", output.function_arn(), Some(world.arn(":$LATEST").as_str()))
}

async fn wait(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_function_active_v2().function_name(&world.function);
    match waiter.wait(Duration::from_secs(60)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}

async fn list(world: &World) -> Result<()> {
    let mut items = world.client.list_functions().into_paginator().items().send();
    let mut found = 0;
    while let Some(function) = items.next().await {
        found += usize::from(passes(function)?.function_name() == Some(&world.function));
    }
    same("the number of times that the function is listed", found, 1)
}

async fn update(world: &World) -> Result<()> {
    let environment = Environment::builder().variables("GREETING", "moin").build();
    let call = world.client.update_function_configuration().function_name(&world.function).environment(environment);
    let output = passes(call.memory_size(512).description("").send().await)?;
    same("memory_size", output.memory_size(), Some(512))?;
    same("description", output.description(), Some(""))?;
    same("timeout", output.timeout(), Some(30))
}

async fn update_code(world: &World) -> Result<()> {
    let before = passes(world.client.get_function_configuration().function_name(&world.function).send().await)?;
    let call = world.client.update_function_code().function_name(&world.function).zip_file(archive());
    let output = passes(call.send().await)?;
    same("code_sha256", output.code_sha256(), before.code_sha256())
}

async fn tag(world: &World) -> Result<()> {
    passes(world.client.tag_resource().resource(world.arn("")).tags("stage", "prüfung").send().await).map(drop)
}

async fn tags(world: &World) -> Result<()> {
    let output = passes(world.client.list_tags().resource(world.arn("")).send().await)?;
    let expected =
        HashMap::from([("team".to_owned(), "checkout".to_owned()), ("stage".to_owned(), "prüfung".to_owned())]);
    same("the tags", output.tags(), Some(&expected))
}

async fn untag(world: &World) -> Result<()> {
    let call = world.client.untag_resource().resource(world.arn("")).tag_keys("team").tag_keys("stage");
    passes(call.send().await)?;
    let output = passes(world.client.list_tags().resource(world.arn("")).send().await)?;
    same("the number of tags", output.tags().map_or(0, HashMap::len), 0)
}

async fn delete(world: &World) -> Result<()> {
    let output = passes(world.client.delete_function().function_name(&world.function).send().await)?;
    same("the status", output.status_code(), 204)
}

async fn delete_again(world: &World) -> Result<()> {
    let result = world.client.delete_function().function_name(&world.function).send().await;
    let message = format!("Function not found: {}", world.arn(""));
    let is_expected = DeleteFunctionError::is_resource_not_found_exception;
    fails_with(result, is_expected, "ResourceNotFoundException", &message, 404)
}
