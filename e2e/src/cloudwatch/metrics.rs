//! Metrics: published in every form, listed by pages, and read back as statistics and by formulas.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use tinsmith_cloudwatch::operation::get_metric_statistics::GetMetricStatisticsError;
use tinsmith_cloudwatch::operation::put_metric_data::PutMetricDataError;
use tinsmith_cloudwatch::primitives::DateTime;
use tinsmith_cloudwatch::types::{
    Dimension, DimensionFilter, Metric, MetricDataQuery, MetricDatum, MetricStat, ScanBy, StandardUnit, Statistic,
    StatisticSet, StatusCode,
};

use super::World;
use crate::check::{fails, passes, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    let begin = begin();
    report.step(&world.step("PutMetricData"), put(world, begin).await);
    report.step(&world.step("PutMetricData, of what is none"), put_wrong(world).await);
    report.step(&world.step("ListMetrics"), list(world).await);
    report.step(&world.step("ListMetrics, by pages"), list_by_pages(world).await);
    report.step(&world.step("GetMetricStatistics"), statistics(world, begin).await);
    report.step(&world.step("GetMetricStatistics, of none"), no_statistics(world, begin).await);
    report.step(&world.step("GetMetricData"), data(world, begin).await);
}

/// A whole minute, an hour ago: where the data begins.
fn begin() -> SystemTime {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(now - now % 60 - 3600)
}

fn after(begin: SystemTime, seconds: u64) -> DateTime {
    DateTime::from(begin + Duration::from_secs(seconds))
}

/// What a form must escape, and XML too.
fn queue(world: &World) -> String {
    format!("{} & packed <ü>", world.namespace)
}

fn dimension(world: &World) -> Dimension {
    Dimension::builder().name("Queue").value(queue(world)).build()
}

/// A value, values with their counts, and sums of values.
async fn put(world: &World, begin: SystemTime) -> Result<()> {
    let latency = |seconds| {
        let datum = MetricDatum::builder().metric_name("Latency").timestamp(after(begin, seconds));
        datum.unit(StandardUnit::Milliseconds).dimensions(dimension(world))
    };
    let sums = StatisticSet::builder().sample_count(4.0).sum(100.0).minimum(10.0).maximum(40.0).build();
    let orders = MetricDatum::builder().metric_name("Orders").timestamp(after(begin, 0)).unit(StandardUnit::Count);
    let call = world
        .client
        .put_metric_data()
        .namespace(&world.namespace)
        .metric_data(latency(0).value(12.5).build())
        .metric_data(latency(10).values(20.0).values(30.0).counts(2.0).counts(1.0).build())
        .metric_data(latency(70).value(-1.25e-3).build())
        .metric_data(orders.statistic_values(sums).build());
    passes(call.send().await).map(drop)
}

/// Not both a value and sums of values.
async fn put_wrong(world: &World) -> Result<()> {
    let sums = StatisticSet::builder().sample_count(1.0).sum(1.0).minimum(1.0).maximum(1.0).build();
    let datum = MetricDatum::builder().metric_name("Orders").value(1.0).statistic_values(sums).build();
    let result = world.client.put_metric_data().namespace(&world.namespace).metric_data(datum).send().await;
    let is_expected = PutMetricDataError::is_invalid_parameter_combination_exception;
    let message = "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually \
                   exclusive and you have specified both.";
    fails(result, is_expected, "InvalidParameterCombination", message)
}

async fn list(world: &World) -> Result<()> {
    let filter = DimensionFilter::builder().name("Queue").value(queue(world)).build();
    let output = passes(world.client.list_metrics().namespace(&world.namespace).dimensions(filter).send().await)?;
    let expected =
        Metric::builder().namespace(&world.namespace).metric_name("Latency").dimensions(dimension(world)).build();
    same("metrics", output.metrics(), [expected])?;
    same("next_token", output.next_token(), None)
}

