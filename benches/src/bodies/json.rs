//! Bodies of DynamoDB's responses.

use serde_json::{Value, json};

/// The answer to a `Query` that found `count` items.
pub fn query(count: usize) -> Vec<u8> {
    let items: Vec<Value> = (0..count).map(item).collect();
    json!({"Count": count, "ScannedCount": count, "Items": items}).to_string().into_bytes()
}

fn item(index: usize) -> Value {
    let line = |line: usize| json!({"M": {"sku": {"S": format!("SKU-{:05}", index * 7 + line)}, "count": {"N": line.to_string()}}});
    json!({
        "customer": {"S": format!("customer#{index:08}")},
        "order": {"S": format!("2026-03-{:02}#{index:06}", index % 28 + 1)},
        "total": {"N": format!("{}.{:02}", index * 3, index % 100)},
        "paid": {"BOOL": index.is_multiple_of(3)},
        "voucher": {"NULL": true},
        "lines": {"L": [line(1), line(2), line(3)]},
        "tags": {"SS": ["express", "fragile"]},
        "label": {"B": "AAAAAAAAA+cAAAAAAAAD5wAAAAAAAAPnAAAAAAAAA+c="},
        "note": {"S": "a \"gift\" for someone who lives a long way from here"},
    })
}

/// The answer to a `ListBackups` that found `count` backups.
pub fn list_backups(count: usize) -> Vec<u8> {
    let backups: Vec<Value> = (0..count).map(backup).collect();
    json!({"BackupSummaries": backups}).to_string().into_bytes()
}

fn backup(index: usize) -> Value {
    let table = format!("orders-{:03}", index % 40);
    let table_arn = format!("arn:aws:dynamodb:eu-central-1:123456789012:table/{table}");
    json!({
        "TableName": table,
        "TableId": format!("{index:08x}-1111-2222-3333-444455556666"),
        "TableArn": table_arn,
        "BackupArn": format!("{table_arn}/backup/0{:013}-{index:08x}", 1_770_000_000_000_u64 + index as u64),
        "BackupName": format!("nightly-{index:05}"),
        "BackupCreationDateTime": 1_770_000_000.25 + index as f64,
        "BackupExpiryDateTime": 1_780_000_000_u64 + index as u64,
        "BackupStatus": "AVAILABLE",
        "BackupType": "SYSTEM",
        "BackupSizeBytes": 1_048_576 + index,
    })
}
