//! Where things are in a checkout of this repository.

use std::path::{Path, PathBuf};

/// The folders that the commands work with.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The root of the checkout.
    pub root: PathBuf,
    /// Cargo's target folder. What is kept there may be deleted at any time.
    pub target: PathBuf,
}

impl Layout {
    /// The checkout at `root`, with the target folder that Cargo uses for it.
    pub fn new(root: PathBuf) -> Layout {
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Layout { root, target }
    }

    /// The checkout that `cargo xtask` runs in.
    pub fn of_cargo() -> Layout {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or(env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        Layout::new(package.parent().map_or(package.clone(), Path::to_path_buf))
    }

    /// The folder of the models.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// The file that says what is generated from what.
    pub fn services(&self) -> PathBuf {
        self.models().join("services.toml")
    }

    /// The folder of the crates that are checked in.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The folder of the runtime.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// The folder of what supports generated tests.
    pub fn protocol_tests(&self) -> PathBuf {
        self.root.join("protocol-tests")
    }

    /// The manifest of the benchmarks, which are a workspace of their own.
    pub fn benches(&self) -> PathBuf {
        self.root.join("benches/Cargo.toml")
    }

    /// The folder of the models with protocol tests, beside the checkout.
    pub fn conformance(&self) -> PathBuf {
        self.root.join("../shared/conformance/protocol-tests")
    }

    /// The folder of AWS's models, beside the checkout.
    pub fn models_of_aws(&self) -> PathBuf {
        self.root.join("../shared/models/aws")
    }

    /// Where an update writes before its files take their places.
    pub fn journal(&self) -> PathBuf {
        self.models().join(".update")
    }

    /// The folder of the stamps.
    pub fn stamps(&self) -> PathBuf {
        self.target.join("tinsmith/stamps")
    }

    /// A path as it is shown: relative to the checkout if it is in there.
    pub fn shown(&self, path: &Path) -> String {
        let short = path.strip_prefix(&self.root).ok().filter(|short| !short.as_os_str().is_empty());
        slashed(short.unwrap_or(path))
    }
}

/// A path with `/` on every system.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}
