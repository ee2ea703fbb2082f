//! Writes CBOR.

/// CBOR in the making: one item after another, in the shortest form.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

/// The kinds of items ("RFC 8949, Major types").
#[derive(Clone, Copy)]
enum Major {
    Unsigned = 0,
    Negative = 1,
    Bytes = 2,
    Text = 3,
    Array = 4,
    Map = 5,
    Tag = 6,
}

impl Writer {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { bytes: Vec::with_capacity(128) }
    }

    /// The bytes so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    #[inline]
    fn head(&mut self, major: Major, argument: u64) {
        let major = (major as u8) << 5;
        if argument < 24 {
            self.bytes.push(major | argument as u8);
        } else {
            self.long_head(major, argument);
        }
    }

    fn long_head(&mut self, major: u8, argument: u64) {
        if let Ok(byte) = u8::try_from(argument) {
            self.bytes.extend_from_slice(&[major | 24, byte]);
        } else if let Ok(short) = u16::try_from(argument) {
            self.bytes.push(major | 25);
            self.bytes.extend_from_slice(&short.to_be_bytes());
        } else if let Ok(int) = u32::try_from(argument) {
            self.bytes.push(major | 26);
            self.bytes.extend_from_slice(&int.to_be_bytes());
        } else {
            self.bytes.push(major | 27);
            self.bytes.extend_from_slice(&argument.to_be_bytes());
        }
    }

    /// Writes a whole number.
    pub fn integer(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.unsigned(number),
            // The complement of a negative number is -1 - n, of which the sign bit is not set.
            Err(_) => self.head(Major::Negative, !number as u64),
        }
    }

    /// Writes a whole number that is not negative.
    pub fn unsigned(&mut self, number: u64) {
        self.head(Major::Unsigned, number);
    }

    /// Writes a boolean.
    pub fn boolean(&mut self, value: bool) {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
    }

    /// Writes null.
    pub fn null(&mut self) {
        self.bytes.push(0xf6);
    }

    /// Writes a number of single precision.
    pub fn float(&mut self, number: f32) {
        self.bytes.push(0xfa);
        self.bytes.extend_from_slice(&number.to_be_bytes());
    }

    /// Writes a number of double precision, in single precision where that is the same number.
    pub fn double(&mut self, number: f64) {
        let single = number as f32;
        if f64::from(single) == number || number.is_nan() {
            return self.float(single);
        }
        self.bytes.push(0xfb);
        self.bytes.extend_from_slice(&number.to_be_bytes());
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.head(Major::Text, text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.head(Major::Bytes, bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a tag; the item that it belongs to comes next.
    pub fn tag(&mut self, tag: u64) {
        self.head(Major::Tag, tag);
    }

    /// Writes the start of an array of `length` elements.
    pub fn array(&mut self, length: usize) {
        self.head(Major::Array, length as u64);
    }

    /// Writes the start of a map of `length` entries.
    pub fn map(&mut self, length: usize) {
        self.head(Major::Map, length as u64);
    }

    /// Writes the start of a map that goes up to its [`end`](Self::end).
    pub fn begin_map(&mut self) {
        self.bytes.push(0xbf);
    }

    /// Writes the end of what was begun without a length.
    pub fn end(&mut self) {
        self.bytes.push(0xff);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(write: impl FnOnce(&mut Writer), expected: &[u8]) {
        let mut writer = Writer::new();
        write(&mut writer);
        assert_eq!(writer.into_bytes(), expected);
    }

    /// The examples are those of RFC 8949, appendix A, and the ends of each range.
    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        check(|writer| writer.integer(23), &[0x17]);
        check(|writer| writer.integer(24), &[0x18, 24]);
        check(|writer| writer.integer(255), &[0x18, 255]);
        check(|writer| writer.integer(256), &[0x19, 1, 0]);
        check(|writer| writer.integer(65_536), &[0x1a, 0, 1, 0, 0]);
        check(|writer| writer.integer(1 << 32), &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0]);
        check(|writer| writer.integer(-1), &[0x20]);
        check(|writer| writer.integer(-1000), &[0x39, 0x03, 0xe7]);
        check(|writer| writer.integer(i64::MIN), &[0x3b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        check(|writer| writer.double(1.0), &[0xfa, 0x3f, 0x80, 0, 0]);
        check(|writer| writer.double(-0.0), &[0xfa, 0x80, 0, 0, 0]);
        check(|writer| writer.double(1.1), &[0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]);
        check(|writer| writer.double(f64::NAN), &[0xfa, 0x7f, 0xc0, 0, 0]);
        check(|writer| writer.double(f64::NEG_INFINITY), &[0xfa, 0xff, 0x80, 0, 0]);
    }

    #[test]
    fn the_rest_is_as_it_is() {
        check(|writer| writer.text("a\u{e4}"), &[0x63, b'a', 0xc3, 0xa4]);
        check(|writer| writer.bytes(&[1, 2]), &[0x42, 1, 2]);
        check(|writer| writer.tag(55_799), &[0xd9, 0xd9, 0xf7]);
        check(|writer| writer.array(2), &[0x82]);
        check(|writer| writer.map(25), &[0xb8, 25]);
        check(Writer::begin_map, &[0xbf]);
        check(Writer::end, &[0xff]);
        check(Writer::null, &[0xf6]);
        check(|writer| writer.boolean(true), &[0xf5]);
    }
}
