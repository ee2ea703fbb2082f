//! Where instances can be, and what they boot from: regions, zones, networks and images.

use anyhow::{Context, Result, ensure};
use tinsmith_ec2::types::{ArchitectureValues, AvailabilityZoneState, DeviceType, Filter, ImageState, SubnetState};

use super::World;
use crate::check::{passes, refused, same};
use crate::client::REGION;
use crate::report::Report;

pub(super) async fn run(world: &mut World, report: &mut Report) {
    report.step("DescribeRegions", regions(world).await);
    report.step("DescribeRegions, of one that is named", region(world).await);
    report.step("DescribeAvailabilityZones", zones(world).await);
    world.vpc = report.step("DescribeVpcs, of the default one", vpc(world).await).unwrap_or_default();
    report.step("DescribeVpcs, of one that does not exist", absent_vpc(world).await);
    world.subnet = report.step("DescribeSubnets", subnet(world).await).unwrap_or_default();
    world.image = report.step("DescribeImages", image(world).await).unwrap_or_default();
}

/// A filter with one value.
pub(super) fn filter(name: &str, value: &str) -> Filter {
    Filter::builder().name(name).values(value).build()
}

async fn regions(world: &World) -> Result<()> {
    let output = passes(world.client.describe_regions().send().await)?;
    let region = output.regions().iter().find(|region| region.region_name() == Some(REGION));
    let endpoint = region.context("the region is absent")?.endpoint();
    same("the endpoint", endpoint, Some("ec2.eu-central-1.amazonaws.com"))
}

async fn region(world: &World) -> Result<()> {
    let output = passes(world.client.describe_regions().region_names("us-east-1").send().await)?;
    let names: Vec<_> = output.regions().iter().map(|region| region.region_name()).collect();
    same("the regions", names, [Some("us-east-1")])
}

async fn zones(world: &World) -> Result<()> {
    let call = world.client.describe_availability_zones().filters(filter("state", "available"));
    let zones = passes(call.send().await)?.availability_zones.unwrap_or_default();
    ensure!(zones.len() >= 2, "there are too few zones: {zones:?}");
    for zone in zones {
        same("the region", zone.region_name(), Some(REGION))?;
        same("the state", zone.state(), Some(&AvailabilityZoneState::Available))?;
        ensure!(zone.zone_name().is_some_and(|name| name.starts_with(REGION)), "the zone's name: {zone:?}");
    }
    Ok(())
}

async fn vpc(world: &World) -> Result<String> {
    let output = passes(world.client.describe_vpcs().filters(filter("is-default", "true")).send().await)?;
    same("the number of default networks", output.vpcs().len(), 1)?;
    let vpc = &output.vpcs()[0];
    same("is_default", vpc.is_default(), Some(true))?;
    let blocks: Vec<_> = vpc.cidr_block_association_set().iter().map(|block| block.cidr_block()).collect();
    same("the blocks", blocks, [vpc.cidr_block()])?;
    vpc.vpc_id().map(str::to_owned).context("vpc_id is absent")
}

async fn absent_vpc(world: &World) -> Result<()> {
    let result = world.client.describe_vpcs().vpc_ids("vpc-00000000").send().await;
    refused(result, "InvalidVpcID.NotFound", "VpcID {'vpc-00000000'} does not exist.", 400)
}

async fn subnet(world: &World) -> Result<String> {
    let mut items =
        world.client.describe_subnets().filters(filter("vpc-id", &world.vpc)).into_paginator().items().send();
    let mut found = None;
    while let Some(subnet) = items.next().await {
        let subnet = passes(subnet)?;
        same("vpc_id", subnet.vpc_id(), Some(world.vpc.as_str()))?;
        same("state", subnet.state(), Some(&SubnetState::Available))?;
        ensure!(subnet.available_ip_address_count().is_some_and(|count| count > 200), "few addresses: {subnet:?}");
        found = subnet.subnet_id;
    }
    found.context("there is no subnet")
}

async fn image(world: &World) -> Result<String> {
    let call = world.client.describe_images().owners("amazon").filters(filter("architecture", "x86_64"));
    let images = passes(call.send().await)?.images.unwrap_or_default();
    let image =
        images.iter().find(|image| image.platform().is_none() && image.root_device_type() == Some(&DeviceType::Ebs));
    let image = image.with_context(|| format!("none of the {} images will do", images.len()))?;
    same("state", image.state(), Some(&ImageState::Available))?;
    same("architecture", image.architecture(), Some(&ArchitectureValues::X8664))?;
    same("public", image.public(), Some(true))?;
    let ebs = image.block_device_mappings().first().and_then(|mapping| mapping.ebs()).context("no disk")?;
    ensure!(ebs.volume_size().is_some_and(|size| size > 0), "the disk has no size: {ebs:?}");
    image.image_id().map(str::to_owned).context("image_id is absent")
}
