//! Batches: each entry for itself, some of which fail; and batches that fail as a whole.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use tinsmith_sqs::operation::send_message_batch::SendMessageBatchError;
use tinsmith_sqs::types::{
    BatchResultErrorEntry, ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, Message,
    SendMessageBatchRequestEntry,
};

use super::World;
use crate::check::{fails, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("SendMessageBatch", send(world).await);
    report.step("SendMessageBatch, of nothing", send_nothing(world).await);
    report.step("SendMessageBatch, of two with the same ID", send_twice(world).await);
    report.step("ChangeMessageVisibilityBatch", change(world).await);
    report.step("DeleteMessageBatch", delete(world).await);
}

fn entry(id: &str, body: &str, delay: i32) -> Result<SendMessageBatchRequestEntry> {
    Ok(SendMessageBatchRequestEntry::builder().id(id).message_body(body).delay_seconds(delay).build()?)
}

/// The entry that failed, if it is the only one.
fn one_failure<'e>(failed: &'e [BatchResultErrorEntry], id: &str, code: &str) -> Result<&'e BatchResultErrorEntry> {
    same("the number of failures", failed.len(), 1)?;
    let failure = failed.first().context("no entry failed")?;
    same("the failure's id", failure.id(), id)?;
    same("the failure's code", failure.code(), code)?;
    same("the failure's sender_fault", failure.sender_fault(), true)?;
    Ok(failure)
}

async fn send(world: &World) -> Result<()> {
    let call = world
        .client
        .send_message_batch()
        .queue_url(&world.url)
        .entries(entry("first", "eins", 0)?)
        .entries(entry("late", "zu spät", 901)?)
        .entries(entry("second", "zwei", 0)?);
    let output = passes(call.send().await)?;
    let sent: BTreeMap<_, _> = output.successful().iter().map(|one| (one.id(), one.md5_of_message_body())).collect();
    let digests = [("first", "4c0d5d15a964bc702120b031e7bb0c48"), ("second", "15d55d085e6eda9586293acad7c0a4f4")];
    same("the digests of what was sent", sent, BTreeMap::from(digests))?;
    let failure = one_failure(output.failed(), "late", "InvalidParameterValue")?;
    let message = "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.";
    same("the failure's message", failure.message(), Some(message))
}

async fn send_nothing(world: &World) -> Result<()> {
    let result = world.client.send_message_batch().queue_url(&world.url).set_entries(Some(Vec::new())).send().await;
    let message = "There should be at least one SendMessageBatchRequestEntry in the request.";
    let code = "AWS.SimpleQueueService.EmptyBatchRequest";
    fails(result, SendMessageBatchError::is_empty_batch_request, code, message)
}

async fn send_twice(world: &World) -> Result<()> {
    let call = world.client.send_message_batch().queue_url(&world.url);
    let result = call.entries(entry("same", "a", 0)?).entries(entry("same", "b", 0)?).send().await;
    let code = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct";
    fails(result, SendMessageBatchError::is_batch_entry_ids_not_distinct, code, "Id same repeated.")
}

/// The messages that there are, hidden for `timeout` seconds.
async fn take(world: &World, timeout: i32) -> Result<Vec<Message>> {
    let call = world.client.receive_message().queue_url(&world.url).max_number_of_messages(10);
    let output = passes(call.wait_time_seconds(1).visibility_timeout(timeout).send().await)?;
    let mut messages = output.messages.unwrap_or_default();
    messages.sort_by(|a, b| a.body.cmp(&b.body));
    let bodies: Vec<_> = messages.iter().filter_map(Message::body).collect();
    same("the bodies", bodies, ["eins", "zwei"])?;
    Ok(messages)
}

async fn change(world: &World) -> Result<()> {
    let mut call = world.client.change_message_visibility_batch().queue_url(&world.url);
    let handles = take(world, 60).await?.into_iter().filter_map(|message| message.receipt_handle);
    for (index, handle) in handles.chain(["none".to_owned()]).enumerate() {
        let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(format!("m{index}"));
        call = call.entries(entry.receipt_handle(handle).visibility_timeout(0).build()?);
    }
    let output = passes(call.send().await)?;
    let changed: Vec<_> = output.successful().iter().map(|one| one.id()).collect();
    same("the IDs of what was changed", changed, ["m0", "m1"])?;
    one_failure(output.failed(), "m2", "ReceiptHandleIsInvalid").map(drop)
}

async fn delete(world: &World) -> Result<()> {
    let mut call = world.client.delete_message_batch().queue_url(&world.url);
    let handles = take(world, 60).await?.into_iter().filter_map(|message| message.receipt_handle);
    for (index, handle) in handles.chain(["none".to_owned()]).enumerate() {
        let entry = DeleteMessageBatchRequestEntry::builder().id(format!("m{index}")).receipt_handle(handle);
        call = call.entries(entry.build()?);
    }
    let output = passes(call.send().await)?;
    let deleted: Vec<_> = output.successful().iter().map(|one| one.id()).collect();
    same("the IDs of what was deleted", deleted, ["m0", "m1"])?;
    one_failure(output.failed(), "m2", "ReceiptHandleIsInvalid").map(drop)?;
    let rest = passes(world.client.receive_message().queue_url(&world.url).send().await)?;
    same("messages", rest.messages(), [])
}
