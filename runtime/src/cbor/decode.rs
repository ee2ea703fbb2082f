//! CBOR to any shape.

use std::fmt::LowerExp;

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime};

use crate::cbor::reader::Result;
use crate::cbor::{Item, Left, Reader, big, tag};
use crate::shape::{self, Kind, List, MAX_DEPTH, Map, Slot, Structure, Value};
use crate::timestamp;

/// Reads a map into `structure`.
///
/// Members that are null or that the shape does not have are skipped; required members that are missing
/// come into being empty ("Smithy specification, Error correction").
pub fn read_structure(reader: &mut Reader<'_>, structure: &mut dyn Structure) -> Result<()> {
    Decoder { reader, depth: 0 }.structure(structure)
}

struct Decoder<'r, 'a> {
    reader: &'r mut Reader<'a>,
    depth: usize,
}

impl Decoder<'_, '_> {
    /// Runs `read` a level deeper.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.depth == MAX_DEPTH {
            return self.reader.error_at(self.reader.offset(), format!("more than {MAX_DEPTH} levels of nesting"));
        }
        self.depth += 1;
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    #[inline(never)]
    fn structure(&mut self, structure: &mut dyn Structure) -> Result<()> {
        let shape = structure.shape();
        let mut left = self.reader.begin_map()?;
        let mut next = 0;
        let mut set = 0;
        while let Some(key) = self.reader.next_key(&mut left)? {
            let Some(index) = shape.position(next, |member| member.wire_name == key && !member.is_event_bound()) else {
                self.reader.skip_value()?;
                continue;
            };
            next = index + 1;
            if self.reader.null() {
                continue;
            }
            set += 1;
            if shape.kind == Kind::Union && set > 1 {
                return self.reader.error_at(self.reader.offset(), "a union with more than one member");
            }
            match structure.get_mut(index) {
                Some(value) => self.value(value)?,
                None => self.reader.skip_value()?,
            }
        }
        if shape.kind == Kind::Structure {
            shape::correct(structure);
        }
        Ok(())
    }

    fn value(&mut self, value: &mut dyn Value) -> Result<()> {
        match value.slot() {
            Slot::Boolean(slot) => *slot = self.reader.boolean()?,
            Slot::Byte(slot) => *slot = self.integer("a byte")?,
            Slot::Short(slot) => *slot = self.integer("a short")?,
            Slot::Integer(slot) => *slot = self.integer("an integer")?,
            Slot::Long(slot) => *slot = self.integer("a long")?,
            Slot::Float(slot) => *slot = self.float()?,
            Slot::Double(slot) => *slot = self.double()?,
            Slot::String(slot) => *slot = self.reader.text()?.into_owned(),
            Slot::Enum(slot) => slot.set(&self.reader.text()?),
            Slot::Blob(slot) => *slot = Blob::new(self.reader.bytes()?.into_owned()),
            Slot::Timestamp(slot) => *slot = self.timestamp()?,
            Slot::Document(_) => {
                // Nothing says how documents look ("Smithy RPC v2 CBOR protocol, Shape serialization").
                return self.reader.error_at(self.reader.offset(), "a document, for which rpcv2Cbor has no form");
            }
            Slot::BigInteger(slot) => *slot = self.big_integer()?,
            Slot::BigDecimal(slot) => *slot = self.big_decimal()?,
            Slot::List(slot) => self.deeper(|this| this.list(slot))?,
            Slot::Map(slot) => self.deeper(|this| this.map(slot))?,
            Slot::Structure(slot) => self.deeper(|this| this.structure(slot))?,
            Slot::Unit | Slot::Stream(_) | Slot::EventSender(_) | Slot::EventReceiver(_) => self.reader.skip_value()?,
        }
        Ok(())
    }

    #[inline(never)]
    fn list(&mut self, list: &mut dyn List) -> Result<()> {
        let mut left = self.reader.begin_array()?;
        list.clear();
        let sparse = list.sparse();
        while self.reader.more(&mut left)? {
            if self.reader.null() {
                if sparse {
                    list.push();
                }
                continue;
            }
            let value = list.push();
            self.value(value)?;
        }
        Ok(())
    }

    #[inline(never)]
    fn map(&mut self, map: &mut dyn Map) -> Result<()> {
        let mut left = self.reader.begin_map()?;
        map.clear();
        let sparse = map.sparse();
        while let Some(key) = self.reader.next_key(&mut left)? {
            if self.reader.null() {
                if sparse {
                    map.insert(&key);
                }
                continue;
            }
            let value = map.insert(&key);
            self.value(value)?;
        }
        Ok(())
    }

    /// A whole number that fits `T`.
    fn integer<T: TryFrom<i64>>(&mut self, what: &'static str) -> Result<T> {
        let item = self.reader.untagged()?;
        match long(item).and_then(|number| T::try_from(number).ok()) {
            Some(number) => Ok(number),
            None => match whole(item) {
                Some(number) => self.reader.error(format!("expected {what}, found {number}")),
                None => self.reader.unexpected(what, item),
            },
        }
    }

    fn float(&mut self) -> Result<f32> {
        match self.reader.untagged()? {
            Item::Float(number) => Ok(number),
            Item::Double(number) => Ok(number as f32),
            item => match whole(item) {
                Some(number) => Ok(number as f32),
                None => self.reader.unexpected("a number", item),
            },
        }
    }

    #[inline]
    fn double(&mut self) -> Result<f64> {
        match self.reader.plain_double() {
            Some(number) => Ok(number),
            None => self.other_double(),
        }
    }

    fn other_double(&mut self) -> Result<f64> {
        match self.reader.untagged()? {
            Item::Float(number) => Ok(f64::from(number)),
            Item::Double(number) => Ok(number),
            item => match whole(item) {
                Some(number) => Ok(number as f64),
                None => self.reader.unexpected("a number", item),
            },
        }
    }

    /// Seconds since 1970. A number without the tag is one as well.
    fn timestamp(&mut self) -> Result<DateTime> {
        if self.reader.tags()?.is_some_and(|found| found != tag::EPOCH) {
            return self.reader.error("expected a timestamp, found another tag");
        }
        let instant = match self.reader.plain_double() {
            Some(number) => instant(number, number),
            None => self.other_instant()?,
        };
        instant.map_or_else(|| self.reader.error("a timestamp out of range"), Ok)
    }

    /// An instant that is no plain double.
    fn other_instant(&mut self) -> Result<Option<DateTime>> {
        Ok(match self.reader.item()? {
            item @ (Item::Unsigned(_) | Item::Negative(_)) => long(item).map(DateTime::from_secs),
            Item::Float(number) => instant(f64::from(number), number),
            Item::Double(number) => instant(number, number),
            other => return self.reader.unexpected("a timestamp", other),
        })
    }

    fn big_integer(&mut self) -> Result<BigInteger> {
        let start = self.reader.offset();
        let digits = self.integer_digits()?;
        digits.parse().or_else(|_| self.reader.error_at(start, "expected a whole number"))
    }

    /// The digits of a whole number, which may be a bignum.
    fn integer_digits(&mut self) -> Result<String> {
        let tag = self.reader.tags()?;
        let item = self.reader.item()?;
        self.rest_of_digits(tag, item)
    }

    /// The digits of a whole number that starts with `item` behind `tag`.
    fn rest_of_digits(&mut self, tag: Option<u64>, item: Item) -> Result<String> {
        let (bytes, negative) = match (tag, item) {
            (Some(tag::BIG_POSITIVE), Item::Bytes(length)) => (self.reader.rest_of_bytes(length)?, false),
            (Some(tag::BIG_NEGATIVE), Item::Bytes(length)) => (self.reader.rest_of_bytes(length)?, true),
            _ => {
                return match whole(item) {
                    Some(number) => Ok(number.to_string()),
                    None => self.reader.unexpected("a whole number", item),
                };
            }
        };
        match big::to_decimal(&bytes, u32::from(negative)) {
            Some(digits) if negative => Ok(format!("-{digits}")),
            Some(digits) => Ok(digits),
            None => self.reader.error(format!("a number of more than {} bytes", big::MAX_BYTES)),
        }
    }

    /// A decimal fraction, or any other number.
    fn big_decimal(&mut self) -> Result<BigDecimal> {
        let start = self.reader.offset();
        let tag = self.reader.tags()?;
        let text = match (tag, self.reader.item()?) {
            (Some(tag::DECIMAL), Item::Array(length)) => self.decimal_fraction(Left::new(length))?,
            (_, Item::Float(number)) => number.to_string(),
            (_, Item::Double(number)) => number.to_string(),
            (_, item) => self.rest_of_digits(tag, item)?,
        };
        text.parse().or_else(|_| self.reader.error_at(start, "expected a decimal number"))
    }

    /// The two elements of a decimal fraction: the exponent and the mantissa.
    fn decimal_fraction(&mut self, mut left: Left) -> Result<String> {
        const EXPECTED: &str = "expected an exponent and a mantissa";
        if !self.reader.more(&mut left)? {
            return self.reader.error(EXPECTED);
        }
        let exponent = self.integer::<i64>("an exponent")?;
        if !self.reader.more(&mut left)? {
            return self.reader.error(EXPECTED);
        }
        let mantissa = self.integer_digits()?;
        if self.reader.more(&mut left)? {
            return self.reader.error(EXPECTED);
        }
        Ok(big::decimal(mantissa, exponent))
    }
}

/// The instant of a float, `digits` being it in its own precision. The shortest digits that give the same
/// float are those that the service meant: 946845296.123 as a double is a little less.
fn instant(seconds: f64, digits: impl LowerExp) -> Option<DateTime> {
    let whole = seconds as i64;
    // Every whole number of this range has its own double.
    if whole as f64 == seconds && whole.unsigned_abs() < 1 << 53 {
        return Some(DateTime::from_secs(whole));
    }
    timestamp::epoch_seconds(&format!("{digits:e}"))
}

/// The whole number that an item is, where it is one that a long can be.
#[inline]
fn long(item: Item) -> Option<i64> {
    match item {
        Item::Unsigned(number) => i64::try_from(number).ok(),
        Item::Negative(number) => i64::try_from(number).ok().map(|number| -1 - number),
        _ => None,
    }
}

/// The whole number that an item is, if it is one.
fn whole(item: Item) -> Option<i128> {
    match item {
        Item::Unsigned(number) => Some(i128::from(number)),
        Item::Negative(number) => Some(-1 - i128::from(number)),
        _ => None,
    }
}
