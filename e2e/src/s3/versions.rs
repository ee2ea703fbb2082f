//! Objects in a bucket that keeps versions, and what protects them.

use anyhow::{Context, Result, ensure};
use tinsmith_s3::operation::get_object::GetObjectError;
use tinsmith_s3::primitives::{ByteStream, DateTime};
use tinsmith_s3::types::{
    BucketVersioningStatus, DefaultRetention, ObjectLockConfiguration, ObjectLockEnabled, ObjectLockLegalHold,
    ObjectLockLegalHoldStatus, ObjectLockRetention, ObjectLockRetentionMode, ObjectLockRule,
};

use super::{World, text};
use crate::check::{fails_with, passes, refused, same};
use crate::report::Report;

/// When the protection ends.
const UNTIL: i64 = 4_000_000_000;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("GetBucketVersioning, with Object Lock", versioning(world).await);
    report.step("PutObjectLockConfiguration", protect(world).await);
    report.step("GetObjectLockConfiguration", protection(world).await);
    let versions = report.step("PutObject, of two versions", put(world).await).unwrap_or_default();
    report.step("GetObject, of the first version", get_first(world, &versions).await);
    report.step("DeleteObject, which leaves a marker", delete(world).await);
    report.step("GetObject, of one with a marker", get_deleted(world).await);
    report.step("ListObjectVersions", list(world, &versions).await);
    report.step("PutObjectLegalHold", hold(world, &versions).await);
    report.step("GetObjectLegalHold", held(world, &versions).await);
    report.step("PutObjectRetention", retain(world, &versions).await);
    report.step("HeadObject, of one that is retained", retained(world, &versions).await);
    report.step("DeleteObject, of one that is protected", delete_protected(world, &versions).await);
}

async fn versioning(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_versioning().bucket(&world.archive).send().await)?;
    same("status", output.status(), Some(&BucketVersioningStatus::Enabled))
}

async fn protect(world: &World) -> Result<()> {
    let default = DefaultRetention::builder().mode(ObjectLockRetentionMode::Governance).days(30).build();
    let configuration = ObjectLockConfiguration::builder()
        .object_lock_enabled(ObjectLockEnabled::Enabled)
        .rule(ObjectLockRule::builder().default_retention(default).build())
        .build();
    let call = world.client.put_object_lock_configuration().bucket(&world.archive);
    passes(call.object_lock_configuration(configuration).send().await).map(drop)
}

async fn protection(world: &World) -> Result<()> {
    let output = passes(world.client.get_object_lock_configuration().bucket(&world.archive).send().await)?;
    let rule = output.object_lock_configuration().and_then(|configuration| configuration.rule());
    let default = rule.and_then(|rule| rule.default_retention()).context("there is no default")?;
    same("mode", default.mode(), Some(&ObjectLockRetentionMode::Governance))?;
    same("days", default.days(), Some(30))
}

async fn put(world: &World) -> Result<Vec<String>> {
    let mut versions = Vec::new();
    for content in ["first", "second"] {
        let body = ByteStream::from_static(content.as_bytes());
        let output = passes(world.client.put_object().bucket(&world.archive).key("letter").body(body).send().await)?;
        versions.push(output.version_id.context("version_id is absent")?);
    }
    Ok(versions)
}

async fn get_first(world: &World, versions: &[String]) -> Result<()> {
    let call = world.client.get_object().bucket(&world.archive).key("letter").version_id(&versions[0]);
    let output = passes(call.send().await)?;
    same("version_id", output.version_id(), Some(versions[0].as_str()))?;
    same("the body", text(output.body).await?, "first")
}

async fn delete(world: &World) -> Result<()> {
    let output = passes(world.client.delete_object().bucket(&world.archive).key("letter").send().await)?;
    same("delete_marker", output.delete_marker(), Some(true))?;
    ensure!(output.version_id().is_some(), "the marker has no version: {output:?}");
    Ok(())
}

async fn get_deleted(world: &World) -> Result<()> {
    let result = world.client.get_object().bucket(&world.archive).key("letter").send().await;
    fails_with(result, GetObjectError::is_no_such_key, "NoSuchKey", "The specified key does not exist.", 404)
}

async fn list(world: &World, versions: &[String]) -> Result<()> {
    let output = passes(world.client.list_object_versions().bucket(&world.archive).send().await)?;
    let ids: Vec<_> = output.versions().iter().map(|version| (version.version_id(), version.is_latest())).collect();
    let expected = [(Some(versions[1].as_str()), Some(false)), (Some(versions[0].as_str()), Some(false))];
    same("the versions", ids, expected)?;
    let markers: Vec<_> = output.delete_markers().iter().map(|marker| (marker.key(), marker.is_latest())).collect();
    same("the markers", markers, [(Some("letter"), Some(true))])
}

async fn hold(world: &World, versions: &[String]) -> Result<()> {
    let on = ObjectLockLegalHold::builder().status(ObjectLockLegalHoldStatus::On).build();
    let call = world.client.put_object_legal_hold().bucket(&world.archive).key("letter").version_id(&versions[0]);
    passes(call.legal_hold(on).send().await).map(drop)
}

async fn held(world: &World, versions: &[String]) -> Result<()> {
    let call = world.client.get_object_legal_hold().bucket(&world.archive).key("letter").version_id(&versions[0]);
    let output = passes(call.send().await)?;
    let status = output.legal_hold().and_then(|hold| hold.status());
    same("status", status, Some(&ObjectLockLegalHoldStatus::On))
}

async fn retain(world: &World, versions: &[String]) -> Result<()> {
    let until = DateTime::from_secs(UNTIL);
    let mode = ObjectLockRetentionMode::Compliance;
    let retention = ObjectLockRetention::builder().mode(mode).retain_until_date(until).build();
    let call = world.client.put_object_retention().bucket(&world.archive).key("letter").version_id(&versions[0]);
    passes(call.retention(retention).send().await).map(drop)
}

async fn retained(world: &World, versions: &[String]) -> Result<()> {
    let call = world.client.head_object().bucket(&world.archive).key("letter").version_id(&versions[0]);
    let output = passes(call.send().await)?;
    same("the date", output.object_lock_retain_until_date(), Some(&DateTime::from_secs(UNTIL)))?;
    same("the mode", output.object_lock_mode().map(|mode| mode.as_str()), Some("COMPLIANCE"))
}

async fn delete_protected(world: &World, versions: &[String]) -> Result<()> {
    let call = world.client.delete_object().bucket(&world.archive).key("letter").version_id(&versions[0]);
    refused(call.send().await, "AccessDenied", "Access Denied", 403)
}
