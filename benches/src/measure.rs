//! Measures both sides of a case in turn: whatever the machine does meanwhile, it does to both.

use std::time::Duration;

use crate::case::{Reading, Title};
use crate::sides::Pair;

/// What the rounds of a case came to.
#[derive(Clone, Debug)]
pub struct Result {
    /// What was measured.
    pub title: Title,
    /// The bytes of the body; none of a whole call. Of one that is written, those of the official client's:
    /// what both write means the same, but need not have the same length.
    pub bytes: usize,
    /// The times of the official client.
    pub official: Times,
    /// The times of ours.
    pub ours: Times,
}

/// The times of one side.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// The shortest, which is the one that was disturbed least.
    pub best: Duration,
    /// The one in the middle.
    pub median: Duration,
}

impl Result {
    /// How many times as fast ours is, by the best times.
    pub fn ratio(&self) -> f64 {
        self.official.best.as_secs_f64() / self.ours.best.as_secs_f64()
    }

    /// How many times as fast ours is, by the medians.
    pub fn median_ratio(&self) -> f64 {
        self.official.median.as_secs_f64() / self.ours.median.as_secs_f64()
    }

    /// The megabytes of the body that take `time`, in a second.
    pub fn megabytes_per_second(&self, time: Duration) -> f64 {
        self.bytes as f64 / time.as_secs_f64() / 1e6
    }
}

/// Runs both sides in turn, `rounds` times, after some that do not count.
///
/// # Errors
/// A call failed.
pub fn measure(pair: &Pair, rounds: usize) -> anyhow::Result<Result> {
    const WARM_UP: usize = 3;
    let mut official = Vec::with_capacity(rounds);
    let mut ours = Vec::with_capacity(rounds);
    for round in 0..WARM_UP + rounds {
        let readings = (pair.official.run()?, pair.ours.run()?);
        if round >= WARM_UP {
            official.push(readings.0);
            ours.push(readings.1);
        }
    }
    let bytes = official.first().map_or(0, |reading| reading.bytes);
    Ok(Result { title: pair.official.title(), bytes, official: times(official), ours: times(ours) })
}

fn times(readings: Vec<Reading>) -> Times {
    let mut times: Vec<Duration> = readings.into_iter().map(|reading| reading.time).collect();
    times.sort_unstable();
    let at = |index: usize| times.get(index).copied().unwrap_or_default();
    Times { best: at(0), median: at(times.len() / 2) }
}
