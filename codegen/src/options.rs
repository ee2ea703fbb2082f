//! What a user decides about a generated crate.

use crate::model::Protocol;

/// The decisions about one crate.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the package; by default `tinsmith-` and the service's name.
    pub package: Option<String>,
    /// The version of the package.
    pub version: String,
    /// The protocols to speak of those that the service does, the preferred one first; all of them, in
    /// Tinsmith's order, where there are none.
    pub protocols: Vec<Protocol>,
    /// The operations to generate; all where there are none.
    pub operations: Vec<String>,
    /// How the crate depends on the runtime: what follows `tinsmith =` in its Cargo.toml.
    pub runtime: Runtime,
}

/// How a generated crate depends on the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// As its workspace does (`workspace = true`).
    Workspace,
    /// By version, from the registry.
    Version(String),
    /// By path, relative to the crate.
    Path(String),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            package: None,
            version: "0.1.0".to_owned(),
            protocols: Vec::new(),
            operations: Vec::new(),
            runtime: Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()),
        }
    }
}
