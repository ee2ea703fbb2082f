//! DynamoDB: awsJson1_0.

use std::collections::HashMap;

use anyhow::ensure;

use super::dynamodb as sdk;
use crate::bodies::json as bodies;
use crate::case::{Case, Format, Title};
use crate::stopwatch::Phase;
use crate::wire::{Wire, client};

use sdk::primitives::Blob;
use sdk::types::{AttributeValue, PutRequest, WriteRequest};

pub(super) fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![query()?, list_backups()?, batch_write_item()?, get_item()?])
}

fn title(phase: Phase, message: &'static str) -> Title {
    Title { format: Format::Json, phase, message }
}

/// Maps, and unions at every turn.
fn query() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "DynamoDB Query"), bodies::query(1000));
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.query().table_name("orders").send().await?;
        let last = output.items().get(999).and_then(|item| item.get("note"));
        ensure!(last.and_then(|note| note.as_s().ok()).is_some_and(|note| note.contains("\"gift\"")));
        Ok(())
    })
}

/// Structures of strings, numbers, enums and timestamps.
fn list_backups() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "DynamoDB ListBackups"), bodies::list_backups(1000));
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.list_backups().send().await?;
        let last = output.backup_summaries().get(999);
        ensure!(last.and_then(|backup| backup.backup_size_bytes()) == Some(1_048_576 + 999));
        Ok(())
    })
}

fn batch_write_item() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Encode, "DynamoDB BatchWriteItem"), b"{}".to_vec());
    let client = client!(sdk, wire);
    let requests: Vec<WriteRequest> = (0..1000).map(write_request).collect::<Result<_, _>>()?;
    Case::new(wire, async move || {
        client.batch_write_item().request_items("orders", requests.clone()).send().await?;
        Ok(())
    })
}

fn write_request(index: usize) -> anyhow::Result<WriteRequest> {
    let line = |line: usize| {
        AttributeValue::M(HashMap::from([
            ("sku".to_owned(), AttributeValue::S(format!("SKU-{:05}", index * 7 + line))),
            ("count".to_owned(), AttributeValue::N(line.to_string())),
        ]))
    };
    let put = PutRequest::builder()
        .item("customer", AttributeValue::S(format!("customer#{index:08}")))
        .item("order", AttributeValue::S(format!("2026-03-{:02}#{index:06}", index % 28 + 1)))
        .item("total", AttributeValue::N(format!("{}.{:02}", index * 3, index % 100)))
        .item("paid", AttributeValue::Bool(index.is_multiple_of(3)))
        .item("lines", AttributeValue::L((1..4).map(line).collect()))
        .item("tags", AttributeValue::Ss(vec!["express".to_owned(), "fragile".to_owned()]))
        .item("label", AttributeValue::B(Blob::new(index.to_be_bytes().repeat(8))))
        .item("note", AttributeValue::S("please leave it \"with the neighbours\", not at the door".to_owned()))
        .build()?;
    Ok(WriteRequest::builder().put_request(put).build())
}

/// As small as calls are.
fn get_item() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Call, "DynamoDB GetItem"), br#"{"Item":{"pk":{"S":"a"}}}"#.to_vec());
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let call = client.get_item().table_name("orders").key("pk", AttributeValue::S("a".to_owned()));
        ensure!(call.send().await?.item().is_some());
        Ok(())
    })
}
