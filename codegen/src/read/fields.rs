//! Helpers that take a JSON value apart and report what is not as it must be.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Json;
use crate::fault::{
    At, Code, DUPLICATE_KEY, Finding, Findings, MALFORMED_NAME, MALFORMED_SHAPE_ID, MISSING_FIELD, WRONG_JSON_TYPE,
    quote,
};
use crate::model::{ShapeId, is_identifier};

/// How many bytes an id or a name may have. No real one comes near, and faults repeat them.
const LONGEST_NAME: usize = 1000;

/// How many bytes a key may have for the keys under it to be looked at.
const LONGEST_KEY: usize = 10_000;

/// Collects findings while a file is read.
pub(super) struct Reader<'f> {
    pub(super) findings: &'f mut Findings,
}

/// The fields of an object, taken out one after the other.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, Option<Json<'a>>)>);

impl<'a> Fields<'a> {
    /// Takes the value of `key` out.
    pub(super) fn take(&mut self, key: &str) -> Option<Json<'a>> {
        self.0.iter_mut().find(|(name, _)| name == key).and_then(|(_, value)| value.take())
    }

    /// The fields that have not been taken out.
    pub(super) fn rest(self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> {
        self.0.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}

impl Reader<'_> {
    pub(super) fn report(&mut self, code: Code, at: &At<'_>, message: String, expected: &str) {
        self.findings.push(Finding::new(code, at.place(), message).expected(expected));
    }

    fn wrong_type(&mut self, json: &Json<'_>, at: &At<'_>, expected: &str) {
        self.report(WRONG_JSON_TYPE, at, format!("{} has {} as value", at.describe(), json.word()), expected);
    }

    /// Reports every key that an object of `json` has twice.
    pub(super) fn check_duplicates(&mut self, json: &Json<'_>, at: &At<'_>) {
        match json {
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.check_duplicates(item, &at.index(index));
                }
            }
            Json::Object(entries) => {
                for (key, value) in entries.iter().filter(|(key, _)| key.len() <= LONGEST_KEY) {
                    self.check_duplicates(value, &at.key(key));
                }
                for key in duplicates(entries) {
                    let again = at.second_key(key);
                    let message = format!("the key {} is there twice", quote(key));
                    let finding = Finding::new(DUPLICATE_KEY, again.place(), message).expected("each key once");
                    self.findings.push(finding.related("first given here", at.key(key).place()));
                }
            }
        }
    }

    /// Whether `text` can be the name of a member or shape; a finding if not.
    pub(super) fn check_name(&mut self, text: &str, what: &str, at: &At<'_>) -> bool {
        let is_name = text.len() <= LONGEST_NAME && is_identifier(text);
        if !is_name {
            let message = format!("{} is not a name for a {what}", quote(text));
            self.report(MALFORMED_NAME, at, message, "letters, digits and `_`, no digit first");
        }
        is_name
    }

    pub(super) fn object<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<Vec<(Cow<'a, str>, Json<'a>)>> {
        match json {
            Json::Object(entries) => Some(entries),
            other => {
                self.wrong_type(&other, at, "an object");
                None
            }
        }
    }

    pub(super) fn fields<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<Fields<'a>> {
        let entries = self.object(json, at)?;
        Some(Fields(entries.into_iter().map(|(key, value)| (key, Some(value))).collect()))
    }

    pub(super) fn array<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<Vec<Json<'a>>> {
        match json {
            Json::Array(items) => Some(items),
            other => {
                self.wrong_type(&other, at, "an array");
                None
            }
        }
    }

    pub(super) fn string<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<Cow<'a, str>> {
        match json {
            Json::String(text) => Some(text),
            other => {
                self.wrong_type(&other, at, "a string");
                None
            }
        }
    }

    /// Reads a string, if there is anything.
    pub(super) fn optional_string<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Option<Cow<'a, str>> {
        self.string(json?, at)
    }

    /// Reads an array of strings; nothing is an empty one.
    pub(super) fn strings<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Vec<Cow<'a, str>> {
        let Some(items) = json.and_then(|json| self.array(json, at)) else { return Vec::new() };
        items.into_iter().enumerate().filter_map(|(index, item)| self.string(item, &at.index(index))).collect()
    }

    /// Reads a boolean; nothing is `false`.
    pub(super) fn flag(&mut self, json: Option<Json<'_>>, at: &At<'_>) -> bool {
        match json {
            None => false,
            Some(Json::Bool(value)) => value,
            Some(other) => {
                self.wrong_type(&other, at, "a boolean");
                false
            }
        }
    }

    pub(super) fn shape_id(&mut self, text: &str, at: &At<'_>) -> Option<ShapeId> {
        let id = if text.len() <= LONGEST_NAME { ShapeId::parse(text) } else { None };
        if id.is_none() {
            let message = format!("{} is not the id of a shape", quote(text));
            self.report(MALFORMED_SHAPE_ID, at, message, "`namespace#Name`, of letters, digits and `_`");
        }
        id
    }

    /// Reads an object with a `target`.
    pub(super) fn reference(&mut self, json: Json<'_>, at: &At<'_>) -> Option<ShapeId> {
        let mut fields = self.fields(json, at)?;
        self.target(fields.take("target"), at)
    }

    /// Reads the field `target` of the object at `at`.
    pub(super) fn target(&mut self, target: Option<Json<'_>>, at: &At<'_>) -> Option<ShapeId> {
        let Some(target) = target else {
            self.missing(at, "target");
            return None;
        };
        let here = at.key("target");
        let text = self.string(target, &here)?;
        self.shape_id(&text, &here)
    }

    pub(super) fn missing(&mut self, at: &At<'_>, field: &str) {
        self.report(MISSING_FIELD, at, format!("{} has no `{field}`", at.describe()), &format!("a field `{field}`"));
    }

    pub(super) fn references(&mut self, json: Option<Json<'_>>, at: &At<'_>) -> Vec<ShapeId> {
        let Some(items) = json.and_then(|json| self.array(json, at)) else { return Vec::new() };
        items.into_iter().enumerate().filter_map(|(index, item)| self.reference(item, &at.index(index))).collect()
    }
}

/// The keys that are there more than once, each once.
fn duplicates<'e>(entries: &'e [(Cow<'_, str>, Json<'_>)]) -> Vec<&'e str> {
    // Most objects are small, and then comparing all with all is faster than any set.
    let mut found: Vec<&str> = Vec::new();
    if entries.len() <= 8 {
        for (index, (key, _)) in entries.iter().enumerate() {
            if entries.iter().take(index).any(|(earlier, _)| earlier == key) && !found.contains(&key.as_ref()) {
                found.push(key);
            }
        }
        return found;
    }
    let mut seen = HashSet::with_capacity(entries.len());
    let mut reported = HashSet::new();
    found.extend(entries.iter().map(|(key, _)| key.as_ref()).filter(|key| !seen.insert(*key) && reported.insert(*key)));
    found
}
