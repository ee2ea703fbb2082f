//! Which members must be boxed, so that every type has a size.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::CheckedModel;
use crate::model::{ShapeId, ShapeKind};

/// A member that holds a structure or union: its id, the one that has it, and the one that it holds.
#[derive(Debug)]
struct Edge {
    member: String,
    from: usize,
    to: usize,
}

/// The members to box, as `namespace#Shape$member`. While a cycle of members passes only through
/// structures and unions, the one with the smallest id of those on cycles is boxed.
pub(super) fn boxed_members(model: &CheckedModel) -> BTreeSet<String> {
    let holders: Vec<&ShapeId> = model.closure().iter().filter(|id| is_holder(model, id)).collect();
    let index: BTreeMap<&ShapeId, usize> = holders.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let mut edges: Vec<Edge> = holders
        .iter()
        .enumerate()
        .flat_map(|(from, id)| {
            let members = model.shape(id).map_or(&[][..], |shape| shape.kind.members());
            let index = &index;
            members.iter().filter_map(move |member| {
                Some(Edge { member: id.member(&member.name), from, to: *index.get(&member.target)? })
            })
        })
        .collect();
    edges.sort_by(|a, b| a.member.cmp(&b.member));
    let mut boxed = BTreeSet::new();
    loop {
        let components = components(holders.len(), &edges);
        let on_cycle = edges.iter().position(|edge| components.get(edge.from) == components.get(edge.to));
        match on_cycle {
            Some(at) => boxed.insert(edges.remove(at).member),
            None => return boxed,
        };
        // Boxing elsewhere cannot put an edge on a cycle that was on none.
        edges.retain(|edge| components.get(edge.from) == components.get(edge.to));
    }
}

fn is_holder(model: &CheckedModel, id: &ShapeId) -> bool {
    let kind = model.shape(id).map(|shape| &shape.kind);
    matches!(kind, Some(ShapeKind::Structure(_) | ShapeKind::Union(_)))
}

/// The strongly connected component of each of `count` nodes (Kosaraju's algorithm, without recursion).
/// A node on no cycle has a component of its own, but an edge from a node to itself joins nothing: it is
/// on a cycle all the same, as both its ends are in one component.
fn components(count: usize, edges: &[Edge]) -> Vec<usize> {
    let mut forward = vec![Vec::new(); count];
    let mut backward = vec![Vec::new(); count];
    for edge in edges {
        if let (Some(out), Some(into)) = (forward.get_mut(edge.from), backward.get_mut(edge.to)) {
            out.push(edge.to);
            into.push(edge.from);
        }
    }
    let order = finish_order(count, &forward);
    let mut component = vec![usize::MAX; count];
    for root in order.into_iter().rev() {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match component.get_mut(node) {
                Some(found) if *found == usize::MAX => *found = root,
                _ => continue,
            }
            open.extend(backward.get(node).into_iter().flatten());
        }
    }
    component
}

/// The nodes in the order in which a depth-first search leaves them.
fn finish_order(count: usize, forward: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for start in 0..count {
        let mut open = vec![(start, 0)];
        while let Some((node, next)) = open.pop() {
            if next == 0 && std::mem::replace(&mut seen[node], true) {
                continue;
            }
            match forward.get(node).and_then(|targets| targets.get(next)) {
                Some(target) => open.extend([(node, next + 1), (*target, 0)]),
                None => order.push(node),
            }
        }
    }
    order
}
