//! DynamoDB, by awsJson1_0.

mod backups;
mod batches;
mod conditions;
mod items;
mod queries;
mod scans;
mod settings;
mod statements;
mod tables;
mod transactions;
mod transfers;

use std::collections::HashMap;

use tinsmith_dynamodb::Client;
use tinsmith_dynamodb::types::AttributeValue;

use crate::client::{ACCOUNT, REGION, client, unique};
use crate::report::Report;

/// An item, or the key of one.
type Item = HashMap<String, AttributeValue>;

/// What the steps share: a client, and the table that they use.
struct World {
    client: Client,
    /// The name of the table; new for each run, and one that PartiQL need not quote. Its keys are
    /// `customer` and `number`.
    table: String,
}

impl World {
    /// The ARN of the table.
    fn arn(&self) -> String {
        format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{}", self.table)
    }
}

/// A string.
fn s(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

/// A number.
fn n(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// The key of an order.
fn key(customer: &str, number: u32) -> Item {
    item(&[("customer", s(customer)), ("number", n(number))])
}

/// An item of these attributes.
fn item(attributes: &[(&str, AttributeValue)]) -> Item {
    attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let world = World { client: client!(tinsmith_dynamodb, endpoint), table: unique("orders").replace('-', "_") };
    tables::run(&world, report).await;
    settings::run(&world, report).await;
    items::run(&world, report).await;
    conditions::run(&world, report).await;
    batches::run(&world, report).await;
    queries::run(&world, report).await;
    scans::run(&world, report).await;
    transactions::run(&world, report).await;
    statements::run(&world, report).await;
    backups::run(&world, report).await;
    transfers::run(&world, report).await;
    tables::end(&world, report).await;
}
