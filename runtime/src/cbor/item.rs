//! What an item of CBOR starts with.

use crate::cbor::Reader;
use crate::cbor::reader::Result;

/// What an item starts with. Where there is a length, `None` is an indefinite one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item {
    /// A whole number, positive or zero.
    Unsigned(u64),
    /// The whole number -1 - n.
    Negative(u64),
    /// Bytes, of which so many follow.
    Bytes(Option<usize>),
    /// Text, of which so many bytes follow.
    Text(Option<usize>),
    /// An array of so many elements.
    Array(Option<usize>),
    /// A map of so many entries.
    Map(Option<usize>),
    /// What the item that follows means.
    Tag(u64),
    /// A boolean.
    Boolean(bool),
    /// Null, or `undefined`, which means the same here.
    Null,
    /// A number of half or single precision.
    Float(f32),
    /// A number of double precision.
    Double(f64),
    /// A simple value without a meaning.
    Simple(u8),
    /// The end of an item of indefinite length.
    Break,
}

impl Item {
    /// What it is, for an error.
    pub(super) fn name(self) -> &'static str {
        match self {
            Item::Unsigned(_) | Item::Negative(_) => "an integer",
            Item::Bytes(_) => "bytes",
            Item::Text(_) => "a text",
            Item::Array(_) => "an array",
            Item::Map(_) => "a map",
            Item::Tag(_) => "a tag",
            Item::Boolean(_) => "a boolean",
            Item::Null => "null",
            Item::Float(_) | Item::Double(_) => "a float",
            Item::Simple(_) => "a simple value",
            Item::Break => "a break",
        }
    }
}

/// What there is no item for.
const NO_ITEM: &str = "an item that CBOR does not have";

impl Reader<'_> {
    /// Takes what the next item starts with; its content, where it has any, comes next.
    #[inline]
    pub fn item(&mut self) -> Result<Item> {
        self.start = self.offset;
        let [initial] = self.array()?;
        let (major, info) = (initial >> 5, initial & 0x1f);
        if major == 7 {
            return self.simple_or_float(info);
        }
        let argument = match info {
            0..24 => u64::from(info),
            24 => u64::from(u8::from_be_bytes(self.array()?)),
            25 => u64::from(u16::from_be_bytes(self.array()?)),
            26 => u64::from(u32::from_be_bytes(self.array()?)),
            27 => u64::from_be_bytes(self.array()?),
            31 => return self.indefinite(major),
            _ => return self.error(NO_ITEM),
        };
        Ok(match major {
            0 => Item::Unsigned(argument),
            1 => Item::Negative(argument),
            2 => Item::Bytes(Some(self.length(argument, 1)?)),
            3 => Item::Text(Some(self.length(argument, 1)?)),
            4 => Item::Array(Some(self.length(argument, 1)?)),
            5 => Item::Map(Some(self.length(argument, 2)?)),
            _ => Item::Tag(argument),
        })
    }

    /// A length, which is not true where fewer than `each` bytes are left for each of what it counts.
    #[inline]
    fn length(&self, length: u64, each: u64) -> Result<usize> {
        let left = self.bytes.len() - self.offset;
        match usize::try_from(length) {
            Ok(fits) if length.saturating_mul(each) <= left as u64 => Ok(fits),
            _ => self.error(format!("a length of {length}, where {left} bytes are left")),
        }
    }

    fn indefinite(&self, major: u8) -> Result<Item> {
        match major {
            2 => Ok(Item::Bytes(None)),
            3 => Ok(Item::Text(None)),
            4 => Ok(Item::Array(None)),
            5 => Ok(Item::Map(None)),
            _ => self.error(NO_ITEM),
        }
    }

    fn simple_or_float(&mut self, info: u8) -> Result<Item> {
        Ok(match info {
            20 => Item::Boolean(false),
            21 => Item::Boolean(true),
            22 | 23 => Item::Null,
            0..20 => Item::Simple(info),
            24 => Item::Simple(u8::from_be_bytes(self.array()?)),
            25 => Item::Float(half(u16::from_be_bytes(self.array()?))),
            26 => Item::Float(f32::from_be_bytes(self.array()?)),
            27 => Item::Double(f64::from_be_bytes(self.array()?)),
            31 => Item::Break,
            _ => return self.error(NO_ITEM),
        })
    }
}

/// The number of half precision (IEEE 754, binary16) with these bits.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let fraction = bits & 0x03ff;
    let magnitude = match bits >> 10 & 0x1f {
        // Zero and the subnormal numbers: so many times 2^-24.
        0 => f32::from(fraction) / 16_777_216.0,
        // Infinity and what is no number.
        0x1f => f32::from_bits(0x7f80_0000 | u32::from(fraction) << 13),
        exponent => f32::from_bits((u32::from(exponent) + 112) << 23 | u32::from(fraction) << 13),
    };
    f32::from_bits(magnitude.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::half;

    #[track_caller]
    fn check(bits: u16, expected: f32) {
        assert_eq!(half(bits).to_bits(), expected.to_bits(), "{bits:#06x}");
    }

    /// The examples are those of RFC 8949, appendix A, and the ends of each range.
    #[test]
    fn reads_half_precision() {
        check(0x0000, 0.0);
        check(0x8000, -0.0);
        check(0x0001, 5.960_464_5e-8);
        check(0x03ff, 6.097_555e-5);
        check(0x0400, 6.103_515_6e-5);
        check(0x3c00, 1.0);
        check(0x3e00, 1.5);
        check(0xc400, -4.0);
        check(0x7bff, 65504.0);
        check(0x7c00, f32::INFINITY);
        check(0xfc00, f32::NEG_INFINITY);
        assert!(half(0x7c01).is_nan());
        assert!(half(0x7e00).is_nan());
    }
}
