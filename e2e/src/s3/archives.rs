//! Objects that are archived, and brought back; and records of an object that come in a stream of events.

use anyhow::{Context, Result, bail, ensure};
use tinsmith_s3::operation::get_object::GetObjectError;
use tinsmith_s3::primitives::ByteStream;
use tinsmith_s3::types::{
    CsvInput, ExpressionType, FileHeaderInfo, GlacierJobParameters, InputSerialization, JsonOutput,
    OutputSerialization, RestoreRequest, SelectObjectContentEventStream, StorageClass, Tier,
};

use super::World;
use crate::check::{failure, passes, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutObject, into the archive", put(world).await);
    report.step("GetObject, of one in the archive", get_archived(world).await);
    report.step("RestoreObject", restore(world).await);
    report.step("HeadObject, of one that was brought back", head_restored(world).await);
    report.step("RestoreObject, of one that is not archived", restore_wrongly(world).await);
    report.step("SelectObjectContent", select(world).await);
    report.step("SelectObjectContent, of one that does not exist", select_absent(world).await);
    report.step("DeleteObject, of what was selected", delete(world).await);
}

async fn put(world: &World) -> Result<()> {
    let call = world.client.put_object().bucket(&world.bucket).key("old").body(ByteStream::from_static(b"once"));
    passes(call.storage_class(StorageClass::Glacier).send().await).map(drop)
}

async fn get_archived(world: &World) -> Result<()> {
    let call = world.client.get_object().bucket(&world.bucket).key("old");
    let (error, status) = failure(call.send().await)?;
    same("the status", status, 403)?;
    let GetObjectError::InvalidObjectState(error) = error else { bail!("another error: {error:?}") };
    same("storage_class", error.storage_class(), Some(&StorageClass::Glacier))?;
    same("the message", error.message(), Some("The operation is not valid for the object's storage class"))
}

async fn restore(world: &World) -> Result<()> {
    let parameters = GlacierJobParameters::builder().tier(Tier::Expedited).build()?;
    let request = RestoreRequest::builder().days(3).glacier_job_parameters(parameters).build();
    let call = world.client.restore_object().bucket(&world.bucket).key("old").restore_request(request);
    passes(call.send().await).map(drop)
}

async fn head_restored(world: &World) -> Result<()> {
    let output = passes(world.client.head_object().bucket(&world.bucket).key("old").send().await)?;
    same("storage_class", output.storage_class(), Some(&StorageClass::Glacier))?;
    let restore = output.restore().context("restore is absent")?;
    ensure!(restore.starts_with("ongoing-request="), "another restore: {restore}");
    passes(world.client.delete_object().bucket(&world.bucket).key("old").send().await).map(drop)
}

async fn restore_wrongly(world: &World) -> Result<()> {
    let cities = "name,country\nBasel,CH\nBari,IT\nBern,CH\n";
    world.put("cities.csv", cities).await?;
    let request = RestoreRequest::builder().days(3).build();
    let call = world.client.restore_object().bucket(&world.bucket).key("cities.csv").restore_request(request);
    let message = "The operation is not valid for the object's storage class";
    refused(call.send().await, "InvalidObjectState", message, 403)
}

async fn select(world: &World) -> Result<()> {
    let csv = CsvInput::builder().file_header_info(FileHeaderInfo::Use).build();
    let json = JsonOutput::builder().record_delimiter("\n").build();
    let call = world.client.select_object_content().bucket(&world.bucket).key("cities.csv");
    let call = call.expression_type(ExpressionType::Sql);
    let call = call.expression("SELECT s.name FROM s3object s WHERE s.country = 'CH'");
    let call = call.input_serialization(InputSerialization::builder().csv(csv).build());
    let call = call.output_serialization(OutputSerialization::builder().json(json).build());
    let mut events = passes(call.send().await)?.payload;
    let (mut records, mut statistics, mut is_complete) = (Vec::new(), None, false);
    while let Some(event) = events.recv().await.context("the stream broke off")? {
        ensure!(!is_complete, "there is something after the end: {event:?}");
        match event {
            SelectObjectContentEventStream::Records(event) => {
                records.extend_from_slice(event.payload().context("payload is absent")?.as_ref());
            }
            SelectObjectContentEventStream::Stats(event) => statistics = event.details,
            SelectObjectContentEventStream::End(_) => is_complete = true,
            other => bail!("another event: {other:?}"),
        }
    }
    ensure!(is_complete, "there is no end");
    let records = String::from_utf8(records)?;
    same("the records", records.as_str(), "{\"name\":\"Basel\"}\n{\"name\":\"Bern\"}\n")?;
    let returned = statistics.and_then(|statistics| statistics.bytes_returned);
    same("bytes_returned", returned, Some(records.len() as i64))
}

async fn select_absent(world: &World) -> Result<()> {
    let call = world.client.select_object_content().bucket(&world.bucket).key("nothing.csv");
    let call = call.expression_type(ExpressionType::Sql).expression("SELECT * FROM S3Object");
    let csv = InputSerialization::builder().csv(CsvInput::builder().build()).build();
    let json = OutputSerialization::builder().json(JsonOutput::builder().build()).build();
    let call = call.input_serialization(csv).output_serialization(json);
    refused(call.send().await, "NoSuchKey", "The specified key does not exist.", 404)
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_object().bucket(&world.bucket).key("cities.csv").send().await).map(drop)
}
