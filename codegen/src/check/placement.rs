//! Checks that traits are applied to what they can be applied to.

use super::Checker;
use crate::fault::{Finding, MISPLACED_TRAIT, quote};
use crate::model::{Member, Shape, ShapeId, ShapeKind, Traits};

/// What kinds of shapes a trait may be applied to, or to members that target them.
struct Placement {
    id: &'static str,
    is_there: fn(&Traits) -> bool,
    kinds: &'static [&'static str],
}

const TEXT: &[&str] = &["string", "enum"];
const SIMPLE: &[&str] = &[
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "enum",
    "intEnum",
];
const EVENT_HEADER: &[&str] =
    &["blob", "boolean", "string", "byte", "short", "integer", "long", "timestamp", "enum", "intEnum"];
const SIMPLE_OR_LIST: &[&str] = &[
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "enum",
    "intEnum",
    "list",
];

/// The traits of shapes.
static ON_SHAPES: &[Placement] = &[
    Placement { id: "smithy.api#error", is_there: |traits| traits.error().is_some(), kinds: &["structure"] },
    Placement { id: "smithy.api#sparse", is_there: Traits::sparse, kinds: &["list", "map"] },
    Placement { id: "smithy.api#streaming", is_there: Traits::streaming, kinds: &["blob", "union"] },
    Placement {
        id: "smithy.api#timestampFormat",
        is_there: |traits| traits.timestamp_format().is_some(),
        kinds: &["timestamp"],
    },
    Placement { id: "smithy.api#uniqueItems", is_there: Traits::unique_items, kinds: &["list"] },
];

/// The traits of members, by what the members target.
static ON_MEMBERS: &[Placement] = &[
    Placement {
        id: "smithy.api#timestampFormat",
        is_there: |traits| traits.timestamp_format().is_some(),
        kinds: &["timestamp"],
    },
    Placement { id: "smithy.api#xmlAttribute", is_there: Traits::xml_attribute, kinds: SIMPLE },
    Placement { id: "smithy.api#xmlFlattened", is_there: Traits::xml_flattened, kinds: &["list", "map"] },
];

/// The traits of members that only members of structures can have.
static ON_STRUCTURE_MEMBERS: &[Placement] = &[
    Placement { id: "smithy.api#eventHeader", is_there: Traits::event_header, kinds: EVENT_HEADER },
    Placement {
        id: "smithy.api#eventPayload",
        is_there: Traits::event_payload,
        kinds: &["blob", "string", "enum", "structure", "union"],
    },
    Placement { id: "smithy.api#hostLabel", is_there: Traits::host_label, kinds: TEXT },
    Placement { id: "smithy.api#httpHeader", is_there: |traits| traits.http_header().is_some(), kinds: SIMPLE_OR_LIST },
    Placement { id: "smithy.api#httpLabel", is_there: Traits::http_label, kinds: SIMPLE },
    Placement {
        id: "smithy.api#httpPayload",
        is_there: Traits::http_payload,
        kinds: &["blob", "string", "enum", "structure", "union", "document", "list", "map"],
    },
    Placement {
        id: "smithy.api#httpPrefixHeaders",
        is_there: |traits| traits.http_prefix_headers().is_some(),
        kinds: &["map"],
    },
    Placement { id: "smithy.api#httpQuery", is_there: |traits| traits.http_query().is_some(), kinds: SIMPLE_OR_LIST },
    Placement { id: "smithy.api#httpQueryParams", is_there: Traits::http_query_params, kinds: &["map"] },
    Placement {
        id: "smithy.api#httpResponseCode",
        is_there: Traits::http_response_code,
        kinds: &["integer", "intEnum"],
    },
    Placement { id: "smithy.api#idempotencyToken", is_there: Traits::idempotency_token, kinds: TEXT },
];

impl<'m> Checker<'m> {
    pub(super) fn check_shape_traits(&mut self, id: &'m ShapeId, shape: &'m Shape) {
        for placement in ON_SHAPES {
            self.check_placement(placement, id, None, &shape.traits, shape);
        }
    }

    pub(super) fn check_member_traits(
        &mut self,
        id: &'m ShapeId,
        shape: &'m Shape,
        member: &'m Member,
        target: &'m Shape,
    ) {
        for placement in ON_MEMBERS {
            self.check_placement(placement, id, Some(&member.name), &member.traits, target);
        }
        for placement in ON_STRUCTURE_MEMBERS {
            if matches!(shape.kind, ShapeKind::Structure(_)) {
                self.check_placement(placement, id, Some(&member.name), &member.traits, target);
            } else if (placement.is_there)(&member.traits) {
                let found = format!("a member of a {}", shape.kind.word());
                self.report_placement(placement.id, id, Some(&member.name), &found, "a member of a structure");
            }
        }
    }

    fn check_placement(
        &mut self,
        placement: &Placement,
        id: &ShapeId,
        member: Option<&str>,
        traits: &Traits,
        shape: &Shape,
    ) {
        let word = shape.kind.word();
        if !(placement.is_there)(traits) || placement.kinds.contains(&word) {
            return;
        }
        let found =
            if member.is_some() { format!("a member with a target of type {word}") } else { format!("of type {word}") };
        self.report_placement(placement.id, id, member, &found, &format!("one of: {}", placement.kinds.join(", ")));
    }

    fn report_placement(&mut self, name: &str, id: &ShapeId, member: Option<&str>, found: &str, expected: &str) {
        let owner = member.map_or_else(|| id.to_string(), |member| id.member(member));
        let message = format!("the trait `{name}` is applied to {}, which is {found}", quote(&owner));
        let place = self.origins.trait_of(id, member, name);
        self.findings.push(Finding::new(MISPLACED_TRAIT, place, message).shape(owner).expected(expected));
    }
}
