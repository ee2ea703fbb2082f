//! Searches in XML text, a word at a time where it pays.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Where the first byte of `needles` stands in `text` from `start` on; the end of the text if nowhere.
#[inline]
pub(super) fn find<const N: usize>(text: &[u8], start: usize, needles: [u8; N]) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let (chunks, tail) = rest.as_chunks::<8>();
    let mut at = start;
    for chunk in chunks {
        let word = u64::from_le_bytes(*chunk);
        let mut found = 0;
        for needle in needles {
            let difference = word ^ (ONES * u64::from(needle));
            // The lowest bit that is set belongs to the first zero byte; higher ones may be wrong.
            found |= difference.wrapping_sub(ONES) & !difference & HIGHS;
        }
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + tail.iter().position(|byte| needles.contains(byte)).unwrap_or(tail.len())
}

/// The length of the name at the start of `text`.
#[inline]
pub(super) fn name_length(text: &[u8]) -> usize {
    let ends =
        |byte: &u8| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'<' | b'"' | b'\'' | b'&');
    text.iter().position(ends).unwrap_or(text.len())
}

/// Where the `>` stands that ends the tag which `start` is in, outside of quotes; the end of the text if
/// there is none.
pub(super) fn tag_end(text: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        at = find(text, at, [b'>', b'"', b'\'']);
        match text.get(at) {
            Some(quote @ (b'"' | b'\'')) => at = find(text, at + 1, [*quote]) + 1,
            _ => return at,
        }
    }
}

/// `name` without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
