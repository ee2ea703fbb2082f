//! S3: restXml.

use anyhow::ensure;

use super::s3 as sdk;
use crate::bodies::xml as bodies;
use crate::case::{Case, Format, Title};
use crate::stopwatch::Phase;
use crate::wire::{Wire, client};

use sdk::types::{CompletedMultipartUpload, CompletedPart, Delete, ObjectIdentifier};

pub(super) fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![list_objects()?, delete_objects()?, complete_multipart_upload()?, get_bucket_versioning()?])
}

fn title(phase: Phase, message: &'static str) -> Title {
    Title { format: Format::Xml, phase, message }
}

/// A page of the largest size.
fn list_objects() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "S3 ListObjectsV2"), bodies::list_objects(1000));
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.list_objects_v2().bucket("photos").send().await?;
        let last = output.contents().get(999);
        ensure!(last.and_then(|object| object.key()) == Some("2026/03/album & more/IMG_00000999.jpg"));
        ensure!(last.and_then(|object| object.size()) == Some(1_048_576 + 999));
        Ok(())
    })
}

/// The checksum that the service wants is in our figure, and not in the official client's.
fn delete_objects() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Encode, "S3 DeleteObjects"), b"<DeleteResult/>".to_vec());
    let client = client!(sdk, wire);
    let object = |index: usize| ObjectIdentifier::builder().key(bodies::key(index)).version_id(format!("{index:032}"));
    let objects: Vec<ObjectIdentifier> = (0..1000).map(|index| object(index).build()).collect::<Result<_, _>>()?;
    let delete = Delete::builder().set_objects(Some(objects)).quiet(true).build()?;
    Case::new(wire, async move || {
        client.delete_objects().bucket("photos").delete(delete.clone()).send().await?;
        Ok(())
    })
}

fn complete_multipart_upload() -> anyhow::Result<Case> {
    let answer = b"<CompleteMultipartUploadResult/>".to_vec();
    let wire = Wire::new(title(Phase::Encode, "S3 CompleteMultipartUpload"), answer);
    let client = client!(sdk, wire);
    let part = |number: i32| CompletedPart::builder().part_number(number).e_tag(format!("\"{number:032x}\"")).build();
    let upload = CompletedMultipartUpload::builder().set_parts(Some((1..=5000).map(part).collect())).build();
    Case::new(wire, async move || {
        let call = client.complete_multipart_upload().bucket("photos").key("film.mp4").upload_id("upload");
        call.multipart_upload(upload.clone()).send().await?;
        Ok(())
    })
}

/// As small as calls are.
fn get_bucket_versioning() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Call, "S3 GetBucketVersioning"), bodies::bucket_versioning());
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.get_bucket_versioning().bucket("photos").send().await?;
        ensure!(output.status().is_some_and(|status| status.as_str() == "Enabled"));
        Ok(())
    })
}
