//! Brings the shapes of all files together, and applies what `apply` entries apply.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::draft::{Applied, Draft, DraftKind, DraftMember, Home, Homes, MemberStyle};
use crate::fault::{CONFLICTING_SHAPES, CONFLICTING_TRAITS, Finding, Step, Suggestions, UNKNOWN_APPLY_TARGET, quote};
use crate::model::ShapeId;
use crate::read::{Aggregate, Apply, Ast, AstKind, AstShape, Entry, Json, Version};

/// The shapes of all files.
pub(super) type Drafts<'a> = BTreeMap<ShapeId, Draft<'a>>;

/// Merges the syntax trees, which come with the numbers of their sources.
pub(super) fn merge<'a>(asts: Vec<(usize, Ast<'a>)>, homes: &mut Homes, findings: &mut Vec<Finding>) -> Drafts<'a> {
    let mut drafts = Drafts::new();
    let mut applies = Vec::new();
    for (source, ast) in asts {
        for entry in ast.entries {
            match entry {
                Entry::Shape(shape) => add_shape(&mut drafts, source, ast.version, shape, homes, findings),
                Entry::Apply(apply) => applies.push((source, apply)),
            }
        }
    }
    let suggestions = Suggestions::new();
    for (source, apply) in applies {
        add_apply(&mut drafts, source, apply, homes, findings, &suggestions);
    }
    drafts
}

fn add_shape<'a>(
    drafts: &mut Drafts<'a>,
    source: usize,
    version: Version,
    shape: AstShape<'a>,
    homes: &mut Homes,
    findings: &mut Vec<Finding>,
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

fn add_apply<'a>(
    drafts: &mut Drafts<'a>,
    source: usize,
    apply: Apply<'a>,
    homes: &mut Homes,
    findings: &mut Vec<Finding>,
    suggestions: &Suggestions,
) {
    let key = match &apply.member {
        Some(member) => apply.target.member(member),
        None => apply.target.to_string(),
    };
    let home = homes.add(source, key.clone(), MemberStyle::Applied);
    let Some(draft) = drafts.get_mut(&apply.target) else {
        let message = format!("traits are applied to {}, which no model file defines", quote(&key));
        let help = suggestions.help(apply.target.as_str(), drafts.keys().map(ShapeId::as_str));
        findings.push(Finding::new(UNKNOWN_APPLY_TARGET, homes.place(home, None, &[]), message).help(help));
        return;
    };
    let traits = apply.traits.into_iter().map(|one| Applied::from_ast(home, one));
    let Some(name) = apply.member else {
        traits.for_each(|one| merge_trait(&mut draft.traits, one, None, homes, findings));
        return;
    };
    let own = match &mut draft.kind {
        DraftKind::Aggregate(_, members) => members.iter_mut().find(|member| member.name == name),
        DraftKind::Simple(_) | DraftKind::Operation(_) | DraftKind::Service(_) | DraftKind::Resource(_) => None,
    };
    match own {
        Some(member) => traits.for_each(|one| merge_trait(&mut member.traits, one, Some(&name), homes, findings)),
        None => draft.overlays.extend(traits.map(|one| (name.clone(), one))),
    }
}

/// Adds a trait to those that are there. The same value twice is once, lists are joined, and anything
/// else that is there twice is a fault ("Smithy specification, Trait conflict resolution").
pub(super) fn merge_trait<'a>(
    traits: &mut Vec<Applied<'a>>,
    one: Applied<'a>,
    member: Option<&str>,
    homes: &Homes,
    findings: &mut Vec<Finding>,
) {
    let Some(there) = traits.iter_mut().find(|there| there.id == one.id) else {
        traits.push(one);
        return;
    };
    if there.value.same(&one.value) {
        return;
    }
    if let (Json::Array(there), Json::Array(more)) = (&mut there.value, &one.value) {
        there.extend(more.iter().cloned());
        return;
    }
    let tail = [Step::from("traits"), Step::from(one.id.as_str())];
    let message = format!("the trait `{}` is applied twice, with different values", one.id);
    findings.push(
        Finding::new(CONFLICTING_TRAITS, homes.place(one.home, member, &tail), message)
            .expected("one value for the trait")
            .related("first applied here", homes.place(there.home, member, &tail)),
    );
}
