//! Queues: created, found, listed by pages, with their attributes and dead-letter queues; and deleted.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use tinsmith_sqs::operation::create_queue::CreateQueueError;
use tinsmith_sqs::operation::get_queue_url::GetQueueUrlError;
use tinsmith_sqs::types::QueueAttributeName;

use super::World;
use crate::check::{fails, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &mut World, report: &mut Report) {
    world.url = report.step("CreateQueue", create(world).await).unwrap_or_default();
    report.step("CreateQueue, of one that is there", create_again(world).await);
    report.step("CreateQueue, of a name that is taken", create_other(world).await);
    report.step("GetQueueUrl", find(world).await);
    report.step("GetQueueUrl, of one that does not exist", find_absent(world).await);
    report.step("GetQueueAttributes", attributes(world).await);
    report.step("SetQueueAttributes", set_attributes(world).await);
    report.step("ListDeadLetterSourceQueues", dead_letters(world).await);
    report.step("ListQueues", list(world).await);
    report.step("ListQueues, by pages", list_by_pages(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("DeleteQueue", delete(world).await);
}

async fn create(world: &World) -> Result<String> {
    let call = world
        .client
        .create_queue()
        .queue_name(&world.name)
        .attributes(QueueAttributeName::VisibilityTimeout, "45")
        .attributes(QueueAttributeName::MessageRetentionPeriod, "3600")
        .tags("team", "checkout");
    let output = passes(call.send().await)?;
    let url = output.queue_url().context("queue_url is absent")?;
    ensure!(url.ends_with(&format!("/{}", world.name)), "the URL is {url}");
    Ok(url.to_owned())
}

async fn create_again(world: &World) -> Result<()> {
    let call = world.client.create_queue().queue_name(&world.name);
    let output = passes(call.attributes(QueueAttributeName::VisibilityTimeout, "45").send().await)?;
    same("queue_url", output.queue_url(), Some(world.url.as_str()))
}

async fn create_other(world: &World) -> Result<()> {
    let call = world.client.create_queue().queue_name(&world.name);
    let result = call.attributes(QueueAttributeName::VisibilityTimeout, "46").send().await;
    let message = "The specified queue already exists.";
    fails(result, CreateQueueError::is_queue_name_exists, "QueueAlreadyExists", message)
}

async fn find(world: &World) -> Result<()> {
    let output = passes(world.client.get_queue_url().queue_name(&world.name).send().await)?;
    same("queue_url", output.queue_url(), Some(world.url.as_str()))
}

async fn find_absent(world: &World) -> Result<()> {
    let result = world.client.get_queue_url().queue_name("no-such-queue").send().await;
    let code = "AWS.SimpleQueueService.NonExistentQueue";
    fails(result, GetQueueUrlError::is_queue_does_not_exist, code, "The specified queue does not exist.")
}

async fn attributes(world: &World) -> Result<()> {
    let call = world.client.get_queue_attributes().queue_url(&world.url);
    let output = passes(call.attribute_names(QueueAttributeName::All).send().await)?;
    let attributes = output.attributes().context("attributes is absent")?;
    let attribute = |name| attributes.get(&name).map(String::as_str);
    same("QueueArn", attribute(QueueAttributeName::QueueArn), Some(world.arn(&world.name).as_str()))?;
    same("VisibilityTimeout", attribute(QueueAttributeName::VisibilityTimeout), Some("45"))?;
    same("MessageRetentionPeriod", attribute(QueueAttributeName::MessageRetentionPeriod), Some("3600"))?;
    same("messages", attribute(QueueAttributeName::ApproximateNumberOfMessages), Some("0"))
}

async fn set_attributes(world: &World) -> Result<()> {
    let call = world.client.set_queue_attributes().queue_url(&world.url);
    passes(call.attributes(QueueAttributeName::DelaySeconds, "0").send().await)?;
    let call = world.client.set_queue_attributes().queue_url(&world.url);
    passes(call.attributes(QueueAttributeName::VisibilityTimeout, "30").send().await)?;
    let call = world.client.get_queue_attributes().queue_url(&world.url);
    let output = passes(call.attribute_names(QueueAttributeName::VisibilityTimeout).send().await)?;
    let attributes = output.attributes().context("attributes is absent")?;
    same("the number of attributes", attributes.len(), 1)?;
    let value = attributes.get(&QueueAttributeName::VisibilityTimeout).map(String::as_str);
    same("VisibilityTimeout", value, Some("30"))
}

/// A queue that sends what nobody can work off to the queue of the other steps.
async fn dead_letters(world: &World) -> Result<()> {
    let policy = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":"3"}}"#, world.arn(&world.name));
    let call = world.client.create_queue().queue_name(format!("{}-source", world.name));
    let source = passes(call.attributes(QueueAttributeName::RedrivePolicy, policy).send().await)?;
    let output = passes(world.client.list_dead_letter_source_queues().queue_url(&world.url).send().await)?;
    same("queue_urls", output.queue_urls().first().map(String::as_str), source.queue_url())
}

async fn list(world: &World) -> Result<()> {
    let output = passes(world.client.list_queues().queue_name_prefix(&world.name).send().await)?;
    same("queue_urls", output.queue_urls(), [world.url.clone(), format!("{}-source", world.url)])?;
    same("next_token", output.next_token(), None)
}

async fn list_by_pages(world: &World) -> Result<()> {
    let expected: BTreeSet<String> = (0..5).map(|number| format!("{}-page-{number}", world.name)).collect();
    for name in &expected {
        passes(world.client.create_queue().queue_name(name).send().await)?;
    }
    let call = world.client.list_queues().queue_name_prefix(format!("{}-page", world.name));
    let mut pages = call.into_paginator().page_size(2).send();
    let (mut sizes, mut found) = (Vec::new(), BTreeSet::new());
    while let Some(page) = pages.next().await {
        let page = passes(page)?;
        sizes.push(page.queue_urls().len());
        found.extend(page.queue_urls().iter().filter_map(|url| Some(url.rsplit_once('/')?.1.to_owned())));
    }
    same("the sizes of the pages", sizes, [2, 2, 1])?;
    same("the queues", found, expected)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_queue().queue_url(&world.url).send().await)?;
    let result = world.client.get_queue_url().queue_name(&world.name).send().await;
    let code = "AWS.SimpleQueueService.NonExistentQueue";
    fails(result, GetQueueUrlError::is_queue_does_not_exist, code, "The specified queue does not exist.")
}
