//! How much memory reading takes, whatever comes: no more than a small multiple of the bytes.
//!
//! There is one exception, which no decoder into these types can avoid. A list of structures holds them by
//! value, and a structure may be empty: then a byte or three of a document become as many bytes as the
//! structure has, and up to three times as many while the list grows.

#[path = "formats/entry.rs"]
mod entry;
#[path = "formats/fill.rs"]
mod fill;
#[path = "formats/shapes.rs"]
mod shapes;

use peak_alloc::PeakAlloc;
use tinsmith::shape::Structure;

use entry::{CBOR, Format, JSON, XML};
use shapes::{Bound, Everything};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most bytes of memory for a byte of a document. The worst is an open document with a list of numbers
/// of one digit: 56 bytes for each two, up to three times while the list grows.
const MULTIPLE: usize = 84;

/// What is spent once: errors, tables, the first pieces of collections.
const ONCE: usize = 64 << 10;

/// What `read` takes at its peak.
fn peak(read: impl FnOnce()) -> usize {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    read();
    MEMORY.peak_usage().saturating_sub(before)
}

#[track_caller]
fn check(format: &Format, document: &[u8], limit: usize) {
    let taken = peak(|| drop((format.read)(document)));
    let start = document.get(..40).unwrap_or(document).escape_ascii();
    assert!(taken <= limit, "{taken} bytes for the {} of {start}", document.len());
}

/// Checks that a document of a start, many of the same, and an end takes no more than is allowed.
#[track_caller]
fn flood(format: &Format, start: &[u8], piece: &[u8], end: &[u8]) {
    let document = [start, &piece.repeat((1 << 18) / piece.len()), end].concat();
    check(format, &document, MULTIPLE * document.len() + ONCE);
}

/// A test of its own binary, and the only one: what others allocate would count.
#[test]
fn memory_is_a_small_multiple_of_the_input() {
    documents_of_our_own();
    what_is_unknown_takes_nothing();
    collections_and_texts();
    lengths_that_are_not_true();
    empty_structures();
}

fn documents_of_our_own() {
    for seed in 0..50 {
        for format in [&JSON, &CBOR, &XML] {
            let mut value = Everything::empty();
            (format.fill)(seed).structure(&mut value, 4);
            let document = (format.write)(&value).unwrap();
            // Structures by value, as above: all that are in it, and a list's that has grown.
            let structures = format!("{value:?}").matches("Everything {").count();
            let limit = MULTIPLE * document.len() + 3 * structures * size_of::<Everything>() + ONCE;
            check(format, &document, limit);
            let taken = peak(|| format.survives(&document[..document.len() / 2]));
            assert!(taken <= limit, "{taken} bytes");
        }
        let mut bound = Bound::empty();
        fill::Fill::new(seed).for_headers().structure(&mut bound, 0);
        let response = entry::write_bindings(&mut bound).unwrap();
        let taken = peak(|| assert!(entry::bindings(&response)));
        assert!(taken <= MULTIPLE * response.len() + ONCE, "{taken} bytes");
    }
}

fn what_is_unknown_takes_nothing() {
    let nested = |format: &Format, start: &[u8], piece: &[u8], end: &[u8]| {
        let document = [start, &piece.repeat(1 << 18), end].concat();
        check(format, &document, 3 * document.len() + ONCE);
    };
    nested(&JSON, b"{\"Unknown\":", b"[", b"");
    nested(&JSON, b"{\"Unknown\":", b"{\"a\":", b"");
    nested(&JSON, b"{\"Unknown\":[", b"0,", b"0]}");
    for open in [0x81, 0x9f, 0xbf, 0xc1] {
        nested(&CBOR, b"\xa1\x67Unknown", &[open], b"");
    }
    nested(&CBOR, b"\xa1\x67Unknown", b"\x82\x9f", b"");
    nested(&CBOR, b"\xbf\x67Unknown\x9f", b"\x00", b"\xff\xff");
    nested(&CBOR, b"\xbf\x67Unknown\x7f", b"\x61a", b"\xff\xff");
}

fn collections_and_texts() {
    flood(&JSON, b"{\"SparseList\":[", b"0,", b"0]}");
    flood(&JSON, b"{\"SparseList\":[", b"null,", b"0]}");
    flood(&JSON, b"{\"Document\":[", b"0,", b"0]}");
    flood(&JSON, b"{\"String\":\"", b"\\n", b"\"}");
    flood(&JSON, b"{\"Blob\":\"", b"AAAA", b"\"}");
    flood(&JSON, b"{\"BigInteger\":", b"9", b"}");
    flood(&JSON, b"{\"Long\":", b"9", b"}");
    flood(&CBOR, b"\xa1\x6aSparseList\x9f", b"\x00", b"\xff");
    flood(&CBOR, b"\xa1\x6aSparseList\x9f", b"\xf6", b"\xff");
    flood(&CBOR, b"\xa1\x66String\x7f", b"\x61a", b"\xff");
    flood(&CBOR, b"\xa1\x66String\x7f", b"\x60", b"\xff");
    flood(&CBOR, b"\xa1\x6aBigInteger\xc2\x5f", b"\x41a", b"\xff");
    flood(&XML, b"<R><SparseList>", b"<member>0</member>", b"</SparseList></R>");
    flood(&XML, b"<R><String>", b"&#10;", b"</String></R>");
    flood(&XML, b"<R", b" a='b'", b"/>");
    flood(&XML, b"<R>", b"<x>", b"");
    for format in [&JSON, &CBOR, &XML] {
        let mut value = Everything::empty();
        value.map = Some((0..20_000).map(|index| (index.to_string(), String::new())).collect());
        let document = (format.write)(&value).unwrap();
        check(format, &document, MULTIPLE * document.len() + ONCE);
    }
}

fn lengths_that_are_not_true() {
    for kind in [0x5b, 0x7b, 0x9b, 0xbb] {
        for length in [1 << 20, u64::from(u32::MAX), u64::MAX] {
            let claim = [&[kind][..], &length.to_be_bytes()].concat();
            for member in ["\x64Blob", "\x66String", "\x64List", "\x63Map", "\x67Unknown", "\x6aBigInteger\u{2}"] {
                check(&CBOR, &[b"\xa1", member.as_bytes(), &claim].concat(), ONCE);
            }
        }
    }
}

fn empty_structures() {
    let list = |format: &Format, start: &[u8], piece: &[u8], end: &[u8]| {
        let count = 10_000;
        let document = [start, &piece.repeat(count), end].concat();
        check(format, &document, 3 * count * size_of::<Everything>() + document.len() + ONCE);
    };
    list(&JSON, b"{\"List\":[", b"{},", b"{}]}");
    list(&CBOR, b"\xa1\x64List\x9f", b"\xa0", b"\xff");
    list(&XML, b"<R><List>", b"<member/>", b"</List></R>");
}
