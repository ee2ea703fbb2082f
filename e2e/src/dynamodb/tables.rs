//! Tables: created with indexes and a stream, waited for, looked up, listed by pages, changed, deleted.

use std::time::Duration;

use anyhow::{Context, Result};
use tinsmith_dynamodb::client::Waiters;
use tinsmith_dynamodb::operation::create_table::CreateTableError;
use tinsmith_dynamodb::operation::describe_table::DescribeTableError;
use tinsmith_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, LocalSecondaryIndex, Projection,
    ProjectionType, ProvisionedThroughput, ScalarAttributeType, StreamSpecification, StreamViewType, TableDescription,
    TableStatus, Tag,
};

use super::World;
use crate::check::{fails, passes, recent, same};
use crate::report::Report;

/// How long a waiter may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("CreateTable", create(world).await);
    report.step("CreateTable, of a name that is taken", create_again(world).await);
    report.step("DescribeTable, until it exists", exists(world).await);
    report.step("DescribeTable", describe(world).await);
    report.step("DescribeTable, of one that does not exist", describe_absent(world).await);
    report.step("ListTables", list(world).await);
    report.step("ListTables, by pages", list_by_pages(world).await);
    report.step("UpdateTable", update(world).await);
}

pub(super) async fn end(world: &World, report: &mut Report) {
    report.step("DeleteTable", delete(world).await);
    report.step("DescribeTable, until it is gone", gone(world).await);
}

fn attribute(name: &str, kind: ScalarAttributeType) -> Result<AttributeDefinition> {
    Ok(AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build()?)
}

/// A key of a partition key and a sort key.
fn keys(hash: &str, range: &str) -> Result<[KeySchemaElement; 2]> {
    let element = |name, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    Ok([element(hash, KeyType::Hash)?, element(range, KeyType::Range)?])
}

fn throughput() -> Result<ProvisionedThroughput> {
    Ok(ProvisionedThroughput::builder().read_capacity_units(5).write_capacity_units(7).build()?)
}

fn by_state() -> Result<GlobalSecondaryIndex> {
    let projection = Projection::builder().projection_type(ProjectionType::Include).non_key_attributes("cents");
    let index = GlobalSecondaryIndex::builder().index_name("by-state").projection(projection.build());
    Ok(index.set_key_schema(Some(keys("state", "number")?.into())).provisioned_throughput(throughput()?).build()?)
}

fn by_cents() -> Result<LocalSecondaryIndex> {
    let projection = Projection::builder().projection_type(ProjectionType::All).build();
    let index = LocalSecondaryIndex::builder().index_name("by-cents").projection(projection);
    Ok(index.set_key_schema(Some(keys("customer", "cents")?.into())).build()?)
}

async fn create(world: &World) -> Result<()> {
    let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
    let call = world
        .client
        .create_table()
        .table_name(&world.table)
        .attribute_definitions(attribute("customer", ScalarAttributeType::S)?)
        .attribute_definitions(attribute("number", ScalarAttributeType::N)?)
        .attribute_definitions(attribute("state", ScalarAttributeType::S)?)
        .attribute_definitions(attribute("cents", ScalarAttributeType::N)?)
        .set_key_schema(Some(keys("customer", "number")?.into()))
        .global_secondary_indexes(by_state()?)
        .local_secondary_indexes(by_cents()?)
        .provisioned_throughput(throughput()?)
        .stream_specification(stream.build()?)
        .tags(Tag::builder().key("team").value("checkout").build()?);
    let output = passes(call.send().await)?;
    check(world, output.table_description().context("table_description is absent")?)
}

async fn create_again(world: &World) -> Result<()> {
    let call = world.client.create_table().table_name(&world.table).billing_mode(BillingMode::PayPerRequest);
    let call = call.attribute_definitions(attribute("customer", ScalarAttributeType::S)?);
    let key = KeySchemaElement::builder().attribute_name("customer").key_type(KeyType::Hash).build()?;
    let result = call.key_schema(key).send().await;
    let message = format!("Table already exists: {}", world.table);
    fails(result, CreateTableError::is_resource_in_use_exception, "ResourceInUseException", &message)
}

