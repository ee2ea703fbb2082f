//! Transactions: all or nothing, and the reasons for nothing.

use anyhow::{Context, Result};
use tinsmith_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use tinsmith_dynamodb::types::{
    ConditionCheck, Delete, Get, ItemResponse, Put, ReturnValuesOnConditionCheckFailure, TransactGetItem,
    TransactWriteItem, Update,
};

use super::batches::order;
use super::{World, key, n};
use crate::check::{failure, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("TransactWriteItems", write(world).await);
    report.step("TransactWriteItems, that is cancelled", cancelled(world).await);
    report.step("TransactGetItems", get(world).await);
}

/// One action of each kind.
async fn write(world: &World) -> Result<()> {
    let put = Put::builder().table_name(&world.table).set_item(Some(order("max", 1)));
    let put = put.condition_expression("attribute_not_exists(customer)").build()?;
    let update = Update::builder().table_name(&world.table).set_key(Some(key("lee", 1)));
    let update = update.update_expression("SET cents = :cents").expression_attribute_values(":cents", n(11)).build()?;
    let delete = Delete::builder().table_name(&world.table).set_key(Some(key("lee", 3))).build()?;
    let check = ConditionCheck::builder().table_name(&world.table).set_key(Some(key("kim", 1)));
    let check = check.condition_expression("attribute_exists(cents)").build()?;
    let call = world
        .client
        .transact_write_items()
        .transact_items(TransactWriteItem::builder().put(put).build())
        .transact_items(TransactWriteItem::builder().update(update).build())
        .transact_items(TransactWriteItem::builder().delete(delete).build())
        .transact_items(TransactWriteItem::builder().condition_check(check).build());
    passes(call.send().await).map(drop)
}

async fn cancelled(world: &World) -> Result<()> {
    let put = Put::builder().table_name(&world.table).set_item(Some(order("max", 2))).build()?;
    let update = Update::builder()
        .table_name(&world.table)
        .set_key(Some(key("lee", 1)))
        .update_expression("SET cents = :cents")
        .condition_expression("cents = :seen")
        .expression_attribute_values(":cents", n(12))
        .expression_attribute_values(":seen", n(10))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()?;
    let call = world
        .client
        .transact_write_items()
        .client_request_token("token-1")
        .transact_items(TransactWriteItem::builder().put(put).build())
        .transact_items(TransactWriteItem::builder().update(update).build());
    let (error, status) = failure(call.send().await)?;
    let TransactWriteItemsError::TransactionCanceledException(error) = error else {
        anyhow::bail!("the error is {error:?}");
    };
    let message = "Transaction cancelled, please refer cancellation reasons for specific reasons \
                   [None, ConditionalCheckFailed]";
    same("the error's message", error.message(), Some(message))?;
    let [first, second] = error.cancellation_reasons() else {
        anyhow::bail!("the reasons are {:?}", error.cancellation_reasons());
    };
    same("the first code", first.code(), Some("None"))?;
    same("the second code", second.code(), Some("ConditionalCheckFailed"))?;
    let cents = second.item().and_then(|item| item.get("cents"));
    same("the cents of the item", cents, Some(&n(11)))?;
    same("the status", status, 400)
}

async fn get(world: &World) -> Result<()> {
    let mut call = world.client.transact_get_items();
    for key in [key("max", 1), key("max", 2), key("lee", 1), key("lee", 3)] {
        let get = Get::builder().table_name(&world.table).set_key(Some(key)).build()?;
        call = call.transact_items(TransactGetItem::builder().get(get).build());
    }
    let output = passes(call.send().await)?;
    let cents: Vec<_> = output.responses().iter().map(|response| response.item()?.get("cents")?.as_n().ok()).collect();
    same("the cents", cents, [Some(&"10".to_owned()), None, Some(&"11".to_owned()), None])?;
    let first = output.responses().first().and_then(ItemResponse::item).context("there is no item")?;
    same("the first item", first, &order("max", 1))
}
