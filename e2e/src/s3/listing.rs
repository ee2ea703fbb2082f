//! Lists of objects.

use anyhow::{Result, ensure};
use tinsmith_s3::types::{EncodingType, ObjectStorageClass};

use super::World;
use crate::check::{passes, recent, same};
use crate::report::Report;

/// The keys that are listed, in their order.
const KEYS: [&str; 5] = ["a b.txt", "folder/1 & one", "folder/2", "folder/deep/3", "ü"];

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutObject, of several", put(world).await);
    report.step("ListObjectsV2", list(world).await);
    report.step("ListObjectsV2, by pages", list_by_pages(world).await);
    report.step("ListObjectsV2, as folders", list_folders(world).await);
    report.step("ListObjectsV2, after a key", list_after(world).await);
    report.step("ListObjects", list_v1(world).await);
    report.step("DeleteObject, of several", delete(world).await);
}

async fn put(world: &World) -> Result<()> {
    for key in KEYS {
        world.put(key, "12345").await?;
    }
    Ok(())
}

async fn list(world: &World) -> Result<()> {
    let output = passes(world.client.list_objects_v2().bucket(&world.bucket).fetch_owner(true).send().await)?;
    same("name", output.name(), Some(world.bucket.as_str()))?;
    same("key_count", output.key_count(), Some(5))?;
    same("is_truncated", output.is_truncated(), Some(false))?;
    let keys: Vec<_> = output.contents().iter().filter_map(|object| object.key()).collect();
    same("the keys", keys, KEYS)?;
    for object in output.contents() {
        same("size", object.size(), Some(5))?;
        same("storage_class", object.storage_class(), Some(&ObjectStorageClass::Standard))?;
        recent("last_modified", object.last_modified())?;
        ensure!(object.owner().is_some_and(|owner| owner.id().is_some()), "no owner: {object:?}");
    }
    Ok(())
}

async fn list_by_pages(world: &World) -> Result<()> {
    let mut pages = world.client.list_objects_v2().bucket(&world.bucket).max_keys(2).into_paginator().send();
    let mut keys = Vec::new();
    let mut lengths = Vec::new();
    while let Some(page) = pages.next().await {
        let page = passes(page)?;
        lengths.push(page.contents().len());
        keys.extend(page.contents().iter().filter_map(|object| object.key.clone()));
    }
    same("the lengths of pages", lengths, [2, 2, 1])?;
    same("the keys", keys, KEYS)
}

async fn list_folders(world: &World) -> Result<()> {
    let call = world.client.list_objects_v2().bucket(&world.bucket).prefix("folder/").delimiter("/");
    let output = passes(call.send().await)?;
    let folders: Vec<_> = output.common_prefixes().iter().map(|folder| folder.prefix()).collect();
    same("the folders", folders, [Some("folder/deep/")])?;
    let keys: Vec<_> = output.contents().iter().map(|object| object.key()).collect();
    same("the keys", keys, [Some("folder/1 & one"), Some("folder/2")])
}

async fn list_after(world: &World) -> Result<()> {
    let call = world.client.list_objects_v2().bucket(&world.bucket).start_after("folder/2");
    let output = passes(call.encoding_type(EncodingType::Url).send().await)?;
    let keys: Vec<_> = output.contents().iter().map(|object| object.key()).collect();
    same("the keys", keys, [Some("folder/deep/3"), Some("%C3%BC")])
}

async fn list_v1(world: &World) -> Result<()> {
    let output = passes(world.client.list_objects().bucket(&world.bucket).max_keys(4).send().await)?;
    same("is_truncated", output.is_truncated(), Some(true))?;
    let call = world.client.list_objects().bucket(&world.bucket).marker("folder/deep/3");
    let keys: Vec<_> =
        passes(call.send().await)?.contents.unwrap_or_default().into_iter().map(|object| object.key).collect();
    same("the keys of the second page", keys, [Some("ü".to_owned())])
}

async fn delete(world: &World) -> Result<()> {
    for key in KEYS {
        passes(world.client.delete_object().bucket(&world.bucket).key(key).send().await)?;
    }
    Ok(())
}
