//! Any shape to a form ("AWS query protocol" and "AWS EC2 query protocol", Request serialization).

use std::fmt::Write;

use crate::protocol::EncodeError;
use crate::query::{Dialect, TIMESTAMPS};
use crate::shape::{self, List, Map, Member, Structure, View};
use crate::{percent, text};

type Result<T = ()> = std::result::Result<T, EncodeError>;

/// The form that asks for the operation `action` in the `version` of a service, with the members of `input`
/// that are set.
pub fn write_form(dialect: Dialect, action: &str, version: &str, input: &dyn Structure) -> Result<String> {
    let mut encoder = Encoder { dialect, form: String::with_capacity(256), key: String::new(), text: String::new() };
    for (key, value) in [("Action", action), ("Version", version)] {
        encoder.within(key, |encoder| {
            encoder.pair(value);
            Ok(())
        })?;
    }
    encoder.structure(input)?;
    Ok(encoder.form)
}

struct Encoder {
    dialect: Dialect,
    form: String,
    /// The key of the value that is being written, encoded.
    key: String,
    /// Room for the text of a value.
    text: String,
}

impl Encoder {
    /// Writes values whose keys go on with `segment`.
    fn within(&mut self, segment: &str, write: impl FnOnce(&mut Self) -> Result) -> Result {
        let length = self.extend_key();
        percent::encode(segment, &mut self.key);
        write(self)?;
        self.key.truncate(length);
        Ok(())
    }

    /// Writes values whose keys go on with the number `position`, counted from one.
    fn at(&mut self, position: usize, write: impl FnOnce(&mut Self) -> Result) -> Result {
        let length = self.extend_key();
        // Writing to a string cannot fail.
        let _ = write!(self.key, "{position}");
        write(self)?;
        self.key.truncate(length);
        Ok(())
    }

    /// Makes the key ready for another segment, and gives the length to cut it to later.
    fn extend_key(&mut self) -> usize {
        let length = self.key.len();
        if length > 0 {
            self.key.push('.');
        }
        length
    }

    fn pair(&mut self, value: &str) {
        if !self.form.is_empty() {
            self.form.push('&');
        }
        self.form.push_str(&self.key);
        self.form.push('=');
        percent::encode(value, &mut self.form);
    }

    fn structure(&mut self, structure: &dyn Structure) -> Result {
        for (member, value) in shape::members(structure) {
            let view = value.view();
            if matches!(view, View::Absent) {
                continue;
            }
            match (self.dialect, member.own_names().ec2) {
                (Dialect::Ec2, Some(name)) => self.within(name, |encoder| encoder.value(member, view))?,
                (Dialect::Ec2, None) => {
                    let name = capitalized(plain_name(member));
                    self.within(&name, |encoder| encoder.value(member, view))?;
                }
                (Dialect::Aws, _) => self.within(plain_name(member), |encoder| encoder.value(member, view))?,
            }
        }
        Ok(())
    }

    /// Writes a value under the key so far. A null in a sparse collection has no form.
    fn value(&mut self, member: &'static Member, view: View<'_>) -> Result {
        match view {
            View::Absent => {}
            View::Unit => self.pair(""),
            View::String(value) => self.pair(value),
            View::Structure(structure) => self.structure(structure)?,
            View::List(list) => self.list(member, list)?,
            View::Map(map) => self.map(member, map)?,
            View::Boolean(_)
            | View::Integer(_)
            | View::Float(_)
            | View::Double(_)
            | View::Blob(_)
            | View::Timestamp(_)
            | View::BigInteger(_)
            | View::BigDecimal(_)
            | View::Document(_)
            | View::Stream
            | View::EventStream => {
                let mut value = std::mem::take(&mut self.text);
                value.clear();
                text::write(member, view, TIMESTAMPS, &mut value)?;
                self.pair(&value);
                self.text = value;
            }
        }
        Ok(())
    }

    fn list(&mut self, member: &'static Member, list: &dyn List) -> Result {
        let item = member.element();
        match self.dialect {
            // An empty list is there, unlike an empty map: the suite wants both.
            Dialect::Aws if list.is_empty() => {
                self.pair("");
                Ok(())
            }
            Dialect::Aws if !member.xml_flattened => {
                self.within(item.own_names().xml.unwrap_or("member"), |encoder| encoder.items(item, list))
            }
            Dialect::Aws | Dialect::Ec2 => self.items(item, list),
        }
    }

    fn items(&mut self, item: &'static Member, list: &dyn List) -> Result {
        for (index, value) in (0..list.len()).filter_map(|index| Some((index, list.item(index)?))) {
            self.at(index + 1, |encoder| encoder.value(item, value.view()))?;
        }
        Ok(())
    }

    fn map(&mut self, member: &'static Member, map: &dyn Map) -> Result {
        match self.dialect {
            Dialect::Aws if member.xml_flattened => self.entries(member, map),
            Dialect::Aws => self.within("entry", |encoder| encoder.entries(member, map)),
            Dialect::Ec2 => Err(EncodeError(format!("`{}` is a map, which has no form in ec2Query", member.wire_name))),
        }
    }

    /// Writes the entries in the order of their keys, so that the same input gives the same form.
    fn entries(&mut self, member: &'static Member, map: &dyn Map) -> Result {
        let (key_name, item) = (member.map_key().own_names().xml.unwrap_or("key"), member.element());
        let item_name = item.own_names().xml.unwrap_or("value");
        let mut entries: Vec<_> = map.entries().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        for (index, (key, value)) in entries.into_iter().enumerate() {
            self.at(index + 1, |encoder| {
                encoder.within(key_name, |encoder| encoder.value(member.map_key(), View::String(key)))?;
                encoder.within(item_name, |encoder| encoder.value(item, value.view()))
            })?;
        }
        Ok(())
    }
}

/// The name of a member for awsQuery, which is the base of that for ec2Query.
fn plain_name(member: &'static Member) -> &'static str {
    member.own_names().xml.unwrap_or(member.wire_name)
}

/// `name` with a capital at its start.
fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}
