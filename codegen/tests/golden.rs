//! What is generated, feature by feature: the text, and that it compiles.
//!
//! A file of `tests/fixtures` is a model of our own making that is named for the one feature that it
//! shows. `metadata.test` of it says which files are snapshots (by the start of their paths), where not all are
//! generated, which operations, and whether data types are a crate of their own (`typesCrate`). A folder is a C2J model of several files. A Rust file of the same name is a user of the generated crate,
//! who names the types that the official clients have: it compiles, and its tests pass.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use tinsmith_codegen::model::Protocol;
use tinsmith_codegen::{Dependency, GenerateError, Generated, Options, Source, TypesCrate, generate};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A model, and what is to be shown of what is made of it.
struct Fixture {
    name: String,
    files: Vec<(String, Vec<u8>)>,
    snapshot: Vec<String>,
    operations: Vec<String>,
    protocols: Vec<Protocol>,
    types_crate: TypesCrate,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let text = fs::read(path).unwrap();
        let model: Value = serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let strings = |key: &str| {
            let items = model["metadata"]["test"][key].as_array().into_iter().flatten();
            items.map(|item| item.as_str().unwrap().to_owned()).collect()
        };
        let (snapshot, operations) = (strings("snapshot"), strings("operations"));
        let types_crate = match model["metadata"]["test"]["typesCrate"].as_bool() {
            Some(true) => TypesCrate::Always,
            Some(false) => TypesCrate::Never,
            None => TypesCrate::Auto,
        };
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let files = vec![(format!("{name}.json"), text)];
        Self { files, name, snapshot, operations, protocols: Vec::new(), types_crate }
    }

    /// The C2J model whose files are in a folder.
    fn read_folder(path: &Path) -> Self {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let file = |path: PathBuf| {
            let file_name = path.file_name().unwrap().to_str().unwrap();
            (format!("{name}/{file_name}"), fs::read(&path).unwrap())
        };
        Self { files: files.into_iter().map(file).collect(), ..Self::read(&path.join("service-2.json")).named(&name) }
    }

    fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The whole of one operation of a real service.
    fn put_lifecycle_event_hook_execution_status() -> Self {
        let files = ["codedeploy.json", "docs.json"].map(|name| {
            let path = Path::new(REPOSITORY).join("models/codedeploy").join(name);
            (name.to_owned(), fs::read(path).unwrap())
        });
        Self {
            name: "put-lifecycle-event-hook-execution-status".to_owned(),
            files: files.into(),
            snapshot: [
                "src/client.rs",
                "src/operation/put_lifecycle_event_hook_execution_status",
                "src/types/lifecycle_event_status.rs",
                "src/types/error/deployment_does_not_exist_exception.rs",
            ]
            .map(String::from)
            .into(),
            operations: vec!["PutLifecycleEventHookExecutionStatus".to_owned()],
            protocols: vec![Protocol::AwsJson1_1],
            types_crate: TypesCrate::Auto,
        }
    }

    fn generate(&self) -> Result<Generated, GenerateError> {
        let texts: Vec<(&str, &[u8])> = self.files.iter().map(|(name, text)| (&**name, &**text)).collect();
        self.generate_of(&texts)
    }

    fn generate_of(&self, texts: &[(&str, &[u8])]) -> Result<Generated, GenerateError> {
        let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
        let options = Options {
            package: Some(self.name.clone()),
            operations: self.operations.clone(),
            protocols: self.protocols.clone(),
            types_crate: self.types_crate,
            runtime: Dependency::Workspace,
            tests: Some(Dependency::Workspace),
            ..Options::default()
        };
        generate(&sources, &options)
    }

    /// The user of the generated crate, where there is one.
    fn user(&self) -> Option<PathBuf> {
        Some(Path::new(FOLDER).join(&self.name).with_extension("rs")).filter(|path| path.exists())
    }
}

/// All fixtures with what is generated from them.
fn fixtures() -> &'static [(Fixture, Generated)] {
    static FIXTURES: OnceLock<Vec<(Fixture, Generated)>> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        let mut paths: Vec<PathBuf> = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();
        let read = |path: &PathBuf| if path.is_dir() { Fixture::read_folder(path) } else { Fixture::read(path) };
        let fixtures = paths.iter().map(read);
        let fixtures = fixtures.chain([Fixture::put_lifecycle_event_hook_execution_status()]);
        let (mut all, mut failures) = (Vec::new(), String::new());
        for fixture in fixtures {
            match fixture.generate() {
                Ok(generated) => all.push((fixture, generated)),
                Err(error) => failures.push_str(&format!("{}: {error}\n", fixture.name)),
            }
        }
        assert!(failures.is_empty(), "{failures}");
        all
    })
}

