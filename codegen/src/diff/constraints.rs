//! Constraints. Clients do not check them: they are what a service takes, and what it may answer.

use super::side::members;
use super::{At, Comparison, Kind, Pair, Side, pairs};
use crate::model::{LengthTrait, Member, RangeTrait, ShapeId, Traits};

/// How a constraint stands to what it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Tighter,
    Looser,
    Other,
}

/// What a constraint is, in the order in which they are compared.
#[derive(Clone, Copy)]
enum Constraint {
    Length,
    Range,
    Pattern,
    Unique,
}

impl Comparison<'_> {
    pub(super) fn constraints(&mut self) {
        let names: Vec<&str> = self.new.shapes.keys().copied().collect();
        for name in names {
            let (Some(&old), Some(&new)) = (self.old.shapes.get(name), self.new.shapes.get(name)) else { continue };
            let (Some(from), Some(to)) = (self.old.kind(old), self.new.kind(new)) else { continue };
            let is_sent = self.new.is_sent(new);
            if let (Some(from), Some(to)) = (self.old.traits(old), self.new.traits(new)) {
                self.of_traits(&At::new("", new.as_str()), is_sent, from, to);
            }
            let from: Vec<&Member> = members(from);
            for pair in pairs(&from, &members(to), |member| &member.name) {
                let Pair::Both(from, to) = pair else { continue };
                self.of_traits(&At::new("", new.member(&to.name)), is_sent, &from.traits, &to.traits);
            }
        }
    }

    fn of_traits(&mut self, at: &At, is_sent: bool, old: &Traits, new: &Traits) {
        for constraint in [Constraint::Length, Constraint::Range, Constraint::Pattern, Constraint::Unique] {
            let (before, after) = (constraint.words(old), constraint.words(new));
            if before == after {
                continue;
            }
            let kind = match constraint.compare(old, new) {
                _ if !is_sent => Kind::ResponseConstraint,
                Move::Tighter => Kind::ConstraintTightened,
                Move::Looser => Kind::ConstraintLoosened,
                Move::Other => Kind::ConstraintChanged,
            };
            self.change(kind, at, before, after);
        }
    }
}

impl Constraint {
    fn words(self, traits: &Traits) -> String {
        match self {
            Constraint::Length => traits.length().map_or_else(|| "any length".to_owned(), length),
            Constraint::Range => traits.range().map_or_else(|| "any number".to_owned(), range),
            Constraint::Pattern => {
                traits.pattern().map_or_else(|| "any pattern".to_owned(), |text| format!("the pattern `{text}`"))
            }
            Constraint::Unique if traits.unique_items() => "items that differ".to_owned(),
            Constraint::Unique => "any items".to_owned(),
        }
    }

    fn compare(self, old: &Traits, new: &Traits) -> Move {
        match self {
            Constraint::Length => {
                let (old, new) = (old.length().cloned().unwrap_or_default(), new.length().cloned().unwrap_or_default());
                let of = |length: LengthTrait| (Some(length.min.unwrap_or(0) as f64), length.max.map(|max| max as f64));
                bounds(of(old), of(new))
            }
            Constraint::Range => {
                let (old, new) = (old.range().cloned().unwrap_or_default(), new.range().cloned().unwrap_or_default());
                let number = |bound: &Option<String>| bound.as_ref().and_then(|digits| digits.parse().ok());
                bounds((number(&old.min), number(&old.max)), (number(&new.min), number(&new.max)))
            }
            Constraint::Pattern => match (old.pattern(), new.pattern()) {
                (None, Some(_)) => Move::Tighter,
                (Some(_), None) => Move::Looser,
                (Some(_), Some(_)) | (None, None) => Move::Other,
            },
            Constraint::Unique if new.unique_items() => Move::Tighter,
            Constraint::Unique => Move::Looser,
        }
    }
}

/// How bounds stand to others; those that are narrower at an end are tighter, whatever the other end is.
fn bounds(old: (Option<f64>, Option<f64>), new: (Option<f64>, Option<f64>)) -> Move {
    let low = |bound: Option<f64>| bound.unwrap_or(f64::NEG_INFINITY);
    let high = |bound: Option<f64>| bound.unwrap_or(f64::INFINITY);
    if low(new.0) > low(old.0) || high(new.1) < high(old.1) {
        return Move::Tighter;
    }
    Move::Looser
}

fn length(length: &LengthTrait) -> String {
    let text = |bound: u64| bound.to_string();
    format!("a length {}", between(length.min.filter(|min| *min > 0).map(text), length.max.map(text)))
}

fn range(range: &RangeTrait) -> String {
    format!("a number {}", between(range.min.clone(), range.max.clone()))
}

fn between(min: Option<String>, max: Option<String>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("from {min}"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "of any size".to_owned(),
    }
}

impl<'m> Side<'m> {
    /// What a shape of the model is.
    pub(super) fn kind(&self, id: &ShapeId) -> Option<&'m crate::model::ShapeKind> {
        self.model.model().shapes.get(id).map(|shape| &shape.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: (Option<f64>, Option<f64>), new: (Option<f64>, Option<f64>), is_tighter: bool) {
        assert_eq!(bounds(old, new) == Move::Tighter, is_tighter);
    }

    #[test]
    fn narrower_bounds_are_tighter() {
        check((None, None), (Some(1.0), None), true);
        check((Some(1.0), Some(9.0)), (Some(0.0), Some(8.0)), true);
        check((Some(1.0), Some(8.0)), (Some(0.0), Some(9.0)), false);
        check((Some(1.0), Some(8.0)), (None, None), false);
    }
}
