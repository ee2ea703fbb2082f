//! The official protocol tests, read in place: which cases they have for clients, and that models with mixins
//! and flattened ones become the same code.
//!
//! They lie beside the repository. Where they do not, nothing is tested, unless `TINSMITH_REQUIRE_SHARED` is set.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use tinsmith_codegen::model::ShapeId;
use tinsmith_codegen::{
    Dependency, Generated, Options, Source, TestKey, TestKind, generate_model, load_service, protocol_tests,
};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance");

/// A folder of the suite, if it is there.
fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(SHARED).join(name);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{} is not there", folder.display());
    None
}

/// The services of the suite with the names of their files.
fn services() -> Vec<(String, ShapeId)> {
    let Some(index) = folder("protocol-tests-index") else { return Vec::new() };
    let index: Value = serde_json::from_slice(&std::fs::read(index.join("services.json")).unwrap()).unwrap();
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let entries = index.as_array().unwrap().iter();
    entries.map(|entry| (text(entry, "file"), ShapeId::parse(&text(entry, "service")).unwrap())).collect()
}

/// A service with its cases for clients and what is generated of it.
struct Made {
    file: String,
    cases: Vec<TestKey>,
    generated: Generated,
}

/// All services of the models in `folder`, made at the same time.
fn make_all(folder: &Path) -> Vec<Made> {
    let services = services();
    std::thread::scope(|scope| {
        let made: Vec<_> =
            services.iter().map(|(file, service)| scope.spawn(move || make(folder, file, service))).collect();
        made.into_iter().map(|made| made.join().unwrap()).collect()
    })
}

fn make(folder: &Path, file: &str, service: &ShapeId) -> Made {
    let text = std::fs::read(folder.join(file)).unwrap();
    let options = Options { tests: Some(Dependency::default()), ..Options::default() };
    let model = load_service(&[Source { name: file, text: &text }], Some(service));
    let model = model.unwrap_or_else(|faults| panic!("{faults}"));
    let cases = protocol_tests(&model);
    let generated = generate_model(model, &options).unwrap_or_else(|error| panic!("{file}: {error}"));
    Made { file: file.to_owned(), cases, generated }
}

/// The services of the models with mixins.
fn mixed() -> Option<&'static [Made]> {
    static MADE: OnceLock<Option<Vec<Made>>> = OnceLock::new();
    MADE.get_or_init(|| folder("protocol-tests").map(|folder| make_all(&folder))).as_deref()
}

#[test]
fn mixins_make_no_difference() {
    let Some((mixed, flat)) = mixed().zip(folder("protocol-tests-flat")) else { return };
    for (one, other) in mixed.iter().zip(make_all(&flat)) {
        let (file, one, other) = (&one.file, &one.generated, other.generated);
        assert_eq!(one.tests, other.tests, "{file}");
        assert_eq!(one.files.len(), other.files.len(), "{file}");
        for (one, other) in one.files.iter().zip(&other.files) {
            assert_eq!(one, other, "{file}");
        }
    }
}

/// A case by file, kind, shape and id.
type Key = (String, String, String, String);

/// The cases for clients that the suite's own index has.
fn indexed() -> Option<BTreeSet<Key>> {
    let index = std::fs::read(folder("protocol-tests-index")?.join("cases.json")).unwrap();
    let index: Value = serde_json::from_slice(&index).unwrap();
    let cases =
        index.as_array().unwrap().iter().filter(|case| case["appliesTo"] != "server" && case["kind"] != "malformed");
    let text = |case: &Value, key: &str| case[key].as_str().unwrap().to_owned();
    Some(cases.map(|case| (text(case, "file"), text(case, "kind"), text(case, "shape"), text(case, "id"))).collect())
}

#[test]
fn each_case_for_clients_becomes_a_test() {
    let Some((indexed, mixed)) = indexed().zip(mixed()) else { return };
    let (mut keys, mut counts) = (BTreeSet::new(), [0; 4]);
    for Made { file, cases, generated } in mixed {
        let tests = &generated.tests;
        let names: BTreeSet<&str> = tests.iter().map(|test| test.name.as_str()).collect();
        assert_eq!(names.len(), tests.len(), "{file}: two tests have one name");
        for case in cases {
            assert!(tests.iter().any(|test| test.key == *case), "{file}: no test was made of {case:?}");
            let (at, kind) = match case.kind {
                TestKind::Request => (0, "request"),
                TestKind::Response => (1, "response"),
                TestKind::Error => (2, "error-response"),
                TestKind::EventStream => (3, "eventstream"),
            };
            counts[at] += 1;
            let stem = file.trim_end_matches(".json").to_owned();
            keys.insert((stem, kind.to_owned(), case.shape.to_string(), case.id.clone()));
        }
    }
    assert_eq!(counts, [470, 387, 60, 84]);
    assert_eq!(keys, indexed);
}
