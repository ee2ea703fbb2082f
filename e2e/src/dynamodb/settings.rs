//! What is set on a table besides its items: tags, expiry, recovery, a policy; and limits of the account.

use anyhow::{Context, Result, ensure};
use tinsmith_dynamodb::operation::get_resource_policy::GetResourcePolicyError;
use tinsmith_dynamodb::types::{
    ContinuousBackupsStatus, PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, Tag, TimeToLiveSpecification,
    TimeToLiveStatus,
};

use super::World;
use crate::check::{failure, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("DescribeEndpoints", endpoints(world).await);
    report.step("DescribeLimits", limits(world).await);
    report.step("ListTagsOfResource", tags(world, &["team"]).await);
    report.step("TagResource", tag(world).await);
    report.step("UntagResource", untag(world).await);
    report.step("DescribeTimeToLive", expiry(world, &TimeToLiveStatus::Disabled, None).await);
    report.step("UpdateTimeToLive", set_expiry(world).await);
    report.step("DescribeContinuousBackups", recovery(world, &PointInTimeRecoveryStatus::Disabled).await);
    report.step("UpdateContinuousBackups", set_recovery(world).await);
    report.step("PutResourcePolicy", put_policy(world).await);
    report.step("GetResourcePolicy", get_policy(world).await);
    report.step("DeleteResourcePolicy", delete_policy(world).await);
}

async fn endpoints(world: &World) -> Result<()> {
    let output = passes(world.client.describe_endpoints().send().await)?;
    let endpoint = output.endpoints().first().context("there is no endpoint")?;
    ensure!(endpoint.address().starts_with("dynamodb."), "the address is {}", endpoint.address());
    same("cache_period_in_minutes", endpoint.cache_period_in_minutes(), 1440)
}

async fn limits(world: &World) -> Result<()> {
    let output = passes(world.client.describe_limits().send().await)?;
    same("account_max_read_capacity_units", output.account_max_read_capacity_units(), Some(20000))?;
    same("table_max_write_capacity_units", output.table_max_write_capacity_units(), Some(10000))
}

/// The keys of the tags, read by pages.
async fn tags(world: &World, expected: &[&str]) -> Result<()> {
    let mut tags = world.client.list_tags_of_resource().resource_arn(world.arn()).into_paginator().items().send();
    let mut keys = Vec::new();
    while let Some(tag) = tags.next().await {
        keys.push(passes(tag)?.key);
    }
    keys.sort();
    same("the keys of the tags", keys, expected)
}

async fn tag(world: &World) -> Result<()> {
    let mut call = world.client.tag_resource().resource_arn(world.arn());
    for number in 10..21 {
        call = call.tags(Tag::builder().key(format!("k{number}")).value("ü").build()?);
    }
    passes(call.send().await)?;
    let expected = ["k10", "k11", "k12", "k13", "k14", "k15", "k16", "k17", "k18", "k19", "k20", "team"];
    tags(world, &expected).await
}

async fn untag(world: &World) -> Result<()> {
    let keys = (10..21).map(|number| format!("k{number}")).collect();
    let call = world.client.untag_resource().resource_arn(world.arn());
    passes(call.set_tag_keys(Some(keys)).send().await)?;
    tags(world, &["team"]).await
}

async fn expiry(world: &World, status: &TimeToLiveStatus, attribute: Option<&str>) -> Result<()> {
    let output = passes(world.client.describe_time_to_live().table_name(&world.table).send().await)?;
    let description = output.time_to_live_description().context("time_to_live_description is absent")?;
    same("time_to_live_status", description.time_to_live_status(), Some(status))?;
    same("attribute_name", description.attribute_name(), attribute)
}

async fn set_expiry(world: &World) -> Result<()> {
    let specification = TimeToLiveSpecification::builder().enabled(true).attribute_name("expires").build()?;
    let call = world.client.update_time_to_live().table_name(&world.table);
    let output = passes(call.time_to_live_specification(specification.clone()).send().await)?;
    same("time_to_live_specification", output.time_to_live_specification(), Some(&specification))?;
    expiry(world, &TimeToLiveStatus::Enabled, Some("expires")).await
}

async fn recovery(world: &World, status: &PointInTimeRecoveryStatus) -> Result<()> {
    let output = passes(world.client.describe_continuous_backups().table_name(&world.table).send().await)?;
    let description = output.continuous_backups_description().context("the description is absent")?;
    same("continuous_backups_status", description.continuous_backups_status(), &ContinuousBackupsStatus::Enabled)?;
    let recovery = description.point_in_time_recovery_description().context("there is no recovery")?;
    same("point_in_time_recovery_status", recovery.point_in_time_recovery_status(), Some(status))
}

async fn set_recovery(world: &World) -> Result<()> {
    let specification = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true).build()?;
    let call = world.client.update_continuous_backups().table_name(&world.table);
    passes(call.point_in_time_recovery_specification(specification).send().await)?;
    recovery(world, &PointInTimeRecoveryStatus::Enabled).await
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[]}"#;

async fn put_policy(world: &World) -> Result<()> {
    let call = world.client.put_resource_policy().resource_arn(world.arn()).policy(POLICY);
    let output = passes(call.confirm_remove_self_resource_access(true).send().await)?;
    ensure!(output.revision_id().is_some(), "revision_id is absent");
    Ok(())
}

async fn get_policy(world: &World) -> Result<()> {
    let output = passes(world.client.get_resource_policy().resource_arn(world.arn()).send().await)?;
    same("policy", output.policy(), Some(POLICY))
}

async fn delete_policy(world: &World) -> Result<()> {
    passes(world.client.delete_resource_policy().resource_arn(world.arn()).send().await)?;
    let (error, status) = failure(world.client.get_resource_policy().resource_arn(world.arn()).send().await)?;
    same("the error is expected", GetResourcePolicyError::is_policy_not_found_exception(&error), true)?;
    same("the status", status, 400)
}
