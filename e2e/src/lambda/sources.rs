//! Event source mappings: a queue that the function reads.

use anyhow::{Context, Result};
use tinsmith_lambda::operation::get_event_source_mapping::GetEventSourceMappingError;
use tinsmith_lambda::types::{Filter, FilterCriteria, FunctionResponseType, ScalingConfig};

use super::World;
use crate::check::{fails_with, passes, recent, same};
use crate::client::{ACCOUNT, REGION, client};
use crate::report::Report;

pub(super) async fn run(world: &World, endpoint: &str, report: &mut Report) {
    let id = report.step("CreateEventSourceMapping", create(world, endpoint).await).unwrap_or_default();
    report.step("GetEventSourceMapping", get(world, &id).await);
    report.step("ListEventSourceMappings", list(world, &id).await);
    report.step("UpdateEventSourceMapping", update(world, &id).await);
    report.step("DeleteEventSourceMapping", delete(world, &id).await);
    report.step("GetEventSourceMapping, of one that does not exist", get_absent(world, &id).await);
}

fn queue(world: &World) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{}", world.function)
}

async fn create(world: &World, endpoint: &str) -> Result<String> {
    passes(client!(tinsmith_sqs, endpoint).create_queue().queue_name(&world.function).send().await)?;
    let orders = Filter::builder().pattern(r#"{"body": {"kind": ["order"]}}"#).build();
    let call = world
        .client
        .create_event_source_mapping()
        .event_source_arn(queue(world))
        .function_name(&world.function)
        .batch_size(7)
        .enabled(false)
        .maximum_batching_window_in_seconds(0)
        .function_response_types(FunctionResponseType::ReportBatchItemFailures)
        .scaling_config(ScalingConfig::builder().maximum_concurrency(4).build())
        .filter_criteria(FilterCriteria::builder().filters(orders).build());
    passes(call.send().await)?.uuid.context("uuid is absent")
}

async fn get(world: &World, id: &str) -> Result<()> {
    let output = passes(world.client.get_event_source_mapping().uuid(id).send().await)?;
    same("event_source_arn", output.event_source_arn(), Some(queue(world).as_str()))?;
    same("function_arn", output.function_arn(), Some(world.arn("").as_str()))?;
    same("batch_size", output.batch_size(), Some(7))?;
    same("maximum_batching_window_in_seconds", output.maximum_batching_window_in_seconds(), Some(0))?;
    same("state", output.state(), Some("Disabled"))?;
    same("maximum_concurrency", output.scaling_config().and_then(|scaling| scaling.maximum_concurrency()), Some(4))?;
    let filter = output.filter_criteria().and_then(|all| all.filters().first()).and_then(|filter| filter.pattern());
    same("the filter", filter, Some(r#"{"body": {"kind": ["order"]}}"#))?;
    recent("last_modified", output.last_modified())
}

async fn list(world: &World, id: &str) -> Result<()> {
    let call = world.client.list_event_source_mappings().event_source_arn(queue(world));
    let output = passes(call.function_name(&world.function).send().await)?;
    let ids: Vec<_> = output.event_source_mappings().iter().map(|mapping| mapping.uuid()).collect();
    same("the mappings", ids, [Some(id)])
}

async fn update(world: &World, id: &str) -> Result<()> {
    let output = passes(world.client.update_event_source_mapping().uuid(id).batch_size(3).enabled(true).send().await)?;
    same("batch_size", output.batch_size(), Some(3))?;
    same("state", output.state(), Some("Enabled"))
}

async fn delete(world: &World, id: &str) -> Result<()> {
    let output = passes(world.client.delete_event_source_mapping().uuid(id).send().await)?;
    same("state", output.state(), Some("Deleting"))
}

async fn get_absent(world: &World, id: &str) -> Result<()> {
    let result = world.client.get_event_source_mapping().uuid(id).send().await;
    let is_expected = GetEventSourceMappingError::is_resource_not_found_exception;
    let message = "The resource you requested does not exist.";
    fails_with(result, is_expected, "ResourceNotFoundException", message, 404)
}
