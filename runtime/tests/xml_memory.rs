//! How much memory documents hold that are made to do harm: no more than a small multiple of their size.
//!
//! The peak of a process counts, so this is a test of its own.

use std::fs;

use tinsmith::exception::{Exception, ExceptionKind};
use tinsmith::shape::{Member, Shape, Structure};
use tinsmith::xml::{XmlStyle, error_fields, read_structure};

/// A structure with one member.
struct Kind;

impl ExceptionKind for Kind {
    const SHAPE: &'static Shape = {
        const MEMBERS: &[Member] = &[Member::new("message", "message")];
        &Shape::structure("Answer", "Answer", MEMBERS)
    };
}

const SIZE: usize = 2 << 20;

/// A document of about `SIZE` bytes.
fn document(piece: &str, start: &str, end: &str) -> String {
    format!("{start}{}{end}", piece.repeat(SIZE / piece.len()))
}

#[test]
fn documents_hold_a_small_multiple_of_their_size() {
    let documents = [
        document("<x>", "<R>", ""),
        document("<x></x>", "<R>", "</R>"),
        document("<x/>", "<R>", "</R>"),
        document("<message>&#x41;</message>", "<R>", "</R>"),
        document("&#65;", "<R><message>", "</message></R>"),
        document("\r\n", "<R><message>", "</message></R>"),
        document("<!---->", "<R><message>", "</message></R>"),
        document("<![CDATA[a]]>", "<R><message>", "</message></R>"),
        document(" a='b'", "<R", "/>"),
        document("&", "<R><message>", "</message></R>"),
        document("a", "<", ""),
    ];
    let sizes: usize = documents.iter().map(String::len).sum();
    let Some(before) = peak() else { return println!("the peak of memory is not known here: skipped") };
    for body in &documents {
        let mut structure = <Exception<Kind> as Structure>::empty();
        // Whether it is XML does not matter here.
        let _ = read_structure(XmlStyle::REST, body.as_bytes(), &mut structure);
        error_fields(body.as_bytes(), &["Error"]);
    }
    let held = peak().unwrap_or_default().saturating_sub(before);
    println!("{} MiB held for {} MiB at a time, {} MiB in all", held >> 20, SIZE >> 20, sizes >> 20);
    assert!(held < 10 * SIZE, "{} MiB were held for a document of {} MiB", held >> 20, SIZE >> 20);
}

/// The most memory that the process has held, in bytes.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok().map(|kibibytes| kibibytes << 10)
}
