//! Reads model files: bytes to syntax trees. It knows the form of a file and nothing of its meaning:
//! whether a target exists, and what a trait's value must be, is for later stages.

mod ast;
mod c2j;
mod fields;
mod json;
mod shape;

pub(crate) use ast::{
    Aggregate, Apply, Ast, AstKind, AstMember, AstOperation, AstResource, AstService, AstShape, AstTrait, Entry,
    Simple, Version,
};
pub(crate) use c2j::{
    C2j, C2jError, C2jKind, C2jOperation, C2jPaginator, C2jRef, C2jShape, C2jStructure, C2jWaiter, Companions,
    Comparison, Constraints, Deprecation, Expected, Facts, Matcher, Metadata, OperationFacts, XmlNamespace,
};
pub(crate) use json::Json;

use c2j::{Files, Form};
use fields::Reader;

use crate::fault::{
    At, Finding, Findings, INVALID_UTF8, JSON_SYNTAX, Moved, Place, TOO_DEEP, UNSUPPORTED_VERSION, quote,
};

/// A model file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The path, for messages and for the order of faults.
    pub name: &'a str,
    /// The content.
    pub text: &'a [u8],
}

/// What the sources of a model say.
#[derive(Debug)]
pub(crate) struct Parsed<'a> {
    /// The Smithy files, with the numbers of their sources.
    pub(crate) smithy: Vec<(usize, Ast<'a>)>,
    /// The C2J service that the other files are.
    pub(crate) c2j: Option<C2j<'a>>,
    /// What stands in another source than the one that it is read from.
    pub(crate) moved: Vec<Moved>,
}

/// Reads the sources. Where they have faults those are added to `findings`, and the trees have the rest.
pub(crate) fn read_sources<'a>(sources: &[Source<'a>], findings: &mut Findings) -> Parsed<'a> {
    let mut smithy = Vec::with_capacity(sources.len());
    let mut files = Files::default();
    for (index, source) in sources.iter().enumerate() {
        let json = match read_json(index, *source) {
            Ok(json) => json,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        Reader { findings }.check_duplicates(&json, &At::source(index));
        match Form::of(&json).filter(|_| json.get("smithy").is_none()) {
            Some(form) => files.add(index, form, json, findings),
            None => smithy.extend(read_smithy(index, json, findings).map(|ast| (index, ast))),
        }
    }
    let (c2j, moved) = files.read(findings);
    Parsed { smithy, c2j, moved }
}

/// Reads the Smithy file with the number `index`.
fn read_smithy<'a>(index: usize, json: Json<'a>, findings: &mut Findings) -> Option<Ast<'a>> {
    let at = At::source(index);
    let mut reader = Reader { findings };
    let mut fields = reader.fields(json, &at)?;
    let version = read_version(&mut reader, fields.take("smithy"), &at)?;
    let entries = match fields.take("shapes") {
        Some(shapes) => reader.read_entries(shapes, &at.key("shapes")),
        None => Vec::new(),
    };
    Some(Ast { version, entries })
}

fn read_json<'a>(index: usize, source: Source<'a>) -> Result<Json<'a>, Box<Finding>> {
    let text = std::str::from_utf8(source.text).map_err(|error| {
        let message = "the file is not UTF-8 text".to_owned();
        Finding::new(INVALID_UTF8, Place::Offset(index, error.valid_up_to()), message)
    })?;
    serde_json::from_str(text).map_err(|error| Box::new(syntax_finding(index, source.text, &error)))
}

/// The finding for an error of the JSON parser, whose columns count bytes.
fn syntax_finding(index: usize, text: &[u8], error: &serde_json::Error) -> Finding {
    let line_start = match error.line().checked_sub(2) {
        None => 0,
        Some(before) => {
            text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(before).map_or(0, |(at, _)| at + 1)
        }
    };
    let place = Place::Offset(index, line_start + error.column().saturating_sub(1));
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    if message.contains("recursion limit") {
        return Finding::new(TOO_DEEP, place, "the JSON is nested too deeply".to_owned())
            .expected("at most 127 objects and arrays within each other");
    }
    Finding::new(JSON_SYNTAX, place, format!("the file is not JSON: {message}"))
}

/// Reads the value of `smithy`.
fn read_version(reader: &mut Reader<'_>, value: Option<Json<'_>>, at: &At<'_>) -> Option<Version> {
    let expected = "`\"smithy\": \"2.0\"` or `\"smithy\": \"1.0\"`";
    let Some(value) = value else {
        reader.report(UNSUPPORTED_VERSION, at, "the file does not say its version of Smithy".to_owned(), expected);
        return None;
    };
    let here = at.key("smithy");
    let text = reader.string(value, &here)?;
    match &*text {
        "1" | "1.0" => Some(Version::One),
        "2" => Some(Version::Two),
        _ if text.strip_prefix("2.").is_some_and(|minor| minor.parse::<u16>().is_ok()) => Some(Version::Two),
        _ => {
            reader.report(
                UNSUPPORTED_VERSION,
                &here,
                format!("the file is of Smithy version {}", quote(&text)),
                expected,
            );
            None
        }
    }
}
