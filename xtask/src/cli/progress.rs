//! How far a command with several steps is: a bar on a terminal, a line for each step elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::progress::Progress;
use crate::text::plural;

/// Shows how far a command is, on standard error.
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn new() -> Bar {
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {wide_msg}");
        let bar = if std::io::stderr().is_terminal() { ProgressBar::no_length() } else { ProgressBar::hidden() };
        Bar { bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())) }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn wait(&self, folder: &str) {
        eprintln!("waiting for another run that writes to {folder}");
    }

    fn step(&self, verb: &str, count: usize, noun: &str) {
        if self.bar.is_hidden() {
            eprintln!("{verb} {}", plural(count, noun));
        }
        self.bar.reset();
        self.bar.set_prefix(verb.to_owned());
        self.bar.set_message(String::new());
        self.bar.set_length(count as u64);
    }

    fn done(&self, part: &str) {
        self.bar.set_message(part.to_owned());
        self.bar.inc(1);
    }
}
