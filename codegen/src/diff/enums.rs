//! Enumerations, and the values of enumerations of integers, which are numbers in Rust.

use super::{At, Comparison, Kind, Pair, pairs};
use crate::ir::{Enum, EnumVariant};
use crate::model::{ShapeId, ShapeKind};

impl Comparison<'_> {
    pub(super) fn enumeration(&mut self, id: &ShapeId, old: &Enum, new: &Enum) {
        let at = At::new(format!("types::{}", new.ident), id.as_str());
        self.sensitivity(&at, old.sensitive, new.sensitive);
        self.deprecation(&at, old.deprecated.as_ref(), new.deprecated.as_ref());
        self.docs(&at, &old.docs, &new.docs);
        match (&old.variants, &new.variants) {
            (Some(old), Some(new)) => self.variants(&at, old, new),
            (None, None) => self.values(&at, (Kind::ValueAdded, Kind::ValueRemoved), &old.values, &new.values),
            (Some(_), None) => self.change(Kind::EnumNamesChanged, &at, "an enum", "a text"),
            (None, Some(_)) => self.change(Kind::EnumNamesChanged, &at, "a text", "an enum"),
        }
    }

    fn variants(&mut self, at: &At, old: &[EnumVariant], new: &[EnumVariant]) {
        for pair in pairs(old, new, |variant| variant.ident.to_string()) {
            let of = |variant: &EnumVariant| At::new(format!("{}::{}", at.path, variant.ident), &at.shape);
            match pair {
                Pair::Added(variant) => self.say(Kind::VariantAdded, &of(variant)),
                Pair::Removed(variant) => self.say(Kind::VariantRemoved, &of(variant)),
                Pair::Both(from, to) => {
                    let at = of(to);
                    self.compare(Kind::VariantValue, &at, &from.value, &to.value, String::clone);
                    self.deprecation(&at, from.deprecated.as_ref(), to.deprecated.as_ref());
                    self.docs(&at, &from.docs, &to.docs);
                }
            }
        }
    }

    /// Compares values, which are added or removed with a kind of change for each.
    fn values(&mut self, at: &At, (added, removed): (Kind, Kind), old: &[String], new: &[String]) {
        for pair in pairs(old, new, |value| value.clone()) {
            match pair {
                Pair::Added(value) => self.report(added, at, None, Some(value.clone())),
                Pair::Removed(value) => self.report(removed, at, Some(value.clone()), None),
                Pair::Both(..) => {}
            }
        }
    }

    /// Compares the values of enumerations of integers.
    pub(super) fn int_enums(&mut self) {
        let names: Vec<&str> = self.new.shapes.keys().copied().collect();
        for name in names {
            let (Some(old), Some(new)) = (self.old.shapes.get(name), self.new.shapes.get(name)) else { continue };
            let values = |kind: Option<&ShapeKind>| match kind {
                Some(ShapeKind::IntEnum(members)) => {
                    Some(members.iter().map(|member| member.value.to_string()).collect::<Vec<_>>())
                }
                _ => None,
            };
            let kinds = (self.old.kind(old), self.new.kind(new));
            if let (Some(from), Some(to)) = (values(kinds.0), values(kinds.1)) {
                self.values(&At::new("", new.as_str()), (Kind::NumberAdded, Kind::NumberRemoved), &from, &to);
            }
        }
    }
}
