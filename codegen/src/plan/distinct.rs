//! Names for members that would share one in Rust: the first of a shape's members has it, the others get a number.
//!
//! Smithy tells `thing` and `_thing` apart, or `DARK_RED` and `DarkRed`, which are one word in the case of Rust. No
//! model of AWS has such members, so there are no official names to be like. What goes over the wire is the name
//! that the model says.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::CheckedModel;
use crate::model::{Member, ShapeId, ShapeKind};
use crate::names;

/// What the Rust names of members are made of, where that is not the member's own name: by
/// `namespace#Shape$member`.
#[derive(Debug, Default)]
pub(super) struct Distinct(BTreeMap<String, String>);

impl Distinct {
    /// The names of all members of the service's shapes.
    pub(super) fn of(model: &CheckedModel) -> Self {
        let mut distinct = Self::default();
        for id in model.closure() {
            let Some(shape) = model.shape(id) else { continue };
            match &shape.kind {
                ShapeKind::Structure(members) if shape.traits.error().is_some() => {
                    distinct.add(id, names_of(members), of_error(members), error_functions);
                }
                ShapeKind::Structure(members) => distinct.add(id, names_of(members), BTreeSet::new(), functions),
                ShapeKind::Union(members) => distinct.add(id, names_of(members), BTreeSet::new(), union_functions),
                ShapeKind::Enum(members) => {
                    let names = members.iter().map(|member| member.name.as_str());
                    distinct.add(id, names, BTreeSet::new(), |name| vec![names::enum_variant(name)]);
                }
                ShapeKind::Blob
                | ShapeKind::Boolean
                | ShapeKind::String
                | ShapeKind::Byte
                | ShapeKind::Short
                | ShapeKind::Integer
                | ShapeKind::Long
                | ShapeKind::Float
                | ShapeKind::Double
                | ShapeKind::BigInteger
                | ShapeKind::BigDecimal
                | ShapeKind::Timestamp
                | ShapeKind::Document
                | ShapeKind::IntEnum(_)
                | ShapeKind::List(_)
                | ShapeKind::Map(..)
                | ShapeKind::Operation(_)
                | ShapeKind::Service(_)
                | ShapeKind::Resource(_) => {}
            }
        }
        distinct
    }

    /// What the Rust names of a member are made of.
    pub(super) fn name<'n>(&'n self, id: &ShapeId, member: &'n str) -> &'n str {
        // Nearly always there is none, and then no key need be made.
        let other = if self.0.is_empty() { None } else { self.0.get(&id.member(member)) };
        other.map_or(member, String::as_str)
    }

    /// Adds the members of a shape, each of which takes the names that `taken_by` gives for it.
    fn add<'n>(
        &mut self,
        id: &ShapeId,
        members: impl Iterator<Item = &'n str>,
        mut taken: BTreeSet<String>,
        taken_by: impl Fn(&str) -> Vec<String>,
    ) {
        // The numbers that come next, by the name that they go behind.
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for member in members {
            let mut wanted = taken_by(member);
            let number = numbers.entry(wanted.first().cloned().unwrap_or_default()).or_insert(2);
            let mut name = None;
            while wanted.iter().any(|one| taken.contains(one)) {
                let numbered = format!("{member}_{number}");
                *number += 1;
                wanted = taken_by(&numbered);
                name = Some(numbered);
            }
            taken.extend(wanted);
            if let Some(name) = name {
                self.0.insert(id.member(member), name);
            }
        }
    }
}

fn names_of(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().map(|member| member.name.as_str())
}

/// The functions of a member of a structure.
fn functions(name: &str) -> Vec<String> {
    let (field, plain_name) = names::field(name);
    vec![field, format!("set_{plain_name}"), format!("get_{plain_name}")]
}

/// The same for an error, whose builder has functions for its metadata.
fn error_functions(name: &str) -> Vec<String> {
    let (field, plain_name) = names::field(name);
    if plain_name == "meta" {
        vec![field.clone(), format!("set_{field}"), format!("get_{field}")]
    } else {
        functions(name)
    }
}

/// What an error has beside its members: metadata, and a message even where the model gives it none.
fn of_error(members: &[Member]) -> BTreeSet<String> {
    let has_message = members.iter().any(|member| names::field(&member.name).0 == "message");
    let mut taken = BTreeSet::from(["set_meta".to_owned()]);
    if !has_message {
        taken.extend(functions("message"));
    }
    taken
}

fn union_functions(name: &str) -> Vec<String> {
    let snake = names::snake(&union_variant(name));
    vec![format!("as_{snake}"), format!("is_{snake}")]
}

/// The Rust name of a union's variant.
pub(super) fn union_variant(name: &str) -> String {
    names::variant(name, &names::pascal(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(taken_by: fn(&str) -> Vec<String>, members: &[&str], expected: &[&str]) {
        let id = ShapeId::parse("a#A").unwrap();
        let mut distinct = Distinct::default();
        distinct.add(&id, members.iter().copied(), BTreeSet::new(), taken_by);
        let names: Vec<&str> = members.iter().map(|member| distinct.name(&id, member)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn the_first_has_the_name() {
        check(functions, &["thing", "size"], &["thing", "size"]);
        check(functions, &["thing", "_thing", "thing_", "thing_2"], &["thing", "_thing_2", "thing__3", "thing_2_2"]);
        check(functions, &["size", "setSize", "getSize"], &["size", "setSize_2", "getSize_2"]);
        check(functions, &["setSize", "size"], &["setSize", "size_2"]);
        check(
            union_functions,
            &["left", "Left", "unknown", "unknownValue"],
            &["left", "Left_2", "unknown", "unknownValue_2"],
        );
        check(|name| vec![names::enum_variant(name)], &["RED", "red", "Red_2"], &["RED", "red_2", "Red_2_2"]);
    }
}
