//! Flattens one shape: traits and members.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bindings::{count, flatten_operation, flatten_resource, flatten_service};
use crate::assemble::draft::{Applied, Draft, DraftKind, DraftMember, Homes, keep_last};
use crate::assemble::merge::Drafts;
use crate::assemble::traits::MIXIN;
use crate::fault::{Finding, Findings, MIXIN_MEMBER, Step, quote};
use crate::model::ShapeId;
use crate::read::Json;

/// Flattens shapes, as long as that is affordable.
pub(super) struct Flattening<'f> {
    homes: &'f Homes,
    findings: &'f mut Findings,
    left: usize,
}

impl<'f> Flattening<'f> {
    pub(super) fn new(homes: &'f Homes, findings: &'f mut Findings, most: usize) -> Flattening<'f> {
        Flattening { homes, findings, left: most }
    }

    /// Whether mixins have added more than they may.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// Gives the shape what its mixins have, which are flat themselves.
    pub(super) fn flatten<'a>(&mut self, id: &ShapeId, draft: &mut Draft<'a>, drafts: &Drafts<'a>) {
        let mixins: Vec<&Draft<'a>> = draft.mixins.iter().filter_map(|mixin| drafts.get(mixin)).collect();
        self.flatten_traits(&mut draft.traits, &mixins);
        match &mut draft.kind {
            DraftKind::Simple(_) => {}
            DraftKind::Aggregate(_, members) => {
                let inherited = mixins.iter().filter_map(|mixin| match &mixin.kind {
                    DraftKind::Aggregate(_, members) => Some(members),
                    DraftKind::Simple(_) | DraftKind::Operation(_) | DraftKind::Service(_) | DraftKind::Resource(_) => {
                        None
                    }
                });
                let own = std::mem::take(members);
                *members = self.flatten_members(id, inherited, own);
                apply_overlays(members, &mut draft.overlays);
            }
            DraftKind::Operation(operation) => flatten_operation(operation, &mixins),
            DraftKind::Service(service) => flatten_service(service, &mixins),
            DraftKind::Resource(resource) => flatten_resource(resource, &mixins),
        }
        self.charge(mixins.iter().map(|mixin| count(&mixin.kind)).sum::<usize>() * size_of::<ShapeId>());
    }

    fn flatten_traits<'a>(&mut self, own: &mut Vec<Applied<'a>>, mixins: &[&Draft<'a>]) {
        let mut traits = Vec::new();
        for mixin in mixins {
            if self.left == 0 {
                break;
            }
            let local = local_traits(mixin);
            self.charge(mixin.traits.len() * size_of::<Applied<'_>>());
            for one in mixin.traits.iter().filter(|one| !local.contains(one.id.as_str())) {
                self.inherit(&mut traits, one);
            }
            self.charge(
                mixin.traits.iter().filter(|one| local.contains(one.id.as_str())).map(|one| one.value.weight()).sum(),
            );
        }
        traits.append(own);
        keep_last(&mut traits);
        *own = traits;
    }

    fn charge(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    fn inherit<'a>(&mut self, traits: &mut Vec<Applied<'a>>, one: &Applied<'a>) {
        self.charge(one.value.weight());
        if self.left > 0 {
            traits.push(one.clone());
        }
    }

    fn flatten_members<'m, 'a: 'm>(
        &mut self,
        id: &ShapeId,
        inherited: impl Iterator<Item = &'m Vec<DraftMember<'a>>>,
        own: Vec<DraftMember<'a>>,
    ) -> Vec<DraftMember<'a>> {
        let mut members: Vec<DraftMember<'a>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for member in inherited.flatten() {
            self.charge(
                size_of::<DraftMember<'_>>() + member.name.len() + member.traits.len() * size_of::<Applied<'_>>(),
            );
            if self.left == 0 {
                break;
            }
            let empty = DraftMember { traits: Vec::new(), ..member.clone() };
            if let Some(there) = self.slot(id, &mut members, &mut places, empty) {
                member.traits.iter().for_each(|one| self.inherit(&mut there.traits, one));
            }
        }
        for mut member in own {
            let home = member.home;
            let traits = std::mem::take(&mut member.traits);
            if let Some(there) = self.slot(id, &mut members, &mut places, member) {
                there.home = home;
                there.traits.extend(traits);
            }
        }
        members.iter_mut().for_each(|member| keep_last(&mut member.traits));
        members
    }

    /// The member that has the name of `member`, which becomes the last one where there is none.
    fn slot<'s, 'a>(
        &mut self,
        id: &ShapeId,
        members: &'s mut Vec<DraftMember<'a>>,
        places: &mut HashMap<String, usize>,
        member: DraftMember<'a>,
    ) -> Option<&'s mut DraftMember<'a>> {
        let Some(&index) = places.get(member.name.as_ref()) else {
            places.insert(member.name.to_string(), members.len());
            members.push(member);
            return members.last_mut();
        };
        let there = members.get_mut(index)?;
        if there.target == member.target {
            return Some(there);
        }
        let target = [Step::from("target")];
        let name = quote(&id.member(&member.name));
        let message = format!("{name} targets `{}`, and `{}` where it is mixed in", member.target, there.target);
        let finding = Finding::new(MIXIN_MEMBER, self.homes.place(member.home, Some(&member.name), &target), message);
        let first = self.homes.place(there.home, Some(&there.name), &target);
        self.findings.push(
            finding.shape(id.member(&member.name)).expected("the same target").related("mixed in from here", first),
        );
        None
    }
}

/// Applies the traits that were applied to members that are mixed in.
fn apply_overlays<'a>(members: &mut [DraftMember<'a>], overlays: &mut Vec<(String, Vec<Applied<'a>>)>) {
    if overlays.is_empty() {
        return;
    }
    let mut by_name: BTreeMap<String, Vec<Applied<'a>>> = overlays.drain(..).collect();
    for member in members {
        if let Some(traits) = by_name.remove(member.name.as_ref()) {
            member.traits.extend(traits);
            keep_last(&mut member.traits);
        }
    }
    overlays.extend(by_name);
}

/// The traits of a mixin that are not inherited.
fn local_traits<'d>(mixin: &'d Draft<'_>) -> HashSet<&'d str> {
    let mut local = HashSet::from([MIXIN]);
    let value = mixin.traits.iter().find(|one| one.id.as_str() == MIXIN).map(|one| &one.value);
    if let Some(Json::Array(items)) = value.and_then(|value| value.get("localTraits")) {
        local.extend(items.iter().filter_map(|item| match item {
            Json::String(id) => Some(id.as_ref()),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
        }));
    }
    local
}
