//! Objects: put, read whole and in ranges, copied, tagged and deleted.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tinsmith_s3::client::Waiters;
use tinsmith_s3::operation::get_object::GetObjectError;
use tinsmith_s3::operation::head_object::HeadObjectError;
use tinsmith_s3::primitives::{ByteStream, DateTime};
use tinsmith_s3::types::{
    ChecksumAlgorithm, Delete, MetadataDirective, ObjectAttributes, ObjectCannedAcl, ObjectIdentifier, StorageClass,
    Tag, Tagging,
};

use super::{World, text};
use crate::check::{fails_with, passes, recent, refused, same};
use crate::report::Report;

/// A key that says much when it is written wrongly.
const KEY: &str = "greetings/zoë & co + 100%/~hello (1).txt";

/// What is in the object.
const TEXT: &str = "Hello, world: how are you today?";

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutObject", put(world).await);
    report.step("GetObject", get(world).await);
    report.step("GetObject, a range", get_range(world).await);
    report.step("GetObject, if it has changed", get_if_changed(world).await);
    report.step("GetObject, of one that does not exist", get_absent(world).await);
    report.step("HeadObject", head(world).await);
    report.step("HeadObject, until it exists", wait(world).await);
    report.step("HeadObject, of one that does not exist", head_absent(world).await);
    report.step("GetObjectAttributes", attributes(world).await);
    report.step("PutObject, of an empty one", put_empty(world).await);
    report.step("PutObject, only if there is none", put_if_absent(world).await);
    report.step("CopyObject", copy(world).await);
    report.step("CopyObject, of one that does not exist", copy_absent(world).await);
    report.step("PutObjectTagging", tag(world).await);
    report.step("GetObjectTagging", tags(world).await);
    report.step("DeleteObjectTagging", untag(world).await);
    report.step("GetObjectAcl", acl(world).await);
    report.step("PutObjectAcl", put_acl(world).await);
    report.step("DeleteObject", delete(world).await);
    report.step("DeleteObjects", delete_all(world).await);
}

async fn put(world: &World) -> Result<()> {
    let call = world
        .client
        .put_object()
        .bucket(&world.bucket)
        .key(KEY)
        .body(ByteStream::from_static(TEXT.as_bytes()))
        .content_type("text/plain; charset=utf-8")
        .content_language("en")
        .cache_control("max-age=60")
        .metadata("author", "Jane Doe")
        .metadata("mood", "fine, thanks")
        .storage_class(StorageClass::StandardIa)
        .checksum_algorithm(ChecksumAlgorithm::Sha256)
        .tagging("team=checkout&kind=a%20greeting");
    let output = passes(call.send().await)?;
    etag(output.e_tag())
}

/// Fails unless a text is a tag of an object: an MD5 digest in double quotes.
fn etag(tag: Option<&str>) -> Result<()> {
    let digest = tag.and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
    ensure!(digest.is_some_and(|digest| digest.len() == 32), "another tag: {tag:?}");
    Ok(())
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_object().bucket(&world.bucket).key(KEY).send().await)?;
    same("content_length", output.content_length(), Some(32))?;
    same("content_type", output.content_type(), Some("text/plain; charset=utf-8"))?;
    same("content_language", output.content_language(), Some("en"))?;
    same("cache_control", output.cache_control(), Some("max-age=60"))?;
    same("storage_class", output.storage_class(), Some(&StorageClass::StandardIa))?;
    same("tag_count", output.tag_count(), Some(2))?;
    let metadata = output.metadata().context("metadata is absent")?;
    same("author", metadata.get("author").map(String::as_str), Some("Jane Doe"))?;
    same("mood", metadata.get("mood").map(String::as_str), Some("fine, thanks"))?;
    etag(output.e_tag())?;
    recent("last_modified", output.last_modified())?;
    same("the body", text(output.body).await?, TEXT)
}

async fn get_range(world: &World) -> Result<()> {
    let output = passes(world.client.get_object().bucket(&world.bucket).key(KEY).range("bytes=7-11").send().await)?;
    same("content_range", output.content_range(), Some("bytes 7-11/32"))?;
    same("content_length", output.content_length(), Some(5))?;
    same("the body", text(output.body).await?, "world")
}

async fn get_if_changed(world: &World) -> Result<()> {
    let later = DateTime::from_secs(4_000_000_000);
    let result = world.client.get_object().bucket(&world.bucket).key(KEY).if_modified_since(later).send().await;
    let error = match result {
        Ok(output) => bail!("the call passed: {output:?}"),
        Err(error) => error,
    };
    same("the status", error.raw_response().map(|response| response.status().as_u16()), Some(304))
}

async fn get_absent(world: &World) -> Result<()> {
    let result = world.client.get_object().bucket(&world.bucket).key("no such key").send().await;
    let is_expected = |error: &GetObjectError| matches!(error, GetObjectError::NoSuchKey(_));
    fails_with(result, is_expected, "NoSuchKey", "The specified key does not exist.", 404)
}

async fn head(world: &World) -> Result<()> {
    let output = passes(world.client.head_object().bucket(&world.bucket).key(KEY).send().await)?;
    same("content_length", output.content_length(), Some(32))?;
    same("content_type", output.content_type(), Some("text/plain; charset=utf-8"))?;
    let metadata = output.metadata().context("metadata is absent")?;
    same("the metadata", metadata.len(), 2)
}

