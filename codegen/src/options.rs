//! What a user decides about a generated crate.

use crate::model::Protocol;

/// The licence of AWS's models, and of what is made of them.
const LICENSE: &str = "Apache-2.0";

/// The decisions about one crate.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the package; by default `tinsmith-` and the service's name.
    pub package: Option<String>,
    /// The version of the package.
    pub version: String,
    /// The licence of the crate, as an SPDX expression.
    pub license: String,
    /// The protocols to speak of those that the service does, the preferred one first; all of them, in
    /// Tinsmith's order, where there are none.
    pub protocols: Vec<Protocol>,
    /// The operations to generate; all where there are none.
    pub operations: Vec<String>,
    /// How the crate depends on the runtime: what follows `tinsmith =` in its Cargo.toml.
    pub runtime: Dependency,
    /// How the tests that the model's protocol tests become depend on what supports them; where it is
    /// not there, no tests are generated.
    pub tests: Option<Dependency>,
}

/// How a generated crate depends on one of Tinsmith's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency {
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
            license: LICENSE.to_owned(),
            protocols: Vec::new(),
            operations: Vec::new(),
            runtime: Dependency::default(),
            tests: None,
        }
    }
}

impl Default for Dependency {
    /// The version of this crate: all of Tinsmith's crates have the same.
    fn default() -> Self {
        Dependency::Version(env!("CARGO_PKG_VERSION").to_owned())
    }
}
