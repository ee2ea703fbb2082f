//! Bodies of CloudWatch's responses.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::data::Tag;
use minicbor::encode::Error;

/// The answer to a `GetMetricData` about `metrics` metrics of `points` points each.
///
/// # Errors
/// None: writing to memory does not fail.
pub fn get_metric_data(metrics: u32, points: u32) -> anyhow::Result<Vec<u8>> {
    written(|body| {
        body.map(1)?.str("MetricDataResults")?.array(metrics.into())?;
        for metric in 0..metrics {
            body.map(5)?.str("Id")?.str(&format!("m{metric}"))?;
            body.str("Label")?.str(&format!("CheckoutDuration of host {metric}"))?;
            body.str("Timestamps")?.array(points.into())?;
            for point in 0..points {
                body.tag(Tag::new(1))?.u64(u64::from(1_770_000_000 + 60 * point))?;
            }
            body.str("Values")?.array(points.into())?;
            for point in 0..points {
                body.f64(f64::from(metric) + f64::from(point % 8 + 1) * 0.046_875)?;
            }
            body.str("StatusCode")?.str("Complete")?;
        }
        Ok(())
    })
}

/// The answer to a `ListMetrics` that found `count` metrics.
///
/// # Errors
/// None: writing to memory does not fail.
pub fn list_metrics(count: u32) -> anyhow::Result<Vec<u8>> {
    written(|body| {
        body.map(1)?.str("Metrics")?.array(count.into())?;
        for index in 0..count {
            body.map(3)?.str("Namespace")?.str("Shop/Orders")?;
            body.str("MetricName")?.str(&format!("CheckoutDuration{:03}", index % 300))?;
            body.str("Dimensions")?.array(2)?;
            for (name, value) in [("Region", "eu-central-1".to_owned()), ("Host", format!("i-{index:08}"))] {
                body.map(2)?.str("Name")?.str(name)?.str("Value")?.str(&value)?;
            }
        }
        Ok(())
    })
}

fn written(write: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Result<(), Error<Infallible>>) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    write(&mut Encoder::new(&mut body))?;
    Ok(body)
}
