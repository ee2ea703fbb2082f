//! Contributor Insights rules: created, listed, stopped, started and deleted.

use anyhow::{Context, Result};
use tinsmith_cloudwatch::types::InsightRule;

use super::World;
use crate::check::{passes, same};
use crate::report::Report;

const DEFINITION: &str = r#"{"Schema":{"Name":"CloudWatchLogRule","Version":1}}"#;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step(&world.step("PutInsightRule"), put(world).await);
    report.step(&world.step("DescribeInsightRules"), check(world, "ENABLED").await);
    report.step(&world.step("DisableInsightRules"), disable(world).await);
    report.step(&world.step("EnableInsightRules"), enable(world).await);
    report.step(&world.step("DeleteInsightRules"), delete(world).await);
}

async fn put(world: &World) -> Result<()> {
    let call = world.client.put_insight_rule().rule_name(&world.namespace).rule_state("ENABLED");
    passes(call.rule_definition(DEFINITION).send().await).map(drop)
}

/// The rule, if it is there.
async fn rule(world: &World) -> Result<Option<InsightRule>> {
    let mut pages = world.client.describe_insight_rules().into_paginator().send();
    while let Some(page) = pages.next().await {
        let rules = passes(page)?.insight_rules.unwrap_or_default();
        if let Some(rule) = rules.into_iter().find(|rule| rule.name() == Some(world.namespace.as_str())) {
            return Ok(Some(rule));
        }
    }
    Ok(None)
}

async fn check(world: &World, state: &str) -> Result<()> {
    let rule = rule(world).await?.context("there is no rule")?;
    same("state", rule.state(), Some(state))?;
    same("definition", rule.definition(), Some(DEFINITION))
}

async fn disable(world: &World) -> Result<()> {
    let call = world.client.disable_insight_rules().rule_names(&world.namespace);
    same("failures", passes(call.send().await)?.failures(), [])?;
    check(world, "DISABLED").await
}

async fn enable(world: &World) -> Result<()> {
    let call = world.client.enable_insight_rules().rule_names(&world.namespace);
    same("failures", passes(call.send().await)?.failures(), [])?;
    check(world, "ENABLED").await
}

async fn delete(world: &World) -> Result<()> {
    let call = world.client.delete_insight_rules().rule_names(&world.namespace);
    same("failures", passes(call.send().await)?.failures(), [])?;
    same("the rule", rule(world).await?, None)
}