/// The generated Rust files with the names of their fixtures.
fn rust_files() -> impl Iterator<Item = (String, &'static str)> {
    fixtures().iter().flat_map(|(fixture, generated)| {
        let files = generated.files.iter().filter(|file| file.path.ends_with(".rs"));
        files.map(|file| (format!("{}: {}", fixture.name, file.path), &*file.text))
    })
}

#[test]
fn each_fixture_has_its_text() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for (fixture, generated) in fixtures() {
        let shown = |path: &str| fixture.snapshot.iter().any(|start| path.starts_with(start.as_str()));
        let files = generated.files.iter().filter(|file| shown(&file.path));
        let text: String = files.map(|file| format!("==== {}\n{}\n", file.path, file.text)).collect();
        for start in &fixture.snapshot {
            assert!(text.contains(&format!("==== {start}")), "{} has no file {start}", fixture.name);
        }
        insta::assert_snapshot!(&*fixture.name, text);
    }
}

/// Shapes, and traits of a shape, have no order.
#[test]
fn the_order_of_shapes_and_traits_does_not_matter() {
    for (fixture, generated) in fixtures() {
        let reversed: Vec<(&str, Vec<u8>)> = fixture
            .files
            .iter()
            .map(|(name, text)| {
                let mut model: Value = serde_json::from_slice(text).unwrap();
                if let Some(shapes) = model.get_mut("shapes") {
                    reverse(shapes);
                    shapes
                        .as_object_mut()
                        .unwrap()
                        .values_mut()
                        .filter_map(|shape| shape.get_mut("traits"))
                        .for_each(reverse);
                }
                (&**name, serde_json::to_vec(&model).unwrap())
            })
            .collect();
        let texts: Vec<(&str, &[u8])> = reversed.iter().map(|(name, text)| (*name, &**text)).collect();
        let again = fixture.generate_of(&texts).unwrap();
        assert_eq!(again.package, generated.package);
        assert_eq!(again.files.len(), generated.files.len());
        for (one, other) in again.files.iter().zip(&generated.files) {
            assert_eq!(one, other, "{}", fixture.name);
        }
    }
}

fn reverse(object: &mut Value) {
    let entries = std::mem::take(object.as_object_mut().unwrap());
    *object = Value::Object(entries.into_iter().rev().collect());
}

#[test]
fn nothing_generated_panics_or_is_unsafe() {
    let forbidden = ["unsafe", "unwrap", "expect", "panic", "todo", "unimplemented", "unreachable"];
    for (name, text) in rust_files().filter(|(name, _)| !name.contains(": tests/")) {
        let found: Vec<_> = idents(text).into_iter().filter(|ident| forbidden.contains(&ident.as_str())).collect();
        assert!(found.is_empty(), "{name} has {found:?}");
    }
}

/// Structures and unions print themselves by their tables, which know what is sensitive.
#[test]
fn no_structure_or_union_derives_debug() {
    for (name, text) in rust_files().filter(|(name, _)| name.contains("src/types/")) {
        let file = syn::parse_file(text).unwrap();
        for item in file.items {
            let (attributes, is_text) = match &item {
                // An enumeration without names is a text, one with names has the variant of unknown texts.
                syn::Item::Struct(item) => (&item.attrs, matches!(item.fields, syn::Fields::Unnamed(_))),
                syn::Item::Enum(item) => (&item.attrs, text.contains("Unknown(")),
                _ => continue,
            };
            let derives = attributes.iter().filter_map(|attribute| match &attribute.meta {
                syn::Meta::List(list) if list.path.is_ident("derive") => Some(list.tokens.to_string()),
                _ => None,
            });
            let has_debug = derives.into_iter().any(|derive| derive.contains("Debug"));
            assert!(!has_debug || (is_text && !name.starts_with("sensitive:")), "{name} derives `Debug`");
        }
    }
}

/// Text of a model gets into the code as a literal or a comment, whatever it is.
#[test]
fn text_of_a_model_is_no_code() {
    for (name, text) in rust_files().filter(|(name, _)| name.starts_with("hostile-text:")) {
        assert!(!idents(text).contains("evil"), "{name}");
    }
}

/// All identifiers in the code `text`.
fn idents(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => drop(found.insert(ident.to_string())),
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    found
}

#[test]
fn users_and_snapshots_are_of_fixtures() {
    let known: BTreeSet<&str> = fixtures().iter().map(|(fixture, _)| &*fixture.name).collect();
    for (folder, extension) in [("fixtures", "rs"), ("snapshots", "snap")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let is_one = path.extension().is_some_and(|found| found == extension);
            assert!(!is_one || known.contains(name), "{} has no fixture", path.display());
        }
    }
}

