//! The verdict of a comparison is right, and the compiler says so: a caller that uses everything of a client
//! stops to compile exactly where the verdict is that the next version is a major one.
//!
//! `model.json` is the model of the client, `consumer.rs` the caller. `mutations.json` has the changes: what is
//! set and what is removed, by paths from the name of a shape, and the kinds of changes that are found.

mod model;
mod workspace;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::Value;
use tinsmith_codegen::diff::{Diff, Kind, Severity, Verdict, diff};
use tinsmith_codegen::{
    CheckedModel, Dependency, Generated, Options, OutputFile, Planned, Source, generate_model, load,
};

use model::{Mutation, base, mutations};

/// What a mutation makes of the client.
struct Mutated {
    mutation: Mutation,
    diff: Diff,
    generated: Generated,
    is_same: bool,
}

/// The kinds that break code, and that no caller of one client can show.
const BEYOND_ONE_CLIENT: [Kind; 2] = [Kind::ServiceRemoved, Kind::PackageRenamed];

fn options() -> Options {
    Options { package: Some("shop".to_owned()), runtime: Dependency::Workspace, ..Options::default() }
}

/// What each mutation makes of the client.
fn mutated() -> &'static [Mutated] {
    static ALL: OnceLock<Vec<Mutated>> = OnceLock::new();
    ALL.get_or_init(|| {
        let old = loaded("model.json", &base()).unwrap_or_else(|faults| panic!("{faults}"));
        let old_files = generate_model(old.clone(), &options()).unwrap().files;
        let all: Vec<_> = mutations().into_par_iter().map(|mutation| mutate(mutation, &old, &old_files)).collect();
        let faults: Vec<&String> = all.iter().filter_map(|one| one.as_ref().err()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        all.into_iter().filter_map(Result::ok).collect()
    })
}

fn mutate(mutation: Mutation, old: &CheckedModel, old_files: &[OutputFile]) -> Result<Mutated, String> {
    let new = loaded(&mutation.name, &mutation.apply(base()))?;
    let planned = |model: CheckedModel| Planned::new(model, &options()).map_err(|faults| faults.to_string());
    let (old, new) = (planned(old.clone())?, planned(new)?);
    let diff = diff(&old, &new);
    let generated = new.generate().map_err(|error| format!("{}: {error}", mutation.name))?;
    let is_same = generated.files == old_files;
    Ok(Mutated { mutation, diff, generated, is_same })
}

fn loaded(name: &str, model: &Value) -> Result<CheckedModel, String> {
    load(&[Source { name, text: model.to_string().as_bytes() }]).map_err(|faults| faults.to_string())
}

#[test]
fn the_kinds_of_each_change_are_found() {
    let mut wrong = Vec::new();
    for Mutated { mutation, diff, .. } in mutated() {
        let expected: BTreeSet<&str> = mutation.kinds.iter().map(String::as_str).collect();
        let mut found: BTreeSet<&str> = diff.changes().iter().map(|change| change.kind.code()).collect();
        // What a model asks of values stands in the documentation, too.
        found.retain(|kind| *kind != "documentation" || expected.contains(kind));
        if found != expected {
            let changes: Vec<String> = diff.changes().iter().map(ToString::to_string).collect();
            wrong.push(format!("{}: {expected:?} is expected\n  {}", mutation.name, changes.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every kind that breaks code is shown to the compiler, and every kind at all but two is there.
#[test]
fn every_kind_has_a_change() {
    let mutations = mutations();
    let covered: BTreeSet<&str> = mutations.iter().flat_map(|mutation| &mutation.kinds).map(String::as_str).collect();
    let left: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !covered.contains(kind.code())).collect();
    let is_known = |kind: &Kind| BEYOND_ONE_CLIENT.contains(kind) || kind.severity() != Severity::Code;
    assert!(left.iter().all(|kind| is_known(kind)), "{left:?}");
    assert!(covered.len() >= 40, "{}", covered.len());
    assert!(mutations.len() >= 100);
}

/// Nothing is said to be the same that is not, nor the other way round.
#[test]
fn code_is_the_same_where_the_verdict_says_so() {
    let is_wrong = |one: &&Mutated| (one.diff.verdict() == Verdict::Unchanged) != one.is_same;
    let wrong: Vec<&str> = mutated().iter().filter(is_wrong).map(|one| &*one.mutation.name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn code_stops_to_compile_exactly_where_the_verdict_is_major() {
    let all = mutated();
    // Code that is the same does what it did: the first mutation, which changes nothing, stands for it.
    let shown: Vec<&Mutated> =
        all.iter().enumerate().filter(|(index, one)| *index == 0 || !one.is_same).map(|(_, one)| one).collect();
    let crates: Vec<&Generated> = shown.iter().map(|one| &one.generated).collect();
    let errors = workspace::check(&crates);
    let mut wrong = Vec::new();
    for (one, error) in shown.iter().zip(errors) {
        if (one.diff.verdict() == Verdict::Major) != error.is_some() {
            let changes: Vec<String> = one.diff.changes().iter().map(ToString::to_string).collect();
            let error = error.unwrap_or_else(|| "it compiles".to_owned());
            wrong.push(format!(
                "{}: the verdict is {}\n  {}\n{error}",
                one.mutation.name,
                one.diff.verdict(),
                changes.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} verdicts are wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
}
