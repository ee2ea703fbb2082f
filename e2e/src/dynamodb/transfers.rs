//! Exports to S3 and imports from there. There is no bucket here, so both fail, as the waiters must see.

use std::time::Duration;

use anyhow::{Context, Result};
use tinsmith_dynamodb::client::Waiters;
use tinsmith_dynamodb::types::{
    AttributeDefinition, BillingMode, ExportFormat, ExportStatus, ImportStatus, InputFormat, KeySchemaElement, KeyType,
    S3BucketSource, ScalarAttributeType, TableCreationParameters,
};
use tinsmith_dynamodb::waiters::export_completed::WaitUntilExportCompletedError;
use tinsmith_dynamodb::waiters::import_completed::WaitUntilImportCompletedError;

use super::World;
use crate::check::{passes, same};
use crate::report::Report;

/// How long a waiter may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn run(world: &World, report: &mut Report) {
    let arn = report.step("ExportTableToPointInTime", export(world).await).unwrap_or_default();
    report.step("DescribeExport, until it is done", exported(world, &arn).await);
    report.step("DescribeExport", describe_export(world, &arn).await);
    report.step("ListExports", list_exports(world, &arn).await);
    let arn = report.step("ImportTable", import(world).await).unwrap_or_default();
    report.step("DescribeImport, until it is done", imported(world, &arn).await);
    report.step("DescribeImport", describe_import(world, &arn).await);
}

async fn export(world: &World) -> Result<String> {
    let call = world.client.export_table_to_point_in_time().table_arn(world.arn()).s3_bucket("no-such-bucket");
    let output = passes(call.export_format(ExportFormat::DynamodbJson).s3_prefix("orders").send().await)?;
    let export = output.export_description().context("export_description is absent")?;
    same("table_arn", export.table_arn(), Some(world.arn().as_str()))?;
    Ok(export.export_arn().context("export_arn is absent")?.to_owned())
}

async fn exported(world: &World, arn: &str) -> Result<()> {
    match world.client.wait_until_export_completed().export_arn(arn).wait(PATIENCE).await {
        Err(WaitUntilExportCompletedError::FailureState(_)) => Ok(()),
        other => anyhow::bail!("the waiter ended with {other:?}"),
    }
}

async fn describe_export(world: &World, arn: &str) -> Result<()> {
    let output = passes(world.client.describe_export().export_arn(arn).send().await)?;
    let export = output.export_description().context("export_description is absent")?;
    same("export_status", export.export_status(), Some(&ExportStatus::Failed))?;
    same("failure_code", export.failure_code(), Some("S3NoSuchBucket"))?;
    same("failure_message", export.failure_message(), Some("The specified bucket does not exist"))?;
    same("export_format", export.export_format(), Some(&ExportFormat::DynamodbJson))
}

async fn list_exports(world: &World, arn: &str) -> Result<()> {
    let output = passes(world.client.list_exports().table_arn(world.arn()).send().await)?;
    let arns: Vec<_> = output.export_summaries().iter().filter_map(|export| export.export_arn()).collect();
    same("the ARNs", arns, [arn])
}

async fn import(world: &World) -> Result<String> {
    let attribute = AttributeDefinition::builder().attribute_name("id").attribute_type(ScalarAttributeType::S);
    let key = KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash).build()?;
    let parameters = TableCreationParameters::builder()
        .table_name(format!("{}-imported", world.table))
        .attribute_definitions(attribute.build()?)
        .key_schema(key)
        .billing_mode(BillingMode::PayPerRequest)
        .build()?;
    let call = world
        .client
        .import_table()
        .s3_bucket_source(S3BucketSource::builder().s3_bucket("no-such-bucket").build()?)
        .input_format(InputFormat::DynamodbJson)
        .table_creation_parameters(parameters);
    let output = passes(call.send().await)?;
    let import = output.import_table_description().context("import_table_description is absent")?;
    Ok(import.import_arn().context("import_arn is absent")?.to_owned())
}

async fn imported(world: &World, arn: &str) -> Result<()> {
    match world.client.wait_until_import_completed().import_arn(arn).wait(PATIENCE).await {
        Err(WaitUntilImportCompletedError::FailureState(_)) => Ok(()),
        other => anyhow::bail!("the waiter ended with {other:?}"),
    }
}

async fn describe_import(world: &World, arn: &str) -> Result<()> {
    let output = passes(world.client.describe_import().import_arn(arn).send().await)?;
    let import = output.import_table_description().context("import_table_description is absent")?;
    same("import_status", import.import_status(), Some(&ImportStatus::Failed))?;
    same("failure_code", import.failure_code(), Some("S3NoSuchBucket"))?;
    same("error_count", import.error_count(), 0)
}