#[test]
fn all_of_it_compiles_without_warnings_and_serves_its_users() {
    succeed(cargo(&["test", "--quiet", "--package", "users", "--lib"]));
    let with_tests = ["protocol-tests", "protocol-choice", "event-streams"].map(|name| ["--package", name]).concat();
    succeed(cargo(&[&["test", "--quiet", "--no-default-features", "--test", "protocol"], &with_tests[..]].concat()));
}

#[test]
fn clippy_is_content() {
    let installed = Command::new(env!("CARGO")).args(["clippy", "--version"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        return println!("clippy is not installed: skipped");
    }
    succeed(cargo(&["clippy", "--quiet", "--workspace", "--exclude", "users"]));
    succeed(cargo(&["clippy", "--quiet", "--package", "users", "--tests"]));
    succeed(cargo(&["clippy", "--quiet", "--workspace", "--exclude", "users", "--test", "protocol"]));
}

/// No link that leads nowhere, no tag, no code that is a test: where documentation is of all kinds or hostile.
#[test]
fn rustdoc_is_content() {
    let names = [
        "documentation",
        "hostile-text",
        "hostile-text-c2j",
        "clashing-members",
        "names",
        "types-crate",
        "types-crate-types",
        "waiters",
    ];
    let packages = names.map(|name| ["--package", name]).concat();
    succeed(cargo(&[&["doc", "--quiet", "--no-deps"], &packages[..]].concat()));
}

/// Runs cargo over the generated crates.
fn cargo(arguments: &[&str]) -> Output {
    let workspace = workspace();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-target");
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(workspace).args(arguments).arg("--target-dir").arg(target);
    command.env("RUSTDOCFLAGS", "-D warnings");
    command.output().unwrap()
}

#[track_caller]
fn succeed(output: Output) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}

/// The folder of a workspace with all generated crates, and one with all their users, where warnings are
/// errors. Its versions are those of the repository.
fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
        let mut files = vec![(PathBuf::from("Cargo.toml"), workspace_manifest())];
        for (fixture, generated) in fixtures() {
            let root = Path::new(&fixture.name);
            for file in &generated.files {
                let lints = if file.path.ends_with("Cargo.toml") { "\n[lints]\nworkspace = true\n" } else { "" };
                files.push((root.join(&file.path), format!("{}{lints}", file.text)));
            }
        }
        files.push((PathBuf::from("users/Cargo.toml"), users_manifest()));
        files.push((PathBuf::from("users/src/lib.rs"), users_root()));
        write_all(&folder, &files);
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        folder
    })
}

fn workspace_manifest() -> String {
    let [runtime, tests] =
        ["runtime", "protocol-tests"].map(|name| fs::canonicalize(Path::new(REPOSITORY).join(name)).unwrap());
    format!(
        r#"[workspace]
resolver = "3"
members = ["*"]

[workspace.dependencies]
tinsmith = {{ path = {runtime:?}, default-features = false }}
tinsmith-protocol-tests = {{ path = {tests:?} }}

[workspace.lints.rust]
warnings = "deny"

[workspace.lints.clippy]
all = {{ level = "deny", priority = -1 }}

[profile.dev]
debug = false
"#
    )
}

fn users_manifest() -> String {
    let crates: String = fixtures()
        .iter()
        .map(|(Fixture { name, .. }, _)| {
            format!("{name} = {{ path = \"../{name}\", default-features = false, features = [\"rt-tokio\", \"test-util\"] }}\n")
        })
        .collect();
    format!(
        r#"[package]
name = "users"
version = "0.1.0"
edition = "2024"

[lints]
workspace = true

[dependencies]
aws-smithy-async = "1"
aws-smithy-runtime-api = "1"
aws-smithy-types = "1"
aws-types = "1"
futures-util = {{ version = "0.3", default-features = false }}
{crates}"#
    )
}

fn users_root() -> String {
    let users = fixtures().iter().filter_map(|(fixture, _)| Some((fixture, fixture.user()?)));
    users.map(|(fixture, path)| format!("#[path = {path:?}]\npub mod {};\n", fixture.name.replace('-', "_"))).collect()
}

/// Makes `folder` consist of `files`; those that are the same stay untouched, so that cargo sees that.
fn write_all(folder: &Path, files: &[(PathBuf, String)]) {
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|found| found == text.as_bytes()) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let wanted: BTreeSet<PathBuf> = files.iter().map(|(path, _)| folder.join(path)).collect();
    remove_others(folder, &wanted);
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !wanted.iter().any(|one| one.starts_with(&path)) {
            fs::remove_dir_all(path).unwrap();
        } else if path.is_dir() {
            remove_others(&path, wanted);
        } else if !wanted.contains(&path) && path.file_name().is_none_or(|name| name != "Cargo.lock") {
            fs::remove_file(path).unwrap();
        }
    }
}
