//! Key pairs and security groups.

use anyhow::{Context, Result, ensure};
use tinsmith_ec2::types::{IpPermission, IpRange, KeyType, ResourceType, Tag, TagSpecification, UserIdGroupPair};

use super::World;
use super::places::filter;
use crate::check::{passes, recent, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &mut World, report: &mut Report) {
    world.key_pair = report.step("CreateKeyPair", create_key_pair(world).await).unwrap_or_default();
    report.step("CreateKeyPair, of a name that is taken", create_key_pair_again(world).await);
    report.step("DescribeKeyPairs", describe_key_pairs(world).await);
    world.group = report.step("CreateSecurityGroup", create_group(world).await).unwrap_or_default();
    report.step("CreateSecurityGroup, of a name that is taken", create_group_again(world).await);
    report.step("AuthorizeSecurityGroupIngress", authorize(world).await);
    report.step("AuthorizeSecurityGroupIngress, of its own members", authorize_members(world).await);
    report.step("AuthorizeSecurityGroupIngress, of a rule that is there", authorize_again(world).await);
    report.step("DescribeSecurityGroups", describe_groups(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("DeleteSecurityGroup", delete_group(world).await);
    report.step("DeleteSecurityGroup, of one that does not exist", delete_group_again(world).await);
}

/// Tags for what is created, one of which names the run.
pub(super) fn named(world: &World, kind: ResourceType) -> TagSpecification {
    let name = Tag::builder().key("Name").value(&world.name).build();
    let team = Tag::builder().key("team & more").value("").build();
    TagSpecification::builder().resource_type(kind).tags(name).tags(team).build()
}

async fn create_key_pair(world: &World) -> Result<String> {
    let call = world.client.create_key_pair().key_name(&world.name).key_type(KeyType::Ed25519);
    let output = passes(call.tag_specifications(named(world, ResourceType::KeyPair)).send().await)?;
    same("key_name", output.key_name(), Some(world.name.as_str()))?;
    ensure!(output.key_material().is_some_and(|key| key.contains("PRIVATE KEY-----\n")), "the key is no PEM file");
    ensure!(!format!("{output:?}").contains("PRIVATE KEY"), "the private key is printed");
    same("the number of tags", output.tags().len(), 2)?;
    output.key_pair_id.context("key_pair_id is absent")
}

async fn create_key_pair_again(world: &World) -> Result<()> {
    let result = world.client.create_key_pair().key_name(&world.name).send().await;
    let message = format!("The keypair '{}' already exists.", world.name);
    refused(result, "InvalidKeyPair.Duplicate", &message, 400)
}

async fn describe_key_pairs(world: &World) -> Result<()> {
    let output = passes(world.client.describe_key_pairs().key_names(&world.name).send().await)?;
    same("the number of key pairs", output.key_pairs().len(), 1)?;
    let pair = &output.key_pairs()[0];
    same("key_pair_id", pair.key_pair_id(), Some(world.key_pair.as_str()))?;
    same("key_type", pair.key_type(), Some(&KeyType::Ed25519))?;
    recent("create_time", pair.create_time())
}

async fn create_group(world: &World) -> Result<String> {
    let call = world.client.create_security_group().group_name(&world.name).description("Web servers <of> the shop");
    let call = call.vpc_id(&world.vpc).tag_specifications(named(world, ResourceType::SecurityGroup));
    passes(call.send().await)?.group_id.context("group_id is absent")
}

async fn create_group_again(world: &World) -> Result<()> {
    let call = world.client.create_security_group().group_name(&world.name).description("again").vpc_id(&world.vpc);
    let message = format!("The security group '{}' already exists", world.name);
    refused(call.send().await, "InvalidGroup.Duplicate", &message, 400)
}

/// HTTPS from two ranges of addresses.
fn https() -> IpPermission {
    let office = IpRange::builder().cidr_ip("203.0.113.0/24").description("the office, & the shop").build();
    let home = IpRange::builder().cidr_ip("198.51.100.7/32").build();
    IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443).ip_ranges(office).ip_ranges(home).build()
}

async fn authorize(world: &World) -> Result<()> {
    let call = world.client.authorize_security_group_ingress().group_id(&world.group);
    let output = passes(call.ip_permissions(https()).send().await)?;
    same("return", output.r#return(), Some(true))?;
    let rules = output.security_group_rules();
    same("the number of rules", rules.len(), 2)?;
    for rule in rules {
        same("group_id", rule.group_id(), Some(world.group.as_str()))?;
        same("is_egress", rule.is_egress(), Some(false))?;
        ensure!(rule.security_group_rule_id().is_some_and(|id| id.starts_with("sgr-")), "no ID: {rule:?}");
    }
    Ok(())
}

async fn authorize_members(world: &World) -> Result<()> {
    let members = UserIdGroupPair::builder().group_id(&world.group).build();
    let all_traffic = IpPermission::builder().ip_protocol("-1").user_id_group_pairs(members).build();
    let call = world.client.authorize_security_group_ingress().group_id(&world.group).ip_permissions(all_traffic);
    let output = passes(call.send().await)?;
    let from = output.security_group_rules().first().and_then(|rule| rule.referenced_group_info());
    same("the source", from.and_then(|group| group.group_id()), Some(world.group.as_str()))
}

async fn authorize_again(world: &World) -> Result<()> {
    let call = world.client.authorize_security_group_ingress().group_id(&world.group).ip_permissions(https());
    refused(call.send().await, "InvalidPermission.Duplicate", "The specified rule already exists", 400)
}

async fn describe_groups(world: &World) -> Result<()> {
    let call = world.client.describe_security_groups().filters(filter("group-name", &world.name));
    let mut items = call.into_paginator().items().send();
    let group = passes(items.next().await.context("the group is absent")?)?;
    ensure!(items.next().await.is_none(), "more than one group has the name");
    same("group_id", group.group_id(), Some(world.group.as_str()))?;
    same("description", group.description(), Some("Web servers <of> the shop"))?;
    same("vpc_id", group.vpc_id(), Some(world.vpc.as_str()))?;
    let https =
        group.ip_permissions().iter().find(|rules| rules.from_port() == Some(443)).context("no rule for HTTPS")?;
    let mut sources: Vec<_> = https.ip_ranges().iter().map(|range| (range.cidr_ip(), range.description())).collect();
    sources.sort_unstable();
    let expected = [(Some("198.51.100.7/32"), None), (Some("203.0.113.0/24"), Some("the office, & the shop"))];
    same("the sources", sources, expected)?;
    same("the rules for outgoing traffic", group.ip_permissions_egress().len(), 1)
}

async fn delete_group(world: &World) -> Result<()> {
    passes(world.client.delete_security_group().group_id(&world.group).send().await).map(drop)
}

async fn delete_group_again(world: &World) -> Result<()> {
    let result = world.client.delete_security_group().group_id(&world.group).send().await;
    let message = format!("The security group '{}' does not exist", world.group);
    refused(result, "InvalidGroup.NotFound", &message, 400)
}
