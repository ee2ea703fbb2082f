//! Traits that clients do not use: they are compared, so that nothing is left out.

use std::collections::BTreeMap;

use serde_json::Value;

use super::side::members;
use super::{At, Comparison, Kind, Pair, pairs};
use crate::model::{Member, ShapeId, Trait, Traits};

impl Comparison<'_> {
    pub(super) fn other_traits(&mut self) {
        let services = (self.old.model.service().0, self.new.model.service().0);
        self.of_shape(services.0, services.1);
        for new in self.new.model.operations() {
            if let Some(old) = self.old.operation(new.name()) {
                self.of_shape(old, new);
            }
        }
        let names: Vec<&str> = self.new.shapes.keys().copied().collect();
        for name in names {
            if let (Some(&old), Some(&new)) = (self.old.shapes.get(name), self.new.shapes.get(name)) {
                self.of_shape(old, new);
            }
        }
    }

    fn of_shape(&mut self, old: &ShapeId, new: &ShapeId) {
        if let (Some(from), Some(to)) = (self.old.traits(old), self.new.traits(new)) {
            self.of_both(&At::new("", new.as_str()), from, to);
        }
        let (Some(from), Some(to)) = (self.old.kind(old), self.new.kind(new)) else { return };
        let from: Vec<&Member> = members(from);
        for pair in pairs(&from, &members(to), |member| &member.name) {
            let Pair::Both(from, to) = pair else { continue };
            self.of_both(&At::new("", new.member(&to.name)), &from.traits, &to.traits);
        }
    }

    fn of_both(&mut self, at: &At, old: &Traits, new: &Traits) {
        let (old, new) = (others(old), others(new));
        for id in old.keys().chain(new.keys().filter(|id| !old.contains_key(*id))) {
            if old.get(id) != new.get(id) {
                self.report(Kind::OtherTrait, at, None, Some(id.to_string()));
            }
        }
    }
}

fn others(traits: &Traits) -> BTreeMap<&ShapeId, &Value> {
    traits.iter().filter_map(other).collect()
}

fn other(one: &Trait) -> Option<(&ShapeId, &Value)> {
    match one {
        Trait::Other(id, value) => Some((id, value)),
        _ => None,
    }
}
