//! Conditions that are not met: the error, its message, and the item that it brings along.

use anyhow::Result;
use tinsmith_dynamodb::operation::delete_item::DeleteItemError;
use tinsmith_dynamodb::operation::put_item::PutItemError;
use tinsmith_dynamodb::operation::update_item::UpdateItemError;
use tinsmith_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::{Item, World, key, n};
use crate::check::{fails, failure, passes, same};
use crate::report::Report;

const CODE: &str = "ConditionalCheckFailedException";
const MESSAGE: &str = "The conditional request failed";

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutItem, if there is none", put_new(world).await);
    report.step("PutItem, where there is one", put_taken(world).await);
    report.step("UpdateItem, of another version, which comes along", update(world).await);
    report.step("DeleteItem, of another version", delete(world).await);
}

/// An item of the first version.
fn first() -> Item {
    let mut item = key("amal", 7);
    item.insert("version".to_owned(), n(1));
    item
}

async fn put_new(world: &World) -> Result<()> {
    let call = world.client.put_item().table_name(&world.table).set_item(Some(first()));
    passes(call.condition_expression("attribute_not_exists(customer)").send().await).map(drop)
}

async fn put_taken(world: &World) -> Result<()> {
    let call = world.client.put_item().table_name(&world.table).set_item(Some(first()));
    let result = call.condition_expression("attribute_not_exists(customer)").send().await;
    fails(result, PutItemError::is_conditional_check_failed_exception, CODE, MESSAGE)
}

async fn update(world: &World) -> Result<()> {
    let call = world
        .client
        .update_item()
        .table_name(&world.table)
        .set_key(Some(key("amal", 7)))
        .update_expression("SET version = :next")
        .condition_expression("version = :seen")
        .expression_attribute_values(":next", n(3))
        .expression_attribute_values(":seen", n(2))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    let (error, status) = failure(call.send().await)?;
    let UpdateItemError::ConditionalCheckFailedException(error) = error else {
        anyhow::bail!("the error is {error:?}");
    };
    same("the error's message", error.message(), Some(MESSAGE))?;
    same("the error's item", error.item(), Some(&first()))?;
    same("the status", status, 400)
}

async fn delete(world: &World) -> Result<()> {
    let call = world.client.delete_item().table_name(&world.table).set_key(Some(key("amal", 7)));
    let call = call.condition_expression("version = :seen").expression_attribute_values(":seen", n(2));
    let result = call.send().await;
    fails(result, DeleteItemError::is_conditional_check_failed_exception, CODE, MESSAGE)?;
    let call = world.client.delete_item().table_name(&world.table).set_key(Some(key("amal", 7)));
    let call = call.condition_expression("version = :seen").expression_attribute_values(":seen", n(1));
    passes(call.send().await).map(drop)
}
