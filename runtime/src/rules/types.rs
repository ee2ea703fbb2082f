//! The static types of the language. Rule sets are checked once, when they are read; evaluation
//! relies on it only for speed, never for safety.

use std::fmt;

use super::params::{Parameter, ParameterKind};

/// What kind of value an expression has, when it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Boolean,
    Integer,
    StringArray,
    Url,
    Arn,
    Partition,
}

/// A kind of value, and whether it can be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) kind: Kind,
    pub(super) optional: bool,
}

impl Kind {
    pub(super) const fn always(self) -> Type {
        Type { kind: self, optional: false }
    }

    pub(super) const fn optional(self) -> Type {
        Type { kind: self, optional: true }
    }
}

impl Type {
    pub(super) fn of_parameter(parameter: &Parameter) -> Self {
        let kind = match parameter.kind {
            ParameterKind::String => Kind::String,
            ParameterKind::Boolean => Kind::Boolean,
            ParameterKind::StringArray => Kind::StringArray,
        };
        Self { kind, optional: !parameter.required }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::StringArray => "array of strings",
            Self::Url => "URL",
            Self::Arn => "ARN",
            Self::Partition => "partition",
        })
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.optional {
            true => write!(f, "optional {}", self.kind),
            false => self.kind.fmt(f),
        }
    }
}

/// A property of a structure that a library function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    UrlScheme,
    UrlAuthority,
    UrlPath,
    UrlNormalizedPath,
    UrlIsIp,
    ArnPartition,
    ArnService,
    ArnRegion,
    ArnAccountId,
    ArnResourceId,
    PartitionName,
    PartitionDnsSuffix,
    PartitionDualStackDnsSuffix,
    PartitionSupportsFips,
    PartitionSupportsDualStack,
    PartitionImplicitGlobalRegion,
}

/// Every property: the structure that has it, its name, and the kind of its value.
static ATTRIBUTES: &[(Kind, &str, Attribute, Kind)] = &[
    (Kind::Url, "scheme", Attribute::UrlScheme, Kind::String),
    (Kind::Url, "authority", Attribute::UrlAuthority, Kind::String),
    (Kind::Url, "path", Attribute::UrlPath, Kind::String),
    (Kind::Url, "normalizedPath", Attribute::UrlNormalizedPath, Kind::String),
    (Kind::Url, "isIp", Attribute::UrlIsIp, Kind::Boolean),
    (Kind::Arn, "partition", Attribute::ArnPartition, Kind::String),
    (Kind::Arn, "service", Attribute::ArnService, Kind::String),
    (Kind::Arn, "region", Attribute::ArnRegion, Kind::String),
    (Kind::Arn, "accountId", Attribute::ArnAccountId, Kind::String),
    (Kind::Arn, "resourceId", Attribute::ArnResourceId, Kind::StringArray),
    (Kind::Partition, "name", Attribute::PartitionName, Kind::String),
    (Kind::Partition, "dnsSuffix", Attribute::PartitionDnsSuffix, Kind::String),
    (Kind::Partition, "dualStackDnsSuffix", Attribute::PartitionDualStackDnsSuffix, Kind::String),
    (Kind::Partition, "supportsFIPS", Attribute::PartitionSupportsFips, Kind::Boolean),
    (Kind::Partition, "supportsDualStack", Attribute::PartitionSupportsDualStack, Kind::Boolean),
    (Kind::Partition, "implicitGlobalRegion", Attribute::PartitionImplicitGlobalRegion, Kind::String),
];

impl Attribute {
    /// The property of this name that a structure of this kind has, and the kind of its value.
    pub(super) fn of(structure: Kind, name: &str) -> Option<(Self, Kind)> {
        let mut attributes = ATTRIBUTES.iter();
        let found = attributes.find(|(kind, known, ..)| *kind == structure && *known == name)?;
        Some((found.2, found.3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_found_by_its_structure_and_name() {
        for (structure, name, attribute, kind) in ATTRIBUTES {
            assert_eq!(Attribute::of(*structure, name), Some((*attribute, *kind)));
            assert_eq!(Attribute::of(Kind::String, name), None);
        }
    }
}
