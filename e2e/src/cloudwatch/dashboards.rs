//! Dashboards: written, read, listed and deleted; and one that is not valid.

use anyhow::{Context, Result};
use tinsmith_cloudwatch::operation::get_dashboard::GetDashboardError;
use tinsmith_cloudwatch::operation::put_dashboard::PutDashboardError;

use super::World;
use crate::check::{fails, failure, passes, recent, same};
use crate::report::Report;

const BODY: &str = r##"{"widgets":[{"type":"text","properties":{"markdown":"# Läden & <Kassen>\n"}}]}"##;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step(&world.step("PutDashboard"), put(world).await);
    report.step(&world.step("PutDashboard, that is not JSON"), put_wrong(world).await);
    report.step(&world.step("GetDashboard"), get(world).await);
    report.step(&world.step("ListDashboards"), list(world).await);
    report.step(&world.step("DeleteDashboards"), delete(world).await);
}

async fn put(world: &World) -> Result<()> {
    let call = world.client.put_dashboard().dashboard_name(&world.namespace).dashboard_body(BODY);
    same("messages", passes(call.send().await)?.dashboard_validation_messages(), [])
}

async fn put_wrong(world: &World) -> Result<()> {
    let result = world.client.put_dashboard().dashboard_name(&world.namespace).dashboard_body("{").send().await;
    let is_expected = PutDashboardError::is_dashboard_invalid_input_error;
    fails(result, is_expected, "InvalidParameterInput", "Body is invalid JSON")
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_dashboard().dashboard_name(&world.namespace).send().await)?;
    same("dashboard_name", output.dashboard_name(), Some(world.namespace.as_str()))?;
    same("dashboard_body", output.dashboard_body(), Some(BODY))
}

async fn list(world: &World) -> Result<()> {
    let call = world.client.list_dashboards().dashboard_name_prefix(&world.namespace);
    let dashboards = passes(call.into_paginator().items().send().try_collect().await)?;
    same("the number of dashboards", dashboards.len(), 1)?;
    let dashboard = dashboards.first().context("there is no dashboard")?;
    same("dashboard_name", dashboard.dashboard_name(), Some(world.namespace.as_str()))?;
    same("size", dashboard.size(), i64::try_from(BODY.chars().count()).ok())?;
    recent("last_modified", dashboard.last_modified())
}

async fn delete(world: &World) -> Result<()> {
    passes(world.client.delete_dashboards().dashboard_names(&world.namespace).send().await)?;
    let (error, status) = failure(world.client.get_dashboard().dashboard_name(&world.namespace).send().await)?;
    same("the error is expected", GetDashboardError::is_dashboard_not_found_error(&error), true)?;
    same("the status", status, 404)
}
