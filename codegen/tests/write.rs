//! A model that is written says what it said.
//!
//! The models are read in place, next to the project. Where they are absent the test says so and passes,
//! unless `TINSMITH_REQUIRE_SHARED` is set.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tinsmith_codegen::model::{Model, Trait, Traits};
use tinsmith_codegen::{Source, load_model, smithy};

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/models/aws");

/// The model without the cases of protocol tests, which are not written.
fn without_tests(mut model: Model) -> Model {
    let is_test = |one: &Trait| {
        matches!(one, Trait::HttpRequestTests(_) | Trait::HttpResponseTests(_) | Trait::EventStreamTests(_))
    };
    for shape in model.shapes.values_mut() {
        shape.traits = Traits::from_iter(shape.traits.iter().filter(|one| !is_test(one)).cloned());
    }
    model
}

fn check(path: &Path) -> Option<String> {
    let text = std::fs::read(path).unwrap();
    let load = |text: &[u8]| load_model(&[Source { name: "model", text }]).unwrap_or_else(|faults| panic!("{faults}"));
    let model = without_tests(load(&text));
    let again = load(smithy(&model).to_string().as_bytes());
    let differs = model.shapes.iter().find(|(id, shape)| again.shapes.get(*id) != Some(shape));
    let differs = differs.map(|(id, shape)| format!("{}: {id}: {shape:?}\n{:?}", path.display(), again.shapes.get(id)));
    differs.or_else(|| (model.shapes.len() != again.shapes.len()).then(|| path.display().to_string()))
}

#[test]
fn models_of_aws_are_the_same_again() {
    let Ok(entries) = std::fs::read_dir(MODELS) else {
        assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{MODELS} is absent");
        return println!("{MODELS} is absent: skipped");
    };
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let differ: Vec<String> = paths.par_iter().filter_map(|path| check(path)).collect();
    assert!(differ.is_empty(), "{} differ\n{}", differ.len(), differ.join("\n"));
}
