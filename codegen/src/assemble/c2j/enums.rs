//! Enumerations. C2J has their values and no names, which are made of the values as AWS made them when
//! it went over to Smithy: what cannot be in a name becomes an underscore.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::assemble::draft::{Applied, DraftMember, Home};
use crate::assemble::traits::ENUM_VALUE;
use crate::model::ShapeId;
use crate::names;
use crate::read::Json;

/// The members of an enumeration with these values.
pub(super) fn members<'a>(home: Home, values: Vec<Cow<'a, str>>) -> Vec<DraftMember<'a>> {
    let (Some(unit), Some(enum_value)) = (ShapeId::parse("smithy.api#Unit"), ShapeId::parse(ENUM_VALUE)) else {
        return Vec::new();
    };
    let mut taken = HashSet::new();
    let member = |value: Cow<'a, str>| {
        let name = free_name(&value, &mut taken);
        let applied = Applied { home, id: enum_value.clone(), value: Json::String(value) };
        DraftMember { home, name: Cow::Owned(name), target: unit.clone(), traits: vec![applied] }
    };
    values.into_iter().map(member).collect()
}

/// A name for `value` that makes a variant of its own: values may differ in case or punctuation alone.
fn free_name(value: &str, taken: &mut HashSet<String>) -> String {
    let plain = name(value);
    let mut name = plain.clone();
    let mut number = 2;
    while !taken.insert(names::enum_variant(&name)) {
        name = format!("{plain}_{number}");
        number += 1;
    }
    name
}

fn name(value: &str) -> String {
    let mut name = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if name.is_empty() { "Empty".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], expected: &[&str]) {
        let mut taken = HashSet::new();
        let names: Vec<String> = values.iter().map(|value| free_name(value, &mut taken)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn names_are_made_of_values() {
        check(&["us-east-1", "s3:ObjectCreated:*", "SELF", ""], &["us_east_1", "s3_ObjectCreated_", "SELF", "Empty"]);
        check(&["2.0", "größe", "AWS::EC2::Host"], &["_2_0", "gr_e", "AWS_EC2_Host"]);
    }

    #[test]
    fn values_that_look_alike_have_names_of_their_own() {
        // `a__2` and `A_2` would be one variant.
        check(&["a+", "a-", "A", "a"], &["a_", "a__2", "A_3", "a_4"]);
        check(&["Empty", ""], &["Empty", "Empty_2"]);
        check(&["<", ">"], &["_", "__2"]);
    }
}
