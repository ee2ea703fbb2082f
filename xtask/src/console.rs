//! What a run of `generate` prints while it goes on and at its end.
//!
//! Results go to standard output, one line a service, in order; warnings and faults to standard error.
//! On a terminal a bar shows how far the run is.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

use crate::generate::{Mode, Outcome, Report, Watch, line, summary};
use crate::krate::State;

/// Prints what a run does.
pub struct Console {
    mode: Mode,
    results: Results,
    verbose: bool,
    bar: ProgressBar,
    lines: Mutex<Lines>,
}

/// Where results are printed.
#[derive(Clone, Copy)]
enum Results {
    Stdout,
    Stderr,
}

/// Lines that wait for earlier ones.
#[derive(Default)]
struct Lines {
    next: usize,
    waiting: BTreeMap<usize, Text>,
}

/// What there is to print about a service.
#[derive(Default)]
struct Text {
    results: String,
    faults: String,
}

impl Console {
    /// Prints results on standard output.
    pub fn on_stdout(mode: Mode) -> Console {
        Console { mode, results: Results::Stdout, verbose: false, bar: ProgressBar::hidden(), lines: Mutex::default() }
    }

    /// Prints everything on standard error.
    pub fn on_stderr(mode: Mode) -> Console {
        Console { results: Results::Stderr, ..Console::on_stdout(mode) }
    }

    /// Lists every file.
    pub fn verbose(self) -> Console {
        Console { verbose: true, ..self }
    }

    /// Prints what is to be said about the run as a whole.
    pub fn end(&self, report: &Report) {
        self.bar.finish_and_clear();
        for skipped in &report.skipped {
            eprintln!("skipped: {skipped}");
        }
        for warning in &report.warnings {
            eprintln!("warning: {warning}");
        }
        self.print(&Text { results: format!("{}\n", summary(report)), faults: String::new() });
        if report.mode == Mode::Check && !report.is_success() {
            eprintln!("{}", hint(report));
        }
    }

    fn text_of(&self, outcome: &Outcome) -> Text {
        let mut text = Text { results: format!("{}\n", line(outcome, self.mode)), faults: String::new() };
        match &outcome.result {
            Ok(changes) => changes.iter().for_each(|(path, state)| text.results += &self.file(outcome, path, state)),
            Err(failure) => text.faults = format!("{failure}\n\n"),
        }
        for warning in &outcome.warnings {
            text.faults += &format!("warning: {}: {warning}\n{}", outcome.service, self.follow_up(outcome));
        }
        text
    }

    /// The line of a file; in a check those that differ are always listed.
    fn file(&self, outcome: &Outcome, path: &str, state: State) -> String {
        let word = match (self.mode, state) {
            (_, State::Unchanged) if !self.verbose => return String::new(),
            (Mode::Write, _) if !self.verbose => return String::new(),
            (_, State::Unchanged) => "unchanged",
            (Mode::Write, State::Missing | State::Different) => "written",
            (Mode::Write, State::Stale) => "removed",
            (Mode::Check, State::Missing) => "missing",
            (Mode::Check, State::Different) => "different",
            (Mode::Check, State::Stale) => "stale",
        };
        format!("  {word:<9} {}/{path}\n", outcome.folder)
    }

    /// What is done about a changed hash.
    fn follow_up(&self, outcome: &Outcome) -> &'static str {
        match self.mode {
            Mode::Write if outcome.new_hash().is_some() => "  = recorded now\n",
            Mode::Write | Mode::Check => "",
        }
    }

    fn print(&self, text: &Text) {
        self.bar.suspend(|| {
            // A reader that has gone away is no reason to stop: what counts is on the disk.
            let _ = match self.results {
                Results::Stdout => io::stdout().write_all(text.results.as_bytes()),
                Results::Stderr => io::stderr().write_all(text.results.as_bytes()),
            };
            let _ = io::stderr().write_all(text.faults.as_bytes());
        });
    }
}

impl Watch for Console {
    fn begin(&self, services: usize) {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(services as u64);
        // One service is done before anyone could read its name.
        if services > 1 {
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    }

    fn wait(&self, out: &str) {
        eprintln!("waiting for another run that writes to {out}");
    }

    fn start(&self, service: &str) {
        self.bar.set_message(service.to_owned());
    }

    fn done(&self, index: usize, outcome: &Outcome) {
        let text = self.text_of(outcome);
        let mut lines = self.lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        lines.waiting.insert(index, text);
        while let Some(text) = {
            let next = lines.next;
            lines.waiting.remove(&next)
        } {
            lines.next += 1;
            self.print(&text);
        }
        self.bar.inc(1);
    }
}

/// What to do about a check that failed.
fn hint(report: &Report) -> String {
    let stale = report.outcomes.iter().filter(|outcome| outcome.result.is_ok() && !outcome.is_fresh());
    let names: Vec<&str> = stale.map(|outcome| outcome.service.as_str()).collect();
    match names.as_slice() {
        [] => "the check fails for what is said above".to_owned(),
        names => format!("to bring it up to date: {} {}", report.remedy, names.join(" ")),
    }
}
