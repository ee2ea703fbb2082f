//! Items: written with attributes of every type, read whole and in part, changed and deleted.

use std::collections::HashMap;

use anyhow::{Context, Result};
use tinsmith_dynamodb::primitives::Blob;
use tinsmith_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnValue};

use super::{Item, World, item, key, n, s};
use crate::check::{passes, same};
use crate::report::Report;

/// More than ASCII, and what JSON escapes.
const TEXT: &str = "Zoë \"Z\" → \\ 製品\n\u{1f680}\u{7f}";

/// As many digits as a number may have.
const DIGITS: &str = "-1234567890.1234567890123456789012345678";

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutItem, of all types", put(world).await);
    report.step("GetItem", get(world).await);
    report.step("GetItem, in part", get_in_part(world).await);
    report.step("GetItem, of one that does not exist", get_absent(world).await);
    report.step("PutItem, in the place of another", put_again(world).await);
    report.step("UpdateItem", update(world).await);
    report.step("DeleteItem", delete(world).await);
}

/// An attribute of each type.
fn everything() -> Item {
    let map = HashMap::from([
        ("plain".to_owned(), s("")),
        ("deep".to_owned(), AttributeValue::M(HashMap::from([("list".to_owned(), AttributeValue::L(Vec::new()))]))),
    ]);
    let list = vec![n(1), AttributeValue::Null(true), AttributeValue::L(vec![AttributeValue::Bool(false)])];
    let mut all = key("zoë", 1);
    all.extend(item(&[
        ("text", s(TEXT)),
        ("digits", n(DIGITS)),
        ("bytes", AttributeValue::B(Blob::new([0, 1, 127, 128, 255]))),
        ("strings", AttributeValue::Ss(vec!["a".to_owned(), "ä".to_owned()])),
        ("numbers", AttributeValue::Ns(vec!["-1".to_owned(), "2.5".to_owned()])),
        ("blobs", AttributeValue::Bs(vec![Blob::new([1]), Blob::new([2, 3])])),
        ("map", AttributeValue::M(map)),
        ("list", AttributeValue::L(list)),
        ("nothing", AttributeValue::Null(true)),
        ("yes", AttributeValue::Bool(true)),
    ]));
    all
}

async fn put(world: &World) -> Result<()> {
    let call = world.client.put_item().table_name(&world.table).set_item(Some(everything()));
    let output = passes(call.return_consumed_capacity(ReturnConsumedCapacity::Indexes).send().await)?;
    same("attributes", output.attributes(), None)?;
    let capacity = output.consumed_capacity().context("consumed_capacity is absent")?;
    same("table_name", capacity.table_name(), Some(world.table.as_str()))?;
    same("capacity_units", capacity.capacity_units(), Some(1.0))?;
    let table = capacity.table().context("table is absent")?;
    same("capacity_units of the table", table.capacity_units(), Some(1.0))
}

async fn get(world: &World) -> Result<()> {
    let call = world.client.get_item().table_name(&world.table).set_key(Some(key("zoë", 1))).consistent_read(true);
    let output = passes(call.send().await)?;
    same("item", output.item(), Some(&everything()))
}

async fn get_in_part(world: &World) -> Result<()> {
    let call = world.client.get_item().table_name(&world.table).set_key(Some(key("zoë", 1)));
    let call = call.projection_expression("#m.plain, yes, nowhere").expression_attribute_names("#m", "map");
    let output = passes(call.send().await)?;
    let part = AttributeValue::M(HashMap::from([("plain".to_owned(), s(""))]));
    same("item", output.item(), Some(&item(&[("map", part), ("yes", AttributeValue::Bool(true))])))
}

async fn get_absent(world: &World) -> Result<()> {
    let call = world.client.get_item().table_name(&world.table).set_key(Some(key("zoë", 404)));
    same("item", passes(call.send().await)?.item(), None)
}

async fn put_again(world: &World) -> Result<()> {
    let call = world.client.put_item().table_name(&world.table).set_item(Some(key("zoë", 1)));
    let output = passes(call.item("count", n(1)).return_values(ReturnValue::AllOld).send().await)?;
    same("attributes", output.attributes(), Some(&everything()))
}

async fn update(world: &World) -> Result<()> {
    let call = world
        .client
        .update_item()
        .table_name(&world.table)
        .set_key(Some(key("zoë", 1)))
        .update_expression("SET #count = #count + :one, tags = :tags REMOVE nowhere")
        .expression_attribute_names("#count", "count")
        .expression_attribute_values(":one", n(1))
        .expression_attribute_values(":tags", AttributeValue::Ss(vec!["new".to_owned()]))
        .return_values(ReturnValue::UpdatedNew);
    let output = passes(call.send().await)?;
    let expected = item(&[("count", n(2)), ("tags", AttributeValue::Ss(vec!["new".to_owned()]))]);
    same("attributes", output.attributes(), Some(&expected))
}

async fn delete(world: &World) -> Result<()> {
    let call = world.client.delete_item().table_name(&world.table).set_key(Some(key("zoë", 1)));
    let output = passes(call.return_values(ReturnValue::AllOld).send().await)?;
    let count = output.attributes().and_then(|attributes| attributes.get("count"));
    same("count", count, Some(&n(2)))?;
    let call = world.client.delete_item().table_name(&world.table).set_key(Some(key("zoë", 1)));
    let output = passes(call.return_values(ReturnValue::AllOld).send().await)?;
    same("attributes", output.attributes(), None)
}
