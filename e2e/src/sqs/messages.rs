//! Messages: sent with attributes of every type, received, hidden and shown again, deleted and purged.

use anyhow::{Context, Result, ensure};
use tinsmith_sqs::operation::change_message_visibility::ChangeMessageVisibilityError;
use tinsmith_sqs::operation::delete_message::DeleteMessageError;
use tinsmith_sqs::operation::send_message::SendMessageError;
use tinsmith_sqs::primitives::Blob;
use tinsmith_sqs::types::{
    Message, MessageAttributeValue, MessageSystemAttributeName, MessageSystemAttributeNameForSends,
    MessageSystemAttributeValue,
};

use super::World;
use crate::check::{fails, passes, same};
use crate::report::Report;

/// More than ASCII, and what JSON escapes.
const BODY: &str = "Bestellung \"42\" → \\ 製品\n\u{1f680}";

const TRACE: &str = "Root=1-5759e988-bd862e3fe1be46a994272793";

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("SendMessage", send(world).await);
    report.step("SendMessage, to a queue that does not exist", send_nowhere(world).await);
    let handle = report.step("ReceiveMessage", receive(world).await).unwrap_or_default();
    report.step("ReceiveMessage, of nothing", receive_nothing(world).await);
    report.step("ChangeMessageVisibility", show_again(world, &handle).await);
    report.step("ChangeMessageVisibility, by a handle that is none", change_by_no_handle(world).await);
    report.step("DeleteMessage", delete(world).await);
    report.step("DeleteMessage, by a handle that is none", delete_by_no_handle(world).await);
    report.step("PurgeQueue", purge(world).await);
}

fn text(value: &str) -> Result<MessageAttributeValue> {
    Ok(MessageAttributeValue::builder().data_type("String").string_value(value).build()?)
}

fn number(value: &str) -> Result<MessageAttributeValue> {
    Ok(MessageAttributeValue::builder().data_type("Number.int").string_value(value).build()?)
}

fn bytes() -> Result<MessageAttributeValue> {
    Ok(MessageAttributeValue::builder().data_type("Binary").binary_value(Blob::new([0, 1, 254, 255])).build()?)
}

async fn send(world: &World) -> Result<()> {
    let trace = MessageSystemAttributeValue::builder().data_type("String").string_value(TRACE).build()?;
    let call = world
        .client
        .send_message()
        .queue_url(&world.url)
        .message_body(BODY)
        .message_attributes("order.customer", text("Zoë")?)
        .message_attributes("order.items", number("3")?)
        .message_attributes("digest", bytes()?)
        .message_system_attributes(MessageSystemAttributeNameForSends::AwsTraceHeader, trace);
    let output = passes(call.send().await)?;
    same("md5_of_message_body", output.md5_of_message_body(), Some("19915c1bb3d985eedddd65d5ba2f8145"))?;
    ensure!(output.md5_of_message_attributes().is_some_and(|digest| digest.len() == 32), "no digest: {output:?}");
    crate::check::id("message_id", output.message_id())?;
    same("sequence_number", output.sequence_number(), None)
}

async fn send_nowhere(world: &World) -> Result<()> {
    let url = format!("{}-gone", world.url);
    let result = world.client.send_message().queue_url(url).message_body("lost").send().await;
    let code = "AWS.SimpleQueueService.NonExistentQueue";
    fails(result, SendMessageError::is_queue_does_not_exist, code, "The specified queue does not exist.")
}

/// The one message that there is.
async fn take(world: &World) -> Result<Message> {
    let call = world
        .client
        .receive_message()
        .queue_url(&world.url)
        .max_number_of_messages(10)
        .wait_time_seconds(1)
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .message_attribute_names("order.*")
        .message_attribute_names("digest");
    let output = passes(call.send().await)?;
    same("the number of messages", output.messages().len(), 1)?;
    output.messages().first().cloned().context("there is no message")
}

async fn receive(world: &World) -> Result<String> {
    let message = take(world).await?;
    same("body", message.body(), Some(BODY))?;
    let attributes = message.message_attributes().context("message_attributes is absent")?;
    same("the number of attributes", attributes.len(), 3)?;
    same("order.customer", attributes.get("order.customer"), Some(&text("Zoë")?))?;
    same("order.items", attributes.get("order.items"), Some(&number("3")?))?;
    same("digest", attributes.get("digest"), Some(&bytes()?))?;
    let system = message.attributes().context("attributes is absent")?;
    let attribute = |name| system.get(&name).map(String::as_str);
    same("AWSTraceHeader", attribute(MessageSystemAttributeName::AwsTraceHeader), Some(TRACE))?;
    same("the count", attribute(MessageSystemAttributeName::ApproximateReceiveCount), Some("1"))?;
    Ok(message.receipt_handle().context("receipt_handle is absent")?.to_owned())
}

async fn receive_nothing(world: &World) -> Result<()> {
    let output = passes(world.client.receive_message().queue_url(&world.url).send().await)?;
    same("messages", output.messages(), [])
}

/// With a timeout of nothing, the message is there again.
async fn show_again(world: &World, handle: &str) -> Result<()> {
    let call = world.client.change_message_visibility().queue_url(&world.url).receipt_handle(handle);
    passes(call.visibility_timeout(0).send().await)?;
    let message = take(world).await?;
    let system = message.attributes().context("attributes is absent")?;
    let count = system.get(&MessageSystemAttributeName::ApproximateReceiveCount).map(String::as_str);
    same("the count", count, Some("2"))
}

async fn change_by_no_handle(world: &World) -> Result<()> {
    let call = world.client.change_message_visibility().queue_url(&world.url).receipt_handle("none");
    let result = call.visibility_timeout(10).send().await;
    let is_expected = ChangeMessageVisibilityError::is_receipt_handle_is_invalid;
    fails(result, is_expected, "ReceiptHandleIsInvalid", "The input receipt handle is invalid.")
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.send_message().queue_url(&world.url).message_body("short").send().await)?;
    let message = take(world).await?;
    same("body", message.body(), Some("short"))?;
    let call = world.client.delete_message().queue_url(&world.url);
    passes(call.set_receipt_handle(message.receipt_handle).send().await)?;
    receive_nothing(world).await
}

async fn delete_by_no_handle(world: &World) -> Result<()> {
    let result = world.client.delete_message().queue_url(&world.url).receipt_handle("none").send().await;
    let is_expected = DeleteMessageError::is_receipt_handle_is_invalid;
    fails(result, is_expected, "ReceiptHandleIsInvalid", "The input receipt handle is invalid.")
}

async fn purge(world: &World) -> Result<()> {
    passes(world.client.send_message().queue_url(&world.url).message_body("chaff").send().await)?;
    passes(world.client.purge_queue().queue_url(&world.url).send().await)?;
    receive_nothing(world).await
}
