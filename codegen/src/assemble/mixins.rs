//! Flattens mixins ("Smithy specification, Mixins"): afterwards each shape has all its members,
//! traits and bindings itself.
//!
//! Members come in the order in which a walk through the mixins first meets them; traits of a shape go
//! before those of its mixins, and those of later mixins before those of earlier ones.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::draft::{Applied, Draft, DraftKind, DraftMember, Homes, keep_last};
use super::merge::Drafts;
use super::traits::MIXIN;
use crate::fault::{
    Finding, Findings, MIXIN_CYCLE, MIXIN_KIND, MIXIN_MEMBER, Place, Step, Suggestions, TOO_MUCH_MIXED_IN,
    UNKNOWN_APPLY_TARGET, UNKNOWN_MIXIN, quote,
};
use crate::model::ShapeId;
use crate::read::{AstOperation, AstResource, AstService, Json};

/// How many bytes mixins may add to a model. A small model can ask for any amount, by mixing what is
/// large into many.
const MOST_MIXED_IN: usize = 64 << 20;

pub(super) fn flatten(drafts: &mut Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    check_mixins(drafts, homes, findings);
    let mut flattening = Flattening { homes, findings, left: MOST_MIXED_IN };
    for id in order(drafts, homes, flattening.findings) {
        let Some(mut draft) = drafts.remove(&id) else { continue };
        flattening.flatten(&id, &mut draft, drafts);
        let place = homes.place(draft.home, None, &[Step::from("mixins")]);
        drafts.insert(id, draft);
        if flattening.left == 0 {
            let message = format!("mixins add more than {} MiB to the model", MOST_MIXED_IN >> 20);
            findings.push(
                Finding::new(TOO_MUCH_MIXED_IN, place, message).expected("smaller mixins, or fewer shapes with them"),
            );
            return;
        }
    }
    check_overlays(drafts, homes, findings);
}

/// Drops what cannot be mixed in, with a finding.
fn check_mixins(drafts: &mut Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    let suggestions = Suggestions::new();
    let known: Vec<&str> = drafts.iter().filter(|(_, draft)| is_mixin(draft)).map(|(id, _)| id.as_str()).collect();
    let mut dropped: Vec<(ShapeId, HashSet<ShapeId>)> = Vec::new();
    for (id, draft) in drafts.iter().filter(|(_, draft)| !draft.mixins.is_empty()) {
        let mut bad = HashSet::new();
        for (index, mixin) in draft.mixins.iter().enumerate() {
            let place = mixin_place(homes, draft, index);
            let finding = match drafts.get(mixin) {
                None => {
                    let message = format!("`{id}` mixes in {}, which no model file defines", quote(mixin.as_str()));
                    let finding = Finding::new(UNKNOWN_MIXIN, place, message).expected("the id of a mixin");
                    finding.help(suggestions.help(mixin.as_str(), known.iter().copied()))
                }
                Some(other) if !is_mixin(other) => {
                    let message = format!("`{id}` mixes in `{mixin}`, which is no mixin");
                    Finding::new(UNKNOWN_MIXIN, place, message)
                        .expected("a shape with the trait `smithy.api#mixin`")
                        .related("defined here", homes.place(other.home, None, &[]))
                }
                Some(other) if other.kind.word() != draft.kind.word() => {
                    let (ours, theirs) = (draft.kind.word(), other.kind.word());
                    let message = format!("`{id}` is of type {ours} and mixes in `{mixin}`, which is of type {theirs}");
                    Finding::new(MIXIN_KIND, place, message).expected(format!("a mixin of type {ours}"))
                }
                Some(_) => continue,
            };
            findings.push(finding);
            bad.insert(mixin.clone());
        }
        if !bad.is_empty() {
            dropped.push((id.clone(), bad));
        }
    }
    for (id, bad) in dropped {
        if let Some(draft) = drafts.get_mut(&id) {
            draft.mixins.retain(|mixin| !bad.contains(mixin));
        }
    }
}

fn is_mixin(draft: &Draft<'_>) -> bool {
    draft.traits.iter().any(|one| one.id.as_str() == MIXIN)
}

fn mixin_place(homes: &Homes, draft: &Draft<'_>, index: usize) -> Place {
    homes.place(draft.home, None, &[Step::from("mixins"), Step::Index(index), Step::from("target")])
}

/// The shapes with mixins, each after its mixins. Where mixins go round in a circle, that is a finding
/// and the circle is cut.
fn order(drafts: &Drafts<'_>, homes: &Homes, findings: &mut Findings) -> Vec<ShapeId> {
    let mut order = Vec::new();
    // Whether a shape is done; those that are not are on the stack.
    let mut states: HashMap<&ShapeId, bool> = HashMap::new();
    for start in drafts.keys() {
        let mut stack: Vec<(&ShapeId, usize)> = Vec::new();
        if !states.contains_key(start) {
            states.insert(start, false);
            stack.push((start, 0));
        }
        while let Some((id, index)) = stack.pop() {
            let Some(draft) = drafts.get(id) else { continue };
            let Some(mixin) = draft.mixins.get(index) else {
                states.insert(id, true);
                if !draft.mixins.is_empty() || !draft.overlays.is_empty() {
                    order.push(id.clone());
                }
                continue;
            };
            stack.push((id, index + 1));
            match states.get(mixin) {
                None => {
                    states.insert(mixin, false);
                    stack.push((mixin, 0));
                }
                Some(true) => {}
                Some(false) => {
                    let message = format!("`{id}` mixes in `{mixin}`, which mixes in `{id}` in turn");
                    let finding = Finding::new(MIXIN_CYCLE, mixin_place(homes, draft, index), message);
                    findings.push(finding.expected("mixins that do not go round in a circle"));
                }
            }
        }
    }
    order
}

