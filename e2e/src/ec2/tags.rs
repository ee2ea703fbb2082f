//! Tags: put on resources later, and listed.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use tinsmith_ec2::types::{ResourceType, Tag};

use super::World;
use super::places::filter;
use crate::check::{passes, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("CreateTags", create(world).await);
    report.step("CreateTags, of more than there may be", create_too_many(world).await);
    report.step("DescribeTags", describe(world).await);
}

async fn create(world: &World) -> Result<()> {
    let stage = Tag::builder().key("stage").value("prüfung 100%").build();
    let call = world.client.create_tags().resources(&world.instances[0]).resources(&world.group);
    passes(call.tags(stage).send().await).map(drop)
}

async fn create_too_many(world: &World) -> Result<()> {
    let tags = (0..51).map(|number| Tag::builder().key(format!("tag {number}")).value("").build()).collect();
    let result = world.client.create_tags().resources(&world.group).set_tags(Some(tags)).send().await;
    let message = "The maximum number of Tags for a resource has been reached.";
    refused(result, "TagLimitExceeded", message, 400)
}

async fn describe(world: &World) -> Result<()> {
    let call = world.client.describe_tags().filters(filter("resource-id", &world.instances[0]));
    let mut items = call.into_paginator().items().send();
    let mut tags = BTreeMap::new();
    while let Some(tag) = items.next().await {
        let tag = passes(tag)?;
        same("resource_type", tag.resource_type(), Some(&ResourceType::Instance))?;
        tags.insert(tag.key.context("key is absent")?, tag.value.unwrap_or_default());
    }
    let expected = [("Name", world.name.as_str()), ("stage", "prüfung 100%"), ("team & more", "")];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    same("the tags", tags, BTreeMap::from(expected))
}
