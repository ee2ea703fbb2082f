//! `generate --watch`: what is saved is made again, and what has changed is said.

use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::checkout::{Checkout, weather};

/// A watch of a checkout, which ends with the test.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(checkout: &Checkout) -> Watch {
        let mut child = checkout.start_piped(&["generate", "--watch"]);
        let (sender, lines) = channel();
        for output in [
            Box::new(child.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
            Box::new(child.stderr.take().unwrap()),
        ] {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(output).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
            });
        }
        let watch = Watch { child, lines };
        watch.wait_for("watching 1 service");
        watch
    }

    /// Waits for a line that has this text.
    #[track_caller]
    fn wait_for(&self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            let line = line.unwrap_or_else(|error| panic!("no line has `{text}`: {error}"));
            println!("{line}");
            if line.contains(text) {
                return line;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_is_saved_is_made_again() {
    let checkout = Checkout::with_weather();
    let watch = Watch::start(&checkout);
    checkout.write("models/weather.json", &weather(&["GetForecast", "GetReport", "PutReport"]));
    watch.wait_for("weather: models/weather.json -> generated/weather: ");
    watch.wait_for("verdict: minor");
    watch.wait_for("Client::put_report is new");
    assert!(checkout.path("generated/weather/src/operation/put_report.rs").exists());
    // A fault is said, and mended by the next change.
    checkout.write("models/weather.json", "{\"smithy\"");
    watch.wait_for("error[json-syntax]");
    assert!(checkout.path("generated/weather/src/operation/put_report.rs").exists());
    checkout.write("models/weather.json", &weather(&["GetForecast"]));
    watch.wait_for("verdict: major");
    watch.wait_for("put_report");
    let services = checkout.read("models/services.toml");
    checkout.write("models/services.toml", &(services + "version = \"0.7.0\"\n"));
    watch.wait_for("written, ");
    assert!(checkout.read("generated/weather/Cargo.toml").contains("0.7.0"));
    drop(watch);
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
}
