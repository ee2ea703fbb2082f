//! XML to any shape.

use std::borrow::Cow;

use crate::shape::{self, Kind, List, MAX_DEPTH, Map, Member, Shape, Slot, Structure, Value, View};
use crate::text;
use crate::xml::attributes::attributes;
use crate::xml::reader::{Element, Reader, Result, error_at};
use crate::xml::{LIST_MEMBER, MAP_ENTRY, MAP_KEY, MAP_VALUE, TIMESTAMPS, XmlStyle, element_name, member_name};

/// Reads the root element of `body`, whatever its name, into `structure`, which is fresh.
///
/// Elements and attributes that the shape does not have are skipped; required members that are missing
/// come into being empty ("Smithy specification, Error correction"). An empty body has no members.
pub fn read_structure(style: XmlStyle, body: &[u8], structure: &mut dyn Structure) -> Result<()> {
    read_wrapped(style, body, &[], structure)
}

/// Reads an element within the root element of `body` into `structure`, which is fresh: the first child of
/// the root that is called as `path` starts, the first child of that, and so on. Where there is none, there
/// are no members.
///
/// An error of restXml is at `["Error"]`, whatever the root is called.
pub fn read_wrapped(style: XmlStyle, body: &[u8], path: &[&str], structure: &mut dyn Structure) -> Result<()> {
    let found = read(style, body, |decoder, root| decoder.descend(root, path, structure))?;
    if !found.unwrap_or(false) && structure.shape().kind == Kind::Structure {
        shape::correct(structure);
    }
    Ok(())
}

/// Reads the root element of `body` into the only member of `structure`, as it is with
/// `aws.customizations#s3UnwrappedXmlOutput`.
pub fn read_unwrapped(style: XmlStyle, body: &[u8], structure: &mut dyn Structure) -> Result<()> {
    let included = structure.shape().members.iter().enumerate().find(|(_, member)| style.includes(member));
    let Some((index, member)) = included else { return Ok(()) };
    read(style, body, |decoder, root| match structure.get_mut(index) {
        Some(value) => decoder.member(root, member, value),
        None => decoder.reader.skip(root),
    })?;
    Ok(())
}

/// Reads a whole document, whose root element `read` takes; `None` where the body is empty.
fn read<'a, T>(
    style: XmlStyle,
    body: &'a [u8],
    read: impl FnOnce(&mut Decoder<'a>, &Element<'a>) -> Result<T>,
) -> Result<Option<T>> {
    let mut reader = Reader::new(body)?;
    if reader.is_blank() {
        return Ok(None);
    }
    let root = reader.root()?;
    let mut decoder = Decoder { style, reader, depth: 0 };
    let result = read(&mut decoder, &root)?;
    decoder.reader.end()?;
    Ok(Some(result))
}

struct Decoder<'a> {
    style: XmlStyle,
    reader: Reader<'a>,
    depth: usize,
}

impl<'a> Decoder<'a> {
    /// Reads the element at `path` within `element`, and says whether there is one.
    fn descend(&mut self, element: &Element<'a>, path: &[&str], structure: &mut dyn Structure) -> Result<bool> {
        let Some((name, rest)) = path.split_first() else {
            return self.structure(element, structure).map(|()| true);
        };
        let mut found = false;
        while let Some(child) = self.reader.child(element)? {
            if !found && child.is(name) {
                found = self.descend(&child, rest, structure)?;
            } else {
                self.reader.skip(&child)?;
            }
        }
        Ok(found)
    }

    fn structure(&mut self, element: &Element<'a>, structure: &mut dyn Structure) -> Result<()> {
        if self.depth == MAX_DEPTH {
            return error_at(element.offset(), format!("more than {MAX_DEPTH} levels of nesting"));
        }
        self.depth += 1;
        match structure.shape().kind {
            Kind::Structure => self.members(element, structure)?,
            Kind::Union => self.variant(element, structure)?,
        }
        self.depth -= 1;
        Ok(())
    }

