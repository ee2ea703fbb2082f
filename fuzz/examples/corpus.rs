//! Makes what fuzzing starts from: values by chance, as our own encoders write them, and the models of the generator's
//! tests.

use std::path::{Path, PathBuf};
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
    write_all(&corpus.join("events"), |seed| Some(events::contents(seed).0))?;
    ["models", "crates"].iter().try_for_each(|name| copy_models(&corpus.join(name)))
}

/// The fixtures of the generator, right ones and wrong ones; those of several files in one, as targets have them.
fn copy_models(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests");
    for kind in ["fixtures", "faults"] {
        for path in entries(&tests.join(kind))? {
            let files = if path.is_dir() { entries(&path)? } else { vec![path.clone()] };
            let files = files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "json"));
            let texts = files.map(fs::read).collect::<io::Result<Vec<_>>>()?;
            if !texts.is_empty() {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                fs::write(folder.join(format!("{kind}-{name}")), texts.join(&0))?;
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
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
