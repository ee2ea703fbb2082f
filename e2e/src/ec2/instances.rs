//! Instances: launched, described, stopped, started, rebooted and terminated.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tinsmith_ec2::client::Waiters;
use tinsmith_ec2::types::{
    BlockDeviceMapping, EbsBlockDevice, HttpTokensState, Instance, InstanceMetadataOptionsRequest, InstanceStateChange,
    InstanceStateName, InstanceType, ResourceType, RunInstancesMonitoringEnabled, SummaryStatus, VolumeType,
};

use super::World;
use super::firewall::named;
use super::places::filter;
use crate::check::{passes, recent, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &mut World, report: &mut Report) {
    report.step("RunInstances, as a trial", run_dry(world).await);
    world.instances = report.step("RunInstances", launch(world).await).unwrap_or_default();
    report.step("DescribeInstances, until they run", wait_until_they_run(world).await);
    report.step("DescribeInstances", describe(world).await);
    report.step("DescribeInstances, by pages", describe_by_pages(world).await);
    report.step("DescribeInstances, of one that does not exist", describe_absent(world).await);
    report.step("DescribeInstanceStatus", status(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("RebootInstances", reboot(world).await);
    report.step("StopInstances", stop(world).await);
    report.step("StartInstances", start(world).await);
    report.step("TerminateInstances", terminate(world).await);
    report.step("DescribeInstances, until they are gone", wait_until_they_are_gone(world).await);
}

async fn run_dry(world: &World) -> Result<()> {
    let call = world.client.run_instances().image_id(&world.image).min_count(1).max_count(1).dry_run(true);
    let message = "Request would have succeeded, but DryRun flag is set.";
    refused(call.send().await, "DryRunOperation", message, 412)
}

async fn launch(world: &World) -> Result<Vec<String>> {
    let disk =
        EbsBlockDevice::builder().volume_size(20).volume_type(VolumeType::Gp3).delete_on_termination(true).build();
    let call = world
        .client
        .run_instances()
        .image_id(&world.image)
        .instance_type(InstanceType::T3Micro)
        .min_count(2)
        .max_count(2)
        .key_name(&world.name)
        .subnet_id(&world.subnet)
        .security_group_ids(&world.group)
        .user_data("IyEvYmluL3NoCg==")
        .monitoring(RunInstancesMonitoringEnabled::builder().enabled(true).build())
        .metadata_options(InstanceMetadataOptionsRequest::builder().http_tokens(HttpTokensState::Required).build())
        .block_device_mappings(BlockDeviceMapping::builder().device_name("/dev/sdf").ebs(disk).build())
        .tag_specifications(named(world, ResourceType::Instance));
    let output = passes(call.send().await)?;
    ensure!(output.reservation_id().is_some_and(|id| id.starts_with("r-")), "no ID: {output:?}");
    same("the number of instances", output.instances().len(), 2)?;
    output.instances().iter().map(|instance| instance.instance_id.clone().context("instance_id is absent")).collect()
}

async fn wait_until_they_run(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_instance_running().set_instance_ids(Some(world.instances.clone()));
    match waiter.wait(Duration::from_secs(120)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}

async fn describe(world: &World) -> Result<()> {
    let call = world.client.describe_instances().filters(filter("tag:Name", &world.name));
    let output = passes(call.filters(filter("instance-state-name", "running")).send().await)?;
    same("the number of launches", output.reservations().len(), 1)?;
    let instances = output.reservations()[0].instances();
    same("the number of instances", instances.len(), 2)?;
    instances.iter().try_for_each(|instance| check(world, instance))
}

fn check(world: &World, instance: &Instance) -> Result<()> {
    let id = instance.instance_id().context("instance_id is absent")?;
    ensure!(world.instances.iter().any(|known| known == id), "the instance {id} is unknown");
    same("image_id", instance.image_id(), Some(world.image.as_str()))?;
    same("instance_type", instance.instance_type(), Some(&InstanceType::T3Micro))?;
    same("key_name", instance.key_name(), Some(world.name.as_str()))?;
    same("subnet_id", instance.subnet_id(), Some(world.subnet.as_str()))?;
    same("vpc_id", instance.vpc_id(), Some(world.vpc.as_str()))?;
    let groups: Vec<_> = instance.security_groups().iter().map(|group| group.group_id()).collect();
    same("the security groups", groups, [Some(world.group.as_str())])?;
    let tokens = instance.metadata_options().and_then(|options| options.http_tokens());
    same("http_tokens", tokens, Some(&HttpTokensState::Required))?;
    same("ebs_optimized", instance.ebs_optimized(), Some(false))?;
    let tag = instance.tags().iter().find(|tag| tag.key() == Some("team & more")).context("a tag is absent")?;
    same("the empty tag", tag.value(), Some(""))?;
    let interface = instance.network_interfaces().first().context("there is no network interface")?;
    same("the address", interface.private_ip_address(), instance.private_ip_address())?;
    recent("launch_time", instance.launch_time())
}

async fn describe_by_pages(world: &World) -> Result<()> {
    let mut items = world.client.describe_instances().into_paginator().page_size(5).items().send();
    let mut found = 0;
    while let Some(reservation) = items.next().await {
        let reservation = passes(reservation)?;
        let ids = reservation.instances().iter().filter_map(|instance| instance.instance_id.as_ref());
        found += ids.filter(|id| world.instances.contains(id)).count();
    }
    same("the number of instances", found, 2)
}

async fn describe_absent(world: &World) -> Result<()> {
    let result = world.client.describe_instances().instance_ids("i-00000000000000000").send().await;
    let message = "The instance ID 'i-00000000000000000' does not exist";
    refused(result, "InvalidInstanceID.NotFound", message, 400)
}

async fn status(world: &World) -> Result<()> {
    let call = world.client.describe_instance_status().instance_ids(&world.instances[0]).include_all_instances(true);
    let output = passes(call.send().await)?;
    same("the number of instances", output.instance_statuses().len(), 1)?;
    let status = &output.instance_statuses()[0];
    same("instance_id", status.instance_id(), Some(world.instances[0].as_str()))?;
    let checks = [status.instance_status(), status.system_status()].map(|checks| checks.and_then(|all| all.status()));
    same("the checks", checks, [Some(&SummaryStatus::Ok); 2])
}

async fn reboot(world: &World) -> Result<()> {
    passes(world.client.reboot_instances().instance_ids(&world.instances[0]).send().await).map(drop)
}

/// Fails unless a call changed the first instance's state in this way.
fn changed(changes: &[InstanceStateChange], world: &World, to: &InstanceStateName) -> Result<()> {
    let change = changes.iter().find(|change| change.instance_id() == Some(world.instances[0].as_str()));
    let change = change.context("the instance is absent")?;
    same("the state", change.current_state().and_then(|state| state.name()), Some(to))
}

async fn stop(world: &World) -> Result<()> {
    let output = passes(world.client.stop_instances().instance_ids(&world.instances[0]).send().await)?;
    changed(output.stopping_instances(), world, &InstanceStateName::Stopping)
}

async fn start(world: &World) -> Result<()> {
    let output = passes(world.client.start_instances().instance_ids(&world.instances[0]).send().await)?;
    changed(output.starting_instances(), world, &InstanceStateName::Pending)
}

async fn terminate(world: &World) -> Result<()> {
    let call = world.client.terminate_instances().set_instance_ids(Some(world.instances.clone()));
    let output = passes(call.send().await)?;
    same("the number of instances", output.terminating_instances().len(), 2)?;
    changed(output.terminating_instances(), world, &InstanceStateName::ShuttingDown)
}

async fn wait_until_they_are_gone(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_instance_terminated().set_instance_ids(Some(world.instances.clone()));
    match waiter.wait(Duration::from_secs(120)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}
