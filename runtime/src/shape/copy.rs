//! Copies and comparisons of values of any shape, for what one message hands on to the next.

use aws_smithy_types::BigDecimal;

use super::{List, Map, Slot, Structure, Value, View};

/// Copies `from` over `to`, which is of the same shape.
///
/// What is absent, and a stream, whose contents exist once, are not copied: they leave `to` as it was.
pub fn copy_value(from: &dyn Value, to: &mut dyn Value) {
    let view = from.view();
    if matches!(view, View::Absent | View::Stream | View::EventStream) {
        return;
    }
    match (view, to.slot()) {
        (View::Boolean(value), Slot::Boolean(slot)) => *slot = value,
        (View::Integer(value), slot) => copy_integer(value, slot),
        (View::Float(value), Slot::Float(slot)) => *slot = value,
        (View::Double(value), Slot::Double(slot)) => *slot = value,
        (View::String(value), Slot::String(slot)) => value.clone_into(slot),
        (View::String(value), Slot::Enum(slot)) => slot.set(value),
        (View::Blob(value), Slot::Blob(slot)) => *slot = aws_smithy_types::Blob::new(value),
        (View::Timestamp(value), Slot::Timestamp(slot)) => *slot = *value,
        (View::Document(value), Slot::Document(slot)) => slot.clone_from(value),
        (View::BigInteger(digits), Slot::BigInteger(slot)) => parse_into(digits, slot),
        (View::BigDecimal(digits), Slot::BigDecimal(slot)) => parse_into(digits, slot),
        (View::List(value), Slot::List(slot)) => copy_list(value, slot),
        (View::Map(value), Slot::Map(slot)) => copy_map(value, slot),
        (View::Structure(value), Slot::Structure(slot)) => copy_structure(value, slot),
        // Nothing to copy, or two values of different shapes, of which generated code holds none.
        _ => {}
    }
}

fn copy_integer(value: i64, slot: Slot<'_>) {
    match slot {
        Slot::Byte(slot) => *slot = value.try_into().unwrap_or(*slot),
        Slot::Short(slot) => *slot = value.try_into().unwrap_or(*slot),
        Slot::Integer(slot) => *slot = value.try_into().unwrap_or(*slot),
        Slot::Long(slot) => *slot = value,
        _ => {}
    }
}

/// Reads `digits`, which a value of the same type wrote.
fn parse_into<T: std::str::FromStr>(digits: &str, slot: &mut T) {
    if let Ok(value) = digits.parse() {
        *slot = value;
    }
}

fn copy_list(from: &dyn List, to: &mut dyn List) {
    to.clear();
    for item in (0..from.len()).filter_map(|index| from.item(index)) {
        copy_value(item, to.push());
    }
}

fn copy_map(from: &dyn Map, to: &mut dyn Map) {
    to.clear();
    for (key, value) in from.entries() {
        copy_value(value, to.insert(key));
    }
}

fn copy_structure(from: &dyn Structure, to: &mut dyn Structure) {
    for index in 0..from.shape().members.len() {
        let Some(value) = from.get(index) else { continue };
        // Asking a structure for a member to write to would bring it into being.
        if matches!(value.view(), View::Absent) {
            continue;
        }
        if let Some(member) = to.get_mut(index) {
            copy_value(value, member);
        }
    }
}

/// Whether two values of the same shape are equal. Streams never are.
pub fn same_value(left: &dyn Value, right: &dyn Value) -> bool {
    match (left.view(), right.view()) {
        (View::Absent, View::Absent) | (View::Unit, View::Unit) => true,
        (View::Boolean(left), View::Boolean(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::Float(left), View::Float(right)) => left == right,
        (View::Double(left), View::Double(right)) => left == right,
        (View::Blob(left), View::Blob(right)) => left == right,
        (View::Timestamp(left), View::Timestamp(right)) => left == right,
        (View::Document(left), View::Document(right)) => left == right,
        (View::String(left), View::String(right)) | (View::BigInteger(left), View::BigInteger(right)) => left == right,
        (View::BigDecimal(left), View::BigDecimal(right)) => same_decimal(left, right),
        (View::List(left), View::List(right)) => same_list(left, right),
        (View::Map(left), View::Map(right)) => same_map(left, right),
        (View::Structure(left), View::Structure(right)) => same_structure(left, right),
        _ => false,
    }
}

/// Whether two texts are the same number, as 1.50 and 15e-1 are.
fn same_decimal(left: &str, right: &str) -> bool {
    left == right
        || left.parse::<BigDecimal>().is_ok_and(|left| right.parse().is_ok_and(|right: BigDecimal| left == right))
}

/// Whether both are there and equal, or neither is.
fn same_option(left: Option<&dyn Value>, right: Option<&dyn Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => same_value(left, right),
        (None, None) => true,
        _ => false,
    }
}

fn same_list(left: &dyn List, right: &dyn List) -> bool {
    left.len() == right.len() && (0..left.len()).all(|index| same_option(left.item(index), right.item(index)))
}

fn same_map(left: &dyn Map, right: &dyn Map) -> bool {
    let is_same = |(key, value)| right.get(key).is_some_and(|other| same_value(value, other));
    left.len() == right.len() && left.entries().all(is_same)
}

/// Whether two structures of the same shape are equal, which they are not where they hold streams.
pub fn same_structure(left: &dyn Structure, right: &dyn Structure) -> bool {
    (0..left.shape().members.len()).all(|index| same_option(left.get(index), right.get(index)))
}
