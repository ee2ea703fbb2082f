//! Traits as they are applied to a draft.

use std::borrow::Cow;

use crate::assemble::draft::{Applied, Home};
use crate::model::ShapeId;
use crate::read::{Deprecation, Json, XmlNamespace};

/// The traits of a shape or member.
#[derive(Debug)]
pub(super) struct List<'a> {
    home: Home,
    pub(super) all: Vec<Applied<'a>>,
}

impl<'a> List<'a> {
    /// Traits that are said at `home`.
    pub(super) fn new(home: Home) -> List<'a> {
        List { home, all: Vec::new() }
    }

    /// Applies the trait `id`.
    pub(super) fn apply(&mut self, id: &str, value: Json<'a>) {
        self.apply_from(self.home, id, value);
    }

    /// Applies the trait `id`, which is said elsewhere.
    pub(super) fn apply_from(&mut self, home: Home, id: &str, value: Json<'a>) {
        if let Some(id) = ShapeId::parse(id) {
            self.all.push(Applied { home, id, value });
        }
    }

    /// Applies a trait without a value, if `is_there`.
    pub(super) fn mark(&mut self, id: &str, is_there: bool) {
        if is_there {
            self.apply(id, Json::Object(Vec::new()));
        }
    }

    /// Applies a trait whose value is a text, if there is one.
    pub(super) fn text(&mut self, id: &str, text: Option<Cow<'a, str>>) {
        if let Some(text) = text {
            self.apply(id, Json::String(text));
        }
    }

    /// Applies a trait with the value `json`, if there is one.
    pub(super) fn value(&mut self, id: &str, json: Option<Json<'a>>) {
        if let Some(json) = json {
            self.apply(id, json);
        }
    }

    pub(super) fn deprecated(&mut self, deprecation: Deprecation<'a>) {
        if deprecation.deprecated {
            let fields =
                [("message", deprecation.message.map(Json::String)), ("since", deprecation.since.map(Json::String))];
            self.apply("smithy.api#deprecated", object(fields));
        }
    }

    pub(super) fn xml_namespace(&mut self, namespace: Option<XmlNamespace<'a>>) {
        if let Some(XmlNamespace { uri, prefix }) = namespace {
            let fields = [("uri", Some(Json::String(uri))), ("prefix", prefix.map(Json::String))];
            self.apply("smithy.api#xmlNamespace", object(fields));
        }
    }
}

/// An object of the fields that there are.
pub(super) fn object<'a>(fields: impl IntoIterator<Item = (&'static str, Option<Json<'a>>)>) -> Json<'a> {
    let there = fields.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?)));
    Json::Object(there.collect())
}
