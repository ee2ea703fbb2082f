//! Names that two things of one scope would share in Rust: faults of the model, found before rustc does.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::fault::{NAME_CLASH, quote};
use crate::model::{Member, ShapeId, ShapeKind};
use crate::names;
use crate::plan::Planner;

/// What takes a name: something called `name` in the model, at `id` or a member of it.
struct Claim<'n> {
    id: &'n ShapeId,
    member: Option<&'n str>,
    name: &'n str,
}

impl<'m> Planner<'m> {
    /// Reports members of `id` that share a function, of those that `functions` gives for each.
    pub(super) fn member_clashes<const N: usize>(
        &mut self,
        id: &ShapeId,
        members: &[Member],
        functions: impl Fn(&Member) -> [String; N],
    ) {
        let claims = members.iter().flat_map(|member| {
            let name = member.name.as_str();
            functions(member).map(|function| (Claim { id, member: Some(name), name }, function))
        });
        self.clashes(claims, &[]);
    }

    /// Reports values of the enum `id` that share a variant.
    pub(super) fn variant_clashes<'n>(&mut self, id: &ShapeId, variants: impl Iterator<Item = (&'n str, String)>) {
        self.clashes(variants.map(|(name, variant)| (Claim { id, member: Some(name), name }, variant)), &[]);
    }

    /// Reports operations, types, errors and waiters that share a name.
    pub(super) fn shape_clashes(&mut self) {
        let model = self.model;
        let claim = |id: &'m ShapeId| Claim { id, member: None, name: id.name() };
        let type_name = |id: &'m ShapeId| (claim(id), names::type_name(model.name_of(id)));
        self.clashes(model.operations().iter().map(|id| (claim(id), names::function(model.name_of(id)))), &[]);
        let (errors, others): (Vec<_>, Vec<_>) = model
            .closure()
            .iter()
            .filter(|id| self.is_type(id))
            .partition(|id| model.shape(id).is_some_and(|shape| shape.traits.error().is_some()));
        self.clashes(others.into_iter().map(type_name), &[]);
        let streams = model.closure().iter().filter(|id| self.is_event_stream(id));
        let streams: Vec<_> = streams.map(|id| (claim(id), self.event_error_name(id))).collect();
        self.clashes(errors.into_iter().map(type_name).chain(streams), &["Unhandled"]);
        let waiters = model.operations().iter().flat_map(|id| {
            let waiters = model.shape(id).and_then(|shape| shape.traits.waitable()).and_then(Value::as_object);
            let names = waiters.into_iter().flatten().map(|(name, _)| name);
            names.map(move |name| (Claim { id, member: None, name }, names::snake(name)))
        });
        self.clashes(waiters, &[]);
    }

    /// Whether the shape becomes a type outside of the modules of operations.
    fn is_type(&self, id: &ShapeId) -> bool {
        self.model.shape(id).is_some_and(|shape| match &shape.kind {
            ShapeKind::Structure(_) => shape.traits.error().is_some() || self.nested.contains(id),
            ShapeKind::Union(_) | ShapeKind::Enum(_) => true,
            ShapeKind::String => shape.traits.unnamed_enum().is_some(),
            _ => false,
        })
    }

    /// Reports everything of which a name is taken already, once. Every client has the names `taken`.
    fn clashes<'n>(&mut self, claims: impl Iterator<Item = (Claim<'n>, String)>, taken: &[&str]) {
        let mut seen: BTreeMap<String, Option<&str>> = taken.iter().map(|name| ((*name).to_owned(), None)).collect();
        let mut reported = None;
        for (claim, rust_name) in claims {
            let Some(other) = seen.insert(rust_name.clone(), Some(claim.name)) else { continue };
            if claim.member.is_some() && reported == claim.member {
                continue;
            }
            reported = claim.member;
            let other =
                other.map_or("which every client has".to_owned(), |name| format!("and so does {}", quote(name)));
            let message = format!("{} becomes {} in Rust, {other}", quote(claim.name), quote(&rust_name));
            self.faults.push(self.model.fault(NAME_CLASH, claim.id, claim.member, message));
        }
    }
}
