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
    /// Whether the data types are a crate of their own, in a folder of the client's.
    pub types_crate: TypesCrate,
    /// How the crate depends on the runtime: what follows `tinsmith =` in its Cargo.toml.
    pub runtime: Dependency,
    /// How the tests that the model's protocol tests become depend on what supports them; where it is
    /// not there, no tests are generated.
    pub tests: Option<Dependency>,
}

/// Whether the data types of a service are a crate of their own, in the folder `types` of the client's crate, which has
/// them as its module `types`: it is the same to users, and two crates take less memory to build than one of both.
///
/// A service with streams of events has one crate, whatever is asked for: errors of its streams convert to its own.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq)]
pub enum TypesCrate {
    /// Where the service is so large that a compiler would need more than 1.5 GB.
    #[default]
    Auto,
    /// For every service.
    Always,
    /// For none.
    Never,
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
            types_crate: TypesCrate::default(),
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
