//! The command line, run as a program in checkouts made for each test.

mod checkout;
mod conformance;
mod diff;
mod discover;
mod faults;
mod generate;
mod hostile;
mod json;
mod killed;
mod list;
mod services;
mod update;
mod watch;
