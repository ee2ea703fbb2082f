//! Skips what a shape does not know.

use crate::cbor::reader::Result;
use crate::cbor::{Item, Reader};

impl Reader<'_> {
    /// Skips the value that comes next, whatever it is and however deep.
    pub fn skip_value(&mut self) -> Result<()> {
        let mut open = Open::default();
        // How many items are to come, up to the innermost open item of indefinite length.
        let mut left: usize = 1;
        loop {
            if left == 0 && open.is_empty() {
                return Ok(());
            }
            let item = self.item()?;
            match (item, left.checked_sub(1)) {
                (Item::Break, None) => {
                    left = open.pop();
                    continue;
                }
                (Item::Break, Some(_)) => return self.unexpected("a value", item),
                // An item of indefinite length has as many as come.
                (_, less) => left = less.unwrap_or_default(),
            }
            match item {
                Item::Tag(_) => left = left.saturating_add(1),
                Item::Array(Some(length)) => left = left.saturating_add(length),
                Item::Map(Some(length)) => left = left.saturating_add(length).saturating_add(length),
                Item::Array(None) | Item::Map(None) => {
                    open.push(left);
                    left = 0;
                }
                Item::Bytes(Some(length)) | Item::Text(Some(length)) => drop(self.take(length)?),
                Item::Bytes(None) | Item::Text(None) => while self.chunk(item)?.is_some() {},
                Item::Unsigned(_)
                | Item::Negative(_)
                | Item::Boolean(_)
                | Item::Null
                | Item::Float(_)
                | Item::Double(_)
                | Item::Simple(_)
                | Item::Break => {}
            }
        }
    }
}

/// The open items of indefinite length: for each, how many items come after it up to the next outer one.
/// They are kept as base-128 digits, the least first, which is marked: a number never takes more bytes
/// than its items do.
#[derive(Default)]
struct Open(Vec<u8>);

impl Open {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, mut count: usize) {
        let mut mark = 0x80;
        loop {
            self.0.push((count & 0x7f) as u8 | mark);
            count >>= 7;
            mark = 0;
            if count == 0 {
                return;
            }
        }
    }

    fn pop(&mut self) -> usize {
        let mut count = 0;
        while let Some(digit) = self.0.pop() {
            count = count << 7 | usize::from(digit & 0x7f);
            if digit & 0x80 != 0 {
                break;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], skipped: usize) {
        let mut reader = Reader::new(bytes);
        assert_eq!(reader.skip_value().map(|()| reader.offset()), Ok(skipped), "{bytes:x?}");
    }

    #[track_caller]
    fn refuse(bytes: &[u8]) {
        assert!(Reader::new(bytes).skip_value().is_err(), "{bytes:x?}");
    }

    #[test]
    fn skips_one_value() {
        check(&[0x00, 0x00], 1);
        check(&[0x19, 1, 2, 3], 3);
        check(&[0x62, b'a', b'b', 0], 3);
        check(&[0x82, 1, 2, 3], 3);
        check(&[0xa1, 1, 2, 3], 3);
        check(&[0x9f, 0xff, 0], 2);
        check(&[0xbf, 1, 0x9f, 0xff, 0xff, 0], 5);
        check(&[0x5f, 0x41, 1, 0x40, 0xff, 0], 5);
        check(&[0xc1, 0xc2, 1, 0], 3);
        check(&[0xf9, 0, 0, 0], 3);
        check(&[0xf8, 0x20, 0], 2);
        // The array that was of two elements goes on after the one of indefinite length.
        check(&[0x82, 0x9f, 0x82, 1, 2, 0xff, 3, 0], 7);
    }

    #[test]
    fn refuses_what_is_no_value() {
        refuse(&[]);
        refuse(&[0xff]);
        refuse(&[0x81]);
        refuse(&[0x81, 0xff]);
        refuse(&[0x9f, 0xc1, 0xff]);
        refuse(&[0x9f, 1]);
        refuse(&[0x1c]);
        refuse(&[0x1f]);
        refuse(&[0xfc]);
        refuse(&[0x5f, 0x61, b'a', 0xff]);
        refuse(&[0x5f, 0x5f, 0xff, 0xff]);
        refuse(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]);
    }

    #[test]
    fn depth_takes_no_stack() {
        for open in [0x81, 0x9f, 0xbf, 0xc1] {
            refuse(&vec![open; 1_000_000]);
        }
        let deep = [vec![0x9f; 1_000_000], vec![0xff; 1_000_000]].concat();
        check(&deep, 2_000_000);
    }

    #[test]
    fn open_items_take_no_more_than_their_bytes() {
        let mut open = Open::default();
        let counts = [0, 1, 127, 128, 16_383, 16_384, usize::MAX];
        counts.iter().for_each(|count| open.push(*count));
        assert_eq!(open.0.len(), 1 + 1 + 1 + 2 + 2 + 3 + 10);
        counts.iter().rev().for_each(|count| assert_eq!(open.pop(), *count));
        assert!(open.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_skipped_or_refused(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            let _ = reader.skip_value();
            prop_assert!(reader.offset() <= bytes.len());
        }
    }
}
