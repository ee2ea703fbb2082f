//! Backups: made, listed, restored and deleted; and a table restored to a moment.

use anyhow::{Context, Result, ensure};
use tinsmith_dynamodb::operation::describe_backup::DescribeBackupError;
use tinsmith_dynamodb::types::{BackupDetails, BackupStatus, BackupType, TableDescription};

use super::World;
use crate::check::{fails, passes, recent, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    let arn = report.step("CreateBackup", create(world).await).unwrap_or_default();
    report.step("DescribeBackup", describe(world, &arn).await);
    report.step("ListBackups", list(world, &arn).await);
    report.step("RestoreTableFromBackup", restore(world, &arn).await);
    report.step("RestoreTableToPointInTime", restore_moment(world).await);
    report.step("DeleteBackup", delete(world, &arn).await);
}

fn check(details: &BackupDetails) -> Result<()> {
    same("backup_name", details.backup_name(), "before-sale")?;
    same("backup_status", details.backup_status(), &BackupStatus::Available)?;
    same("backup_type", details.backup_type(), &BackupType::User)?;
    recent("backup_creation_date_time", Some(details.backup_creation_date_time()))
}

async fn create(world: &World) -> Result<String> {
    let output = passes(world.client.create_backup().table_name(&world.table).backup_name("before-sale").send().await)?;
    let details = output.backup_details().context("backup_details is absent")?;
    check(details)?;
    ensure!(
        details.backup_arn().starts_with(&format!("{}/backup/", world.arn())),
        "the ARN is {}",
        details.backup_arn()
    );
    Ok(details.backup_arn().to_owned())
}

async fn describe(world: &World, arn: &str) -> Result<()> {
    let output = passes(world.client.describe_backup().backup_arn(arn).send().await)?;
    let description = output.backup_description().context("backup_description is absent")?;
    check(description.backup_details().context("backup_details is absent")?)?;
    let table = description.source_table_details().context("source_table_details is absent")?;
    same("table_name", table.table_name(), world.table.as_str())
}

async fn list(world: &World, arn: &str) -> Result<()> {
    let call = world.client.list_backups().table_name(&world.table);
    let backups = passes(call.into_paginator().items().send().try_collect().await)?;
    let arns: Vec<_> = backups.iter().filter_map(|backup| backup.backup_arn()).collect();
    same("the ARNs", arns, [arn])
}

/// The new table has the items of the old one.
async fn check_restored(world: &World, name: &str, table: Option<&TableDescription>) -> Result<()> {
    same("table_name", table.context("table_description is absent")?.table_name(), Some(name))?;
    let restored = passes(world.client.scan().table_name(name).send().await)?;
    let source = passes(world.client.scan().table_name(&world.table).send().await)?;
    same("the number of items", restored.count(), source.count())?;
    passes(world.client.delete_table().table_name(name).send().await).map(drop)
}

async fn restore(world: &World, arn: &str) -> Result<()> {
    let name = format!("{}-restored", world.table);
    let call = world.client.restore_table_from_backup().target_table_name(&name).backup_arn(arn);
    let output = passes(call.send().await)?;
    let table = output.table_description();
    let summary = table.and_then(TableDescription::restore_summary).context("restore_summary is absent")?;
    same("source_backup_arn", summary.source_backup_arn(), Some(arn))?;
    check_restored(world, &name, table).await
}

async fn restore_moment(world: &World) -> Result<()> {
    let name = format!("{}-moment", world.table);
    let call = world.client.restore_table_to_point_in_time().source_table_name(&world.table);
    let output = passes(call.target_table_name(&name).use_latest_restorable_time(true).send().await)?;
    check_restored(world, &name, output.table_description()).await
}

async fn delete(world: &World, arn: &str) -> Result<()> {
    passes(world.client.delete_backup().backup_arn(arn).send().await)?;
    let result = world.client.describe_backup().backup_arn(arn).send().await;
    let message = format!("Backup not found: {arn}");
    fails(result, DescribeBackupError::is_backup_not_found_exception, "BackupNotFoundException", &message)
}
