//! The same cases under criterion, for those who want its statistics: `cargo bench --manifest-path benches/Cargo.toml`.

use std::time::Duration;

use criterion::{Criterion, Throughput};
use tinsmith_benches::case::Case;
use tinsmith_benches::sides;
use tinsmith_benches::stopwatch::Phase;

fn main() -> anyhow::Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for pair in sides::pairs()? {
        let mut group = criterion.benchmark_group(pair.official.title().to_string());
        let reading = pair.official.run()?;
        if pair.official.title().phase != Phase::Call {
            group.throughput(Throughput::Bytes(reading.bytes as u64));
        }
        for (name, case) in [("official", &pair.official), ("tinsmith", &pair.ours)] {
            group.bench_function(name, |bencher| bencher.iter_custom(|times| total(case, times)));
        }
        group.finish();
    }
    criterion.final_summary();
    Ok(())
}

/// The time of so many runs.
fn total(case: &Case, times: u64) -> Duration {
    (0..times).map(|_| case.run().expect("it has run before").time).sum()
}
