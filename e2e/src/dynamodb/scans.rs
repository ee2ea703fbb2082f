//! Scans: of everything, by pages and in segments.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Item, World, n};
use crate::check::{passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("Scan", scan(world).await);
    report.step("Scan, by pages", by_pages(world).await);
    report.step("Scan, in segments", in_segments(world).await);
}

async fn scan(world: &World) -> Result<()> {
    let call = world.client.scan().table_name(&world.table).filter_expression("cents > :cents");
    let call = call.expression_attribute_values(":cents", n(100)).projection_expression("cents");
    let output = passes(call.send().await)?;
    let mut cents: Vec<_> = output.items().iter().filter_map(|item| item.get("cents")?.as_n().ok()).collect();
    cents.sort();
    same("the cents", cents, ["110", "120"])?;
    same("scanned_count", output.scanned_count(), 14)
}

/// The customer and number of an order, as text.
fn name(item: &Item) -> Option<String> {
    Some(format!("{} {}", item.get("customer")?.as_s().ok()?, item.get("number")?.as_n().ok()?))
}

async fn by_pages(world: &World) -> Result<()> {
    let call = world.client.scan().table_name(&world.table);
    let mut pages = call.into_paginator().page_size(4).send();
    let (mut sizes, mut found) = (Vec::new(), BTreeSet::new());
    while let Some(page) = pages.next().await {
        let page = passes(page)?;
        sizes.push(page.items().len());
        found.extend(page.items().iter().filter_map(name));
    }
    same("the sizes of the pages", sizes, [4, 4, 4, 2])?;
    same("the number of orders", found.len(), 14)
}

async fn in_segments(world: &World) -> Result<()> {
    let mut found = BTreeSet::new();
    for segment in 0..3 {
        let call = world.client.scan().table_name(&world.table).total_segments(3).segment(segment);
        found.extend(passes(call.send().await)?.items().iter().filter_map(name));
    }
    same("the number of orders", found.len(), 14)
}
