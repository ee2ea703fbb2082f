//! Layers.

use anyhow::{Context, Result, ensure};
use tinsmith_lambda::operation::get_layer_version::GetLayerVersionError;
use tinsmith_lambda::types::{Architecture, LayerVersionContentInput, Runtime};

use super::{World, archive};
use crate::check::{fails_with, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PublishLayerVersion", publish(world).await);
    report.step("GetLayerVersion", get(world).await);
    report.step("ListLayers", list(world).await);
    report.step("ListLayerVersions", list_versions(world).await);
    report.step("AddLayerVersionPermission", permit(world).await);
    report.step("GetLayerVersionPolicy", policy(world).await);
    report.step("RemoveLayerVersionPermission", forbid(world).await);
    report.step("DeleteLayerVersion", delete(world).await);
    report.step("GetLayerVersion, of one that does not exist", get_absent(world).await);
}

async fn publish(world: &World) -> Result<()> {
    let call = world
        .client
        .publish_layer_version()
        .layer_name(&world.layer)
        .description("Words")
        .license_info("Apache-2.0")
        .compatible_runtimes(Runtime::Python312)
        .compatible_runtimes(Runtime::from("python9.9"))
        .compatible_architectures(Architecture::Arm64)
        .content(LayerVersionContentInput::builder().zip_file(archive()).build());
    let output = passes(call.send().await)?;
    same("version", output.version(), 1)?;
    let arn = output.layer_version_arn().context("layer_version_arn is absent")?;
    ensure!(arn.ends_with(&format!(":layer:{}:1", world.layer)), "another ARN: {arn}");
    Ok(())
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_layer_version().layer_name(&world.layer).version_number(1).send().await)?;
    same("license_info", output.license_info(), Some("Apache-2.0"))?;
    same("the runtimes", output.compatible_runtimes(), [Runtime::Python312, Runtime::from("python9.9")])?;
    same("the architectures", output.compatible_architectures(), [Architecture::Arm64])?;
    same("the size", output.content().map(|content| content.code_size()), Some(22))
}

async fn list(world: &World) -> Result<()> {
    let mut items = world.client.list_layers().into_paginator().items().send();
    let mut found = 0;
    while let Some(layer) = items.next().await {
        found += usize::from(passes(layer)?.layer_name() == Some(&world.layer));
    }
    same("the number of times that the layer is listed", found, 1)
}

async fn list_versions(world: &World) -> Result<()> {
    let output = passes(world.client.list_layer_versions().layer_name(&world.layer).send().await)?;
    same("the versions", output.layer_versions().iter().map(|layer| layer.version()).collect::<Vec<_>>(), [1])
}

async fn permit(world: &World) -> Result<()> {
    let call = world.client.add_layer_version_permission().layer_name(&world.layer).version_number(1);
    let call = call.statement_id("all").principal("*").action("lambda:GetLayerVersion");
    let output = passes(call.send().await)?;
    ensure!(output.revision_id().is_some_and(|id| id.len() == 36), "no revision: {output:?}");
    Ok(())
}

async fn policy(world: &World) -> Result<()> {
    let call = world.client.get_layer_version_policy().layer_name(&world.layer).version_number(1);
    let output = passes(call.send().await)?;
    ensure!(output.policy().is_some_and(|policy| policy.contains("lambda:GetLayerVersion")), "another: {output:?}");
    Ok(())
}

async fn forbid(world: &World) -> Result<()> {
    let call = world.client.remove_layer_version_permission().layer_name(&world.layer).version_number(1);
    passes(call.statement_id("all").send().await).map(drop)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_layer_version().layer_name(&world.layer).version_number(1).send().await).map(drop)
}

async fn get_absent(world: &World) -> Result<()> {
    let result = world.client.get_layer_version().layer_name(&world.layer).version_number(1).send().await;
    let is_expected = GetLayerVersionError::is_resource_not_found_exception;
    fails_with(result, is_expected, "ResourceNotFoundException", "Cannot find layer", 404)
}
