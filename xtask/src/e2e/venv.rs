//! The virtual environment that the server is installed in.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// The version of moto. The steps of the crate `e2e` know its messages.
pub(super) const VERSION: &str = "5.2.5";

/// A virtual environment with moto's server.
pub(super) struct Venv(PathBuf);

impl Venv {
    /// The environment in `folder`, made and filled if it is not there or has another version.
    pub(super) fn ready(folder: &Path) -> anyhow::Result<Venv> {
        let venv = Venv(folder.join("venv"));
        // Written last: an installation that was broken off has none.
        let mark = venv.0.join("installed");
        if std::fs::read_to_string(&mark).is_ok_and(|version| version == VERSION) && venv.python().exists() {
            return Ok(venv);
        }
        println!("installing moto {VERSION} into {}", venv.0.display());
        let help =
            "cannot make a virtual environment: install Python 3 with venv (Debian: apt-get install python3-venv)";
        run(Command::new(system_python()).args(["-m", "venv", "--clear"]).arg(&venv.0)).context(help)?;
        let package = format!("moto[server]=={VERSION}");
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &package];
        run(Command::new(venv.python()).args(pip)).with_context(|| format!("cannot install {package}"))?;
        std::fs::write(mark, VERSION)?;
        Ok(venv)
    }

    /// Its Python.
    pub(super) fn python(&self) -> PathBuf {
        self.0.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }
}

fn system_python() -> &'static str {
    if cfg!(windows) { "python" } else { "python3" }
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if !status.success() {
        bail!("{} ended with {status}", command.get_program().display());
    }
    Ok(())
}