    /// The members of a structure.
    fn members(&mut self, element: &Element<'a>, structure: &mut dyn Structure) -> Result<()> {
        let shape = structure.shape();
        if !element.attributes().is_empty() {
            self.attributes(element, structure)?;
        }
        let mut last = 0;
        while let Some(child) = self.reader.child(element)? {
            match self.find(shape, last, &child) {
                Some((index, member)) => {
                    last = index;
                    match structure.get_mut(index) {
                        Some(value) => self.member(&child, member, value)?,
                        None => self.reader.skip(&child)?,
                    }
                }
                None => self.reader.skip(&child)?,
            }
        }
        shape::correct(structure);
        Ok(())
    }

    /// The member that a union is. One without a wrapping element comes in several elements.
    fn variant(&mut self, element: &Element<'a>, union: &mut dyn Structure) -> Result<()> {
        let shape = union.shape();
        let (index, member, first) = loop {
            let Some(child) = self.reader.child(element)? else { return Ok(()) };
            match self.find(shape, 0, &child) {
                Some((index, member)) => break (index, member, child),
                None => self.reader.skip(&child)?,
            }
        };
        let Some(value) = union.get_mut(index) else {
            return error_at(first.offset(), "a variant that the union does not have");
        };
        self.member(&first, member, value)?;
        while let Some(child) = self.reader.child(element)? {
            match self.find(shape, index, &child) {
                Some((another, _)) if another == index && member.xml_flattened => {
                    self.member(&child, member, value)?;
                }
                Some(_) => return error_at(child.offset(), "a union with more than one member"),
                None => self.reader.skip(&child)?,
            }
        }
        Ok(())
    }

