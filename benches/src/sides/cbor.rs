//! CloudWatch: rpcv2Cbor.

use anyhow::ensure;

use super::cloudwatch as sdk;
use crate::bodies::cbor as bodies;
use crate::case::{Case, Format, Title};
use crate::stopwatch::Phase;
use crate::wire::{Wire, client, config};

use sdk::primitives::DateTime;
use sdk::types::{Dimension, MetricDatum, StandardUnit, StateValue, StatisticSet};

pub(super) fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![get_metric_data()?, list_metrics()?, put_metric_data()?, set_alarm_state()?])
}

fn title(phase: Phase, message: &'static str) -> Title {
    Title { format: Format::Cbor, phase, message }
}

/// Lists of timestamps and of doubles.
fn get_metric_data() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "CloudWatch GetMetricData"), bodies::get_metric_data(100, 400)?);
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.get_metric_data().send().await?;
        let last = output.metric_data_results().get(99);
        ensure!(last.and_then(|result| result.values().get(399)) == Some(&99.375));
        Ok(())
    })
}

/// Structures of strings.
fn list_metrics() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "CloudWatch ListMetrics"), bodies::list_metrics(2000)?);
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.list_metrics().send().await?;
        let last = output.metrics().get(1999).and_then(|metric| metric.dimensions().get(1));
        ensure!(last.and_then(|dimension| dimension.value()) == Some("i-00001999"));
        Ok(())
    })
}

fn put_metric_data() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Encode, "CloudWatch PutMetricData"), vec![0xa0]);
    // The official client compresses after the hook that ends serialization, and ours before it.
    let config = config!(sdk, wire).disable_request_compression(true);
    let client = sdk::Client::from_conf(config.build());
    let data: Vec<MetricDatum> = (0..2000).map(datum).collect();
    Case::new(wire, async move || {
        client.put_metric_data().namespace("Shop/Orders").set_metric_data(Some(data.clone())).send().await?;
        Ok(())
    })
}

fn datum(index: u32) -> MetricDatum {
    let dimension = |name: &str, value: String| Dimension::builder().name(name).value(value).build();
    let statistics = StatisticSet::builder()
        .sample_count(f64::from(index % 60))
        .sum(f64::from(index) * 1.1)
        .minimum(0.1)
        .maximum(f64::from(index) + 0.7);
    MetricDatum::builder()
        .metric_name("CheckoutDuration")
        .dimensions(dimension("Region", "eu-central-1".to_owned()))
        .dimensions(dimension("Host", format!("i-{index:08}")))
        .timestamp(DateTime::from_secs(1_770_000_000 + i64::from(index)))
        .statistic_values(statistics.build())
        .set_values(Some((0..8).map(|step| f64::from(index + step) / 3.0).collect()))
        .unit(StandardUnit::Milliseconds)
        .storage_resolution(60)
        .build()
}

/// As small as calls are.
fn set_alarm_state() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Call, "CloudWatch SetAlarmState"), vec![0xa0]);
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let call = client.set_alarm_state().alarm_name("checkout").state_value(StateValue::Ok).state_reason("a test");
        call.send().await?;
        Ok(())
    })
}
