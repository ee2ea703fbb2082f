//! Alarms: created on a metric and on a formula, waited for, found, put into states, tagged and deleted.

use std::time::Duration;

use anyhow::{Context, Result};
use tinsmith_cloudwatch::client::Waiters;
use tinsmith_cloudwatch::operation::set_alarm_state::SetAlarmStateError;
use tinsmith_cloudwatch::types::{
    ComparisonOperator, Metric, MetricAlarm, MetricDataQuery, MetricStat, StandardUnit, StateValue, Statistic, Tag,
};

use super::World;
use crate::check::{failure, passes, recent, same};
use crate::report::Report;

/// How long a waiter may take.
const PATIENCE: Duration = Duration::from_secs(60);

const TOPIC: &str = "arn:aws:sns:eu-central-1:123456789012:oncall";

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step(&world.step("PutMetricAlarm"), put(world).await);
    report.step(&world.step("PutMetricAlarm, on a formula"), put_formula(world).await);
    report.step(&world.step("DescribeAlarms, until it exists"), exists(world).await);
    report.step(&world.step("DescribeAlarms"), describe(world).await);
    report.step(&world.step("DescribeAlarms, by pages"), by_pages(world).await);
    report.step(&world.step("DescribeAlarmsForMetric"), of_metric(world).await);
    report.step(&world.step("SetAlarmState"), set_state(world).await);
    report.step(&world.step("SetAlarmState, of one that does not exist"), set_state_of_none(world).await);
    report.step(&world.step("DisableAlarmActions"), disable(world).await);
    report.step(&world.step("EnableAlarmActions"), enable(world).await);
    report.step(&world.step("ListTagsForResource"), tags(world, &[("team", "checkout")]).await);
    report.step(&world.step("TagResource"), tag(world).await);
    report.step(&world.step("UntagResource"), untag(world).await);
    report.step(&world.step("DeleteAlarms"), delete(world).await);
}

/// The name of the alarm on the metric.
fn name(world: &World) -> String {
    format!("{}-slow", world.namespace)
}

async fn put(world: &World) -> Result<()> {
    let call = world
        .client
        .put_metric_alarm()
        .alarm_name(name(world))
        .alarm_description("Zu langsam: \"Latenz\" > 2½ s & mehr")
        .namespace(&world.namespace)
        .metric_name("Latency")
        .statistic(Statistic::Average)
        .unit(StandardUnit::Milliseconds)
        .period(60)
        .evaluation_periods(3)
        .datapoints_to_alarm(2)
        .threshold(2500.5)
        .comparison_operator(ComparisonOperator::GreaterThanThreshold)
        .treat_missing_data("notBreaching")
        .actions_enabled(true)
        .alarm_actions(TOPIC)
        .ok_actions(TOPIC)
        .tags(Tag::builder().key("team").value("checkout").build());
    passes(call.send().await).map(drop)
}

async fn put_formula(world: &World) -> Result<()> {
    let metric = Metric::builder().namespace(&world.namespace).metric_name("Orders").build();
    let stat = MetricStat::builder().metric(metric).period(300).stat("Sum").build();
    let call = world
        .client
        .put_metric_alarm()
        .alarm_name(format!("{}-few", world.namespace))
        .metrics(MetricDataQuery::builder().id("m1").metric_stat(stat).return_data(false).build())
        .metrics(MetricDataQuery::builder().id("e1").expression("m1 / 5").return_data(true).build())
        .evaluation_periods(1)
        .threshold(1.0)
        .comparison_operator(ComparisonOperator::LessThanThreshold);
    passes(call.send().await).map(drop)
}

async fn exists(world: &World) -> Result<()> {
    let waiter = world.client.wait_until_alarm_exists().alarm_names(name(world));
    let end = waiter.wait(PATIENCE).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let output = end.as_result().map_err(|error| anyhow::anyhow!("{error:?}"))?;
    same("the number of alarms", output.metric_alarms().len(), 1)
}

/// The alarm on the metric.
async fn alarm(world: &World) -> Result<MetricAlarm> {
    let output = passes(world.client.describe_alarms().alarm_names(name(world)).send().await)?;
    output.metric_alarms().first().cloned().context("there is no alarm")
}

