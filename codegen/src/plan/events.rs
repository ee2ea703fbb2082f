//! Streams of events.

use crate::ir::{ErrorVariant, EventError, EventTypes, Role, Type};
use crate::model::{Member, ShapeId, ShapeKind};
use crate::names::{self, Name};
use crate::plan::Planner;

impl Planner<'_> {
    /// The type of a member of an input or output that is the stream of events `id`; none for others.
    pub(super) fn events_ty(&self, id: &ShapeId, role: Role) -> Option<Type> {
        if !self.is_event_stream(id) {
            return None;
        }
        let types = EventTypes { union: self.union_ident(id), error: names::ident(&self.event_error_name(id)) };
        Some(if role == Role::Input { Type::EventSender(types) } else { Type::EventReceiver(types) })
    }

    fn union_ident(&self, id: &ShapeId) -> Name {
        names::ident(&names::type_name(self.model.name_of(id)))
    }

    /// The name of the error enum of the stream of events `id`.
    pub(super) fn event_error_name(&self, id: &ShapeId) -> String {
        format!("{}Error", names::type_name(self.model.name_of(id)))
    }

    pub(super) fn is_event_stream(&self, id: &ShapeId) -> bool {
        let shape = self.model.shape(id);
        shape.is_some_and(|shape| shape.traits.streaming() && matches!(shape.kind, ShapeKind::Union(_)))
    }

    /// Whether `member` of the structure `id` has to come before the events of a stream.
    pub(super) fn begins_events(&self, id: &ShapeId, member: &Member) -> bool {
        let members = self.model.shape(id).map_or(&[][..], |shape| shape.kind.members());
        !self.is_event_stream(&member.target) && members.iter().any(|other| self.is_event_stream(&other.target))
    }

    /// The error enum of the stream of events `id`.
    pub(super) fn event_error(&self, id: &ShapeId) -> EventError {
        let name = self.event_error_name(id);
        let mut variants: Vec<ErrorVariant> = self
            .event_errors(id)
            .map(|member| ErrorVariant { codes: vec![member.name.clone()], ..self.error_variant(&member.target) })
            .collect();
        variants.sort_by(|a, b| a.ident.cmp(&b.ident));
        // Several events may be one error: it is sent as the first of them.
        variants.dedup_by(|other, kept| {
            let is_same = other.ident == kept.ident;
            if is_same {
                kept.codes.append(&mut other.codes);
            }
            is_same
        });
        EventError {
            module: names::ident(&names::module(&name)),
            ident: names::ident(&name),
            union: self.union_ident(id),
            variants,
        }
    }

    /// The members of the stream of events `id` that are errors.
    fn event_errors(&self, id: &ShapeId) -> impl Iterator<Item = &Member> {
        let members = self.model.shape(id).filter(|_| self.is_event_stream(id));
        let members = members.map_or(&[][..], |shape| shape.kind.members());
        members.iter().filter(|member| self.is_error(&member.target))
    }

    pub(super) fn is_error(&self, id: &ShapeId) -> bool {
        self.model.shape(id).is_some_and(|shape| shape.traits.error().is_some())
    }

    /// The errors of an operation, by name: those that it and the service list, and those of its streams.
    pub(super) fn operation_errors(&self, id: &ShapeId) -> Vec<ShapeId> {
        let mut ids: Vec<&ShapeId> = self.model.errors(id).iter().collect();
        if let Some(ShapeKind::Operation(operation)) = self.model.shape(id).map(|shape| &shape.kind) {
            let ends = operation.input.iter().chain(&operation.output).filter_map(|end| self.model.shape(end));
            let members = ends.flat_map(|end| end.kind.members());
            ids.extend(members.flat_map(|member| self.event_errors(&member.target)).map(|member| &member.target));
        }
        ids.sort_by(|a, b| (a.name(), a).cmp(&(b.name(), b)));
        ids.dedup();
        ids.into_iter().cloned().collect()
    }
}
