//! Queries: of a table and of its indexes, in either order, with filters, counted and by pages.

use anyhow::Result;
use tinsmith_dynamodb::operation::query::QueryError;
use tinsmith_dynamodb::operation::query::builders::QueryFluentBuilder;
use tinsmith_dynamodb::types::Select;

use super::batches::order;
use super::{Item, World, n, s};
use crate::check::{fails, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("Query", query(world).await);
    report.step("Query, downwards, with a filter", filter(world).await);
    report.step("Query, of a global index", by_state(world).await);
    report.step("Query, of a local index, counted", count(world).await);
    report.step("Query, by pages", by_pages(world).await);
    report.step("Query, item by item", by_items(world).await);
    report.step("Query, of a table that does not exist", absent(world).await);
}

/// A query of the orders of Kim.
fn of_kim(world: &World) -> QueryFluentBuilder {
    let call = world.client.query().table_name(&world.table).expression_attribute_values(":customer", s("kim"));
    call.key_condition_expression("customer = :customer")
}

/// The numbers of orders.
fn numbers(items: &[Item]) -> Vec<&str> {
    items.iter().filter_map(|item| Some(item.get("number")?.as_n().ok()?.as_str())).collect()
}

async fn query(world: &World) -> Result<()> {
    let call = of_kim(world).key_condition_expression("customer = :customer AND #number BETWEEN :from AND :to");
    let call = call.expression_attribute_names("#number", "number");
    let call = call.expression_attribute_values(":from", n(9)).expression_attribute_values(":to", n(11));
    let output = passes(call.send().await)?;
    same("items", output.items(), [order("kim", 9), order("kim", 10), order("kim", 11)])?;
    same("count", output.count(), 3)?;
    same("last_evaluated_key", output.last_evaluated_key(), None)
}

async fn filter(world: &World) -> Result<()> {
    let call = of_kim(world).scan_index_forward(false).filter_expression("#state = :state");
    let call = call.expression_attribute_names("#state", "state").expression_attribute_values(":state", s("paid"));
    let output = passes(call.send().await)?;
    same("the numbers", numbers(output.items()), ["12", "10", "8", "6", "4", "2"])?;
    same("count", output.count(), 6)?;
    same("scanned_count", output.scanned_count(), 12)
}

/// The index has no more than the keys and the cents.
async fn by_state(world: &World) -> Result<()> {
    let call = world.client.query().table_name(&world.table).index_name("by-state").limit(1);
    let call = call.key_condition_expression("#state = :state AND #number > :number");
    let call = call.expression_attribute_names("#state", "state").expression_attribute_names("#number", "number");
    let call = call.expression_attribute_values(":state", s("paid")).expression_attribute_values(":number", n(10));
    let output = passes(call.send().await)?;
    same("items", output.items(), [order("kim", 12)])
}

async fn count(world: &World) -> Result<()> {
    let call = of_kim(world).index_name("by-cents").select(Select::Count);
    let call = call.key_condition_expression("customer = :customer AND cents >= :cents");
    let output = passes(call.expression_attribute_values(":cents", n(100)).send().await)?;
    same("count", output.count(), 3)?;
    same("items", output.items(), [])
}

async fn by_pages(world: &World) -> Result<()> {
    let mut pages = of_kim(world).into_paginator().page_size(5).send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        found.push(numbers(passes(page)?.items()).join(" "));
    }
    same("the numbers, page by page", found, ["1 2 3 4 5", "6 7 8 9 10", "11 12"])
}

async fn by_items(world: &World) -> Result<()> {
    let items = of_kim(world).limit(5).into_paginator().items().send().try_collect().await;
    same("the number of items", passes(items)?.len(), 12)
}

async fn absent(world: &World) -> Result<()> {
    let result = of_kim(world).table_name("no-such-table").send().await;
    let message = "Requested resource not found";
    fails(result, QueryError::is_resource_not_found_exception, "ResourceNotFoundException", message)
}
