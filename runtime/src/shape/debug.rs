//! `Debug` for generated types: by their tables, with what is sensitive left out.

use std::fmt;

use super::{Kind, Structure, Value, View, members};

/// What stands for a sensitive value.
const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// Writes `structure` as `#[derive(Debug)]` would, under the name `name`, except that sensitive members
/// and what is below them are redacted, and present optional values are written without `Some`.
pub fn debug_structure(name: &str, structure: &dyn Structure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = structure.shape();
    match shape.kind {
        Kind::Structure => {
            let mut fields = f.debug_struct(name);
            for (member, value) in members(structure) {
                fields.field(member.name, &Redactable { value, hidden: shape.sensitive || member.sensitive });
            }
            fields.finish()
        }
        Kind::Union => match members(structure).next() {
            Some((member, value)) => {
                let hidden = shape.sensitive || member.sensitive;
                f.debug_tuple(member.name).field(&Redactable { value, hidden }).finish()
            }
            None => f.write_str("Unknown"),
        },
    }
}

/// `Debug` for a structure or union, by its table; and, with `eq`, equality.
#[macro_export]
macro_rules! by_table {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::shape::debug_structure(::core::stringify!($name), self, f)
            }
        }
    };
    ($name:ident, eq) => {
        $crate::by_table!($name);

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::shape::same_structure(self, other)
            }
        }
    };
}

/// Writes what stands for a sensitive value.
pub fn redacted(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(REDACTED)
}

/// A value for `Debug`, hidden or not.
struct Redactable<'a> {
    value: &'a dyn Value,
    hidden: bool,
}

impl fmt::Debug for Redactable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hidden { f.write_str(REDACTED) } else { debug_view(self.value.view(), f) }
    }
}

fn debug_view(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shown = |value| Redactable { value, hidden: false };
    match view {
        View::Absent => f.write_str("None"),
        View::Unit => f.write_str("()"),
        View::Stream => f.write_str("ByteStream"),
        View::EventStream => f.write_str("EventStream"),
        View::Boolean(value) => fmt::Debug::fmt(&value, f),
        View::Integer(value) => fmt::Debug::fmt(&value, f),
        View::Float(value) => fmt::Debug::fmt(&value, f),
        View::Double(value) => fmt::Debug::fmt(&value, f),
        View::String(value) => fmt::Debug::fmt(value, f),
        View::Blob(value) => fmt::Debug::fmt(value, f),
        View::Timestamp(value) => fmt::Debug::fmt(value, f),
        View::Document(value) => fmt::Debug::fmt(value, f),
        View::BigInteger(digits) | View::BigDecimal(digits) => f.write_str(digits),
        View::List(list) => {
            let items = (0..list.len()).filter_map(|index| list.item(index));
            f.debug_list().entries(items.map(shown)).finish()
        }
        View::Map(map) => f.debug_map().entries(map.entries().map(|(key, value)| (key, shown(value)))).finish(),
        View::Structure(structure) => fmt::Debug::fmt(structure, f),
    }
}