/// The table as it was created.
fn check(world: &World, table: &TableDescription) -> Result<()> {
    same("table_name", table.table_name(), Some(world.table.as_str()))?;
    same("table_arn", table.table_arn(), Some(world.arn().as_str()))?;
    same("table_status", table.table_status(), Some(&TableStatus::Active))?;
    same("key_schema", table.key_schema(), keys("customer", "number")?)?;
    same("the number of attributes", table.attribute_definitions().len(), 4)?;
    let throughput = table.provisioned_throughput().context("provisioned_throughput is absent")?;
    same("read_capacity_units", throughput.read_capacity_units(), Some(5))?;
    same("write_capacity_units", throughput.write_capacity_units(), Some(7))?;
    let global = table.global_secondary_indexes().first().context("there is no global index")?;
    same("the global index", global.index_name(), Some("by-state"))?;
    same("its projection", global.projection(), by_state()?.projection())?;
    let local = table.local_secondary_indexes().first().context("there is no local index")?;
    same("the local index", local.index_name(), Some("by-cents"))?;
    same("its keys", local.key_schema(), keys("customer", "cents")?)?;
    let stream = table.stream_specification().context("stream_specification is absent")?;
    same("stream_view_type", stream.stream_view_type(), Some(&StreamViewType::NewImage))?;
    recent("creation_date_time", table.creation_date_time())
}

async fn exists(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_table_exists().table_name(&world.table);
    let end = waiter.wait(PATIENCE).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let output = end.as_result().map_err(|error| anyhow::anyhow!("{error:?}"))?;
    same("the table", output.table().and_then(TableDescription::table_name), Some(world.table.as_str()))
}

async fn describe(world: &World) -> Result<()> {
    let output = passes(world.client.describe_table().table_name(&world.table).send().await)?;
    check(world, output.table().context("table is absent")?)
}

async fn describe_absent(world: &World) -> Result<()> {
    let result = world.client.describe_table().table_name("no-such-table").send().await;
    let is_expected = DescribeTableError::is_resource_not_found_exception;
    let message = "Requested resource not found: Table: no-such-table not found";
    fails(result, is_expected, "ResourceNotFoundException", message)
}

async fn list(world: &World) -> Result<()> {
    let output = passes(world.client.list_tables().send().await)?;
    same("the table is listed", output.table_names().contains(&world.table), true)
}

async fn list_by_pages(world: &World) -> Result<()> {
    for number in 0..3 {
        let call = world.client.create_table().table_name(format!("{}-page-{number}", world.table));
        let key = KeySchemaElement::builder().attribute_name("id").key_type(KeyType::Hash).build()?;
        let call = call.attribute_definitions(attribute("id", ScalarAttributeType::B)?).key_schema(key);
        passes(call.billing_mode(BillingMode::PayPerRequest).send().await)?;
    }
    let mut names = world.client.list_tables().into_paginator().page_size(2).items().send();
    let mut found = Vec::new();
    while let Some(name) = names.next().await {
        found.extend(passes(name)?.strip_prefix(&world.table).map(str::to_owned));
    }
    same("what follows in the tables' names", found, ["", "-page-0", "-page-1", "-page-2"])
}

async fn update(world: &World) -> Result<()> {
    let throughput = ProvisionedThroughput::builder().read_capacity_units(11).write_capacity_units(13).build()?;
    let call = world.client.update_table().table_name(&world.table);
    let output = passes(call.provisioned_throughput(throughput).deletion_protection_enabled(true).send().await)?;
    let table = output.table_description().context("table_description is absent")?;
    let throughput = table.provisioned_throughput().context("provisioned_throughput is absent")?;
    same("read_capacity_units", throughput.read_capacity_units(), Some(11))?;
    same("deletion_protection_enabled", table.deletion_protection_enabled(), Some(true))
}

async fn delete(world: &World) -> Result<()> {
    let call = world.client.update_table().table_name(&world.table);
    passes(call.deletion_protection_enabled(false).send().await)?;
    let output = passes(world.client.delete_table().table_name(&world.table).send().await)?;
    let table = output.table_description().context("table_description is absent")?;
    same("table_name", table.table_name(), Some(world.table.as_str()))
}

async fn gone(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_table_not_exists().table_name(&world.table);
    let end = waiter.wait(PATIENCE).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    same("the table is there", end.as_result().is_ok(), false)
}
