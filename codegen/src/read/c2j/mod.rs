//! Reads C2J models: the files of one service to one syntax tree. As with Smithy, it knows the form of
//! files and nothing of their meaning.

mod companion;
mod extras;
mod service;
mod shape;
mod tree;

pub(crate) use tree::{
    C2j, C2jError, C2jKind, C2jOperation, C2jPaginator, C2jRef, C2jShape, C2jStructure, C2jWaiter, Companions,
    Comparison, Constraints, Deprecation, Expected, Facts, Matcher, Metadata, OperationFacts, XmlNamespace,
};

use extras::Extras;

use super::Json;
use super::fields::Reader;
use crate::fault::{At, Finding, Findings, MISPLACED_FILE, Moved};

/// What a file of a C2J model is. It says so by its keys, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `service-2.json`.
    Service,
    /// `paginators-1.json`.
    Paginators,
    /// `waiters-2.json`.
    Waiters,
    /// `endpoint-rule-set-1.json`.
    RuleSet,
    /// `endpoint-tests-1.json`.
    EndpointTests,
    /// `service-2.sdk-extras.json` and the like: what is merged into another file.
    Extras,
}

impl Form {
    /// The form of the file with this content, if it is of a C2J model.
    pub(super) fn of(json: &Json<'_>) -> Option<Form> {
        let has = |key| json.get(key).is_some();
        if has("metadata") && (has("operations") || has("shapes")) {
            Some(Form::Service)
        } else if has("pagination") {
            Some(Form::Paginators)
        } else if has("waiters") {
            Some(Form::Waiters)
        } else if has("parameters") && has("rules") {
            Some(Form::RuleSet)
        } else if has("testCases") {
            Some(Form::EndpointTests)
        } else if has("merge") {
            Some(Form::Extras)
        } else {
            None
        }
    }

    /// The file that has this form, by the name that botocore gives it.
    fn file(self) -> &'static str {
        match self {
            Form::Service => "service-2.json",
            Form::Paginators => "paginators-1.json",
            Form::Waiters => "waiters-2.json",
            Form::RuleSet => "endpoint-rule-set-1.json",
            Form::EndpointTests => "endpoint-tests-1.json",
            Form::Extras => "service-2.sdk-extras.json",
        }
    }
}

/// The files of a C2J model, each with the number of its source.
#[derive(Debug, Default)]
pub(super) struct Files<'a> {
    files: Vec<(usize, Form, Json<'a>)>,
    extras: Vec<Extras<'a>>,
}

impl<'a> Files<'a> {
    pub(super) fn add(&mut self, source: usize, form: Form, json: Json<'a>, findings: &mut Findings) {
        match form {
            Form::Extras => {
                let mut reader = Reader { findings };
                self.extras.extend(Extras::read(&mut reader, source, json));
            }
            Form::Service | Form::Paginators | Form::Waiters | Form::RuleSet | Form::EndpointTests => {
                if self.files.iter().any(|(_, other, _)| *other == form) {
                    let message = format!("this is a second file of the form of `{}`", form.file());
                    misplaced(source, message, "the files of one service", findings);
                }
                self.files.push((source, form, json));
            }
        }
    }

    /// Reads the files, and says what of them extras have brought.
    pub(super) fn read(mut self, findings: &mut Findings) -> (Option<C2j<'a>>, Vec<Moved>) {
        let mut moved = Vec::new();
        for extras in std::mem::take(&mut self.extras) {
            let into = self.files.iter_mut().find(|(_, form, _)| *form == extras.into);
            match into {
                Some((source, _, json)) => extras.merge(*source, json, &mut moved),
                None => {
                    let message = format!("this goes into `{}`, which is not there", extras.into.file());
                    misplaced(extras.source, message, "the file that it completes", findings);
                }
            }
        }
        let Some(at) = self.files.iter().position(|(_, form, _)| *form == Form::Service) else {
            for (source, form, _) in &self.files {
                let message = format!("this is a file of the form of `{}`, and no service is there", form.file());
                misplaced(*source, message, "`service-2.json` beside it", findings);
            }
            return (None, moved);
        };
        let (source, _, json) = self.files.swap_remove(at);
        let mut reader = Reader { findings };
        let mut c2j = reader.c2j_service(source, json);
        if let Some(c2j) = &mut c2j {
            for (source, form, json) in self.files {
                reader.companion(c2j, source, form, json);
            }
        }
        (c2j, moved)
    }
}

fn misplaced(source: usize, message: String, expected: &str, findings: &mut Findings) {
    findings.push(Finding::new(MISPLACED_FILE, At::source(source).place(), message).expected(expected));
}

impl Reader<'_> {
    fn companion<'a>(&mut self, c2j: &mut C2j<'a>, source: usize, form: Form, json: Json<'a>) {
        let at = At::source(source);
        match form {
            Form::Paginators => {
                let Some(mut fields) = self.fields(json, &at) else { return };
                let paginators = self.c2j_paginators(fields.take("pagination"), &at.key("pagination"));
                c2j.companions.paginators = Some((source, paginators));
            }
            Form::Waiters => {
                let Some(mut fields) = self.fields(json, &at) else { return };
                let waiters = self.c2j_waiters(fields.take("waiters"), &at.key("waiters"));
                c2j.companions.waiters = Some((source, waiters));
            }
            Form::RuleSet => c2j.companions.rule_set = Some((source, json)),
            Form::EndpointTests => c2j.companions.endpoint_tests = Some((source, json)),
            // A second service has been reported, and extras are merged already.
            Form::Service | Form::Extras => {}
        }
    }
}
