//! What a model asks of the values of a member, in sentences at the end of its documentation.
//!
//! Whether a value is what it must be is for the service to say: no client checks it, the official ones neither.

use serde_json::Value;

use crate::docs;
use crate::ir::{Docs, Role};
use crate::model::{LengthTrait, Member, Shape, ShapeKind};
use crate::plan::Planner;

/// What is asked of a value.
enum Constraint {
    Length(String),
    Range(String),
    /// As a code span.
    Pattern(String),
    UniqueItems,
}

impl Constraint {
    /// As a sentence about a member.
    fn sentence(&self) -> String {
        match self {
            Self::Length(length) => format!("Length: {length}."),
            Self::Range(range) => format!("Range: {range}."),
            Self::Pattern(pattern) => format!("Pattern: {pattern}."),
            Self::UniqueItems => "No item twice.".to_owned(),
        }
    }

    /// As a part of a sentence about what a list or map has.
    fn phrase(&self) -> String {
        match self {
            Self::Length(length) => length.clone(),
            Self::Range(range) => format!("range {range}"),
            Self::Pattern(pattern) => format!("pattern {pattern}"),
            Self::UniqueItems => "no item twice".to_owned(),
        }
    }
}

impl Planner<'_> {
    /// The documentation of a member, with what is asked of it.
    pub(super) fn member_docs(&self, member: &Member, role: Role) -> Docs {
        let mut sentences = match role {
            Role::Input | Role::Data => self.asked(member, role),
            // Nothing is asked of users where the service answers.
            Role::Output | Role::Error(..) => Vec::new(),
        };
        let target = self.model.shape(&member.target);
        if member.traits.sensitive() || target.is_some_and(|target| target.traits.sensitive()) {
            sentences.push("Sensitive: `Debug` does not show it.".to_owned());
        }
        Docs::with_sentences(member.traits.documentation().unwrap_or_default(), &sentences)
    }

    /// What is asked of a member that users set, in sentences.
    fn asked(&self, member: &Member, role: Role) -> Vec<String> {
        let target = self.model.shape(&member.target).map(|target| &target.kind);
        // Of other members, their type says so: they are no options.
        let is_option = role == Role::Input || matches!(target, Some(ShapeKind::Structure(_) | ShapeKind::Union(_)));
        let required = (is_option && member.traits.required()).then(|| "Required.".to_owned());
        let default = member.traits.default_value().and_then(shown_default);
        let mut sentences: Vec<String> = required.into_iter().collect();
        sentences.extend(self.constraints(member).iter().map(Constraint::sentence));
        sentences.extend(default.map(|default| format!("Default: {default}.")));
        let elements = match target {
            Some(ShapeKind::List(item)) => vec![("item", &**item)],
            Some(ShapeKind::Map(key, value)) => vec![("key", &**key), ("value", &**value)],
            _ => Vec::new(),
        };
        for (name, element) in elements {
            let phrases: Vec<String> = self.constraints(element).iter().map(Constraint::phrase).collect();
            sentences.extend((!phrases.is_empty()).then(|| format!("Each {name}: {}.", phrases.join(", "))));
        }
        sentences
    }

    /// What is asked of a value that a member holds. What the member says goes before what its target does.
    fn constraints(&self, member: &Member) -> Vec<Constraint> {
        let Some(target) = self.model.shape(&member.target) else { return Vec::new() };
        let said = [&member.traits, &target.traits];
        let length = said.iter().find_map(|traits| traits.length());
        let range = said.iter().find_map(|traits| traits.range());
        let pattern = said.iter().find_map(|traits| traits.pattern()).filter(|pattern| says_something(pattern));
        let is_unique = said.iter().any(|traits| traits.unique_items());
        let all = [
            length.map(|length| Constraint::Length(length_of(length, unit(target)))),
            range.map(|range| Constraint::Range(bounds(range.min.as_deref(), range.max.as_deref()))),
            pattern.map(|pattern| Constraint::Pattern(docs::code(pattern))),
            is_unique.then_some(Constraint::UniqueItems),
        ];
        all.into_iter().flatten().collect()
    }
}

/// What the length of a value counts.
fn unit(shape: &Shape) -> &'static str {
    match &shape.kind {
        ShapeKind::Blob => "byte",
        ShapeKind::List(_) => "item",
        ShapeKind::Map(..) => "entry",
        ShapeKind::String
        | ShapeKind::Enum(_)
        | ShapeKind::Boolean
        | ShapeKind::Byte
        | ShapeKind::Short
        | ShapeKind::Integer
        | ShapeKind::Long
        | ShapeKind::Float
        | ShapeKind::Double
        | ShapeKind::BigInteger
        | ShapeKind::BigDecimal
        | ShapeKind::Timestamp
        | ShapeKind::Document
        | ShapeKind::IntEnum(_)
        | ShapeKind::Structure(_)
        | ShapeKind::Union(_)
        | ShapeKind::Operation(_)
        | ShapeKind::Service(_)
        | ShapeKind::Resource(_) => "character",
    }
}

fn length_of(length: &LengthTrait, unit: &str) -> String {
    // That nothing is shorter than nothing goes without saying.
    let min = length.min.filter(|min| *min > 0 || length.max.is_none_or(|max| max == 0));
    let units = match (length.max.or(min), unit) {
        (Some(1), unit) => unit.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, unit) => format!("{unit}s"),
    };
    format!("{} {units}", bounds(min, length.max))
}

fn bounds<T: PartialEq + ToString>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{} to {}", min.to_string(), max.to_string()),
        (Some(min), None) => format!("at least {}", min.to_string()),
        (None, Some(max)) => format!("at most {}", max.to_string()),
        (None, None) => String::new(),
    }
}

/// Whether there is a text that a pattern does not take; models have these four where they ask for nothing.
fn says_something(pattern: &str) -> bool {
    !matches!(pattern, ".*" | "^.*$" | "[\\s\\S]*" | "^[\\s\\S]*$")
}

/// A default, unless it is what one would expect of its type: nothing, or no.
fn shown_default(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null | Value::Bool(false) | Value::Array(_) | Value::Object(_) => return None,
        Value::Number(number) if number.as_f64() == Some(0.0) => return None,
        Value::String(text) => text.clone(),
        Value::Bool(true) | Value::Number(_) => value.to_string(),
    };
    Some(docs::code(&text)).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(min: Option<u64>, max: Option<u64>, unit: &str, expected: &str) {
        assert_eq!(length_of(&LengthTrait { min, max }, unit), expected);
    }

    #[test]
    fn lengths_are_words() {
        check(Some(1), Some(64), "character", "1 to 64 characters");
        check(Some(12), Some(12), "byte", "12 bytes");
        check(Some(1), None, "item", "at least 1 item");
        check(None, Some(64), "item", "at most 64 items");
        check(Some(0), Some(50), "entry", "at most 50 entries");
        check(Some(0), Some(0), "entry", "0 entries");
        check(Some(0), None, "entry", "at least 0 entries");
    }
}
