//! "Did you mean": the known name that is nearest to one that is not known.

use std::cell::Cell;

/// Texts longer than this are nobody's typing mistake.
const LONGEST: usize = 200;

/// How many steps all the suggestions of one run may take, so that a model with nothing but faults is
/// reported as fast as one with a few.
const STEPS: usize = 50_000_000;

/// Makes suggestions, as long as that is affordable.
#[derive(Debug)]
pub(crate) struct Suggestions {
    left: Cell<usize>,
}

impl Suggestions {
    pub(crate) fn new() -> Suggestions {
        Suggestions { left: Cell::new(STEPS) }
    }

    /// The candidate that is nearest to `text`, the first of them in order, if one is near enough.
    fn nearest<'c>(&self, text: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
        if text.len() > LONGEST {
            return None;
        }
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            let limit = best.map_or(limit(text), |(distance, _)| distance.saturating_sub(1));
            let comparable = candidate.len() <= LONGEST && candidate.len().abs_diff(text.len()) <= limit;
            let steps = if comparable { text.len() * candidate.len() } else { 1 };
            self.left.set(self.left.get().checked_sub(steps)?);
            if comparable && let Some(distance) = distance_within(text, candidate, limit) {
                best = Some((distance, candidate));
                if distance == 0 {
                    break;
                }
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// The suggestion as a sentence.
    pub(crate) fn help<'c>(&self, text: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
        self.nearest(text, candidates).map(|nearest| format!("did you mean `{nearest}`?"))
    }
}

/// How far a candidate may be away: a quarter of the name, and the name is what follows `#`.
fn limit(text: &str) -> usize {
    let name = text.rsplit_once('#').map_or(text, |(_, name)| name);
    (name.len() / 4).clamp(if name.len() < 4 { 1 } else { 2 }, 4)
}

/// The edit distance without regard to case, if it is at most `limit`.
fn distance_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut least = left;
        for (cell, to) in row.iter_mut().skip(1).zip(b.bytes()) {
            let change = usize::from(!from.eq_ignore_ascii_case(&to));
            let here = (diagonal + change).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, here);
            least = least.min(here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        if least > limit {
            return None;
        }
    }
    row.last().copied().filter(|&distance| distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(Suggestions::new().nearest(text, candidates.iter().copied()), expected);
    }

    #[test]
    fn nearest() {
        check("Sise", &["Name", "Size", "Sizes"], Some("Size"));
        check("Nmae", &["Size", "Name"], Some("Name"));
        check("NAME", &["Size", "Name"], Some("Name"));
        check("shop#Thimg", &["shop#Think", "shop#Thing"], Some("shop#Thing"));
        check("Nothing", &["GetThing"], None);
        check("x", &["abc"], None);
        check("", &["abc"], None);
        check("größe", &["grösse"], Some("grösse"));
    }

    #[test]
    fn many_suggestions_end() {
        let suggestions = Suggestions::new();
        let names: Vec<String> = (0..2_000).map(|number| format!("shop#{}{number}", "Name".repeat(40))).collect();
        let found = names.iter().filter(|name| {
            let other = format!("{name}x");
            suggestions.nearest(&other, names.iter().map(String::as_str)).is_some()
        });
        assert!(found.count() < names.len());
    }
}
