//! What the engines know of a shape: its table, and access to its members.
//!
//! A generated structure is a plain struct, a table of its members ([`Shape`]) and a pair of accessors
//! ([`Structure`]). Every format has one encoder and one decoder, which walk any shape through these;
//! so a client's code grows with its shapes, never with shapes times formats.

mod copy;
mod correct;
mod debug;
mod enums;
mod member;
#[cfg(test)]
pub(crate) mod sample;
mod value;

pub use copy::{copy_value, same_structure, same_value};
pub(crate) use correct::{MAX_DEPTH, correct, excerpt};
pub use debug::{debug_structure, redacted};
pub use enums::{Redacted, UnknownVariantError, UnknownVariantValue, compare, date_time, document, try_parse, unit};
pub use member::{EventHeader, Kind, Member, Names, Place, Shape, TimestampFormat, XmlNamespace};
pub use value::{List, Map, Slot, StringEnum, Value, View};

use std::any::Any;

/// A structure, or a union, as its members: what generated types implement, and all that an encoder
/// or a decoder sees of them.
///
/// A union is a structure with at most one member at a time: [`get`](Structure::get) gives only the
/// one that is set, [`get_mut`](Structure::get_mut) sets the one that is asked for.
pub trait Structure: Any + std::fmt::Debug + Send + Sync {
    /// The value before anything is known of it: no optional member is there, and every other member
    /// has its default, or the value that stands for a required one that a service left out
    /// ("Smithy specification, Error correction").
    fn empty() -> Self
    where
        Self: Sized;

    /// The table of the members. Their order is that of the indices which `get` and `get_mut` take.
    fn shape(&self) -> &'static Shape;

    /// The member at `index`, or `None` where there is none.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// The member at `index` to write to, or `None` where there is none.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Keeps the id by which the service knows the request that was answered with this structure.
    /// Only outputs keep it.
    fn set_request_id(&mut self, id: Option<String>) {
        let _ = id;
    }

    /// Keeps the second id that some services know the request by. Only outputs of theirs keep it.
    fn set_extended_request_id(&mut self, id: Option<String>) {
        let _ = id;
    }
}

impl<T: Structure> Structure for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        (**self).get(index)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        (**self).get_mut(index)
    }
}

/// The members of `structure` with their facts, in the order of its table. Of a union, the one that
/// is set.
pub fn members(structure: &dyn Structure) -> impl Iterator<Item = (&'static Member, &dyn Value)> {
    let members = structure.shape().members;
    members.iter().enumerate().filter_map(|(index, member)| structure.get(index).map(|value| (member, value)))
}
