//! JSON to any shape.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime, Document, Number, base64};

use crate::json::reader::Result;
use crate::json::{JsonStyle, Reader};
use crate::shape::{self, Kind, List, MAX_DEPTH, Map, Member, Shape, Slot, Structure, TimestampFormat, Value};
use crate::timestamp;

/// Reads an object into `structure`.
///
/// Members that are null or that the shape does not have are skipped; required members that are missing
/// come into being empty ("Smithy specification, Error correction").
pub fn read_structure(style: JsonStyle, reader: &mut Reader<'_>, structure: &mut dyn Structure) -> Result<()> {
    Decoder { style, reader, depth: 0 }.structure(structure)
}

/// Reads one value of `member`, whatever it is.
pub(crate) fn read_value(
    style: JsonStyle,
    reader: &mut Reader<'_>,
    member: &'static Member,
    value: &mut dyn Value,
) -> Result<()> {
    Decoder { style, reader, depth: 0 }.value(member, value)
}

/// Reads a whole text as a document.
pub fn document_from_str(text: &str) -> Result<Document> {
    let mut reader = Reader::new(text.as_bytes())?;
    let mut document = Document::Null;
    Decoder { style: JsonStyle::AWS_JSON, reader: &mut reader, depth: 0 }.document(&mut document)?;
    reader.end()?;
    Ok(document)
}

struct Decoder<'r, 'a> {
    style: JsonStyle,
    reader: &'r mut Reader<'a>,
    depth: usize,
}

