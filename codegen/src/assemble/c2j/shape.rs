//! Shapes other than structures.

use std::borrow::Cow;

use super::Lowering;
use super::applied::{List, object};
use crate::assemble::draft::{DraftKind, Home, MemberStyle};
use crate::fault::{Step, WRONG_TRAIT_VALUE, quote};
use crate::model::ShapeId;
use crate::read::{Aggregate, C2jKind, C2jShape, Constraints, Facts, Json, Simple, XmlNamespace};

/// What uses of a shape have to know of it: in C2J a use has what it does not say itself from the shape.
#[derive(Debug, Default)]
pub(super) struct Target<'a> {
    pub(super) is_list: bool,
    pub(super) is_map: bool,
    pub(super) is_blob: bool,
    pub(super) streaming: bool,
    pub(super) flattened: bool,
    pub(super) location_name: Option<Cow<'a, str>>,
    pub(super) query_name: Option<Cow<'a, str>>,
    pub(super) xml_namespace: Option<XmlNamespace<'a>>,
    /// What a list calls its elements.
    pub(super) element_name: Option<Cow<'a, str>>,
}

impl<'a> Target<'a> {
    pub(super) fn of(shape: &C2jShape<'a>) -> Target<'a> {
        let facts = &shape.facts;
        Target {
            is_list: matches!(shape.kind, C2jKind::List(_)),
            is_map: matches!(shape.kind, C2jKind::Map(..)),
            is_blob: matches!(shape.kind, C2jKind::Simple(Simple::Blob)),
            streaming: facts.streaming,
            flattened: facts.flattened,
            location_name: facts.location_name.clone(),
            query_name: facts.query_name.clone(),
            xml_namespace: facts.xml_namespace.clone(),
            element_name: match &shape.kind {
                C2jKind::List(member) => member.facts.location_name.clone(),
                C2jKind::Structure(_) | C2jKind::Map(..) | C2jKind::Enum(_) | C2jKind::Simple(_) => None,
            },
        }
    }
}

impl<'a> Lowering<'a, '_> {
    pub(super) fn shape(&mut self, shape: C2jShape<'a>) {
        let Some(id) = self.id(&shape.name) else { return };
        let C2jShape { name, kind, facts, constraints } = shape;
        match kind {
            C2jKind::Structure(structure) => self.structure(id, &name, structure, facts),
            C2jKind::List(member) => {
                let home = self.home("shapes", &name, MemberStyle::Direct);
                let mut traits = self.shape_traits(home, facts);
                traits.length(constraints);
                let member = self.element(home, "member", *member, self.is_flattened(&name));
                let kind = DraftKind::Aggregate(Aggregate::List, member.into_iter().collect());
                self.add(id, home, kind, traits);
            }
            C2jKind::Map(key, value) => {
                let home = self.home("shapes", &name, MemberStyle::Direct);
                let mut traits = self.shape_traits(home, facts);
                traits.length(constraints);
                let key = self.element(home, "key", *key, false);
                let value = self.element(home, "value", *value, false);
                let kind = DraftKind::Aggregate(Aggregate::Map, key.into_iter().chain(value).collect());
                self.add(id, home, kind, traits);
            }
            C2jKind::Enum(values) => {
                let home = self.home("shapes", &name, MemberStyle::Values);
                let traits = self.shape_traits(home, facts);
                let kind = DraftKind::Aggregate(Aggregate::Enum, super::enums::members(home, values));
                self.add(id, home, kind, traits);
            }
            C2jKind::Simple(simple) => {
                let home = self.home("shapes", &name, MemberStyle::Named);
                self.simple(id, home, simple, facts, constraints);
            }
        }
    }

    fn is_flattened(&self, name: &str) -> bool {
        self.targets.get(name).is_some_and(|target| target.flattened)
    }

    fn simple(&mut self, id: ShapeId, home: Home, simple: Simple, facts: Facts<'a>, constraints: Constraints<'a>) {
        let mut traits = self.shape_traits(home, facts);
        match simple {
            Simple::String | Simple::Blob => traits.length(constraints),
            Simple::Byte
            | Simple::Short
            | Simple::Integer
            | Simple::Long
            | Simple::Float
            | Simple::Double
            | Simple::BigInteger
            | Simple::BigDecimal => traits.range(constraints),
            Simple::Boolean | Simple::Timestamp | Simple::Document => {}
        }
        self.add(id, home, DraftKind::Simple(simple), traits);
    }

    /// The traits that any shape may have.
    pub(super) fn shape_traits(&mut self, home: Home, facts: Facts<'a>) -> List<'a> {
        let mut traits = List::new(home);
        let format = facts.timestamp_format.and_then(|format| self.timestamp_format(home, None, &format));
        traits.text("smithy.api#timestampFormat", format.map(Cow::Borrowed));
        traits.deprecated(facts.deprecation);
        traits.text("smithy.api#documentation", facts.documentation);
        traits.text("smithy.api#mediaType", facts.json_value.then_some("application/json".into()));
        traits.mark("smithy.api#box", facts.boxed);
        traits.mark("smithy.api#requiresLength", facts.requires_length);
        traits.mark("smithy.api#sensitive", facts.sensitive);
        traits.mark("smithy.api#streaming", facts.streaming);
        traits
    }

    /// Smithy's word for a format of timestamps.
    pub(super) fn timestamp_format(&mut self, home: Home, member: Option<&str>, format: &str) -> Option<&'static str> {
        match format {
            "iso8601" => Some("date-time"),
            "rfc822" => Some("http-date"),
            "unixTimestamp" => Some("epoch-seconds"),
            _ => {
                let message = format!("no format of timestamps is called {}", quote(format));
                let steps = [Step::from("traits"), Step::from("smithy.api#timestampFormat")];
                self.report_at(
                    WRONG_TRAIT_VALUE,
                    (home, member, &steps),
                    message,
                    "`iso8601`, `rfc822` or `unixTimestamp`",
                );
                None
            }
        }
    }
}

impl<'a> List<'a> {
    /// Bounds of a length, a pattern, and whether elements may be null.
    fn length(&mut self, constraints: Constraints<'a>) {
        self.bounds("smithy.api#length", constraints.min, constraints.max);
        self.text("smithy.api#pattern", constraints.pattern);
        self.mark("smithy.api#sparse", constraints.sparse);
    }

    /// Bounds of a number.
    fn range(&mut self, constraints: Constraints<'a>) {
        self.bounds("smithy.api#range", constraints.min, constraints.max);
    }

    fn bounds(&mut self, id: &str, min: Option<Json<'a>>, max: Option<Json<'a>>) {
        if min.is_some() || max.is_some() {
            self.apply(id, object([("min", min), ("max", max)]));
        }
    }
}
