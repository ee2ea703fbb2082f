//! The text of model files, which may be compressed.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use anyhow::{Context, bail};
use flate2::bufread::GzDecoder;

use crate::layout::slashed;

/// How large a file may be once it is read. The largest of AWS has 10 MB; a small file may say that it is
/// any size.
const MOST: u64 = 512 << 20;

/// Whether a file is compressed, by its name.
pub(crate) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz")
}

/// Opens the text of a model file.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn open(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    let file = File::open(path).with_context(|| cannot_read(path))?;
    let file = BufReader::new(file);
    Ok(if is_compressed(path) { Box::new(BufReader::new(GzDecoder::new(file))) } else { Box::new(file) })
}

/// Reads the text of a model file.
///
/// # Errors
/// The file cannot be read, or is larger than any model.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| cannot_read(path))?;
    if is_compressed(path) { inflate(&bytes).with_context(|| cannot_read(path)) } else { Ok(bytes) }
}

/// Inflates the bytes of a file.
///
/// # Errors
/// They are no compressed file, or come to more than any model.
pub(crate) fn inflate(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(10).min(16 << 20));
    let read = GzDecoder::new(bytes).take(MOST + 1).read_to_end(&mut text);
    match read {
        Ok(_) if text.len() as u64 > MOST => bail!("it is more than {} MB", MOST >> 20),
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => bail!("it ends too early"),
        Err(error) => Err(error.into()),
    }
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read the model {}", slashed(path))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn deflate(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn compressed_texts_are_read() {
        assert_eq!(inflate(&deflate(b"{}")).unwrap(), b"{}");
    }

    #[test]
    fn what_is_broken_is_an_error() {
        let whole = deflate(b"{}");
        assert_eq!(inflate(&whole[..whole.len() - 9]).unwrap_err().to_string(), "it ends too early");
        assert!(inflate(b"{}").is_err());
        assert!(inflate(b"").is_err());
    }

    #[test]
    fn a_small_file_cannot_become_any_size() {
        let zeros = vec![0; 1 << 20];
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..=MOST >> 20 {
            encoder.write_all(&zeros).unwrap();
        }
        assert_eq!(inflate(&encoder.finish().unwrap()).unwrap_err().to_string(), "it is more than 512 MB");
    }
}
