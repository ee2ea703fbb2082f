//! Content hashes: SHA-256 in hexadecimal.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// How much of a file is read at a time.
const CHUNK: usize = 64 * 1024;

/// A hash in the making, over parts whose boundaries count.
#[derive(Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds a part, led by its length.
    pub fn part(mut self, bytes: &[u8]) -> Hasher {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// The hash.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The hash of several parts, in order.
pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    parts.into_iter().fold(Hasher::default(), Hasher::part).finish()
}

/// The plain hash of some bytes, as `sha256sum` prints it.
pub fn of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same of what is in a file, which need not fit into memory.
pub fn of_file(mut file: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&chunk[..read]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_hash_is_that_of_sha256sum() {
        assert_eq!(of(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_file_has_the_hash_of_its_bytes() {
        for length in [0, 1, CHUNK, CHUNK + 1] {
            let bytes = vec![7; length];
            assert_eq!(of_file(&*bytes).unwrap(), of(&bytes));
        }
    }

    #[test]
    fn boundaries_count() {
        let split = |parts: [&[u8]; 2]| of_parts(parts);
        assert_ne!(split([b"ab", b"c"]), split([b"a", b"bc"]));
        assert_ne!(split([b"abc", b""]), of_parts([&b"abc"[..]]));
    }
}
