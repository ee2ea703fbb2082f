//! Brings the shapes of all files together, and applies what `apply` entries apply.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::draft::{Applied, Draft, DraftKind, DraftMember, Home, Homes, MemberStyle};
use crate::fault::{
    CONFLICTING_SHAPES, CONFLICTING_TRAITS, Finding, Findings, Step, Suggestions, UNKNOWN_APPLY_TARGET, quote,
};
use crate::model::ShapeId;
use crate::read::{Aggregate, Apply, Ast, AstKind, AstShape, Entry, Json, Version};

/// The shapes of all files.
pub(super) type Drafts<'a> = BTreeMap<ShapeId, Draft<'a>>;

/// Merges the syntax trees, which come with the numbers of their sources, into `drafts`.
pub(super) fn merge<'a>(
    asts: Vec<(usize, Ast<'a>)>,
    drafts: &mut Drafts<'a>,
    homes: &mut Homes,
    findings: &mut Findings,
) {
    let mut applies = Vec::new();
    for (source, ast) in asts {
        for entry in ast.entries {
            match entry {
                Entry::Shape(shape) => add_shape(drafts, source, ast.version, shape, homes, findings),
                Entry::Apply(apply) => applies.push((source, apply)),
            }
        }
    }
    apply_all(drafts, applies, homes, findings);
}

fn add_shape<'a>(
    drafts: &mut Drafts<'a>,
    source: usize,
    version: Version,
    shape: AstShape<'a>,
    homes: &mut Homes,
    findings: &mut Findings,
) {
    let home = homes.add(source, shape.id.to_string(), member_style(&shape.kind));
    let id = shape.id.clone();
    let draft = draft(home, version, shape);
    match drafts.entry(id) {
        Slot::Vacant(slot) => {
            slot.insert(draft);
        }
        Slot::Occupied(slot) if same(slot.get(), &draft) => {}
        Slot::Occupied(slot) => {
            let message = format!("`{}` is defined twice, and differently", slot.key());
            let first = homes.place(slot.get().home, None, &[]);
            let finding = Finding::new(CONFLICTING_SHAPES, homes.place(home, None, &[]), message);
            findings.push(
                finding.expected("one definition, or the same in each file").related("first defined here", first),
            );
        }
    }
}

fn member_style(kind: &AstKind<'_>) -> MemberStyle {
    match kind {
        AstKind::Aggregate(Aggregate::List | Aggregate::Set | Aggregate::Map, _) => MemberStyle::Direct,
        AstKind::Aggregate(Aggregate::Structure | Aggregate::Union | Aggregate::Enum | Aggregate::IntEnum, _)
        | AstKind::Simple(_)
        | AstKind::Operation(_)
        | AstKind::Service(_)
        | AstKind::Resource(_) => MemberStyle::Named,
    }
}

fn draft<'a>(home: Home, version: Version, shape: AstShape<'a>) -> Draft<'a> {
    let kind = match shape.kind {
        AstKind::Simple(simple) => DraftKind::Simple(simple),
        AstKind::Aggregate(aggregate, members) => DraftKind::Aggregate(
            aggregate,
            members.into_iter().map(|member| DraftMember::from_ast(home, member)).collect(),
        ),
        AstKind::Operation(operation) => DraftKind::Operation(operation),
        AstKind::Service(service) => DraftKind::Service(service),
        AstKind::Resource(resource) => DraftKind::Resource(resource),
    };
    let traits = shape.traits.into_iter().map(|one| Applied::from_ast(home, one)).collect();
    Draft { home, version, kind, mixins: shape.mixins, traits, overlays: Vec::new() }
}

/// Whether two definitions say the same.
fn same(a: &Draft<'_>, b: &Draft<'_>) -> bool {
    let same_kind = match (&a.kind, &b.kind) {
        (DraftKind::Simple(a), DraftKind::Simple(b)) => a == b,
        (DraftKind::Aggregate(a, ours), DraftKind::Aggregate(b, theirs)) => {
            a == b && ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same_member(a, b))
        }
        (DraftKind::Operation(a), DraftKind::Operation(b)) => a == b,
        (DraftKind::Service(a), DraftKind::Service(b)) => a == b,
        (DraftKind::Resource(a), DraftKind::Resource(b)) => a == b,
        (
            DraftKind::Simple(_)
            | DraftKind::Aggregate(..)
            | DraftKind::Operation(_)
            | DraftKind::Service(_)
            | DraftKind::Resource(_),
            _,
        ) => false,
    };
    same_kind && a.version == b.version && a.mixins == b.mixins && same_traits(&a.traits, &b.traits)
}

