//! Objects that are uploaded in parts.

use anyhow::{Context, Result, ensure};
use tinsmith_s3::operation::abort_multipart_upload::AbortMultipartUploadError;
use tinsmith_s3::primitives::ByteStream;
use tinsmith_s3::types::{CompletedMultipartUpload, CompletedPart};

use super::World;
use crate::check::{fails_with, passes, refused, same};
use crate::report::Report;

/// The least size of a part; only the last one may be smaller.
const LEAST: usize = 5 << 20;
/// The size of the whole: two parts of that size, and a short one.
const SIZE: usize = 2 * LEAST + 7;

pub(super) async fn run(world: &World, report: &mut Report) {
    let Some(id) = report.step("CreateMultipartUpload", create(world, "big").await) else { return };
    let first = report.step("UploadPart", upload(world, &id, 1, vec![b'a'; LEAST]).await);
    let second = report.step("UploadPartCopy", copy(world, &id).await);
    let third = report.step("UploadPart, the last", upload(world, &id, 3, b"the end".to_vec()).await);
    report.step("ListParts", list(world, &id).await);
    report.step("ListMultipartUploads", list_uploads(world, &id).await);
    let parts: Vec<_> = [first, second, third].into_iter().flatten().collect();
    report.step("CompleteMultipartUpload, with a small part before others", complete_wrongly(world, &id).await);
    report.step("CompleteMultipartUpload", complete(world, &id, parts).await);
    report.step("GetObject, in a stream", get(world).await);
    report.step("AbortMultipartUpload", abort(world).await);
    report.step("AbortMultipartUpload, of one that does not exist", abort_absent(world).await);
    report.step("DeleteObject, of a large one", delete(world).await);
}

async fn create(world: &World, key: &str) -> Result<String> {
    let call = world.client.create_multipart_upload().bucket(&world.bucket).key(key).metadata("kind", "large");
    let output = passes(call.content_type("application/x-large").send().await)?;
    same("key", output.key(), Some(key))?;
    output.upload_id.context("upload_id is absent")
}

async fn upload(world: &World, id: &str, number: i32, bytes: Vec<u8>) -> Result<CompletedPart> {
    let call = world.client.upload_part().bucket(&world.bucket).key("big").upload_id(id).part_number(number);
    let output = passes(call.body(ByteStream::from(bytes)).send().await)?;
    let tag = output.e_tag.context("e_tag is absent")?;
    Ok(CompletedPart::builder().part_number(number).e_tag(tag).build())
}

async fn copy(world: &World, id: &str) -> Result<CompletedPart> {
    let source = ByteStream::from([b"0123".as_slice(), &[b'b'; LEAST]].concat());
    passes(world.client.put_object().bucket(&world.bucket).key("source").body(source).send().await)?;
    let call = world.client.upload_part_copy().bucket(&world.bucket).key("big").upload_id(id).part_number(2);
    let call = call.copy_source(format!("{}/source", world.bucket)).copy_source_range(format!("bytes=4-{}", LEAST + 3));
    let output = passes(call.send().await)?;
    let tag = output.copy_part_result.and_then(|part| part.e_tag).context("e_tag is absent")?;
    passes(world.client.delete_object().bucket(&world.bucket).key("source").send().await)?;
    Ok(CompletedPart::builder().part_number(2).e_tag(tag).build())
}

async fn list(world: &World, id: &str) -> Result<()> {
    let call = world.client.list_parts().bucket(&world.bucket).key("big").upload_id(id);
    let mut items = call.into_paginator().items().send();
    let mut parts = Vec::new();
    while let Some(part) = items.next().await {
        let part = passes(part)?;
        parts.push((part.part_number, part.size));
    }
    let least = Some(LEAST as i64);
    same("the parts", parts, [(Some(1), least), (Some(2), least), (Some(3), Some(7))])
}

async fn list_uploads(world: &World, id: &str) -> Result<()> {
    let output = passes(world.client.list_multipart_uploads().bucket(&world.bucket).send().await)?;
    let ids: Vec<_> = output.uploads().iter().map(|upload| (upload.key(), upload.upload_id())).collect();
    same("the uploads", ids, [(Some("big"), Some(id))])
}

async fn complete_wrongly(world: &World, id: &str) -> Result<()> {
    let small = [upload(world, id, 4, b"small".to_vec()).await?, upload(world, id, 5, b"last".to_vec()).await?];
    let upload = CompletedMultipartUpload::builder().set_parts(Some(small.into())).build();
    let call = world.client.complete_multipart_upload().bucket(&world.bucket).key("big").upload_id(id);
    let message = "Your proposed upload is smaller than the minimum allowed object size.";
    refused(call.multipart_upload(upload).send().await, "EntityTooSmall", message, 400)
}

async fn complete(world: &World, id: &str, parts: Vec<CompletedPart>) -> Result<()> {
    let upload = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
    let call = world.client.complete_multipart_upload().bucket(&world.bucket).key("big").upload_id(id);
    let output = passes(call.multipart_upload(upload).send().await)?;
    same("bucket", output.bucket(), Some(world.bucket.as_str()))?;
    ensure!(output.e_tag().is_some_and(|tag| tag.contains("-3")), "another tag: {output:?}");
    Ok(())
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_object().bucket(&world.bucket).key("big").send().await)?;
    same("content_length", output.content_length(), Some(SIZE as i64))?;
    same("content_type", output.content_type(), Some("application/x-large"))?;
    let mut body = output.body;
    let (mut length, mut last) = (0, Vec::new());
    while let Some(chunk) = body.try_next().await? {
        length += chunk.len();
        last.extend_from_slice(&chunk);
        last.drain(..last.len().saturating_sub(9));
    }
    same("the number of bytes", length, SIZE)?;
    same("the last bytes", last, b"bbthe end")
}

async fn abort(world: &World) -> Result<()> {
    let id = create(world, "never").await?;
    passes(world.client.abort_multipart_upload().bucket(&world.bucket).key("never").upload_id(id).send().await)
        .map(drop)
}

async fn abort_absent(world: &World) -> Result<()> {
    let call = world.client.abort_multipart_upload().bucket(&world.bucket).key("never").upload_id("no-such-upload");
    let message = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been \
                   aborted or completed.";
    let is_expected = AbortMultipartUploadError::is_no_such_upload;
    fails_with(call.send().await, is_expected, "NoSuchUpload", message, 404)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_object().bucket(&world.bucket).key("big").send().await).map(drop)
}
