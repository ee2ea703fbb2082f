//! A queue that keeps the order of messages, and takes each once.

use anyhow::{Context, Result, ensure};
use tinsmith_sqs::types::{Message, MessageSystemAttributeName, QueueAttributeName};

use super::World;
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    let url = report.step("CreateQueue, that keeps the order", create(world).await).unwrap_or_default();
    report.step("SendMessage, in a group", send(world, &url).await);
    report.step("ReceiveMessage, in order", receive(world, &url).await);
    report.step("DeleteQueue, that keeps the order", delete(world, &url).await);
}

async fn create(world: &World) -> Result<String> {
    let call = world.client.create_queue().queue_name(format!("{}.fifo", world.name));
    let output = passes(call.attributes(QueueAttributeName::FifoQueue, "true").send().await)?;
    Ok(output.queue_url().context("queue_url is absent")?.to_owned())
}

async fn send(world: &World, url: &str) -> Result<()> {
    // The last one repeats the first.
    for (body, token) in [("pay", "1"), ("pack", "2"), ("pay", "1")] {
        let call = world.client.send_message().queue_url(url).message_body(body);
        let output = passes(call.message_group_id("order-42").message_deduplication_id(token).send().await)?;
        ensure!(output.sequence_number().is_some_and(|number| number.len() == 20), "no number: {output:?}");
    }
    Ok(())
}

async fn receive(world: &World, url: &str) -> Result<()> {
    let call = world
        .client
        .receive_message()
        .queue_url(url)
        .max_number_of_messages(10)
        .message_system_attribute_names(MessageSystemAttributeName::MessageGroupId)
        .receive_request_attempt_id("attempt-1");
    let output = passes(call.send().await)?;
    let bodies: Vec<_> = output.messages().iter().filter_map(Message::body).collect();
    same("the bodies", bodies, ["pay", "pack"])?;
    let groups = output.messages().iter().filter_map(Message::attributes);
    let mut groups = groups.map(|attributes| attributes.get(&MessageSystemAttributeName::MessageGroupId));
    same("all are of the group", groups.all(|group| group.is_some_and(|group| group == "order-42")), true)
}

async fn delete(world: &World, url: &str) -> Result<()> {
    passes(world.client.delete_queue().queue_url(url).send().await).map(drop)
}
