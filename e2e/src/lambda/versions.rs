//! Versions and aliases.

use anyhow::{Context, Result, ensure};
use tinsmith_lambda::operation::get_alias::GetAliasError;
use tinsmith_lambda::types::AliasRoutingConfiguration;

use super::World;
use crate::check::{fails_with, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PublishVersion", publish(world).await);
    report.step("ListVersionsByFunction", list(world).await);
    report.step("CreateAlias", create_alias(world).await);
    report.step("GetAlias", get_alias(world).await);
    report.step("UpdateAlias", update_alias(world).await);
    report.step("ListAliases", list_aliases(world).await);
    report.step("DeleteAlias", delete_alias(world).await);
    report.step("GetAlias, of one that does not exist", get_absent_alias(world).await);
}

async fn publish(world: &World) -> Result<()> {
    let call = world.client.publish_version().function_name(&world.function).description("The first");
    let output = passes(call.send().await)?;
    same("version", output.version(), Some("1"))?;
    same("function_arn", output.function_arn(), Some(world.arn(":1").as_str()))
}

async fn list(world: &World) -> Result<()> {
    let call = world.client.list_versions_by_function().function_name(&world.function);
    let versions: Result<Vec<_>, _> = call.into_paginator().items().send().collect().await;
    let versions = passes(versions)?;
    let names: Vec<_> = versions.iter().map(|version| version.version()).collect();
    same("the versions", names, [Some("$LATEST"), Some("1")])
}

async fn create_alias(world: &World) -> Result<()> {
    let call = world.client.create_alias().function_name(&world.function).name("live").function_version("1");
    let output = passes(call.description("What customers get").send().await)?;
    same("alias_arn", output.alias_arn(), Some(world.arn(":live").as_str()))
}

async fn get_alias(world: &World) -> Result<()> {
    let output = passes(world.client.get_alias().function_name(&world.function).name("live").send().await)?;
    same("function_version", output.function_version(), Some("1"))?;
    same("description", output.description(), Some("What customers get"))?;
    ensure!(output.routing_config().is_none(), "there is a second version: {output:?}");
    ensure!(output.revision_id().is_some_and(|id| id.len() == 36), "no revision: {output:?}");
    Ok(())
}

async fn update_alias(world: &World) -> Result<()> {
    let routing = AliasRoutingConfiguration::builder().additional_version_weights("$LATEST", 0.25).build();
    let call = world.client.update_alias().function_name(&world.function).name("live").routing_config(routing);
    let output = passes(call.send().await)?;
    let weights = output.routing_config().and_then(|routing| routing.additional_version_weights());
    same("the share", weights.context("the share is absent")?.get("$LATEST"), Some(&0.25))
}

async fn list_aliases(world: &World) -> Result<()> {
    let output = passes(world.client.list_aliases().function_name(&world.function).send().await)?;
    let names: Vec<_> = output.aliases().iter().map(|alias| alias.name()).collect();
    same("the aliases", names, [Some("live")])
}

async fn delete_alias(world: &World) -> Result<()> {
    passes(world.client.delete_alias().function_name(&world.function).name("live").send().await).map(drop)
}

async fn get_absent_alias(world: &World) -> Result<()> {
    let result = world.client.get_alias().function_name(&world.function).name("live").send().await;
    let message = format!("Cannot find alias arn: {}", world.arn(":live"));
    let is_expected = GetAliasError::is_resource_not_found_exception;
    fails_with(result, is_expected, "ResourceNotFoundException", &message, 404)
}