/// A page has 500.
async fn list_by_pages(world: &World) -> Result<()> {
    let namespace = format!("{}/Many", world.namespace);
    let data = (0..700).map(|number| MetricDatum::builder().metric_name(format!("m{number}")).value(1.0).build());
    let call = world.client.put_metric_data().namespace(&namespace);
    passes(call.set_metric_data(Some(data.collect())).send().await)?;
    let mut pages = world.client.list_metrics().namespace(&namespace).into_paginator().send();
    let (mut sizes, mut names) = (Vec::new(), BTreeSet::new());
    while let Some(page) = pages.next().await {
        let page = passes(page)?;
        sizes.push(page.metrics().len());
        names.extend(page.metrics().iter().filter_map(|metric| metric.metric_name.clone()));
    }
    same("the sizes of the pages", sizes, [500, 200])?;
    same("the number of names", names.len(), 700)
}

async fn statistics(world: &World, begin: SystemTime) -> Result<()> {
    let call = world
        .client
        .get_metric_statistics()
        .namespace(&world.namespace)
        .metric_name("Latency")
        .dimensions(dimension(world))
        .start_time(after(begin, 0))
        .end_time(after(begin, 600))
        .period(60)
        .statistics(Statistic::SampleCount)
        .statistics(Statistic::Sum)
        .statistics(Statistic::Maximum);
    let output = passes(call.send().await)?;
    same("label", output.label(), Some("Latency"))?;
    let mut points = output.datapoints.unwrap_or_default();
    points.sort_by_key(|point| point.timestamp.map(|time| time.secs()));
    let [first, second] = points.as_slice() else {
        anyhow::bail!("the data points are {points:?}");
    };
    same("the time", first.timestamp(), Some(&after(begin, 0)))?;
    same("sample_count", first.sample_count(), Some(4.0))?;
    same("sum", first.sum(), Some(82.5))?;
    same("maximum", first.maximum(), Some(30.0))?;
    same("unit", first.unit(), Some(&StandardUnit::Milliseconds))?;
    same("average", first.average(), None)?;
    same("the second sum", second.sum(), Some(-1.25e-3))
}

async fn no_statistics(world: &World, begin: SystemTime) -> Result<()> {
    let call = world.client.get_metric_statistics().namespace(&world.namespace).metric_name("Latency").period(60);
    let result = call.start_time(after(begin, 0)).end_time(after(begin, 60)).send().await;
    let is_expected = GetMetricStatisticsError::is_invalid_parameter_combination_exception;
    let message = "Must specify either Statistics or ExtendedStatistics";
    fails(result, is_expected, "InvalidParameterCombination", message)
}

/// A metric, which is not returned, and a formula of it, which is.
async fn data(world: &World, begin: SystemTime) -> Result<()> {
    let metric =
        Metric::builder().namespace(&world.namespace).metric_name("Latency").dimensions(dimension(world)).build();
    let stat = MetricStat::builder().metric(metric).period(60).stat("Sum").build();
    let call = world
        .client
        .get_metric_data()
        .start_time(after(begin, 0))
        .end_time(after(begin, 120))
        .scan_by(ScanBy::TimestampAscending)
        .metric_data_queries(MetricDataQuery::builder().id("m1").metric_stat(stat).return_data(false).build())
        .metric_data_queries(MetricDataQuery::builder().id("e1").expression("m1").label("Latenz").build());
    let output = passes(call.send().await)?;
    same("the number of results", output.metric_data_results().len(), 1)?;
    let result = output.metric_data_results().first().context("there is no result")?;
    same("id", result.id(), Some("e1"))?;
    same("label", result.label(), Some("Latenz"))?;
    same("timestamps", result.timestamps(), [after(begin, 0), after(begin, 60)])?;
    same("values", result.values(), [82.5, -1.25e-3])?;
    same("status_code", result.status_code(), Some(&StatusCode::Complete))
}
