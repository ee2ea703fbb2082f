//! Checks of single values on the command line.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use tinsmith_codegen::TypesCrate;

use crate::{names, protocols};

pub(super) fn package(text: &str) -> Result<String, String> {
    names::is_package(text).then(|| text.to_owned()).ok_or_else(|| format!("expected {}", names::PACKAGE))
}

pub(super) fn version(text: &str) -> Result<String, String> {
    names::is_version(text).then(|| text.to_owned()).ok_or_else(|| format!("expected {}", names::VERSION))
}

pub(super) fn license(text: &str) -> Result<String, String> {
    names::is_license(text).then(|| text.to_owned()).ok_or_else(|| format!("expected {}", names::LICENSE))
}

pub(super) fn protocol() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(protocols::names())
}

pub(super) fn types_crate() -> impl TypedValueParser<Value = TypesCrate> {
    PossibleValuesParser::new(names::TYPES_CRATE.map(|(name, _)| name))
        .map(|name| names::types_crate(&name).unwrap_or_default())
}
