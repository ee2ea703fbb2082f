//! How long the stages of generation take.

use std::time::{Duration, Instant};

use tinsmith_codegen::Stage;

/// What is done for a service, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes from the disk, and whether an earlier run has done it all.
    Load,
    /// A stage of the generator.
    Generate(Stage),
    /// What there is, with what was generated.
    Compare,
    /// Files to the disk.
    Write,
}

/// All steps, with what they are called.
const STEPS: [(Step, &str); 9] = [
    (Step::Load, "load"),
    (Step::Generate(Stage::Read), "read"),
    (Step::Generate(Stage::Assemble), "assemble"),
    (Step::Generate(Stage::Check), "check"),
    (Step::Generate(Stage::Plan), "plan"),
    (Step::Generate(Stage::Expand), "expand"),
    (Step::Generate(Stage::Format), "format"),
    (Step::Compare, "compare"),
    (Step::Write, "write"),
];

/// How long each step took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times([Duration; STEPS.len()]);

impl Times {
    /// The steps and how long they took, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Duration)> {
        STEPS.iter().zip(self.0).map(|((_, name), time)| (*name, time))
    }

    /// Adds those of another service.
    pub(super) fn add(&mut self, other: &Times) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, time)| *sum += time);
    }
}

/// Measures one step after the other.
pub(super) struct Clock {
    step: Step,
    since: Instant,
    times: Times,
}

impl Clock {
    /// Begins with the first step.
    pub(super) fn start() -> Clock {
        Clock { step: Step::Load, since: Instant::now(), times: Times::default() }
    }

    /// Ends a step and begins another.
    pub(super) fn begin(&mut self, step: Step) {
        let now = Instant::now();
        let ended = STEPS.iter().zip(&mut self.times.0).find(|((known, _), _)| *known == self.step);
        if let Some((_, time)) = ended {
            *time += now - self.since;
        }
        (self.step, self.since) = (step, now);
    }

    /// Begins a stage of the generator.
    pub(super) fn stage(&mut self, stage: Stage) {
        self.begin(Step::Generate(stage));
    }

    /// Counts what several threads took together, in the place of the time since the step began.
    pub(super) fn replace(&mut self, times: &Times) {
        self.since = Instant::now();
        self.times.add(times);
    }

    /// Ends the last step.
    pub(super) fn end(mut self) -> Times {
        self.begin(Step::Write);
        self.times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_can_be_begun_again() {
        let mut clock = Clock::start();
        for stage in [Stage::Expand, Stage::Format, Stage::Expand, Stage::Format] {
            clock.stage(stage);
            std::thread::sleep(Duration::from_millis(2));
        }
        let mut times = clock.end();
        times.add(&times.clone());
        let seen: Vec<&str> = times.iter().filter(|(_, time)| time.as_millis() >= 8).map(|(name, _)| name).collect();
        assert_eq!(seen, ["expand", "format"]);
    }

    #[test]
    fn threads_have_times_of_their_own() {
        let mut clock = Clock::start();
        clock.stage(Stage::Expand);
        std::thread::sleep(Duration::from_millis(4));
        let mut threads = Clock::start();
        threads.stage(Stage::Format);
        std::thread::sleep(Duration::from_millis(4));
        clock.replace(&threads.end());
        let times = clock.end();
        let seen: Vec<&str> = times.iter().filter(|(_, time)| time.as_millis() >= 2).map(|(name, _)| name).collect();
        assert_eq!(seen, ["format"]);
    }
}