fn same_member(a: &DraftMember<'_>, b: &DraftMember<'_>) -> bool {
    a.name == b.name && a.target == b.target && same_traits(&a.traits, &b.traits)
}

fn same_traits(a: &[Applied<'_>], b: &[Applied<'_>]) -> bool {
    let sorted = |traits: &[Applied<'_>]| {
        let mut order: Vec<usize> = (0..traits.len()).collect();
        order.sort_by(|&i, &j| traits.get(i).map(|one| &one.id).cmp(&traits.get(j).map(|one| &one.id)));
        order
    };
    a.len() == b.len()
        && sorted(a).into_iter().zip(sorted(b)).all(|(i, j)| match (a.get(i), b.get(j)) {
            (Some(a), Some(b)) => a.id == b.id && a.value.same(&b.value),
            _ => false,
        })
}

/// The traits that are applied to one shape.
#[derive(Default)]
struct AppliedTo<'a> {
    shape: Vec<Applied<'a>>,
    members: BTreeMap<String, Vec<Applied<'a>>>,
}

fn apply_all<'a>(
    drafts: &mut Drafts<'a>,
    applies: Vec<(usize, Apply<'a>)>,
    homes: &mut Homes,
    findings: &mut Findings,
) {
    let suggestions = Suggestions::new();
    let mut targets: BTreeMap<ShapeId, AppliedTo<'a>> = BTreeMap::new();
    for (source, apply) in applies {
        let key = match &apply.member {
            Some(member) => apply.target.member(member),
            None => apply.target.to_string(),
        };
        let home = homes.add(source, key.clone(), MemberStyle::Applied);
        if !drafts.contains_key(&apply.target) {
            let message = format!("traits are applied to {}, which no model file defines", quote(&key));
            let help = suggestions.help(apply.target.as_str(), drafts.keys().map(ShapeId::as_str));
            findings.push(Finding::new(UNKNOWN_APPLY_TARGET, homes.place(home, None, &[]), message).help(help));
            continue;
        }
        let to = targets.entry(apply.target).or_default();
        let list = match apply.member {
            Some(member) => to.members.entry(member).or_default(),
            None => &mut to.shape,
        };
        list.extend(apply.traits.into_iter().map(|one| Applied::from_ast(home, one)));
    }
    for (id, to) in targets {
        if let Some(draft) = drafts.get_mut(&id) {
            apply_to(draft, to, homes, findings);
        }
    }
}

fn apply_to<'a>(draft: &mut Draft<'a>, mut to: AppliedTo<'a>, homes: &Homes, findings: &mut Findings) {
    draft.traits.append(&mut to.shape);
    join_traits(&mut draft.traits, None, homes, findings);
    if let DraftKind::Aggregate(_, members) = &mut draft.kind {
        for member in members {
            if let Some(mut more) = to.members.remove(member.name.as_ref()) {
                member.traits.append(&mut more);
                join_traits(&mut member.traits, Some(&member.name), homes, findings);
            }
        }
    }
    for (name, mut traits) in to.members {
        join_traits(&mut traits, Some(&name), homes, findings);
        draft.overlays.push((name, traits));
    }
}

/// Leaves each trait once. The same value twice is once, lists are joined, and anything else that is
/// there twice is a finding ("Smithy specification, Trait conflict resolution").
fn join_traits(traits: &mut Vec<Applied<'_>>, member: Option<&str>, homes: &Homes, findings: &mut Findings) {
    traits.sort_by(|a, b| a.id.cmp(&b.id));
    traits.dedup_by(|one, there| {
        if one.id != there.id {
            return false;
        }
        if !there.value.same(&one.value) {
            match (&mut there.value, &mut one.value) {
                (Json::Array(there), Json::Array(more)) => there.append(more),
                _ => findings.push(conflict(one, there, member, homes)),
            }
        }
        true
    });
}

fn conflict(one: &Applied<'_>, there: &Applied<'_>, member: Option<&str>, homes: &Homes) -> Finding {
    let tail = [Step::from("traits"), Step::from(one.id.as_str())];
    let message = format!("the trait `{}` is applied twice, with different values", one.id);
    Finding::new(CONFLICTING_TRAITS, homes.place(one.home, member, &tail), message)
        .expected("one value for the trait")
        .related("first applied here", homes.place(there.home, member, &tail))
}
