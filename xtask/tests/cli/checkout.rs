//! A checkout to run commands in: a service or two, small enough to be generated in no time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A checkout in a folder of its own.
pub struct Checkout(TempDir);

/// What a command printed, and how it ended. Times read `0.00 s`.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A model of the service `Weather` with these operations.
pub fn weather(operations: &[&str]) -> String {
    model("Weather", "2020-01-01", operations)
}

/// A model of a service with these operations, each with a text in and a text out.
pub fn model(service: &str, version: &str, operations: &[&str]) -> String {
    let id = |name: &str| format!("example.{}#{name}", service.to_lowercase());
    let targets: Vec<String> = operations.iter().map(|name| format!(r#"{{"target": "{}"}}"#, id(name))).collect();
    let mut shapes = vec![format!(
        r#"    "{}": {{"type": "service", "version": "{version}", "operations": [{}], "traits": {{
      "aws.api#service": {{"sdkId": "{service}"}}, "aws.auth#sigv4": {{"name": "example"}},
      "aws.protocols#awsJson1_1": {{}}}}}}"#,
        id(service),
        targets.join(", ")
    )];
    for name in operations {
        let (input, output) = (id(&format!("{name}Input")), id(&format!("{name}Output")));
        shapes.push(format!(
            r#"    "{}": {{"type": "operation", "input": {{"target": "{input}"}}, "output": {{"target": "{output}"}}}},
    "{input}": {{"type": "structure", "members": {{"name": {{"target": "smithy.api#String"}}}}}},
    "{output}": {{"type": "structure", "members": {{"text": {{"target": "smithy.api#String"}}}}}}"#,
            id(name)
        ));
    }
    format!("{{\n  \"smithy\": \"2.0\",\n  \"shapes\": {{\n{}\n  }}\n}}\n", shapes.join(",\n"))
}

impl Checkout {
    /// A checkout without services.
    pub fn new() -> Checkout {
        let checkout = Checkout(tempfile::tempdir().unwrap());
        checkout.write("models/services.toml", "");
        checkout
    }

    /// A checkout with the service `weather`, generated.
    pub fn with_weather() -> Checkout {
        let checkout = Checkout::new();
        checkout.write("models/services.toml", "[services.weather]\nmodels = [\"weather.json\"]\n");
        checkout.write("models/weather.json", &weather(&["GetForecast", "GetReport"]));
        let ran = checkout.run(&["generate"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        checkout
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn write_compressed(&self, path: &str, text: &str) {
        self.write(path, "");
        let file = std::fs::File::create(self.path(path)).unwrap();
        let mut encoder = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// All files below a folder, by path.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        list(&self.path(folder), "", &mut files);
        files
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).arg("--root").arg(self.0.path());
        command.env("CARGO_TARGET_DIR", self.path("target")).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    /// Runs a command in the checkout.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.ran(self.command(arguments))
    }

    /// Runs a command in the checkout that may have so many megabytes of addresses, where the system can see to it.
    pub fn run_within(&self, megabytes: usize, arguments: &[&str]) -> Ran {
        let command = self.command(arguments);
        if !cfg!(target_os = "linux") {
            return self.ran(command);
        }
        let mut limited = Command::new("sh");
        let limit = format!("ulimit -v {}; exec \"$@\"", megabytes * 1000);
        limited.arg("-c").arg(limit).arg("sh").arg(command.get_program()).args(command.get_args());
        limited.envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))));
        limited.current_dir(self.0.path()).stdin(Stdio::null());
        self.ran(limited)
    }

    fn ran(&self, mut command: Command) -> Ran {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| self.redacted(&String::from_utf8(bytes).unwrap());
        Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Starts a command in the checkout.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts a command whose output is read while it runs.
    pub fn start_piped(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The text without what differs from run to run, or with what else the generator writes.
    fn redacted(&self, text: &str) -> String {
        let text = text.replace(&self.0.path().display().to_string(), "<checkout>");
        let text = counts_redacted(&text);
        let mut parts = text.split(", in ");
        let mut redacted = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let rest = part.find(" s").map_or("", |at| &part[at..]);
            redacted += &format!(", in 0.00{rest}");
        }
        redacted
    }
}

impl Ran {
    /// The whole, as snapshots have it.
    pub fn shown(&self) -> String {
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        format!("{}--- stderr\n{}--- exit code {code}", self.stdout, self.stderr)
    }
}

/// The text with `N` for numbers of files above 9, and without files that are unchanged.
fn counts_redacted(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("  unchanged "));
    let line = |line: &str| {
        let words = line.split(' ').map(|word| match word.parse::<u32>() {
            Ok(10..) => "N",
            _ => word,
        });
        words.collect::<Vec<_>>().join(" ") + "\n"
    };
    lines.map(line).collect()
}

fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, std::fs::read(entry.path()).unwrap());
        }
    }
}
