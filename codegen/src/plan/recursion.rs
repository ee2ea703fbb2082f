//! Which members must be boxed, so that every type has a size.

use std::collections::{BTreeSet, HashMap};

use crate::check::CheckedModel;
use crate::model::{ShapeId, ShapeKind};

/// A member that holds a structure or union: its id, the one that has it, and the one that it holds.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) member: String,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// How many members may be passed in search of cycles. All of AWS comes to a thousandth of it.
const MOST_WORK: usize = 50_000_000;

/// The members to box, as `namespace#Shape$member`. While a cycle of members passes only through
/// structures and unions, the one with the smallest id of those on cycles is boxed.
///
/// Ids sort by their shapes first. So a shape has its turn once all before it are on no cycle any more, and
/// boxes each member whose target leads back to it by way of shapes that come later.
pub(super) fn boxed_members(model: &CheckedModel) -> BTreeSet<String> {
    let mut holders: Vec<&ShapeId> = model.closure().iter().filter(|id| is_holder(model, id)).collect();
    holders.sort_by_cached_key(|id| id.member(""));
    let index: HashMap<&ShapeId, usize> = holders.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let edges: Vec<Edge> = holders
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
    boxed(holders.len(), edges, MOST_WORK)
}

/// The members of those of `count` shapes to box. Where the search takes more than `work`, all members that are
/// on cycles are boxed: such a model has none of the official types to be like.
fn boxed(count: usize, mut edges: Vec<Edge>, mut work: usize) -> BTreeSet<String> {
    let components = components(count, &edges);
    edges.retain(|edge| components.get(edge.from) == components.get(edge.to));
    let mut backward = vec![Vec::new(); count];
    let mut forward: Vec<Vec<&Edge>> = vec![Vec::new(); count];
    for edge in &edges {
        if let (Some(into), Some(out)) = (backward.get_mut(edge.to), forward.get_mut(edge.from)) {
            into.push(edge.from);
            out.push(edge);
        }
    }
    let mut boxed = BTreeSet::new();
    let mut search = Search { backward: &backward, seen: vec![usize::MAX; count] };
    for (shape, members) in forward.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        let passed = search.all_that_lead_to(shape, work);
        let leads_back = |edge: &&&Edge| passed.is_none() || search.seen.get(edge.to) == Some(&shape);
        boxed.extend(members.iter().filter(leads_back).map(|edge| edge.member.clone()));
        work = work.saturating_sub(passed.unwrap_or(work));
    }
    boxed
}

/// A search against the direction of members.
struct Search<'g> {
    backward: &'g [Vec<usize>],
    /// The shape that each was last found to lead to.
    seen: Vec<usize>,
}

impl Search<'_> {
    /// Finds all that lead to `shape` by way of none that comes before it; how much work it was, if that is no
    /// more than `most`.
    fn all_that_lead_to(&mut self, shape: usize, most: usize) -> Option<usize> {
        let mut work = 0usize;
        let mut open = vec![shape];
        while let Some(next) = open.pop() {
            match self.seen.get_mut(next) {
                Some(seen) if *seen != shape => *seen = shape,
                _ => continue,
            }
            let into = self.backward.get(next).map_or(&[][..], |into| into);
            work = work.saturating_add(1 + into.len());
            if work > most {
                return None;
            }
            open.extend(into.iter().filter(|from| **from >= shape));
        }
        Some(work)
    }
}

pub(super) fn is_holder(model: &CheckedModel, id: &ShapeId) -> bool {
    let kind = model.shape(id).map(|shape| &shape.kind);
    matches!(kind, Some(ShapeKind::Structure(_) | ShapeKind::Union(_)))
}

/// The strongly connected component of each of `count` nodes (Kosaraju's algorithm, without recursion).
/// A node on no cycle has a component of its own, but an edge from a node to itself joins nothing: it is
/// on a cycle all the same, as both its ends are in one component.
fn components(count: usize, edges: &[Edge]) -> Vec<usize> {
    ordered_components(count, edges).0
}

/// The components, each called by a node of it, and in an order in which none comes before one that leads to it.
pub(super) fn ordered_components(count: usize, edges: &[Edge]) -> (Vec<usize>, Vec<usize>) {
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
    let mut found = Vec::new();
    for root in order.into_iter().rev() {
        if component.get(root).is_some_and(|known| *known == usize::MAX) {
            found.push(root);
        }
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match component.get_mut(node) {
                Some(found) if *found == usize::MAX => *found = root,
                _ => continue,
            }
            open.extend(backward.get(node).into_iter().flatten());
        }
    }
    (component, found)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The edges that are boxed, of those given as `A.member>B`, within `work`.
    #[track_caller]
    fn check(work: usize, edges: &str, expected: &str) {
        let names: BTreeSet<&str> = edges.split([' ', '>']).map(|end| end.split('.').next().unwrap()).collect();
        let index = |name: &str| names.iter().position(|known| *known == name).unwrap();
        let edges = edges.split(' ').map(|edge| {
            let (member, to) = edge.split_once('>').unwrap();
            Edge { member: member.to_owned(), from: index(member.split('.').next().unwrap()), to: index(to) }
        });
        let found: Vec<String> = boxed(names.len(), edges.collect(), work).into_iter().collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn the_smallest_member_on_a_cycle_is_boxed() {
        check(99, "A.x>B B.y>C", "");
        check(99, "A.x>A A.y>A", "A.x A.y");
        check(99, "A.x>B B.y>A", "A.x");
        check(99, "C.x>B B.y>A A.z>C", "A.z");
        // What led through `A` is on no cycle any more once its member is boxed.
        check(99, "A.a>B B.b>A B.c>C C.d>B", "A.a B.c");
        check(99, "A.a>B A.b>C B.c>A C.d>D", "A.a");
        check(99, "A.a>B B.b>C C.c>D D.d>B D.e>A", "A.a B.b");
    }

    /// What the comment of [`boxed_members`] says, word by word.
    fn one_after_the_other(count: usize, mut edges: Vec<Edge>) -> BTreeSet<String> {
        edges.sort_by(|a, b| a.member.cmp(&b.member));
        let mut boxed = BTreeSet::new();
        loop {
            let components = components(count, &edges);
            let Some(at) = edges.iter().position(|edge| components[edge.from] == components[edge.to]) else {
                return boxed;
            };
            boxed.insert(edges.remove(at).member);
        }
    }

    proptest::proptest! {
        #[test]
        fn the_search_finds_the_same(ends in proptest::collection::vec((0..7usize, 0..7usize), 0..20)) {
            let edges = || {
                let edge = |(at, (from, to)): (usize, &(usize, usize))| {
                    Edge { member: format!("{from}.{at}"), from: *from, to: *to }
                };
                ends.iter().enumerate().map(edge).collect::<Vec<_>>()
            };
            proptest::prop_assert_eq!(boxed(7, edges(), usize::MAX), one_after_the_other(7, edges()));
        }
    }

    #[test]
    fn all_members_on_cycles_are_boxed_where_it_is_too_much_work() {
        check(0, "A.a>B B.b>A B.c>C C.d>B C.e>D", "A.a B.b B.c C.d");
    }
}