    /// The member that `element` is of. Services answer in the model's order more often than not, and what
    /// has no wrapping element comes again and again, so the search starts with the member that was found
    /// before.
    #[inline]
    fn find(&self, shape: &'static Shape, last: usize, element: &Element<'a>) -> Option<(usize, &'static Member)> {
        let (before, after) = shape.members.split_at_checked(last)?;
        let is_it = |member: &&'static Member| {
            element.is(member_name(member)) && !member.xml_attribute && self.style.includes(member)
        };
        let position = |members: &'static [Member], offset: usize| {
            members.iter().enumerate().find(|(_, member)| is_it(member)).map(|(index, member)| (index + offset, member))
        };
        position(after, last).or_else(|| position(before, 0))
    }

    fn attributes(&mut self, element: &Element<'a>, structure: &mut dyn Structure) -> Result<()> {
        let members = structure.shape().members;
        if !members.iter().any(|member| member.xml_attribute) {
            return Ok(());
        }
        for attribute in attributes(element) {
            let attribute = attribute?;
            let is_it = |member: &Member| member.xml_attribute && self.style.includes(member);
            let found =
                members.iter().enumerate().find(|(_, member)| is_it(member) && attribute.is(member_name(member)));
            if let Some((index, member)) = found
                && let Some(value) = structure.get_mut(index)
            {
                read_text(member, attribute.value()?, attribute.offset(), value.slot())?;
            }
        }
        Ok(())
    }

    /// An element of a member: the whole of it, or one element of what has no wrapping element.
    fn member(&mut self, element: &Element<'a>, member: &'static Member, value: &mut dyn Value) -> Result<()> {
        match value.slot() {
            Slot::List(list) if member.xml_flattened => self.item(element, member.element(), list),
            Slot::Map(map) if member.xml_flattened => self.entry(element, member, map),
            slot => self.value(element, member, slot),
        }
    }

    /// A whole value.
    fn value(&mut self, element: &Element<'a>, member: &'static Member, slot: Slot<'_>) -> Result<()> {
        match slot {
            Slot::Structure(slot) => self.structure(element, slot),
            Slot::List(slot) => self.list(element, member.element(), slot),
            Slot::Map(slot) => self.map(element, member, slot),
            Slot::Unit | Slot::Stream(_) | Slot::EventSender(_) | Slot::EventReceiver(_) => self.reader.skip(element),
            slot @ (Slot::Boolean(_)
            | Slot::Byte(_)
            | Slot::Short(_)
            | Slot::Integer(_)
            | Slot::Long(_)
            | Slot::Float(_)
            | Slot::Double(_)
            | Slot::String(_)
            | Slot::Enum(_)
            | Slot::Blob(_)
            | Slot::Timestamp(_)
            | Slot::Document(_)
            | Slot::BigInteger(_)
            | Slot::BigDecimal(_)) => {
                let text = self.reader.text(element)?;
                read_text(member, text, element.offset(), slot)
            }
        }
    }

    fn list(&mut self, element: &Element<'a>, item: &'static Member, list: &mut dyn List) -> Result<()> {
        let name = element_name(item, LIST_MEMBER);
        list.clear();
        while let Some(child) = self.reader.child(element)? {
            if child.is(name) {
                self.item(&child, item, list)?;
            } else {
                self.reader.skip(&child)?;
            }
        }
        Ok(())
    }

    /// One element of a list.
    fn item(&mut self, element: &Element<'a>, item: &'static Member, list: &mut dyn List) -> Result<()> {
        let value = list.push();
        if is_nil(element)? && matches!(value.view(), View::Absent) {
            return self.reader.skip(element);
        }
        self.value(element, item, value.slot())
    }

    fn map(&mut self, element: &Element<'a>, member: &'static Member, map: &mut dyn Map) -> Result<()> {
        map.clear();
        while let Some(child) = self.reader.child(element)? {
            if child.is(MAP_ENTRY) {
                self.entry(&child, member, map)?;
            } else {
                self.reader.skip(&child)?;
            }
        }
        Ok(())
    }

    /// One entry of a map, which is the value of `member`. A key without a value is no entry.
    fn entry(&mut self, element: &Element<'a>, member: &'static Member, map: &mut dyn Map) -> Result<()> {
        let (key_name, item) = (element_name(member.map_key(), MAP_KEY), member.element());
        let item_name = element_name(item, MAP_VALUE);
        let mut key = None;
        // A value before its key, which nobody sends, is read once the key is known.
        let mut early = None;
        while let Some(child) = self.reader.child(element)? {
            match &key {
                None if child.is(key_name) => key = Some(self.reader.text(&child)?),
                Some(key) if child.is(item_name) => self.entry_value(&child, item, map.insert(key))?,
                None if child.is(item_name) => {
                    early = Some((self.reader, child));
                    self.reader.skip(&child)?;
                }
                _ => self.reader.skip(&child)?,
            }
        }
        let Some(key) = key else { return error_at(element.offset(), "an entry of a map without a key") };
        if let Some((before, child)) = early {
            let behind = std::mem::replace(&mut self.reader, before);
            self.entry_value(&child, item, map.insert(&key))?;
            self.reader = behind;
        }
        Ok(())
    }

    fn entry_value(&mut self, element: &Element<'a>, item: &'static Member, value: &mut dyn Value) -> Result<()> {
        if is_nil(element)? && matches!(value.view(), View::Absent) {
            return self.reader.skip(element);
        }
        self.value(element, item, value.slot())
    }
}

/// Reads a simple value; `offset` is where errors point to.
fn read_text(member: &Member, text: Cow<'_, str>, offset: usize, slot: Slot<'_>) -> Result<()> {
    text::read(member, text, TIMESTAMPS, slot).or_else(|message| error_at(offset, message))
}

/// Whether `element` stands for a null, as XML Schema has it.
fn is_nil(element: &Element<'_>) -> Result<bool> {
    if element.attributes().is_empty() {
        return Ok(false);
    }
    for attribute in attributes(element) {
        let attribute = attribute?;
        if attribute.is("nil") {
            return Ok(matches!(&*attribute.value()?, "true" | "1"));
        }
    }
    Ok(false)
}
