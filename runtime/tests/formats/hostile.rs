//! Bytes that may be anything: those of our own encoders, changed by chance. The same as fuzzing does, as
//! long as a test may take.

use proptest::prelude::*;
use tinsmith::shape::{Structure, same_value};

use crate::entry::{self, Format};
use crate::fill::Fill;
use crate::shapes::{Bound, Everything};

/// A value of the format that is the same for the same seed.
fn value(format: &Format, seed: u64) -> Everything {
    let mut value = Everything::empty();
    (format.fill)(seed).structure(&mut value, 3);
    value
}

/// Checks that what is written reads as the same.
fn round_trip(format: &Format, seed: u64) {
    let value = value(format, seed);
    let bytes = (format.write)(&value).expect("it is written");
    let read = (format.read)(&bytes).unwrap_or_else(|| panic!("{value:?} is read from {}", bytes.escape_ascii()));
    assert!(same_value(&value, &read), "{value:?}\n{}", bytes.escape_ascii());
}

/// A response with HTTP bindings.
fn response(seed: u64) -> Vec<u8> {
    let mut bound = Bound::empty();
    Fill::new(seed).for_headers().structure(&mut bound, 2);
    entry::write_bindings(&mut bound).expect("it is written")
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
                    round_trip(&$format, seed);
                }

                #[test]
                fn changed_bytes_are_read_or_refused(
                    seed: u64, changes in prop::collection::vec(change(), 1..6),
                ) {
                    let mut bytes = ($format.write)(&value(&$format, seed)).unwrap();
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

hostile!(json, entry::JSON);
hostile!(cbor, entry::CBOR);
hostile!(xml, entry::XML);

mod bindings {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_is_written_is_read(seed: u64) {
            prop_assert!(entry::bindings(&response(seed)));
        }

        #[test]
        fn changed_bytes_are_read_or_refused(seed: u64, changes in prop::collection::vec(change(), 1..6)) {
            let mut bytes = response(seed);
            changes.iter().for_each(|change| change.apply(&mut bytes));
            entry::bindings(&bytes);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            entry::bindings(&bytes);
        }
    }
}

#[cfg(feature = "event-stream")]
mod events {
    use super::*;
    use crate::events::{contents, events};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn events_are_read(seed: u64) {
            let (bytes, count) = contents(seed);
            prop_assert_eq!(events(&bytes), count);
        }

        #[test]
        fn changed_bytes_are_read_or_refused(seed: u64, changes in prop::collection::vec(change(), 1..6)) {
            let (mut bytes, _) = contents(seed);
            changes.iter().for_each(|change| change.apply(&mut bytes));
            events(&bytes);
        }
    }
}
