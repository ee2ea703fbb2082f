//! PartiQL: statements alone, in a batch and in a transaction.

use anyhow::{Context, Result};
use tinsmith_dynamodb::types::{BatchStatementErrorCodeEnum, BatchStatementRequest, ParameterizedStatement};

use super::batches::order;
use super::{World, key, n, s};
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("ExecuteStatement", select(world).await);
    report.step("BatchExecuteStatement", batch(world).await);
    report.step("ExecuteTransaction", transaction(world).await);
}

async fn select(world: &World) -> Result<()> {
    let statement = format!("SELECT * FROM {} WHERE customer = ? AND number = ?", world.table);
    let call = world.client.execute_statement().statement(statement).parameters(s("kim")).parameters(n(3));
    let output = passes(call.send().await)?;
    same("items", output.items(), [order("kim", 3)])
}

async fn batch(world: &World) -> Result<()> {
    let request = |table: &str, number: u32| {
        let statement = format!("SELECT * FROM {table} WHERE customer = ? AND number = ?");
        BatchStatementRequest::builder().statement(statement).parameters(s("kim")).parameters(n(number)).build()
    };
    let call = world.client.batch_execute_statement().statements(request(&world.table, 4)?);
    let output = passes(call.statements(request("no_such_table", 4)?).send().await)?;
    let [found, failed] = output.responses() else {
        anyhow::bail!("the responses are {:?}", output.responses());
    };
    same("the item", found.item(), Some(&order("kim", 4)))?;
    let error = failed.error().context("the second statement passed")?;
    same("the error's code", error.code(), Some(&BatchStatementErrorCodeEnum::ResourceNotFound))
}

async fn transaction(world: &World) -> Result<()> {
    let update = format!("UPDATE {} SET note = ? WHERE customer = ? AND number = ?", world.table);
    let statement = |number: u32, note: &str| {
        let statement = ParameterizedStatement::builder().statement(&update).parameters(s(note));
        statement.parameters(s("kim")).parameters(n(number)).build()
    };
    let call = world.client.execute_transaction().transact_statements(statement(5, "gift")?);
    passes(call.transact_statements(statement(6, "schön")?).send().await)?;
    let call = world.client.get_item().table_name(&world.table).set_key(Some(key("kim", 6)));
    let mut expected = order("kim", 6);
    expected.insert("note".to_owned(), s("schön"));
    same("the item", passes(call.send().await)?.item(), Some(&expected))
}
