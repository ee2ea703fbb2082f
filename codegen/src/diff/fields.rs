//! Fields of structures, and what everything that is documented has.

use serde_json::Value;

use super::{At, Comparison, Kind, Pair, pairs, rust};
use crate::ir::{Default, Deprecation, Docs, Field, Role, Structure};
use crate::model::ShapeId;

/// A field, and the structure that has it.
struct Of<'c> {
    field: &'c Field,
    structure: &'c Structure,
    id: &'c ShapeId,
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, path: &str, old: (&ShapeId, &Structure), new: (&ShapeId, &Structure)) {
        let ((old_id, old), (new_id, new)) = (old, new);
        let at = |id: &ShapeId, field: &Field| {
            At::new(format!("{path}::{}", field.ident), id.member(&field.facts.wire_name))
        };
        for pair in pairs(&old.fields, &new.fields, |field| field.ident.to_string()) {
            match pair {
                Pair::Added(field) => {
                    let kind = self.added(field, old, new_id);
                    self.say(kind, &at(new_id, field));
                }
                Pair::Removed(field) => self.say(Kind::FieldRemoved, &at(old_id, field)),
                Pair::Both(from, to) => {
                    let at = at(new_id, to);
                    let from = Of { field: from, structure: old, id: old_id };
                    self.field(&at, &from, &Of { field: to, structure: new, id: new_id });
                }
            }
        }
    }

    /// What kind of change a new field is to a structure.
    fn added(&self, field: &Field, old: &Structure, id: &ShapeId) -> Kind {
        match old.role {
            Role::Input | Role::Data if field.required && field.optional && self.new.is_sent(id) => {
                Kind::RequiredInputAdded
            }
            // A `build` that could not fail is reported by itself.
            Role::Output | Role::Error(..) | Role::Data if field.must_be_set() && old.is_fallible() => {
                Kind::RequiredFieldAdded
            }
            Role::Input | Role::Output | Role::Error(..) | Role::Data => Kind::FieldAdded,
        }
    }

    fn field(&mut self, at: &At, old: &Of<'_>, new: &Of<'_>) {
        self.field_type(at, old.field, new.field);
        self.requiredness(at, old, new);
        self.default(at, old, new);
        self.facts(at, &old.field.facts, &new.field.facts);
        self.deprecation(at, old.field.deprecated.as_ref(), new.field.deprecated.as_ref());
        self.docs(at, &old.field.docs, &new.field.docs);
    }

    fn field_type(&mut self, at: &At, old: &Field, new: &Field) {
        let kind = match (old.optional, new.optional) {
            _ if rust::ty(&old.ty) != rust::ty(&new.ty) => Kind::FieldTypeChanged,
            (false, true) => Kind::FieldBecameOptional,
            (true, false) => Kind::FieldBecamePlain,
            (true, true) | (false, false) if old.boxed != new.boxed => Kind::FieldBoxed,
            (true, true) | (false, false) => return,
        };
        self.change(kind, at, rust::field(old), rust::field(new));
    }

    fn requiredness(&mut self, at: &At, old: &Of<'_>, new: &Of<'_>) {
        // A change of `build` itself is reported of the structure.
        let is_plain = !old.field.optional && !new.field.optional;
        if is_plain && new.structure.role != Role::Input && old.structure.is_fallible() && new.structure.is_fallible() {
            match (old.field.must_be_set(), new.field.must_be_set()) {
                (false, true) => self.say(Kind::BuildRequires, at),
                (true, false) => self.say(Kind::BuildAllows, at),
                (true, true) | (false, false) => {}
            }
        }
        let is_sent = new.structure.role == Role::Input || self.new.is_sent(new.id);
        match (old.field.required, new.field.required) {
            (false, true) if is_sent => self.say(Kind::InputRequired, at),
            (true, false) if is_sent => self.say(Kind::InputOptional, at),
            (true | false, true | false) => {}
        }
        match (old.field.facts.required, new.field.facts.required) {
            (false, true) => self.say(Kind::ResponseRequired, at),
            (true, false) => self.say(Kind::ResponseOptional, at),
            (true, true) | (false, false) => {}
        }
    }

    /// Compares what a field is where nobody sets it: the client knows it of fields that are not optional, the
    /// service of all others.
    fn default(&mut self, at: &At, old: &Of<'_>, new: &Of<'_>) {
        if !old.field.optional && !new.field.optional {
            match (&old.field.default, &new.field.default) {
                (Default::Missing, Default::Missing) => {}
                (Default::Missing, default) => {
                    self.report(Kind::DefaultAdded, at, None, Some(default_text(default)));
                }
                // That it must be set is reported.
                (_, Default::Missing) => {}
                (from, to) => self.compare(Kind::DefaultChanged, at, from, to, default_text),
            }
            return;
        }
        // A change of the type says more.
        if old.field.ty != new.field.ty || old.field.optional != new.field.optional {
            return;
        }
        let from = modeled_default(self.old.member(old.id, &old.field.facts.wire_name));
        let to = modeled_default(self.new.member(new.id, &new.field.facts.wire_name));
        match (from, to) {
            (None, None) => {}
            (None, Some(to)) => self.report(Kind::ServiceDefaultAdded, at, None, Some(format!("`{to}`"))),
            (Some(from), None) => self.change(Kind::ServiceDefaultChanged, at, format!("`{from}`"), "nothing"),
            (Some(from), Some(to)) => {
                self.compare(Kind::ServiceDefaultChanged, at, from, to, |value| format!("`{value}`"));
            }
        }
    }

    /// Compares whether and how something is deprecated.
    pub(super) fn deprecation(&mut self, at: &At, old: Option<&Deprecation>, new: Option<&Deprecation>) {
        match (old, new) {
            (None, Some(deprecation)) => {
                let note = deprecation.note.as_deref().map_or_else(String::new, |note| format!(": {note}"));
                self.report(Kind::Deprecated, at, None, Some(note));
            }
            (Some(_), None) => self.say(Kind::Undeprecated, at),
            (Some(old), Some(new)) if old != new => self.say(Kind::DeprecationText, at),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }

    /// Compares what is said of something.
    pub(super) fn docs(&mut self, at: &At, old: &Docs, new: &Docs) {
        if old != new {
            self.say(Kind::Documentation, at);
        }
    }
}

fn modeled_default(member: Option<&crate::model::Member>) -> Option<&Value> {
    member?.traits.default_value().filter(|value| !value.is_null())
}

fn default_text(default: &Default) -> String {
    match default {
        Default::Missing => "nothing".to_owned(),
        Default::Zero => "zero or empty".to_owned(),
        Default::True => "`true`".to_owned(),
        Default::Integer(number) => format!("`{number}`"),
        Default::Float(number) => format!("`{number}`"),
        Default::Digits(digits) => format!("`{digits}`"),
        Default::Text(text) => format!("`{text}`"),
        Default::Bytes(bytes) => format!("{} bytes", bytes.len()),
        Default::Instant(seconds, _) => format!("second {seconds} since 1970"),
        Default::Document(json) => format!("`{json}`"),
    }
}
