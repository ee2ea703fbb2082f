//! Checks that shapes which contain themselves can have values, and that resources have an end.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Checker;
use crate::fault::{DEEP_LISTS, ENDLESS_RECURSION, RESOURCE_CYCLE};
use crate::model::{ShapeId, ShapeKind};

/// How deep lists and maps may be within each other. AWS has four.
const DEEPEST_LISTS: usize = 32;

impl<'m> Checker<'m> {
    /// A list or map whose values are that list or map again has no type in Rust: nothing between can
    /// be a type of its own. Structures and unions can.
    pub(super) fn check_lists(&mut self) {
        if !self.report_endless_lists() {
            self.check_list_depth();
        }
    }

    /// Whether there was anything to report.
    fn report_endless_lists(&mut self) -> bool {
        let mut found = false;
        // The lists and maps that have been passed, each with the number of the walk that did.
        let mut passed: HashMap<&ShapeId, usize> = HashMap::new();
        for (walk, start) in self.model.shapes.keys().enumerate() {
            let mut here = start;
            while let Some(next) = self.values(here) {
                match passed.entry(here) {
                    Entry::Vacant(entry) => drop(entry.insert(walk)),
                    Entry::Occupied(entry) if *entry.get() == walk => {
                        self.report_list_recursion(here);
                        found = true;
                        break;
                    }
                    Entry::Occupied(_) => break,
                }
                here = next;
            }
        }
        found
    }

    /// A type of Rust is written out as deep as lists and maps are within each other, and compilers have limits.
    fn check_list_depth(&mut self) {
        let mut depths: HashMap<&ShapeId, usize> = HashMap::new();
        for start in self.model.shapes.keys() {
            let mut chain: Vec<&ShapeId> = Vec::new();
            let mut here = start;
            while !depths.contains_key(here)
                && let Some(next) = self.values(here)
            {
                chain.push(here);
                here = next;
            }
            let mut depth = depths.get(here).copied().unwrap_or_default();
            for id in chain.into_iter().rev() {
                depth += 1;
                depths.insert(id, depth);
                // Those that contain it are as wrong, and need not be told.
                if depth == DEEPEST_LISTS + 1 {
                    let message = format!("`{id}` has {depth} lists and maps within each other");
                    let expected = format!("at most {DEEPEST_LISTS}, or a structure between");
                    self.report(DEEP_LISTS, self.origins.shape(id), id.to_string(), message, &expected);
                }
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
