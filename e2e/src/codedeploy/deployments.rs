//! Deployments: created, read, listed with filters, and read in a batch.

use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use tinsmith_codedeploy::operation::get_deployment::GetDeploymentError;
use tinsmith_codedeploy::operation::list_deployments::ListDeploymentsError;
use tinsmith_codedeploy::operation::list_deployments::builders::ListDeploymentsFluentBuilder;
use tinsmith_codedeploy::types::{
    BundleType, ComputePlatform, DeploymentCreator, DeploymentInfo, DeploymentStatus, FileExistsBehavior,
    RevisionLocation, RevisionLocationType, S3Location, TargetInstances, TimeRange,
};

use super::world::World;
use crate::check::{fails, id, passes, recent, same};
use crate::report::Report;

/// More than ASCII, and what JSON escapes.
const DESCRIPTION: &str = "Rückgabe \"1.4\" → \\ 製品\n\u{1f680}";

pub(super) async fn run(world: &mut World, report: &mut Report) {
    let id = report.step("CreateDeployment", create(world).await);
    world.deployment_id = id.unwrap_or_default();
    report.step("GetDeployment", get(world).await);
    report.step("GetDeployment, of one that does not exist", get_absent(world).await);
    report.step("ListDeployments", list(world).await);
    report.step("ListDeployments, by status", list_by_status(world).await);
    report.step("ListDeployments, by time", list_by_time(world).await);
    report.step("ListDeployments, of a time that ends before it starts", list_by_no_time(world).await);
    report.step("BatchGetDeployments", batch_get(world).await);
}

fn revision() -> RevisionLocation {
    let location = S3Location::builder().bucket("releases").key("shop/1.4.zip").bundle_type(BundleType::Zip);
    RevisionLocation::builder()
        .revision_type(RevisionLocationType::S3)
        .s3_location(location.e_tag("0123").version("7").build())
        .build()
}

fn instances() -> TargetInstances {
    TargetInstances::builder().auto_scaling_groups("web-1").build()
}

async fn create(world: &World) -> Result<String> {
    let call = world
        .client
        .create_deployment()
        .application_name(&world.application)
        .deployment_group_name(world.group)
        .revision(revision())
        .description(DESCRIPTION)
        .target_instances(instances())
        .file_exists_behavior(FileExistsBehavior::Overwrite)
        .ignore_application_stop_failures(true)
        .update_outdated_instances_only(false);
    id("deployment_id", passes(call.send().await)?.deployment_id())
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_deployment().deployment_id(&world.deployment_id).send().await)?;
    check(world, output.deployment_info().context("deployment_info is absent")?)
}

async fn get_absent(world: &World) -> Result<()> {
    let result = world.client.get_deployment().deployment_id("d-000000000").send().await;
    let message = "The deployment d-000000000 does not exist with the user or AWS account.";
    let is_expected = GetDeploymentError::is_deployment_does_not_exist_exception;
    fails(result, is_expected, "DeploymentDoesNotExistException", message)
}

fn list_call(world: &World) -> ListDeploymentsFluentBuilder {
    world.client.list_deployments().application_name(&world.application).deployment_group_name(world.group)
}

async fn list(world: &World) -> Result<()> {
    let output = passes(list_call(world).send().await)?;
    same("deployments", output.deployments(), [world.deployment_id.as_str()])
}

async fn list_by_status(world: &World) -> Result<()> {
    let created = list_call(world).include_only_statuses(DeploymentStatus::Created).send().await;
    same("deployments", passes(created)?.deployments(), [world.deployment_id.as_str()])?;
    let failed = list_call(world).include_only_statuses(DeploymentStatus::Failed);
    let failed = failed.include_only_statuses(DeploymentStatus::Stopped).send().await;
    same("deployments that failed", passes(failed)?.deployments(), [""; 0])
}

fn range(start: SystemTime, end: SystemTime) -> TimeRange {
    TimeRange::builder().start(start.into()).end(end.into()).build()
}

async fn list_by_time(world: &World) -> Result<()> {
    let (now, day) = (SystemTime::now(), Duration::from_secs(86_400));
    let around = list_call(world).create_time_range(range(now - day, now + day)).send().await;
    same("deployments", passes(around)?.deployments(), [world.deployment_id.as_str()])?;
    let before = list_call(world).create_time_range(range(now - day * 3, now - day * 2)).send().await;
    same("deployments of the day before yesterday", passes(before)?.deployments(), [""; 0])
}

async fn list_by_no_time(world: &World) -> Result<()> {
    let now = SystemTime::now();
    let result = list_call(world).create_time_range(range(now, now - Duration::from_secs(1))).send().await;
    let is_expected = ListDeploymentsError::is_invalid_time_range_exception;
    fails(result, is_expected, "InvalidTimeRangeException", "The start time must be earlier than the end time.")
}

async fn batch_get(world: &World) -> Result<()> {
    let call = world.client.batch_get_deployments().deployment_ids(&world.deployment_id).deployment_ids("d-000000000");
    let output = passes(call.send().await)?;
    let infos = output.deployments_info();
    same("the number of deployments", infos.len(), 1)?;
    check(world, &infos[0])
}

fn check(world: &World, info: &DeploymentInfo) -> Result<()> {
    same("deployment_id", info.deployment_id(), Some(world.deployment_id.as_str()))?;
    same("application_name", info.application_name(), Some(world.application.as_str()))?;
    same("deployment_group_name", info.deployment_group_name(), Some(world.group))?;
    same("deployment_config_name", info.deployment_config_name(), Some("CodeDeployDefault.HalfAtATime"))?;
    same("status", info.status(), Some(&DeploymentStatus::Created))?;
    same("creator", info.creator(), Some(&DeploymentCreator::User))?;
    same("description", info.description(), Some(DESCRIPTION))?;
    same("revision", info.revision(), Some(&revision()))?;
    same("target_instances", info.target_instances(), Some(&instances()))?;
    same("file_exists_behavior", info.file_exists_behavior(), Some(&FileExistsBehavior::Overwrite))?;
    same("compute_platform", info.compute_platform(), Some(&ComputePlatform::Server))?;
    same("ignore_application_stop_failures", info.ignore_application_stop_failures(), true)?;
    same("update_outdated_instances_only", info.update_outdated_instances_only(), false)?;
    let overview = info.deployment_overview().context("deployment_overview is absent")?;
    same("deployment_overview", [overview.pending(), overview.failed(), overview.ready()], [0, 0, 0])?;
    same("start_time", info.start_time(), None)?;
    recent("create_time", info.create_time())
}
