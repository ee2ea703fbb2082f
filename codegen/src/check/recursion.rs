//! Checks that shapes which contain themselves can have values, and that resources have an end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Checker;
use crate::fault::{ENDLESS_RECURSION, RESOURCE_CYCLE};
use crate::model::{ShapeId, ShapeKind};

impl<'m> Checker<'m> {
    /// A list or map whose values are that list or map again has no type in Rust: nothing between can
    /// be a type of its own. Structures and unions can.
    pub(super) fn check_list_recursion(&mut self) {
        // The lists and maps that have been passed, each with the number of the walk that did.
        let mut passed: HashMap<&ShapeId, usize> = HashMap::new();
        for (walk, start) in self.model.shapes.keys().enumerate() {
            let mut here = start;
            while let Some(next) = self.values(here) {
                match passed.entry(here) {
                    Entry::Vacant(entry) => drop(entry.insert(walk)),
                    Entry::Occupied(entry) if *entry.get() == walk => {
                        self.report_list_recursion(here);
                        break;
                    }
                    Entry::Occupied(_) => break,
                }
                here = next;
            }
        }
    }

    /// What a list or map has as values.
    fn values(&self, id: &'m ShapeId) -> Option<&'m ShapeId> {
        match &self.model.shapes.get(id)?.kind {
            ShapeKind::List(member) | ShapeKind::Map(_, member) => Some(&member.target),
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
            | ShapeKind::Enum(_)
            | ShapeKind::IntEnum(_)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_)
            | ShapeKind::Operation(_)
            | ShapeKind::Service(_)
            | ShapeKind::Resource(_) => None,
        }
    }

    fn report_list_recursion(&mut self, id: &'m ShapeId) {
        let circle = std::iter::successors(self.values(id), |passed| self.values(passed));
        let through: Vec<String> =
            circle.take_while(|passed| *passed != id).take(20).map(|passed| format!("`{passed}`")).collect();
        let through = if through.is_empty() { String::new() } else { format!(" through {}", through.join(", ")) };
        let message = format!("`{id}` contains itself{through}, with no structure or union between");
        let place = self.origins.shape(id);
        self.report(ENDLESS_RECURSION, place, id.to_string(), message, "a structure or union in the circle");
    }

    /// A resource is not among its own children, at any depth.
    pub(super) fn check_resource_cycles(&mut self) {
        // Whether a resource is done; those that are not are on the stack.
        let mut states: HashMap<&ShapeId, bool> = HashMap::new();
        for start in self.model.shapes.keys() {
            if states.contains_key(start) || self.children(start).is_empty() {
                continue;
            }
            let mut stack = vec![(start, 0)];
            states.insert(start, false);
            while let Some((id, index)) = stack.pop() {
                let Some(child) = self.children(id).get(index) else {
                    states.insert(id, true);
                    continue;
                };
                stack.push((id, index + 1));
                match states.get(child) {
                    Some(true) => {}
                    None => {
                        states.insert(child, false);
                        stack.push((child, 0));
                    }
                    Some(false) => {
                        let message = format!("`{id}` has `{child}` as child, which has it as child in turn");
                        let place = self.origins.binding(id, child);
                        self.report(RESOURCE_CYCLE, place, id.to_string(), message, "resources that form a tree");
                    }
                }
            }
        }
    }

    fn children(&self, id: &ShapeId) -> &'m [ShapeId] {
        match self.model.shapes.get(id).map(|shape| &shape.kind) {
            Some(ShapeKind::Resource(resource)) => &resource.resources,
            _ => &[],
        }
    }
}
