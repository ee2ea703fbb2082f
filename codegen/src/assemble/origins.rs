//! Where the parts of a model come from, for the faults of later stages.

use std::collections::HashMap;

use super::draft::{Home, Homes};
use crate::fault::{Place, Step};
use crate::model::ShapeId;

/// The places of shapes, members, traits and bindings. Only what is elsewhere than in its shape's own
/// definition is listed by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    pub(super) homes: Homes,
    pub(super) shapes: HashMap<ShapeId, Home>,
    pub(super) members: HashMap<(ShapeId, String), Home>,
    pub(super) traits: HashMap<(ShapeId, Option<String>, String), Home>,
    /// The steps to what a service, resource or operation refers to.
    pub(super) bindings: HashMap<(ShapeId, ShapeId), (Home, Vec<Step>)>,
    /// The mixins of the model, which are no shapes of it.
    pub(super) mixins: HashMap<ShapeId, Home>,
}

impl Origins {
    /// Where the shape is defined.
    pub(crate) fn shape(&self, id: &ShapeId) -> Place {
        self.in_shape(id, &[])
    }

    /// Where the fields that `tail` leads to stand in the definition of the shape.
    pub(crate) fn in_shape(&self, id: &ShapeId, tail: &[Step]) -> Place {
        self.shapes.get(id).map_or(Place::Nowhere, |home| self.homes.place(*home, None, tail))
    }

    /// Where the member is defined.
    pub(crate) fn member(&self, id: &ShapeId, member: &str) -> Place {
        self.in_member(id, member, &[])
    }

    /// Where the target of the member stands.
    pub(crate) fn target(&self, id: &ShapeId, member: &str) -> Place {
        self.in_member(id, member, &[Step::from("target")])
    }

    fn in_member(&self, id: &ShapeId, member: &str, tail: &[Step]) -> Place {
        let elsewhere = self.members.get(&(id.clone(), member.to_owned()));
        elsewhere
            .or_else(|| self.shapes.get(id))
            .map_or(Place::Nowhere, |home| self.homes.place(*home, Some(member), tail))
    }

    /// Where the trait is applied to the shape or its member.
    pub(crate) fn trait_of(&self, id: &ShapeId, member: Option<&str>, name: &str) -> Place {
        self.in_trait(id, member, name, &[])
    }

    /// Where `within` leads to in the value of the trait.
    pub(crate) fn in_trait(&self, id: &ShapeId, member: Option<&str>, name: &str, within: &[Step]) -> Place {
        let tail = [&[Step::from("traits"), Step::from(name)], within].concat();
        match self.traits.get(&(id.clone(), member.map(str::to_owned), name.to_owned())) {
            Some(home) => self.homes.place(*home, member, &tail),
            None => match member {
                Some(member) => self.in_member(id, member, &tail),
                None => self.in_shape(id, &tail),
            },
        }
    }

    /// Where the service, resource or operation `id` refers to `target`.
    pub(crate) fn binding(&self, id: &ShapeId, target: &ShapeId) -> Place {
        match self.bindings.get(&(id.clone(), target.clone())) {
            Some((home, tail)) => self.homes.place(*home, None, tail),
            None => self.shape(id),
        }
    }

    /// Where the mixin `id` is defined, if it is one.
    pub(crate) fn mixin(&self, id: &ShapeId) -> Option<Place> {
        self.mixins.get(id).map(|home| self.homes.place(*home, None, &[]))
    }
}
