//! Tags of an application: listed, added, changed and removed.

use anyhow::Result;
use tinsmith_codedeploy::types::Tag;

use super::world::World;
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("ListTagsForResource", expect(world, [tag("team", "checkout")]).await);
    report.step("TagResource", add(world).await);
    report.step("UntagResource", remove(world).await);
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

async fn expect<const N: usize>(world: &World, tags: [Tag; N]) -> Result<()> {
    let output = passes(world.client.list_tags_for_resource().resource_arn(world.application_arn()).send().await)?;
    same("tags", output.tags(), tags)
}

async fn add(world: &World) -> Result<()> {
    let call = world.client.tag_resource().resource_arn(world.application_arn());
    passes(call.tags(tag("team", "payment")).tags(tag("stage", "production")).send().await)?;
    expect(world, [tag("team", "payment"), tag("stage", "production")]).await
}

async fn remove(world: &World) -> Result<()> {
    passes(world.client.untag_resource().resource_arn(world.application_arn()).tag_keys("team").send().await)?;
    expect(world, [tag("stage", "production")]).await
}
