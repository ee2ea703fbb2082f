//! One service in both forms of its model, Smithy and C2J, makes one client.
//!
//! The test reads the Smithy models beside the project, and the data folder of a botocore that
//! `TINSMITH_BOTOCORE` names. What differs must have one of the reasons of `reasons`. A service whose model
//! has changed between the day of the one and the day of the other may differ in any way: with the
//! botocore of the models' day (1.37.23) there is none, and nothing is explained so.

mod reasons;
mod surface;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::{Options, Source, load, plan};
use reasons::{DRIFT, Pair, reason};
use surface::{Surface, surface};

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/models/aws");

/// The files of a C2J model, by the start of their names.
const FILES: [&str; 4] = ["service-2.", "paginators-1.", "waiters-2.", "endpoint-rule-set-1."];

pub(crate) fn read(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_none_or(|extension| extension != "gz") {
        return bytes;
    }
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut flate2::bufread::GzDecoder::new(&*bytes), &mut text).unwrap();
    text
}

/// The data folder of botocore.
pub(crate) fn botocore() -> Option<PathBuf> {
    let folder = std::env::var_os("TINSMITH_BOTOCORE").map(PathBuf::from);
    if folder.is_none() {
        println!("TINSMITH_BOTOCORE names no folder: skipped");
    }
    folder
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn starts_with(path: &Path, start: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start))
}

/// The files of the newest version of each C2J service in botocore's data folder.
pub(crate) fn c2j_models(data: &Path) -> Vec<Vec<PathBuf>> {
    let services = entries(data).into_iter().filter(|path| path.is_dir());
    let newest = services.filter_map(|service| {
        let mut versions =
            entries(&service).into_iter().filter(|version| version.is_dir()).map(|version| entries(&version));
        versions.rfind(|files| files.iter().any(|file| starts_with(file, "service-2.")))
    });
    let wanted = |file: &PathBuf| FILES.iter().any(|start| starts_with(file, start));
    newest.map(|files| files.into_iter().filter(wanted).collect()).collect()
}

/// The client's surface, by the service and the version of its interface.
fn surface_of(files: &[PathBuf]) -> ((String, String), Surface) {
    let texts: Vec<(String, Vec<u8>)> = files.iter().map(|path| (path.display().to_string(), read(path))).collect();
    let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
    let model = load(&sources).unwrap_or_else(|faults| panic!("{faults}"));
    let krate = plan::plan(&model, &Options::default()).unwrap_or_else(|faults| panic!("{faults}"));
    ((krate.service.sdk_id.clone(), krate.service.version.clone()), surface(&krate))
}

/// The differences between the forms of one service, each with its reason if it has one.
fn differences<'s>(service: &str, smithy: &'s Surface, c2j: &'s Surface) -> Vec<(Pair<'s>, Option<&'static str>)> {
    let keys: BTreeSet<_> = smithy.keys().chain(c2j.keys()).collect();
    let pairs = keys.into_iter().map(|key| Pair {
        what: &key.0,
        respect: key.1,
        smithy: smithy.get(key).map(String::as_str),
        c2j: c2j.get(key).map(String::as_str),
    });
    let pairs = pairs.filter(|pair| pair.smithy != pair.c2j);
    let mut found: Vec<_> = pairs.map(|pair| (pair, reason(service, &pair, smithy, c2j))).collect();
    // Something is new or gone, is no longer to be used, or is spoken in another way.
    let is_change = |pair: &Pair<'_>| {
        pair.smithy.is_none() || pair.c2j.is_none() || matches!(pair.respect, "deprecated" | "protocols")
    };
    let has_changed = found.iter().any(|(pair, reason)| reason.is_none() && is_change(pair));
    for (_, reason) in found.iter_mut().filter(|_| has_changed) {
        reason.get_or_insert(DRIFT);
    }
    found
}

#[test]
fn both_forms_make_one_client() {
    let Some(botocore) = botocore() else { return };
    let c2j = c2j_models(&botocore);
    let smithy: Vec<PathBuf> = entries(Path::new(MODELS));
    let smithy: BTreeMap<_, _> = smithy.par_iter().map(|file| surface_of(std::slice::from_ref(file))).collect();
    let c2j: BTreeMap<_, _> = c2j.par_iter().map(|files| surface_of(files)).collect();
    let mut counts: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut unexplained = Vec::new();
    let mut alike = 0;
    for (id, c2j) in &c2j {
        let Some(smithy) = smithy.get(id) else { continue };
        let found = differences(&id.0, smithy, c2j);
        alike += smithy.len() - found.iter().filter(|(pair, _)| pair.smithy.is_some()).count();
        for (pair, reason) in found {
            let (count, services) = counts.entry(reason.unwrap_or("no reason")).or_default();
            *count += 1;
            services.insert(&id.0);
            if reason.is_none() {
                unexplained.push(format!("{}: {pair}", id.0));
            }
        }
    }
    println!("{alike} facts are the same");
    for (reason, (count, services)) in &counts {
        println!("{count} facts of {} services: {reason}", services.len());
    }
    assert!(unexplained.is_empty(), "{} facts differ\n{}", unexplained.len(), unexplained.join("\n"));
    assert!(alike > 0, "no service is there in both forms");
}
