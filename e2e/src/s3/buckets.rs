//! Buckets: created, found, listed and deleted.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tinsmith_s3::client::Waiters;
use tinsmith_s3::operation::create_bucket::CreateBucketError;
use tinsmith_s3::operation::head_bucket::HeadBucketError;
use tinsmith_s3::operation::list_objects_v2::ListObjectsV2Error;
use tinsmith_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};

use super::World;
use crate::check::{fails_with, passes, recent, refused, same};
use crate::client::REGION;
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("CreateBucket", create(world, &world.bucket, false).await);
    report.step("CreateBucket, with Object Lock", create(world, &world.archive, true).await);
    report.step("CreateBucket, of a name that is taken", create_again(world).await);
    report.step("HeadBucket", head(world).await);
    report.step("HeadBucket, until it exists", wait(world).await);
    report.step("HeadBucket, of one that does not exist", head_absent(world).await);
    report.step("ListObjectsV2, in a bucket that does not exist", list_absent(world).await);
    report.step("GetBucketLocation", location(world).await);
    report.step("ListBuckets", list(world).await);
    report.step("ListBuckets, by prefix", list_by_prefix(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("DeleteBucket, of one that is not empty", delete_too_early(world).await);
    report.step("DeleteBucket", delete(world).await);
}

fn here() -> CreateBucketConfiguration {
    CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::EuCentral1).build()
}

async fn create(world: &World, name: &str, lock: bool) -> Result<()> {
    let call = world.client.create_bucket().bucket(name).create_bucket_configuration(here());
    let output = passes(call.object_lock_enabled_for_bucket(lock).send().await)?;
    ensure!(output.location().is_some_and(|place| place.contains(name)), "another place: {output:?}");
    Ok(())
}

async fn create_again(world: &World) -> Result<()> {
    let call = world.client.create_bucket().bucket(&world.bucket).create_bucket_configuration(here());
    let message = "Your previous request to create the named bucket succeeded and you already own it.";
    let is_expected = CreateBucketError::is_bucket_already_owned_by_you;
    fails_with(call.send().await, is_expected, "BucketAlreadyOwnedByYou", message, 409)
}

async fn head(world: &World) -> Result<()> {
    let output = passes(world.client.head_bucket().bucket(&world.bucket).send().await)?;
    same("bucket_region", output.bucket_region(), Some(REGION))
}

async fn wait(world: &World) -> Result<()> {
    match world.client.wait_until_bucket_exists().bucket(&world.bucket).wait(Duration::from_secs(30)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}

async fn head_absent(world: &World) -> Result<()> {
    let error = match world.client.head_bucket().bucket("no-such-bucket-anywhere").send().await {
        Ok(output) => bail!("the call passed: {output:?}"),
        Err(error) => error.into_service_error(),
    };
    ensure!(matches!(error, HeadBucketError::NotFound(_)), "the error is of another variant: {error:?}");
    Ok(())
}

async fn list_absent(world: &World) -> Result<()> {
    let result = world.client.list_objects_v2().bucket("no-such-bucket-anywhere").send().await;
    let is_expected = ListObjectsV2Error::is_no_such_bucket;
    fails_with(result, is_expected, "NoSuchBucket", "The specified bucket does not exist", 404)
}

async fn location(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_location().bucket(&world.bucket).send().await)?;
    same("location_constraint", output.location_constraint(), Some(&BucketLocationConstraint::EuCentral1))
}

async fn list(world: &World) -> Result<()> {
    let output = passes(world.client.list_buckets().send().await)?;
    ensure!(output.owner().is_some_and(|owner| owner.id().is_some()), "there is no owner: {output:?}");
    let bucket = output.buckets().iter().find(|bucket| bucket.name() == Some(&world.bucket));
    recent("creation_date", bucket.and_then(|bucket| bucket.creation_date()))
}

async fn list_by_prefix(world: &World) -> Result<()> {
    let mut items = world.client.list_buckets().prefix(&world.archive).into_paginator().items().send();
    let bucket = passes(items.next().await.context("the bucket is absent")?)?;
    same("name", bucket.name(), Some(world.archive.as_str()))?;
    ensure!(items.next().await.is_none(), "there are more buckets of that name");
    Ok(())
}

async fn delete_too_early(world: &World) -> Result<()> {
    world.put("left behind", "x").await?;
    let result = world.client.delete_bucket().bucket(&world.bucket).send().await;
    refused(result, "BucketNotEmpty", "The bucket you tried to delete is not empty", 409)?;
    passes(world.client.delete_object().bucket(&world.bucket).key("left behind").send().await).map(drop)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_bucket().bucket(&world.bucket).send().await)?;
    match world.client.wait_until_bucket_not_exists().bucket(&world.bucket).wait(Duration::from_secs(30)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}
