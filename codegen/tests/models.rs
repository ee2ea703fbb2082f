//! The public models load without a fault: those of AWS, and those of Smithy's own tests.
//!
//! They are read in place, next to the project. Where they are absent the tests say so and pass, unless
//! `TINSMITH_REQUIRE_SHARED` is set.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tinsmith_codegen::model::{Model, ShapeId};
use tinsmith_codegen::{CheckedModel, Source, load, load_model, load_service};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared");

/// The files of a folder of the shared models; nothing where there is no such folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(SHARED).join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{} is absent", folder.display());
        println!("{} is absent: skipped", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

fn read(path: &Path) -> (String, Vec<u8>) {
    (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
}

fn load_file(path: &Path) -> Result<CheckedModel, String> {
    let (name, text) = read(path);
    load(&[Source { name: &name, text: &text }]).map_err(|faults| faults.to_string())
}

#[track_caller]
fn assert_no_faults(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} models have faults\n\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn codedeploy() {
    let path = Path::new(SHARED).join("models/aws/codedeploy-2014-10-06.json");
    if !path.exists() {
        return println!("{} is absent: skipped", path.display());
    }
    let model = load_file(&path).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(model.operations().len(), 47);
    assert_eq!(model.service().0.name(), "CodeDeploy_20141006");
    let operation = ShapeId::parse("com.amazonaws.codedeploy#CreateDeployment").unwrap();
    assert!(model.errors(&operation).iter().any(|error| error.name() == "ApplicationDoesNotExistException"));
    assert!(model.closure().windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn models_of_aws() {
    let faults = files("models/aws").par_iter().filter_map(|path| load_file(path).err()).collect();
    assert_no_faults(faults);
}

#[test]
fn protocol_tests() {
    let all = [files("conformance/protocol-tests"), files("conformance/protocol-tests-flat")].concat();
    let faults =
        all.par_iter().filter(|path| !path.ends_with("all.json")).filter_map(|path| load_file(path).err()).collect();
    assert_no_faults(faults);
}

#[test]
fn each_service_of_a_file_with_many() {
    for path in files("conformance/protocol-tests").iter().filter(|path| path.ends_with("all.json")) {
        let (name, text) = read(path);
        let sources = [Source { name: &name, text: &text }];
        let model = load_model(&sources).unwrap_or_else(|faults| panic!("{faults}"));
        assert!(load(&sources).unwrap_err().to_string().contains("error[several-services]"));
        for (id, _) in model.services() {
            let loaded = load_service(&sources, Some(id)).unwrap_or_else(|faults| panic!("{faults}"));
            assert!(!loaded.operations().is_empty(), "{id}");
        }
    }
}

#[test]
fn mixins_make_the_same_model_as_none() {
    for path in files("conformance/protocol-tests") {
        let flat = Path::new(SHARED).join("conformance/protocol-tests-flat").join(path.file_name().unwrap());
        let load = |path: &Path| -> Model {
            let (name, text) = read(path);
            load_model(&[Source { name: &name, text: &text }]).unwrap_or_else(|faults| panic!("{faults}"))
        };
        let (with, without) = (load(&path), load(&flat));
        let ids = |model: &Model| model.shapes.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&with), ids(&without), "{}", path.display());
        for (id, shape) in &with.shapes {
            assert_eq!(Some(shape), without.shapes.get(id), "{id} of {}", path.display());
        }
    }
}

#[test]
fn models_to_compare() {
    let mut faults = Vec::new();
    for folder in [
        "smithy-aws-endpoints/diffs",
        "smithy-aws-traits/diffs",
        "smithy-diff/diffs/jsonName",
        "smithy-diff/diffs/removedEntityBinding",
        "smithy-diff/diffs/tags",
        "smithy-diff/evaluators/changed-member-target",
    ] {
        for path in files(&format!("conformance/diff/{folder}")) {
            let (name, text) = read(&path);
            let pair: serde_json::Value = serde_json::from_slice(&text).unwrap();
            for (side, broken) in [("old", "oldModelHasErrors"), ("new", "newModelHasErrors")] {
                if pair.get(side).is_none() || pair[broken] == true {
                    continue;
                }
                let text = pair[side].to_string();
                let name = format!("{name}/{side}");
                faults.extend(
                    load_model(&[Source { name: &name, text: text.as_bytes() }]).err().map(|faults| faults.to_string()),
                );
            }
        }
    }
    assert_no_faults(faults);
}

#[test]
fn the_prelude_itself() {
    for path in files("conformance/traits") {
        let (name, text) = read(&path);
        if let Err(faults) = load_model(&[Source { name: &name, text: &text }]) {
            panic!("{faults}");
        }
    }
}
