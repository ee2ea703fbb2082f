//! What belongs together in two lists.

use std::collections::BTreeMap;

/// What is in one list, in the other, or in both.
#[derive(Debug, PartialEq)]
pub(super) enum Pair<'a, T> {
    Added(&'a T),
    Removed(&'a T),
    Both(&'a T, &'a T),
}

/// The pairs of two lists whose keys are the same, in the order of the keys. Of two things with one key in
/// a list the last counts.
pub(super) fn pairs<'a, T, K: Ord>(old: &'a [T], new: &'a [T], key: impl Fn(&T) -> K) -> Vec<Pair<'a, T>> {
    let mut all: BTreeMap<K, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for one in old {
        all.entry(key(one)).or_default().0 = Some(one);
    }
    for one in new {
        all.entry(key(one)).or_default().1 = Some(one);
    }
    let pair = |pair| match pair {
        (Some(old), Some(new)) => Some(Pair::Both(old, new)),
        (Some(old), None) => Some(Pair::Removed(old)),
        (None, Some(new)) => Some(Pair::Added(new)),
        (None, None) => None,
    };
    all.into_values().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_place() {
        let (old, new) = ([3, 1], [1, 2]);
        assert_eq!(pairs(&old, &new, |one| *one), [Pair::Both(&1, &1), Pair::Added(&2), Pair::Removed(&3)]);
    }
}
