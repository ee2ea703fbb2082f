//! What is on a queue besides messages: permissions and tags.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use tinsmith_sqs::types::QueueAttributeName;

use super::World;
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("AddPermission", permit(world).await);
    report.step("RemovePermission", forbid(world).await);
    report.step("ListQueueTags", list_tags(world, &[("team", "checkout")]).await);
    report.step("TagQueue", tag(world).await);
    report.step("UntagQueue", untag(world).await);
}

/// The policy of the queue, if it has one.
async fn policy(world: &World) -> Result<Option<String>> {
    let call = world.client.get_queue_attributes().queue_url(&world.url);
    let output = passes(call.attribute_names(QueueAttributeName::Policy).send().await)?;
    Ok(output.attributes.and_then(|mut attributes| attributes.remove(&QueueAttributeName::Policy)))
}

async fn permit(world: &World) -> Result<()> {
    let call = world
        .client
        .add_permission()
        .queue_url(&world.url)
        .label("partners")
        .aws_account_ids("210987654321")
        .actions("SendMessage")
        .actions("GetQueueUrl");
    passes(call.send().await)?;
    let policy = policy(world).await?.context("the queue has no policy")?;
    for part in ["\"partners\"", "arn:aws:iam::210987654321:root", "SQS:SendMessage", "SQS:GetQueueUrl"] {
        ensure!(policy.contains(part), "the policy has no {part}: {policy}");
    }
    Ok(())
}

async fn forbid(world: &World) -> Result<()> {
    passes(world.client.remove_permission().queue_url(&world.url).label("partners").send().await)?;
    same("the policy", policy(world).await?, None)
}

async fn list_tags(world: &World, expected: &[(&str, &str)]) -> Result<()> {
    let output = passes(world.client.list_queue_tags().queue_url(&world.url).send().await)?;
    let expected: HashMap<_, _> = expected.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    same("tags", output.tags(), Some(&expected))
}

async fn tag(world: &World) -> Result<()> {
    let call = world.client.tag_queue().queue_url(&world.url);
    passes(call.tags("stage", "produção ✓").tags("team", "cart").send().await)?;
    list_tags(world, &[("stage", "produção ✓"), ("team", "cart")]).await
}

async fn untag(world: &World) -> Result<()> {
    passes(world.client.untag_queue().queue_url(&world.url).tag_keys("stage").tag_keys("no-such-tag").send().await)?;
    list_tags(world, &[("team", "cart")]).await
}
