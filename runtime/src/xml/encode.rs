//! Any shape to XML.

use crate::protocol::EncodeError;
use crate::shape::{List, Map, Member, Structure, View, XmlNamespace};
use crate::text;
use crate::xml::{
    LIST_MEMBER, MAP_ENTRY, MAP_KEY, MAP_VALUE, TIMESTAMPS, XmlRoot, XmlStyle, element_name, escape, member_name,
};

type Result = std::result::Result<(), EncodeError>;

/// The document whose root element `options` describes, with the members of `structure` that are set.
pub fn write_structure(
    options: &XmlRoot<'_>,
    structure: &dyn Structure,
    style: XmlStyle,
) -> std::result::Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder { style, text: String::with_capacity(256) };
    encoder.open(options.name, options.namespace);
    encoder.structure(structure)?;
    encoder.close(options.name);
    Ok(encoder.text.into_bytes())
}

struct Encoder {
    style: XmlStyle,
    text: String,
}

impl Encoder {
    /// Writes a start tag but for its `>`, which attributes may come before.
    fn open(&mut self, name: &str, namespace: Option<XmlNamespace>) {
        self.text.push('<');
        self.text.push_str(name);
        if let Some(namespace) = namespace {
            self.text.push_str(" xmlns");
            if let Some(prefix) = namespace.prefix {
                self.text.push(':');
                self.text.push_str(prefix);
            }
            self.attribute_value(namespace.uri);
        }
    }

    fn attribute_value(&mut self, value: &str) {
        self.text.push_str("=\"");
        escape::write(value, &mut self.text);
        self.text.push('"');
    }

    fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// The rest of a start tag, and the members of `structure`.
    fn structure(&mut self, structure: &dyn Structure) -> Result {
        let members = structure.shape().members.iter().enumerate();
        for (index, member) in members.clone().filter(|(_, member)| member.xml_attribute) {
            if let Some(value) = structure.get(index).filter(|_| self.style.includes(member)) {
                self.attribute(member, value.view())?;
            }
        }
        self.text.push('>');
        for (index, member) in members.filter(|(_, member)| !member.xml_attribute) {
            if let Some(value) = structure.get(index).filter(|_| self.style.includes(member)) {
                self.member(member, value.view())?;
            }
        }
        Ok(())
    }

    fn attribute(&mut self, member: &'static Member, view: View<'_>) -> Result {
        if matches!(view, View::Absent) {
            return Ok(());
        }
        let mut value = String::new();
        text::write(member, view, TIMESTAMPS, &mut value)?;
        self.text.push(' ');
        self.text.push_str(member_name(member));
        self.attribute_value(&value);
        Ok(())
    }

    /// The element of a member, or those that it is without a wrapping element.
    fn member(&mut self, member: &'static Member, view: View<'_>) -> Result {
        let name = member_name(member);
        let namespace = member.own_names().xml_namespace;
        match view {
            View::Absent => Ok(()),
            View::List(list) if member.xml_flattened => {
                let item = member.element();
                self.items(name, namespace.or(item.own_names().xml_namespace), item, list)
            }
            View::Map(map) if member.xml_flattened => self.entries(name, namespace, member, map),
            view => self.element(name, namespace, member, view),
        }
    }

    /// An element with a value within.
    fn element(
        &mut self,
        name: &str,
        namespace: Option<XmlNamespace>,
        member: &'static Member,
        view: View<'_>,
    ) -> Result {
        self.open(name, namespace);
        match view {
            View::Structure(structure) => self.structure(structure)?,
            View::Absent => self.text.push_str(NIL),
            view => {
                self.text.push('>');
                self.content(member, view)?;
            }
        }
        self.close(name);
        Ok(())
    }

    /// What stands between the tags of an element that has no attributes of its own.
    fn content(&mut self, member: &'static Member, view: View<'_>) -> Result {
        match view {
            View::String(value) => escape::write(value, &mut self.text),
            View::List(list) => {
                let item = member.element();
                self.items(element_name(item, LIST_MEMBER), item.own_names().xml_namespace, item, list)?;
            }
            View::Map(map) => self.entries(MAP_ENTRY, None, member, map)?,
            View::Unit => {}
            // Numbers, base64 and timestamps need no escapes; what has no form as text is refused.
            View::Boolean(_)
            | View::Integer(_)
            | View::Float(_)
            | View::Double(_)
            | View::Blob(_)
            | View::Timestamp(_)
            | View::BigInteger(_)
            | View::BigDecimal(_)
            | View::Absent
            | View::Document(_)
            | View::Structure(_)
            | View::Stream
            | View::EventStream => text::write(member, view, TIMESTAMPS, &mut self.text)?,
        }
        Ok(())
    }

    /// An element called `name` for each element of `list`.
    fn items(&mut self, name: &str, namespace: Option<XmlNamespace>, item: &'static Member, list: &dyn List) -> Result {
        for value in (0..list.len()).filter_map(|index| list.item(index)) {
            self.element(name, namespace, item, value.view())?;
        }
        Ok(())
    }

    /// An element called `name` for each entry of `map`, which is the value of `member`.
    fn entries(
        &mut self,
        name: &str,
        namespace: Option<XmlNamespace>,
        member: &'static Member,
        map: &dyn Map,
    ) -> Result {
        let (key_facts, item) = (member.map_key(), member.element());
        let (key_name, item_name) = (element_name(key_facts, MAP_KEY), element_name(item, MAP_VALUE));
        for (key, value) in map.entries() {
            self.open(name, namespace);
            self.text.push('>');
            self.element(key_name, key_facts.own_names().xml_namespace, key_facts, View::String(key))?;
            self.element(item_name, item.own_names().xml_namespace, item, value.view())?;
            self.close(name);
        }
        Ok(())
    }
}

/// The rest of the start tag of a null in a sparse collection. The specification gives none a form; this
/// is the one of XML Schema, and our reader knows it.
const NIL: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">";