async fn describe(world: &World) -> Result<()> {
    let alarm = alarm(world).await?;
    same("alarm_name", alarm.alarm_name(), Some(name(world).as_str()))?;
    same("alarm_arn", alarm.alarm_arn(), Some(world.arn(&format!("alarm:{}", name(world))).as_str()))?;
    same("alarm_description", alarm.alarm_description(), Some("Zu langsam: \"Latenz\" > 2½ s & mehr"))?;
    same("statistic", alarm.statistic(), Some(&Statistic::Average))?;
    same("unit", alarm.unit(), Some(&StandardUnit::Milliseconds))?;
    same("evaluation_periods", alarm.evaluation_periods(), Some(3))?;
    same("datapoints_to_alarm", alarm.datapoints_to_alarm(), Some(2))?;
    same("threshold", alarm.threshold(), Some(2500.5))?;
    same("comparison_operator", alarm.comparison_operator(), Some(&ComparisonOperator::GreaterThanThreshold))?;
    same("treat_missing_data", alarm.treat_missing_data(), Some("notBreaching"))?;
    same("alarm_actions", alarm.alarm_actions(), [TOPIC])?;
    same("insufficient_data_actions", alarm.insufficient_data_actions(), [""; 0])?;
    same("actions_enabled", alarm.actions_enabled(), Some(true))?;
    recent("alarm_configuration_updated_timestamp", alarm.alarm_configuration_updated_timestamp())
}

async fn by_pages(world: &World) -> Result<()> {
    let call = world.client.describe_alarms().alarm_name_prefix(&world.namespace);
    let mut pages = call.into_paginator().page_size(10).send();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        names.extend(passes(page)?.metric_alarms().iter().filter_map(|alarm| alarm.alarm_name.clone()));
    }
    names.sort();
    same("the names", names, [format!("{}-few", world.namespace), name(world)])
}

async fn of_metric(world: &World) -> Result<()> {
    let call = world.client.describe_alarms_for_metric().namespace(&world.namespace).metric_name("Latency");
    let output = passes(call.send().await)?;
    let names: Vec<_> = output.metric_alarms().iter().filter_map(MetricAlarm::alarm_name).collect();
    same("the names", names, [name(world)])
}

async fn set_state(world: &World) -> Result<()> {
    let call = world.client.set_alarm_state().alarm_name(name(world)).state_value(StateValue::Alarm);
    passes(call.state_reason("Übung").state_reason_data(r#"{"drill":true}"#).send().await)?;
    let alarm = alarm(world).await?;
    same("state_value", alarm.state_value(), Some(&StateValue::Alarm))?;
    same("state_reason", alarm.state_reason(), Some("Übung"))?;
    same("state_reason_data", alarm.state_reason_data(), Some(r#"{"drill":true}"#))?;
    recent("state_updated_timestamp", alarm.state_updated_timestamp())
}

async fn set_state_of_none(world: &World) -> Result<()> {
    let call = world.client.set_alarm_state().alarm_name("no-such-alarm").state_value(StateValue::Ok);
    let (error, status) = failure(call.state_reason("none").send().await)?;
    same("the error is expected", SetAlarmStateError::is_resource_not_found(&error), true)?;
    same("the status", status, 404)
}

async fn disable(world: &World) -> Result<()> {
    passes(world.client.disable_alarm_actions().alarm_names(name(world)).send().await)?;
    same("actions_enabled", alarm(world).await?.actions_enabled(), Some(false))
}

async fn enable(world: &World) -> Result<()> {
    passes(world.client.enable_alarm_actions().alarm_names(name(world)).send().await)?;
    same("actions_enabled", alarm(world).await?.actions_enabled(), Some(true))
}

async fn tags(world: &World, expected: &[(&str, &str)]) -> Result<()> {
    let arn = world.arn(&format!("alarm:{}", name(world)));
    let output = passes(world.client.list_tags_for_resource().resource_arn(arn).send().await)?;
    let expected: Vec<_> = expected.iter().map(|(key, value)| Tag::builder().key(*key).value(*value).build()).collect();
    same("tags", output.tags(), expected)
}

async fn tag(world: &World) -> Result<()> {
    let arn = world.arn(&format!("alarm:{}", name(world)));
    let tag = Tag::builder().key("stage").value("é=&+").build();
    passes(world.client.tag_resource().resource_arn(arn).tags(tag).send().await)?;
    tags(world, &[("team", "checkout"), ("stage", "é=&+")]).await
}

async fn untag(world: &World) -> Result<()> {
    let arn = world.arn(&format!("alarm:{}", name(world)));
    passes(world.client.untag_resource().resource_arn(arn).tag_keys("team").send().await)?;
    tags(world, &[("stage", "é=&+")]).await
}

async fn delete(world: &World) -> Result<()> {
    let few = format!("{}-few", world.namespace);
    passes(world.client.delete_alarms().alarm_names(name(world)).alarm_names(few).send().await)?;
    let output = passes(world.client.describe_alarms().alarm_name_prefix(&world.namespace).send().await)?;
    same("the number of alarms", output.metric_alarms().len(), 0)
}
