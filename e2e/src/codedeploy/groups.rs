//! Deployment groups: created, read and listed.

use anyhow::{Context, Result};
use tinsmith_codedeploy::operation::create_deployment_group::CreateDeploymentGroupError;
use tinsmith_codedeploy::operation::get_deployment_group::GetDeploymentGroupError;
use tinsmith_codedeploy::types::{
    AutoRollbackConfiguration, AutoRollbackEvent, DeploymentOption, DeploymentStyle, DeploymentType, Ec2TagFilter,
    Ec2TagFilterType, OutdatedInstancesStrategy,
};

use super::world::World;
use crate::check::{fails, id, passes, same};
use crate::report::Report;

const ROLE: &str = "arn:aws:iam::123456789012:role/deployer";

pub(super) async fn run(world: &mut World, report: &mut Report) {
    let id = report.step("CreateDeploymentGroup", create(world).await);
    world.group_id = id.unwrap_or_default();
    report.step("CreateDeploymentGroup, of a name that is taken", create_again(world).await);
    report.step("GetDeploymentGroup", get(world).await);
    report.step("GetDeploymentGroup, of one that does not exist", get_absent(world).await);
    report.step("ListDeploymentGroups", list(world).await);
}

fn filter() -> Ec2TagFilter {
    Ec2TagFilter::builder().key("role").value("web").r#type(Ec2TagFilterType::KeyAndValue).build()
}

fn rollback() -> AutoRollbackConfiguration {
    AutoRollbackConfiguration::builder()
        .enabled(true)
        .events(AutoRollbackEvent::DeploymentFailure)
        .events(AutoRollbackEvent::DeploymentStopOnAlarm)
        .build()
}

fn style() -> DeploymentStyle {
    DeploymentStyle::builder()
        .deployment_type(DeploymentType::InPlace)
        .deployment_option(DeploymentOption::WithoutTrafficControl)
        .build()
}

async fn create(world: &World) -> Result<String> {
    let call = world
        .client
        .create_deployment_group()
        .application_name(&world.application)
        .deployment_group_name(world.group)
        .deployment_config_name("CodeDeployDefault.HalfAtATime")
        .service_role_arn(ROLE)
        .ec2_tag_filters(filter())
        .auto_scaling_groups("web-1")
        .auto_scaling_groups("web-2")
        .auto_rollback_configuration(rollback())
        .deployment_style(style())
        .outdated_instances_strategy(OutdatedInstancesStrategy::Ignore)
        .termination_hook_enabled(true);
    id("deployment_group_id", passes(call.send().await)?.deployment_group_id())
}

async fn create_again(world: &World) -> Result<()> {
    let call = world.client.create_deployment_group().application_name(&world.application);
    let result = call.deployment_group_name(world.group).service_role_arn(ROLE).send().await;
    let is_expected = CreateDeploymentGroupError::is_deployment_group_already_exists_exception;
    let message = format!("Deployment group {} already exists.", world.group);
    fails(result, is_expected, "DeploymentGroupAlreadyExistsException", &message)
}

async fn get(world: &World) -> Result<()> {
    let call = world.client.get_deployment_group().application_name(&world.application);
    let output = passes(call.deployment_group_name(world.group).send().await)?;
    let info = output.deployment_group_info().context("deployment_group_info is absent")?;
    same("application_name", info.application_name(), Some(world.application.as_str()))?;
    same("deployment_group_id", info.deployment_group_id(), Some(world.group_id.as_str()))?;
    same("deployment_group_name", info.deployment_group_name(), Some(world.group))?;
    same("deployment_config_name", info.deployment_config_name(), Some("CodeDeployDefault.HalfAtATime"))?;
    same("service_role_arn", info.service_role_arn(), Some(ROLE))?;
    same("ec2_tag_filters", info.ec2_tag_filters(), [filter()])?;
    same("auto_rollback_configuration", info.auto_rollback_configuration(), Some(&rollback()))?;
    same("deployment_style", info.deployment_style(), Some(&style()))?;
    same("outdated_instances_strategy", info.outdated_instances_strategy(), Some(&OutdatedInstancesStrategy::Ignore))?;
    same("termination_hook_enabled", info.termination_hook_enabled(), true)
}

async fn get_absent(world: &World) -> Result<()> {
    let call = world.client.get_deployment_group().application_name(&world.application);
    let result = call.deployment_group_name("staging").send().await;
    let is_expected = GetDeploymentGroupError::is_deployment_group_does_not_exist_exception;
    let message = "The deployment group staging does not exist with the user or AWS account.";
    fails(result, is_expected, "DeploymentGroupDoesNotExistException", message)
}

async fn list(world: &World) -> Result<()> {
    let call = world.client.list_deployment_groups().application_name(&world.application);
    let output = passes(call.send().await)?;
    same("application_name", output.application_name(), Some(world.application.as_str()))?;
    same("deployment_groups", output.deployment_groups(), [world.group])
}