struct Flattening<'f> {
    homes: &'f Homes,
    findings: &'f mut Findings,
    left: usize,
}

impl Flattening<'_> {
    fn flatten<'a>(&mut self, id: &ShapeId, draft: &mut Draft<'a>, drafts: &Drafts<'a>) {
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
        self.charge(mixins.iter().map(|mixin| bindings(&mixin.kind)).sum::<usize>() * size_of::<ShapeId>());
    }

    fn flatten_traits<'a>(&mut self, own: &mut Vec<Applied<'a>>, mixins: &[&Draft<'a>]) {
        let mut traits = Vec::new();
        for mixin in mixins {
            let local = local_traits(mixin);
            self.charge((local.len() + mixin.traits.len()) * size_of::<Applied<'_>>());
            for one in mixin.traits.iter().filter(|one| !local.contains(one.id.as_str())) {
                self.inherit(&mut traits, one);
            }
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

/// What is inherited, and then what is a shape's own, each once.
fn joined<'l>(inherited: impl Iterator<Item = &'l Vec<ShapeId>>, own: &'l [ShapeId]) -> Vec<ShapeId> {
    let mut seen = HashSet::new();
    inherited.flatten().chain(own).filter(|id| seen.insert(*id)).cloned().collect()
}

fn flatten_operation(operation: &mut AstOperation, mixins: &[&Draft<'_>]) {
    let mixins: Vec<&AstOperation> = mixins.iter().filter_map(|mixin| mixin.kind.operation()).collect();
    let last =
        |field: fn(&AstOperation) -> &Option<ShapeId>| mixins.iter().rev().find_map(|mixin| field(mixin).clone());
    operation.input = operation.input.take().or_else(|| last(|mixin| &mixin.input));
    operation.output = operation.output.take().or_else(|| last(|mixin| &mixin.output));
    operation.errors = joined(mixins.iter().map(|mixin| &mixin.errors), &operation.errors);
}

fn flatten_service<'a>(service: &mut AstService<'a>, mixins: &[&Draft<'a>]) {
    let mixins: Vec<&AstService<'a>> = mixins.iter().filter_map(|mixin| mixin.kind.service()).collect();
    service.version = service.version.take().or_else(|| mixins.iter().rev().find_map(|mixin| mixin.version.clone()));
    service.operations = joined(mixins.iter().map(|mixin| &mixin.operations), &service.operations);
    service.resources = joined(mixins.iter().map(|mixin| &mixin.resources), &service.resources);
    service.errors = joined(mixins.iter().map(|mixin| &mixin.errors), &service.errors);
    // Lowering keeps the last name that a shape is given.
    let mut rename: Vec<_> = mixins.iter().flat_map(|mixin| mixin.rename.iter().cloned()).collect();
    rename.append(&mut service.rename);
    service.rename = rename;
}

fn flatten_resource(resource: &mut AstResource, mixins: &[&Draft<'_>]) {
    let mixins: Vec<&AstResource> = mixins.iter().filter_map(|mixin| mixin.kind.resource()).collect();
    for (field, operation) in mixins.iter().rev().flat_map(|mixin| &mixin.lifecycle) {
        if !resource.lifecycle.iter().any(|(own, _)| own == field) {
            resource.lifecycle.push((field, operation.clone()));
        }
    }
    resource.operations = joined(mixins.iter().map(|mixin| &mixin.operations), &resource.operations);
    let collection = joined(mixins.iter().map(|mixin| &mixin.collection_operations), &resource.collection_operations);
    resource.collection_operations = collection;
    resource.resources = joined(mixins.iter().map(|mixin| &mixin.resources), &resource.resources);
}

/// How many shapes a shape binds.
fn bindings(kind: &DraftKind<'_>) -> usize {
    match kind {
        DraftKind::Simple(_) | DraftKind::Aggregate(..) => 0,
        DraftKind::Operation(operation) => operation.errors.len(),
        DraftKind::Service(service) => {
            service.operations.len() + service.resources.len() + service.errors.len() + service.rename.len()
        }
        DraftKind::Resource(resource) => {
            resource.operations.len() + resource.collection_operations.len() + resource.resources.len()
        }
    }
}

/// Reports traits that are applied to members which are neither defined nor mixed in.
fn check_overlays(drafts: &Drafts<'_>, homes: &Homes, findings: &mut Findings) {
    let suggestions = Suggestions::new();
    for (id, draft) in drafts {
        let mut reported = HashSet::new();
        let overlays = draft.overlays.iter().filter_map(|(name, traits)| Some((name, traits.first()?)));
        for (name, one) in overlays.filter(|(_, one)| reported.insert(one.home)) {
            let members = match &draft.kind {
                DraftKind::Aggregate(_, members) => members.as_slice(),
                DraftKind::Simple(_) | DraftKind::Operation(_) | DraftKind::Service(_) | DraftKind::Resource(_) => &[],
            };
            let message = format!("traits are applied to {}, which no model file defines", quote(&id.member(name)));
            let help = suggestions.help(name, members.iter().map(|member| member.name.as_ref()));
            let finding = Finding::new(UNKNOWN_APPLY_TARGET, homes.place(one.home, None, &[]), message);
            findings.push(finding.help(help).related("the shape is defined here", homes.place(draft.home, None, &[])));
        }
    }
}
