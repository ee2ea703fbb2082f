//! Makes what fuzzing starts from: values by chance, as our own encoders write them.

use std::path::Path;
use std::{fs, io};

use tinsmith::shape::Structure;
use tinsmith_fuzz::entry::{self, CBOR, Format, JSON, XML};
use tinsmith_fuzz::events;
use tinsmith_fuzz::fill::Fill;
use tinsmith_fuzz::shapes::{Bound, Everything};

/// How many documents each format gets.
const COUNT: u64 = 200;

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (name, format) in [("json", JSON), ("cbor", CBOR), ("xml", XML)] {
        write_all(&corpus.join(name), |seed| document(&format, seed))?;
    }
    write_all(&corpus.join("bindings"), response)?;
    write_all(&corpus.join("events"), |seed| Some(events::contents(seed).0))
}

fn document(format: &Format, seed: u64) -> Option<Vec<u8>> {
    let mut value = Everything::empty();
    // Small ones, which fuzzing makes the most of.
    (format.fill)(seed).structure(&mut value, 1);
    (format.write)(&value).ok()
}

fn response(seed: u64) -> Option<Vec<u8>> {
    let mut bound = Bound::empty();
    Fill::new(seed).for_headers().structure(&mut bound, 1);
    entry::write_bindings(&mut bound)
}

fn write_all(folder: &Path, document: impl Fn(u64) -> Option<Vec<u8>>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (seed, document) in (0..COUNT).filter_map(|seed| Some((seed, document(seed)?))) {
        fs::write(folder.join(format!("seed-{seed:03}")), document)?;
    }
    println!("{}", folder.display());
    Ok(())
}
