//! Bytes that may be anything: those of our own encoders, changed by chance. The same as fuzzing does, as
//! long as a test may take.

use proptest::prelude::*;
use tinsmith::shape::{Structure, same_value};

use crate::entry;
use crate::fill::Fill;
use crate::shapes::Everything;

/// A format under test.
struct Format {
    read: fn(&[u8]) -> Option<Everything>,
    write: fn(&Everything) -> Option<Vec<u8>>,
    documents: bool,
}

const JSON: Format = Format { read: entry::json, write: entry::write_json, documents: true };
const CBOR: Format = Format { read: entry::cbor, write: entry::write_cbor, documents: false };

impl Format {
    fn value(&self, seed: u64) -> Everything {
        let mut value = Everything::empty();
        Fill::new(seed, self.documents).structure(&mut value, 3);
        value
    }

    /// What is written reads as the same.
    fn round_trip(&self, seed: u64) {
        let value = self.value(seed);
        let bytes = (self.write)(&value).expect("it is written");
        let read = (self.read)(&bytes).unwrap_or_else(|| panic!("{value:?} is read from {}", bytes.escape_ascii()));
        assert!(same_value(&value, &read), "{value:?}\n{}", bytes.escape_ascii());
    }

    /// What is changed by chance is read or refused, and what is read means the same when it is written.
    fn survives(&self, bytes: &[u8]) {
        let Some(value) = (self.read)(bytes) else { return };
        let shown = format!("{value:?}");
        let Some(written) = (self.write)(&value) else {
            // A member of a union that the shape does not know is forgotten, and cannot be written.
            return assert!(shown.contains("Some(Unknown)"), "{shown} is written");
        };
        let again = (self.read)(&written).unwrap_or_else(|| panic!("{} is read", written.escape_ascii()));
        assert!(shown.contains("NaN") || same_value(&value, &again), "{shown}\n{again:?}");
    }
}

/// A change to bytes: where, and what.
#[derive(Clone, Debug)]
enum Change {
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        2 => (at(), prop::collection::vec(any::<u8>(), 1..9)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        2 => (at(), 1_usize..9).prop_map(|(at, length)| Change::Remove(at, length)),
        1 => (at(), 1_usize..9, 1_usize..300).prop_map(|(at, length, times)| Change::Repeat(at, length, times)),
    ]
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: &prop::sample::Index, bytes: &[u8]| at.index(bytes.len() + 1);
        match self {
            Self::Set(at, byte) => {
                let place = place(at, bytes);
                if let Some(slot) = bytes.get_mut(place) {
                    *slot = *byte;
                }
            }
            Self::Insert(at, inserted) => {
                let place = place(at, bytes);
                bytes.splice(place..place, inserted.iter().copied());
            }
            Self::Remove(at, length) => {
                let place = place(at, bytes);
                bytes.drain(place..(place + length).min(bytes.len()));
            }
            Self::Repeat(at, length, times) => {
                let place = place(at, bytes);
                let piece = bytes[place..(place + length).min(bytes.len())].repeat(*times);
                bytes.splice(place..place, piece);
            }
        }
    }
}

/// The tests of a format.
macro_rules! hostile {
    ($module:ident, $format:expr) => {
        mod $module {
            use super::*;

            proptest! {
                #![proptest_config(ProptestConfig::with_cases(1000))]

                #[test]
                fn what_is_written_reads_as_the_same(seed: u64) {
                    $format.round_trip(seed);
                }

                #[test]
                fn changed_bytes_are_read_or_refused(
                    seed: u64, changes in prop::collection::vec(change(), 1..6),
                ) {
                    let mut bytes = ($format.write)(&$format.value(seed)).unwrap();
                    changes.iter().for_each(|change| change.apply(&mut bytes));
                    $format.survives(&bytes);
                }

                #[test]
                fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
                    $format.survives(&bytes);
                }
            }
        }
    };
}

hostile!(json, JSON);
hostile!(cbor, CBOR);
