//! Measures both sides of a case in turn: whatever the machine does meanwhile, it does to both.

use std::fmt;
use std::time::Duration;

use crate::case::Title;
use crate::sides::Pair;

/// The head of the table whose rows are [`Comparison`]s.
pub const TABLE_HEAD: &str = "\
| format | | message | body | official | Tinsmith | ratio |
|---|---|---|--:|--:|--:|--:|";

/// What both sides of a case came to: a row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    title: Title,
    /// The bytes of the body; none of a whole call. Of one that is written, those of the official client's:
    /// what both write means the same, but need not have the same length.
    bytes: usize,
    official: Duration,
    ours: Duration,
}

/// Runs both sides in turn, and keeps the best time of each, which is the one that was disturbed least.
///
/// # Errors
/// A call failed.
pub fn measure(pair: &Pair) -> anyhow::Result<Comparison> {
    const ROUNDS: usize = 200;
    let mut comparison =
        Comparison { title: pair.official.title(), bytes: 0, official: Duration::MAX, ours: Duration::MAX };
    for _ in 0..ROUNDS {
        let official = pair.official.run()?;
        let ours = pair.ours.run()?;
        comparison.bytes = official.bytes;
        comparison.official = comparison.official.min(official.time);
        comparison.ours = comparison.ours.min(ours.time);
    }
    Ok(comparison)
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Title { format, phase, message } = self.title;
        let ratio = self.official.as_secs_f64() / self.ours.as_secs_f64();
        let (size, official, ours) = match self.bytes {
            0 => (String::new(), micros(self.official), micros(self.ours)),
            bytes => (format!("{:.1} kB", bytes as f64 / 1e3), speed(bytes, self.official), speed(bytes, self.ours)),
        };
        let (format, phase) = (format.name(), phase.name());
        write!(f, "| {format} | {phase} | {message} | {size} | {official} | {ours} | {ratio:.2} |")
    }
}

fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}

fn speed(bytes: usize, time: Duration) -> String {
    format!("{:.0} MB/s", bytes as f64 / time.as_secs_f64() / 1e6)
}
