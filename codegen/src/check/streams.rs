//! Checks that streams stand where a message can carry them: at the top of inputs and outputs.

use std::collections::HashSet;

use super::Checker;
use crate::fault::{Finding, MISPLACED_STREAM, SEVERAL_PAYLOADS, UNBOUND_MEMBER, WRONG_TARGET, quote};
use crate::model::{Member, Shape, ShapeId, ShapeKind};

impl<'m> Checker<'m> {
    pub(super) fn check_streams(&mut self) {
        if !self.model.shapes.values().any(|shape| shape.traits.streaming()) {
            return;
        }
        let nested = self.nested_shapes();
        for (id, shape) in &self.model.shapes {
            self.check_streams_of(id, shape, &nested);
            self.check_events(id, shape);
            if let ShapeKind::Structure(members) = &shape.kind {
                self.check_event_payload(id, members);
            }
        }
    }

    /// The shapes that are the target of a member.
    fn nested_shapes(&self) -> HashSet<&'m ShapeId> {
        let members = self.model.shapes.values().flat_map(|shape| members_of(&shape.kind));
        members.map(|member| &member.target).collect()
    }

    fn check_streams_of(&mut self, id: &'m ShapeId, shape: &'m Shape, nested: &HashSet<&ShapeId>) {
        let is_stream =
            |member: &&Member| self.model.shape(&member.target).is_some_and(|target| target.traits.streaming());
        let streams: Vec<&Member> = members_of(&shape.kind).filter(is_stream).collect();
        let is_message =
            matches!(shape.kind, ShapeKind::Structure(_)) && !nested.contains(id) && shape.traits.error().is_none();
        let misplaced = if is_message { streams.get(1..).unwrap_or_default() } else { streams.as_slice() };
        for member in misplaced {
            let name = id.member(&member.name);
            let reason = if is_message {
                format!("`{id}` has another stream")
            } else if shape.traits.error().is_some() {
                format!("`{id}` is an error")
            } else if matches!(shape.kind, ShapeKind::Structure(_)) {
                format!("`{id}` is within other shapes")
            } else {
                format!("`{id}` is a {}", shape.kind.word())
            };
            let message = format!("{} is a stream, and {reason}", quote(&name));
            let finding = Finding::new(MISPLACED_STREAM, self.origins.target(id, &member.name), message);
            self.findings.push(finding.shape(name).expected("one stream at most, at the top of an input or output"));
        }
    }

    /// The events of a stream are structures.
    fn check_events(&mut self, id: &'m ShapeId, shape: &'m Shape) {
        let ShapeKind::Union(members) = &shape.kind else { return };
        if !shape.traits.streaming() {
            return;
        }
        for member in members {
            let Some(target) = self.model.shape(&member.target) else { continue };
            if !matches!(target.kind, ShapeKind::Structure(_)) {
                let name = id.member(&member.name);
                let message = format!("the event {} is of type {}", quote(&name), target.kind.word());
                self.report(WRONG_TARGET, self.origins.target(id, &member.name), name, message, "a structure");
            }
        }
    }

    /// An event has one payload at most, and then each other member is a header.
    fn check_event_payload(&mut self, id: &'m ShapeId, members: &'m [Member]) {
        let Some(payload) = members.iter().find(|member| member.traits.event_payload()) else { return };
        let first = self.origins.member(id, &payload.name);
        for member in members.iter().filter(|member| member.name != payload.name && !member.traits.event_header()) {
            let name = id.member(&member.name);
            let (code, message) = if member.traits.event_payload() {
                (SEVERAL_PAYLOADS, format!("{} is the payload, and so is {}", quote(&name), quote(&payload.name)))
            } else {
                (UNBOUND_MEMBER, format!("{} has no place in the event", quote(&name)))
            };
            let finding = Finding::new(code, self.origins.member(id, &member.name), message).shape(name);
            let finding = finding.expected("the trait `smithy.api#eventHeader`");
            self.findings.push(finding.related("the payload is this member", first.clone()));
        }
    }
}

fn members_of(kind: &ShapeKind) -> impl Iterator<Item = &Member> {
    let (boxed, listed): ([Option<&Member>; 2], &[Member]) = match kind {
        ShapeKind::List(member) => ([Some(member), None], &[]),
        ShapeKind::Map(key, value) => ([Some(key), Some(value)], &[]),
        ShapeKind::Structure(members) | ShapeKind::Union(members) => ([None, None], members),
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
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => ([None, None], &[]),
    };
    boxed.into_iter().flatten().chain(listed)
}
