//! Upgrades what Smithy 1.0 writes otherwise than Smithy 2.0 ("Smithy IDL 1.0 to 2.0 Migration
//! Guide"). Afterwards nothing depends on the version of a file.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::draft::{Applied, Draft, DraftKind, DraftMember, Home};
use super::merge::Drafts;
use super::traits::{ENUM, ENUM_VALUE};
use crate::model::{ShapeId, is_identifier};
use crate::read::{Aggregate, Json, Simple, Version};

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";
const REQUIRED: &str = "smithy.api#required";
const STREAMING: &str = "smithy.api#streaming";

pub(super) fn upgrade(drafts: &mut Drafts<'_>) {
    let zeros = zeros(drafts);
    for draft in drafts.values_mut() {
        upgrade_set(draft);
        upgrade_enum(draft);
        upgrade_members(draft, &zeros);
    }
}

/// A set is a list with unique items.
fn upgrade_set(draft: &mut Draft<'_>) {
    if let DraftKind::Aggregate(aggregate @ Aggregate::Set, _) = &mut draft.kind {
        *aggregate = Aggregate::List;
        add_trait(&mut draft.traits, draft.home, "smithy.api#uniqueItems", Json::Object(Vec::new()));
    }
}

/// A string with the `enum` trait is an enum, if all the values have names.
fn upgrade_enum(draft: &mut Draft<'_>) {
    if !matches!(draft.kind, DraftKind::Simple(Simple::String)) {
        return;
    }
    let Some(index) = draft.traits.iter().position(|one| one.id.as_str() == ENUM) else { return };
    let Some(one) = draft.traits.get(index) else { return };
    let (Json::Array(entries), Some(unit)) = (&one.value, ShapeId::parse("smithy.api#Unit")) else { return };
    if entries.is_empty() {
        return;
    }
    let members: Option<Vec<_>> = entries.iter().map(|entry| enum_member(one.home, &unit, entry)).collect();
    if let Some(members) = members {
        draft.traits.remove(index);
        draft.kind = DraftKind::Aggregate(Aggregate::Enum, members);
    }
}

/// The member for an entry of the `enum` trait, if the entry is as it must be and has a name.
fn enum_member<'a>(home: Home, unit: &ShapeId, entry: &Json<'a>) -> Option<DraftMember<'a>> {
    let (Some(Json::String(name)), Some(value @ Json::String(_))) = (entry.get("name"), entry.get("value")) else {
        return None;
    };
    if !is_identifier(name) {
        return None;
    }
    let mut traits = Vec::new();
    add_trait(&mut traits, home, ENUM_VALUE, value.clone());
    if let Some(documentation) = entry.get("documentation") {
        add_trait(&mut traits, home, "smithy.api#documentation", documentation.clone());
    }
    if let Some(Json::Bool(true)) = entry.get("deprecated") {
        add_trait(&mut traits, home, "smithy.api#deprecated", Json::Object(Vec::new()));
    }
    if let Some(tags) = entry.get("tags") {
        add_trait(&mut traits, home, "smithy.api#tags", tags.clone());
    }
    Some(DraftMember { home, name: name.clone(), target: unit.clone(), traits })
}

/// What members of 1.0 structures default to, by their targets.
struct Zeros {
    zeros: HashMap<ShapeId, Json<'static>>,
    streaming_blobs: HashSet<ShapeId>,
}

fn zeros(drafts: &Drafts<'_>) -> Zeros {
    let mut found = Zeros { zeros: HashMap::new(), streaming_blobs: HashSet::new() };
    for (id, draft) in drafts {
        let zero = match &draft.kind {
            DraftKind::Simple(Simple::Boolean) => Json::Bool(false),
            DraftKind::Simple(
                Simple::Byte | Simple::Short | Simple::Integer | Simple::Long | Simple::Float | Simple::Double,
            )
            | DraftKind::Aggregate(Aggregate::IntEnum, _) => Json::Number(0.into()),
            DraftKind::Simple(Simple::Blob) if has(&draft.traits, STREAMING) => {
                found.streaming_blobs.insert(id.clone());
                continue;
            }
            DraftKind::Simple(
                Simple::Blob
                | Simple::String
                | Simple::BigInteger
                | Simple::BigDecimal
                | Simple::Timestamp
                | Simple::Document,
            )
            | DraftKind::Aggregate(
                Aggregate::List
                | Aggregate::Set
                | Aggregate::Map
                | Aggregate::Structure
                | Aggregate::Union
                | Aggregate::Enum,
                _,
            )
            | DraftKind::Operation(_)
            | DraftKind::Service(_)
            | DraftKind::Resource(_) => continue,
        };
        if draft.version == Version::One && !has(&draft.traits, BOX) && id.namespace() != "smithy.api" {
            found.zeros.insert(id.clone(), zero);
        }
    }
    found
}

/// Retargets members from the primitive shapes of the 1.0 prelude, and gives members of 1.0 structures
/// the defaults that they had without saying so.
fn upgrade_members(draft: &mut Draft<'_>, zeros: &Zeros) {
    let DraftKind::Aggregate(aggregate, members) = &mut draft.kind else { return };
    let has_defaults = *aggregate == Aggregate::Structure && draft.version == Version::One;
    for member in members {
        let primitive = primitive(&member.target);
        if has_defaults && !has(&member.traits, BOX) && !has(&member.traits, DEFAULT) {
            let zero =
                primitive.as_ref().map(|(_, zero)| zero.clone()).or_else(|| zeros.zeros.get(&member.target).cloned());
            let is_stream = zeros.streaming_blobs.contains(&member.target) && !has(&member.traits, REQUIRED);
            if let Some(zero) = zero.or_else(|| is_stream.then_some(Json::String(Cow::Borrowed("")))) {
                add_trait(&mut member.traits, member.home, DEFAULT, zero);
            }
        }
        if let Some((target, _)) = primitive {
            member.target = target;
        }
    }
}

/// The shape that stands for a primitive shape of the prelude, and its zero.
fn primitive(target: &ShapeId) -> Option<(ShapeId, Json<'static>)> {
    let name = target.as_str().strip_prefix("smithy.api#Primitive")?;
    let zero = match name {
        "Boolean" => Json::Bool(false),
        "Byte" | "Short" | "Integer" | "Long" | "Float" | "Double" => Json::Number(0.into()),
        _ => return None,
    };
    Some((ShapeId::parse(&format!("smithy.api#{name}"))?, zero))
}

fn has(traits: &[Applied<'_>], id: &str) -> bool {
    traits.iter().any(|one| one.id.as_str() == id)
}

fn add_trait<'a>(traits: &mut Vec<Applied<'a>>, home: Home, id: &str, value: Json<'a>) {
    if !has(traits, id)
        && let Some(id) = ShapeId::parse(id)
    {
        traits.push(Applied { home, id, value });
    }
}
