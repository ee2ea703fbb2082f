//! The values of evaluation. All of them are cheap to clone.

use std::rc::Rc;

use super::arn::Arn;
use super::params::ParamValue;
use super::partitions::Partition;
use super::text::Text;
use super::types::Attribute;
use super::url::Url;

/// What an expression evaluates to.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// No value: the specification's `None`.
    Absent,
    Boolean(bool),
    Integer(i64),
    String(Text<'a>),
    Strings(Strings<'a>),
    Url(Rc<Url<'a>>),
    Arn(Rc<Arn<'a>>),
    Partition(&'a Partition),
}

/// An array of strings.
#[derive(Clone, Debug)]
pub(super) enum Strings<'a> {
    Parameter(&'a [String]),
    Shared(Rc<[Text<'a>]>),
    /// The `resourceId` of an ARN, which is only split when asked for one of its components.
    ResourceId(Rc<Arn<'a>>),
}

impl<'a> Value<'a> {
    pub(super) fn of_parameter(value: &'a ParamValue) -> Self {
        match value {
            ParamValue::String(value) => Self::String(Text::Borrowed(value)),
            ParamValue::Boolean(value) => Self::Boolean(*value),
            ParamValue::StringArray(value) => Self::Strings(Strings::Parameter(value)),
        }
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether a condition with this value matches.
    pub(super) fn is_truthy(&self) -> bool {
        !matches!(self, Self::Absent | Self::Boolean(false))
    }

    pub(super) fn as_boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(value) => Some(value.as_str()),
            _ => None,
        }
    }

    pub(super) fn into_text(self) -> Option<Text<'a>> {
        match self {
            Self::String(value) => Some(value),
            _ => None,
        }
    }

    /// The element at this index, from the end where it is negative.
    pub(super) fn element(&self, index: i64) -> Value<'a> {
        match self {
            Self::Strings(strings) => strings.element(index).into(),
            _ => Self::Absent,
        }
    }

    /// A property of this structure.
    pub(super) fn attribute(&self, attribute: Attribute) -> Value<'a> {
        match self {
            Self::Url(url) => url_attribute(url, attribute),
            Self::Arn(arn) => arn_attribute(arn, attribute),
            Self::Partition(partition) => partition_attribute(partition, attribute),
            _ => Self::Absent,
        }
    }
}

fn url_attribute<'a>(url: &Url<'a>, attribute: Attribute) -> Value<'a> {
    match attribute {
        Attribute::UrlScheme => Value::String(Text::Borrowed(url.scheme())),
        Attribute::UrlAuthority => Value::String(url.authority()),
        Attribute::UrlPath => Value::String(url.path()),
        Attribute::UrlNormalizedPath => Value::String(url.normalized_path()),
        Attribute::UrlIsIp => Value::Boolean(url.is_ip()),
        _ => Value::Absent,
    }
}

fn arn_attribute<'a>(arn: &Rc<Arn<'a>>, attribute: Attribute) -> Value<'a> {
    match attribute {
        Attribute::ArnPartition => Value::String(arn.partition()),
        Attribute::ArnService => Value::String(arn.service()),
        Attribute::ArnRegion => Value::String(arn.region()),
        Attribute::ArnAccountId => Value::String(arn.account_id()),
        Attribute::ArnResourceId => Value::Strings(Strings::ResourceId(Rc::clone(arn))),
        _ => Value::Absent,
    }
}

fn partition_attribute(partition: &Partition, attribute: Attribute) -> Value<'_> {
    let string = |text| Value::String(Text::Borrowed(text));
    match attribute {
        Attribute::PartitionName => string(partition.name()),
        Attribute::PartitionDnsSuffix => string(partition.dns_suffix()),
        Attribute::PartitionDualStackDnsSuffix => string(partition.dual_stack_dns_suffix()),
        Attribute::PartitionSupportsFips => Value::Boolean(partition.supports_fips()),
        Attribute::PartitionSupportsDualStack => Value::Boolean(partition.supports_dual_stack()),
        Attribute::PartitionImplicitGlobalRegion => string(partition.implicit_global_region()),
        _ => Value::Absent,
    }
}

impl<'a> Strings<'a> {
    fn element(&self, index: i64) -> Option<Text<'a>> {
        match self {
            Self::Parameter(strings) => {
                let string = strings.get(position(index, strings.len())?)?;
                Some(Text::Borrowed(string))
            }
            Self::Shared(strings) => strings.get(position(index, strings.len())?).cloned(),
            Self::ResourceId(arn) => arn.resource_id(index),
        }
    }
}

/// Where an index points in an array of this length.
fn position(index: i64, length: usize) -> Option<usize> {
    let steps = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 { length.checked_sub(steps) } else { Some(steps) }
}

impl<'a> From<Option<Text<'a>>> for Value<'a> {
    fn from(text: Option<Text<'a>>) -> Self {
        text.map_or(Self::Absent, Self::String)
    }
}

impl From<Option<bool>> for Value<'_> {
    fn from(value: Option<bool>) -> Self {
        value.map_or(Self::Absent, Self::Boolean)
    }
}
