//! Batches: the orders that later steps read, written and read back.

use anyhow::{Context, Result};
use tinsmith_dynamodb::types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest};

use super::{Item, World, key, n, s};
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("BatchWriteItem", write(world).await);
    report.step("BatchWriteItem, that deletes", delete(world).await);
    report.step("BatchGetItem", get(world).await);
}

/// Order `number` of a customer. Each costs ten times its number in cents.
pub(super) fn order(customer: &str, number: u32) -> Item {
    let state = if number.is_multiple_of(2) { "paid" } else { "open" };
    let mut order = key(customer, number);
    order.insert("state".to_owned(), s(state));
    order.insert("cents".to_owned(), n(number * 10));
    order
}

fn put(item: Item) -> Result<WriteRequest> {
    Ok(WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item)).build()?).build())
}

/// Twelve orders of one customer, and two of another.
async fn write(world: &World) -> Result<()> {
    let orders = (1..=12).map(|number| order("kim", number)).chain([order("lee", 1), order("lee", 2)]);
    let writes = orders.map(put).collect::<Result<Vec<_>>>()?;
    let output = passes(world.client.batch_write_item().request_items(&world.table, writes).send().await)?;
    let left = output.unprocessed_items().is_none_or(|items| items.is_empty());
    same("nothing is unprocessed", left, true)
}

async fn delete(world: &World) -> Result<()> {
    let delete = DeleteRequest::builder().set_key(Some(key("lee", 2))).build()?;
    let writes = vec![WriteRequest::builder().delete_request(delete).build(), put(order("lee", 3))?];
    passes(world.client.batch_write_item().request_items(&world.table, writes).send().await).map(drop)
}

async fn get(world: &World) -> Result<()> {
    let keys = KeysAndAttributes::builder()
        .keys(key("lee", 1))
        .keys(key("lee", 2))
        .keys(key("lee", 3))
        .consistent_read(true)
        .build()?;
    let output = passes(world.client.batch_get_item().request_items(&world.table, keys).send().await)?;
    let items = output.responses().and_then(|tables| tables.get(&world.table)).context("the table is absent")?;
    let mut cents: Vec<_> = items.iter().filter_map(|item| item.get("cents")?.as_n().ok()).collect();
    cents.sort();
    same("the cents", cents, ["10", "30"])
}
