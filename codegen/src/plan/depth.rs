//! How deep types hold each other: the compiler asks of each type whether it may go to another thread, and so of all
//! that it holds, no deeper than a limit that a crate may raise.

use std::collections::HashMap;

use crate::check::CheckedModel;
use crate::model::{ShapeId, ShapeKind};
use crate::plan::recursion::{self, Edge};

/// How deep structures and unions of a service hold each other, through lists and maps as well. Those that hold each
/// other in a circle count as one after the other.
pub(super) fn depth(model: &CheckedModel) -> usize {
    let holders: Vec<&ShapeId> = model.closure().iter().filter(|id| recursion::is_holder(model, id)).collect();
    let index: HashMap<&ShapeId, usize> = holders.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let edges = holders.iter().enumerate().flat_map(|(from, id)| {
        let members = model.shape(id).map_or(&[][..], |shape| shape.kind.members());
        let targets = members.iter().filter_map(|member| index.get(held(model, &member.target)));
        targets.map(move |to| Edge { member: String::new(), from, to: *to })
    });
    longest_path(holders.len(), &edges.collect::<Vec<_>>())
}

/// What is at the bottom of lists and maps, which are no circles.
fn held<'m>(model: &'m CheckedModel, mut id: &'m ShapeId) -> &'m ShapeId {
    while let Some(ShapeKind::List(member) | ShapeKind::Map(_, member)) = model.shape(id).map(|shape| &shape.kind) {
        id = &member.target;
    }
    id
}

fn longest_path(count: usize, edges: &[Edge]) -> usize {
    let (component, order) = recursion::ordered_components(count, edges);
    let mut sizes = vec![0; count];
    let mut outwards = vec![Vec::new(); count];
    for one in &component {
        sizes[*one] += 1;
    }
    for edge in edges.iter().filter(|edge| component[edge.from] != component[edge.to]) {
        outwards[component[edge.from]].push(component[edge.to]);
    }
    // Those that are held come before what holds them.
    let mut depths = vec![0; count];
    for one in order.into_iter().rev() {
        depths[one] = sizes[one] + outwards[one].iter().map(|to| depths[*to]).max().unwrap_or_default();
    }
    depths.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: usize, ends: &[(usize, usize)], expected: usize) {
        let edges: Vec<Edge> = ends.iter().map(|&(from, to)| Edge { member: String::new(), from, to }).collect();
        assert_eq!(longest_path(count, &edges), expected);
    }

    #[test]
    fn the_longest_path_counts() {
        check(0, &[], 0);
        check(3, &[], 1);
        check(3, &[(0, 1), (1, 2), (0, 2)], 3);
        check(3, &[(2, 1), (1, 0)], 3);
        check(4, &[(0, 1), (1, 2), (2, 1), (2, 3)], 4);
        check(2, &[(0, 0), (1, 1)], 1);
    }
}