async fn wait(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_object_exists().bucket(&world.bucket).key(KEY);
    match waiter.wait(Duration::from_secs(30)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}

async fn head_absent(world: &World) -> Result<()> {
    let error = match world.client.head_object().bucket(&world.bucket).key("no such key").send().await {
        Ok(output) => bail!("the call passed: {output:?}"),
        Err(error) => error.into_service_error(),
    };
    ensure!(matches!(error, HeadObjectError::NotFound(_)), "the error is of another variant: {error:?}");
    Ok(())
}

async fn attributes(world: &World) -> Result<()> {
    let call = world.client.get_object_attributes().bucket(&world.bucket).key(KEY);
    let output = passes(call.object_attributes(ObjectAttributes::ObjectSize).send().await)?;
    same("object_size", output.object_size(), Some(32))?;
    same("storage_class", output.storage_class(), None)?;
    recent("last_modified", output.last_modified())
}

async fn put_empty(world: &World) -> Result<()> {
    passes(world.client.put_object().bucket(&world.bucket).key("empty").send().await)?;
    let output = passes(world.client.get_object().bucket(&world.bucket).key("empty").send().await)?;
    same("content_length", output.content_length(), Some(0))?;
    same("the body", text(output.body).await?, "")
}

async fn put_if_absent(world: &World) -> Result<()> {
    let body = ByteStream::from_static(b"another");
    let call = world.client.put_object().bucket(&world.bucket).key(KEY).body(body).if_none_match("*");
    let message = "At least one of the pre-conditions you specified did not hold";
    refused(call.send().await, "PreconditionFailed", message, 412)
}

async fn copy(world: &World) -> Result<()> {
    let source = format!("{}/greetings/zo%C3%AB%20%26%20co%20%2B%20100%25/~hello%20(1).txt", world.bucket);
    let call = world.client.copy_object().bucket(&world.bucket).key("copy").copy_source(source);
    let call = call.metadata_directive(MetadataDirective::Replace).metadata("author", "John Doe");
    let output = passes(call.send().await)?;
    let result = output.copy_object_result().context("copy_object_result is absent")?;
    etag(result.e_tag())?;
    recent("last_modified", result.last_modified())?;
    let output = passes(world.client.get_object().bucket(&world.bucket).key("copy").send().await)?;
    let author = output.metadata().and_then(|metadata| metadata.get("author")).map(String::as_str);
    same("author", author, Some("John Doe"))?;
    same("the body", text(output.body).await?, TEXT)
}

async fn copy_absent(world: &World) -> Result<()> {
    let source = format!("{}/nothing", world.bucket);
    let result = world.client.copy_object().bucket(&world.bucket).key("copy").copy_source(source).send().await;
    refused(result, "NoSuchKey", "The specified key does not exist.", 404)
}

async fn tag(world: &World) -> Result<()> {
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let tagging = Tagging::builder().tag_set(tag("stage", "blue/green = 2")?).tag_set(tag("empty", "")?).build()?;
    passes(world.client.put_object_tagging().bucket(&world.bucket).key(KEY).tagging(tagging).send().await).map(drop)
}

async fn tags(world: &World) -> Result<()> {
    let output = passes(world.client.get_object_tagging().bucket(&world.bucket).key(KEY).send().await)?;
    let mut tags: Vec<_> = output.tag_set().iter().map(|tag| (tag.key(), tag.value())).collect();
    tags.sort_unstable();
    same("the tags", tags, [("empty", ""), ("stage", "blue/green = 2")])
}

async fn untag(world: &World) -> Result<()> {
    passes(world.client.delete_object_tagging().bucket(&world.bucket).key(KEY).send().await)?;
    let output = passes(world.client.get_object_tagging().bucket(&world.bucket).key(KEY).send().await)?;
    same("the number of tags", output.tag_set().len(), 0)
}

async fn acl(world: &World) -> Result<()> {
    let output = passes(world.client.get_object_acl().bucket(&world.bucket).key(KEY).send().await)?;
    let grantee = output.grants().first().and_then(|grant| grant.grantee()).context("nobody may read the object")?;
    same("the grantee", grantee.id(), output.owner().and_then(|owner| owner.id()))?;
    same("the kind of grantee", grantee.r#type().as_str(), "CanonicalUser")
}

async fn put_acl(world: &World) -> Result<()> {
    let call = world.client.put_object_acl().bucket(&world.bucket).key(KEY).acl(ObjectCannedAcl::AuthenticatedRead);
    passes(call.send().await)?;
    let output = passes(world.client.get_object_acl().bucket(&world.bucket).key(KEY).send().await)?;
    same("the number of grants", output.grants().len(), 2)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_object().bucket(&world.bucket).key("copy").send().await)?;
    let waiter = world.client.wait_until_object_not_exists().bucket(&world.bucket).key("copy");
    match waiter.wait(Duration::from_secs(30)).await {
        Ok(_) => Ok(()),
        Err(error) => bail!("{error:?}"),
    }
}

async fn delete_all(world: &World) -> Result<()> {
    let object = |key: &str| ObjectIdentifier::builder().key(key).build();
    let objects = Delete::builder().objects(object(KEY)?).objects(object("empty")?).objects(object("gone")?).build()?;
    let output = passes(world.client.delete_objects().bucket(&world.bucket).delete(objects).send().await)?;
    same("the failures", output.errors().len(), 0)?;
    let mut keys: Vec<_> = output.deleted().iter().map(|object| object.key()).collect();
    keys.sort_unstable();
    same("the keys", keys, [Some("empty"), Some("gone"), Some(KEY)])
}
