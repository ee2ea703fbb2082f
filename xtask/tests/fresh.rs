//! The checked-in code is what would be generated: the comparison of `cargo xtask generate --check`.

use xtask::console::Console;
use xtask::generate::{self, Mode, Request};
use xtask::layout::Layout;

#[test]
fn checked_in_code_is_fresh() {
    let request = Request { mode: Mode::Check, ..Request::default() };
    let console = Console::on_stderr(Mode::Check);
    let report = generate::run(&Layout::of_cargo(), &request, &console).unwrap();
    console.end(&report);
    assert!(report.is_success(), "run `cargo xtask generate`");
}
