//! The results as tables of Markdown, or as JSON.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};

use crate::measure::Result;
use crate::stopwatch::Phase;

/// Two tables: what is measured by the byte, and whole calls.
pub fn markdown(results: &[Result]) -> String {
    let (calls, codecs): (Vec<_>, Vec<_>) = results.iter().partition(|result| result.title.phase == Phase::Call);
    let mut text = String::new();
    if !codecs.is_empty() {
        text += "| format | | message | body | official | Tinsmith | ratio | of medians |\n|---|---|---|--:|--:|--:|--:|--:|\n";
        codecs.iter().for_each(|result| codec_row(result, &mut text));
    }
    if !calls.is_empty() {
        text += if text.is_empty() { "" } else { "\n" };
        text += "| format | call | official | Tinsmith | ratio | of medians |\n|---|---|--:|--:|--:|--:|\n";
        calls.iter().for_each(|result| call_row(result, &mut text));
    }
    text
}

fn codec_row(result: &Result, text: &mut String) {
    let speed = |time: Duration| format!("{:.0} MB/s", result.megabytes_per_second(time));
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "| {} | {} | {} | {:.0} kB | {} | {} | {:.2} | {:.2} |",
        result.title.format.name(),
        result.title.phase.name(),
        result.title.message,
        result.bytes as f64 / 1e3,
        speed(result.official.best),
        speed(result.ours.best),
        result.ratio(),
        result.median_ratio(),
    );
}

fn call_row(result: &Result, text: &mut String) {
    let micros = |time: Duration| format!("{:.1} µs", time.as_secs_f64() * 1e6);
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {:.2} | {:.2} |",
        result.title.format.name(),
        result.title.message,
        micros(result.official.best),
        micros(result.ours.best),
        result.ratio(),
        result.median_ratio(),
    );
}

/// One object a case; times are nanoseconds.
pub fn json(results: &[Result]) -> Value {
    let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let object = |result: &Result| {
        json!({
            "format": result.title.format.name(),
            "phase": result.title.phase.name(),
            "message": result.title.message,
            "bytes": result.bytes,
            "official": {"best": nanos(result.official.best), "median": nanos(result.official.median)},
            "tinsmith": {"best": nanos(result.ours.best), "median": nanos(result.ours.median)},
            "ratio": result.ratio(),
            "median_ratio": result.median_ratio(),
        })
    };
    results.iter().map(object).collect()
}