impl<'a> Decoder<'_, 'a> {
    /// Runs `read` a level deeper.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.depth == MAX_DEPTH {
            return self.reader.error(format!("more than {MAX_DEPTH} levels of nesting"));
        }
        self.depth += 1;
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn structure(&mut self, structure: &mut dyn Structure) -> Result<()> {
        let shape = structure.shape();
        self.reader.begin_object()?;
        let mut first = true;
        let mut next = 0;
        let mut set = 0;
        while self.reader.next_entry(&mut first)? {
            let Some(index) = self.member(shape, next)? else {
                self.reader.skip_value()?;
                continue;
            };
            next = index + 1;
            if self.reader.null()? {
                continue;
            }
            set += 1;
            if shape.kind == Kind::Union && set > 1 {
                return self.reader.error("a union with more than one member");
            }
            match (shape.members.get(index), structure.get_mut(index)) {
                (Some(member), Some(value)) => self.deeper(|this| this.value(member, value))?,
                _ => self.reader.skip_value()?,
            }
        }
        if shape.kind == Kind::Structure {
            shape::correct(structure);
        }
        Ok(())
    }

    /// Takes a key and gives the index of its member in `shape`, if it has one. The search is for the name that the
    /// text goes on with, so that only an unknown key, or one with escapes, has to be scanned.
    #[inline]
    fn member(&mut self, shape: &'static Shape, next: usize) -> Result<Option<usize>> {
        let style = self.style;
        let is_it = |member: &'static Member| self.reader.is_key(style.name(member)) && style.includes(member);
        let found = shape.position(next, is_it);
        if let Some(member) = found.and_then(|index| shape.members.get(index)) {
            self.reader.take_key(style.name(member))?;
            return Ok(found);
        }
        Ok(match self.reader.key()? {
            Cow::Borrowed(_) => None,
            Cow::Owned(key) => shape.position(next, |member| style.name(member) == key && style.includes(member)),
        })
    }

    fn value(&mut self, member: &'static Member, value: &mut dyn Value) -> Result<()> {
        match value.slot() {
            Slot::Boolean(slot) => *slot = self.reader.boolean()?,
            Slot::Byte(slot) => *slot = self.integer("a byte")?,
            Slot::Short(slot) => *slot = self.integer("a short")?,
            Slot::Integer(slot) => *slot = self.integer("an integer")?,
            Slot::Long(slot) => *slot = self.integer("a long")?,
            Slot::Float(slot) => *slot = self.float()?,
            Slot::Double(slot) => *slot = self.float()?,
            Slot::String(slot) => *slot = self.reader.string()?.into_owned(),
            Slot::Enum(slot) => slot.set(&self.reader.string()?),
            Slot::Blob(slot) => *slot = self.blob()?,
            Slot::Timestamp(slot) => *slot = self.timestamp(member)?,
            Slot::Document(slot) => self.document(slot)?,
            Slot::BigInteger(slot) => *slot = self.big_number("a whole number")?,
            Slot::BigDecimal(slot) => *slot = self.big_number("a number")?,
            Slot::List(slot) => self.list(member.element(), slot)?,
            Slot::Map(slot) => self.map(member.element(), slot)?,
            Slot::Structure(slot) => self.structure(slot)?,
            Slot::Unit | Slot::Stream(_) | Slot::EventSender(_) | Slot::EventReceiver(_) => self.reader.skip_value()?,
        }
        Ok(())
    }

    fn list(&mut self, item: &'static Member, list: &mut dyn List) -> Result<()> {
        self.reader.begin_array()?;
        list.clear();
        let sparse = list.sparse();
        let mut first = true;
        while self.reader.next_element(&mut first)? {
            if self.reader.null()? {
                if sparse {
                    list.push();
                }
                continue;
            }
            let value = list.push();
            self.deeper(|this| this.value(item, value))?;
        }
        Ok(())
    }

    fn map(&mut self, item: &'static Member, map: &mut dyn Map) -> Result<()> {
        self.reader.begin_object()?;
        map.clear();
        let sparse = map.sparse();
        let mut first = true;
        while let Some(key) = self.reader.next_key(&mut first)? {
            if self.reader.null()? {
                if sparse {
                    map.insert(&key);
                }
                continue;
            }
            let value = map.insert(&key);
            self.deeper(|this| this.value(item, value))?;
        }
        Ok(())
    }

    /// A whole number that fits `T`; `2.0` and `2e0` are whole.
    fn integer<T: TryFrom<i64>>(&mut self, what: &'static str) -> Result<T> {
        let (start, text) = self.number()?;
        let whole = text.parse::<i64>().ok().or_else(|| {
            let number = text.parse::<f64>().ok()?;
            // Every whole number of this range has its own double.
            (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64)
        });
        match whole.and_then(|whole| T::try_from(whole).ok()) {
            Some(whole) => Ok(whole),
            None => self.reader.error_at(start, format!("expected {what}, found {}", shape::excerpt(text))),
        }
    }

    /// A number, or one of the strings that stand for what is none of JSON's numbers.
    fn float<T: std::str::FromStr>(&mut self) -> Result<T> {
        if self.reader.peek() != Some(b'"') {
            return self.parsed("a number");
        }
        let start = self.reader.offset();
        let text = self.reader.string()?;
        let known = matches!(&*text, "NaN" | "Infinity" | "-Infinity");
        match text.parse() {
            Ok(number) if known => Ok(number),
            _ => self.reader.error_at(start, "expected a number, \"NaN\", \"Infinity\" or \"-Infinity\""),
        }
    }

    /// A number, made from its digits.
    fn parsed<T: std::str::FromStr>(&mut self, what: &'static str) -> Result<T> {
        let (start, text) = self.number()?;
        text.parse()
            .or_else(|_| self.reader.error_at(start, format!("expected {what}, found {}", shape::excerpt(text))))
    }

    /// A number made from its digits, which may be in a string: that protocols write one form keeps none
    /// from reading the other.
    fn big_number<T: std::str::FromStr>(&mut self, what: &'static str) -> Result<T> {
        if self.reader.peek() != Some(b'"') {
            return self.parsed(what);
        }
        let start = self.reader.offset();
        let text = self.reader.string()?;
        text.parse().or_else(|_| self.reader.error_at(start, format!("expected {what}, found another string")))
    }

    fn number(&mut self) -> Result<(usize, &'a str)> {
        self.reader.peek();
        let start = self.reader.offset();
        Ok((start, self.reader.number()?))
    }

    fn blob(&mut self) -> Result<Blob> {
        self.reader.peek();
        let start = self.reader.offset();
        let text = self.reader.string()?;
        base64::decode(&*text).map(Blob::new).or_else(|_| self.reader.error_at(start, "expected base64 text"))
    }

    fn timestamp(&mut self, member: &Member) -> Result<DateTime> {
        self.reader.peek();
        let start = self.reader.offset();
        let format = self.style.timestamp_format(member);
        let instant = match format {
            TimestampFormat::EpochSeconds => timestamp::epoch_seconds(self.reader.number()?),
            TimestampFormat::DateTime | TimestampFormat::HttpDate => timestamp::read(&self.reader.string()?, format),
        };
        match instant {
            Some(instant) => Ok(instant),
            None => self.reader.error_at(start, format!("expected a timestamp in the form {format:?}")),
        }
    }

    fn document(&mut self, document: &mut Document) -> Result<()> {
        *document = match self.reader.peek() {
            Some(b'n') => self.reader.null().map(|_| Document::Null)?,
            Some(b't' | b'f') => Document::Bool(self.reader.boolean()?),
            Some(b'"') => Document::String(self.reader.string()?.into_owned()),
            Some(b'[') => {
                let mut items = Vec::new();
                self.reader.begin_array()?;
                let mut first = true;
                while self.reader.next_element(&mut first)? {
                    let mut item = Document::Null;
                    self.deeper(|this| this.document(&mut item))?;
                    items.push(item);
                }
                Document::Array(items)
            }
            Some(b'{') => {
                let mut entries = HashMap::new();
                self.reader.begin_object()?;
                let mut first = true;
                while let Some(key) = self.reader.next_key(&mut first)? {
                    let mut value = Document::Null;
                    self.deeper(|this| this.document(&mut value))?;
                    entries.insert(key.into_owned(), value);
                }
                Document::Object(entries)
            }
            _ => self.document_number()?,
        };
        Ok(())
    }

    fn document_number(&mut self) -> Result<Document> {
        let (start, text) = self.number()?;
        match document_number(text) {
            // What is written for them is a string, which is no longer the same document.
            Number::Float(number) if !number.is_finite() => {
                self.reader.error_at(start, format!("expected a double, found {}", shape::excerpt(text)))
            }
            number => Ok(Document::Number(number)),
        }
    }
}

/// The number of a document: an integer where it has neither fraction nor exponent and fits.
fn document_number(text: &str) -> Number {
    if let Ok(number) = text.parse::<u64>() {
        Number::PosInt(number)
    } else if let Ok(number) = text.parse::<i64>() {
        Number::NegInt(number)
    } else {
        // A number of JSON's grammar always reads as a double, of which too great ones are infinite.
        Number::Float(text.parse().unwrap_or(f64::NAN))
    }
}
