//! The request target: the URI pattern of an operation with its labels filled in, and the query.

use std::collections::BTreeMap;

use aws_smithy_types::error::operation::BuildError;

use super::text;
use crate::operation::Operation;
use crate::percent;
use crate::shape::{Map, Member, Place, Structure, TimestampFormat, View, members};

/// Path and query of a request for `operation` with `input`, relative to the endpoint.
pub(crate) fn request_target(operation: &Operation, input: &dyn Structure) -> Result<String, BuildError> {
    let (path, literals) = match operation.uri.split_once('?') {
        Some((path, literals)) => (path, Some(literals)),
        None => (operation.uri, None),
    };
    require_labels(input)?;
    let mut target = String::with_capacity(operation.uri.len() + 64);
    write_path(path, input, &mut target)?;
    let mut query = Query { target, literals: literals.unwrap_or_default(), has_parameters: false };
    query.write(input)?;
    Ok(query.target)
}

/// Fails where a member that fills a label is not set, or is empty: the path would be another
/// operation's. This holds for a label that the pattern does not have, too: S3's bucket is one, where it
/// stands in the host.
fn require_labels(input: &dyn Structure) -> Result<(), BuildError> {
    let labels = members(input).filter(|(member, _)| member.http_place() == Place::Label);
    for (member, value) in labels {
        if matches!(value.view(), View::Absent | View::String("")) {
            return Err(BuildError::missing_field(member.name, "cannot be empty or unset"));
        }
    }
    Ok(())
}

fn write_path(pattern: &str, input: &dyn Structure, target: &mut String) -> Result<(), BuildError> {
    for segment in pattern.split('/').skip(1) {
        target.push('/');
        let Some(label) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            target.push_str(segment);
            continue;
        };
        let (name, is_greedy) = match label.strip_suffix('+') {
            Some(name) => (name, true),
            None => (label, false),
        };
        let text = label_text(name, input)?;
        if is_greedy { percent::encode_path(&text, target) } else { percent::encode(&text, target) }
    }
    Ok(())
}

/// What stands in the place of the label `name`.
fn label_text<'i>(name: &str, input: &'i dyn Structure) -> Result<std::borrow::Cow<'i, str>, BuildError> {
    let is_it = |member: &Member| member.wire_name == name && member.http_place() == Place::Label;
    let found = members(input).find(|(member, _)| is_it(member));
    let text = match found {
        Some((member, value)) => text::write(member, member, value.view(), TimestampFormat::DateTime)?,
        None => None,
    };
    text.ok_or_else(|| BuildError::other(format!("nothing fills the label `{name}` of the path")))
}

/// The query in the making.
struct Query<'l> {
    target: String,
    /// The parameters that the URI pattern has.
    literals: &'l str,
    has_parameters: bool,
}

impl Query<'_> {
    fn write(&mut self, input: &dyn Structure) -> Result<(), BuildError> {
        if !self.literals.is_empty() {
            self.separate();
            self.target.push_str(self.literals);
        }
        for (member, value) in members(input) {
            if let Place::Query(name) = member.http_place() {
                self.write_member(name, member, value.view())?;
            }
        }
        for (member, value) in members(input).filter(|(member, _)| member.http_place() == Place::QueryParams) {
            if let View::Map(map) = value.view() {
                self.write_map(input, member, map)?;
            }
        }
        Ok(())
    }

    /// One parameter for a value, several for a list, none for what is not there.
    fn write_member(&mut self, name: &str, member: &'static Member, view: View<'_>) -> Result<(), BuildError> {
        match view {
            View::List(list) => {
                for item in (0..list.len()).filter_map(|index| list.item(index)) {
                    self.write_value(name, member, member.element(), item.view())?;
                }
                Ok(())
            }
            view => self.write_value(name, member, member, view),
        }
    }

    fn write_value(&mut self, name: &str, owner: &Member, facts: &Member, view: View<'_>) -> Result<(), BuildError> {
        if let Some(text) = text::write(owner, facts, view, TimestampFormat::DateTime)? {
            self.push(name, &text);
        }
        Ok(())
    }

    /// The entries of a map but those that are bound by name as well, in the order of their names: the
    /// same input is always the same request.
    fn write_map(&mut self, input: &dyn Structure, member: &'static Member, map: &dyn Map) -> Result<(), BuildError> {
        let entries: BTreeMap<_, _> = map.entries().filter(|(name, _)| !self.is_taken(input, name)).collect();
        for (name, value) in entries {
            self.write_member(name, member, value.view())?;
        }
        Ok(())
    }

    /// Whether a parameter of this name is there already.
    fn is_taken(&self, input: &dyn Structure, name: &str) -> bool {
        let is_literal = || self.literals.split('&').any(|pair| pair.split('=').next() == Some(name));
        let is_bound = |(member, value): (&Member, &dyn crate::shape::Value)| {
            matches!(member.http_place(), Place::Query(bound) if bound == name) && !matches!(value.view(), View::Absent)
        };
        members(input).any(is_bound) || (!name.is_empty() && is_literal())
    }

    fn push(&mut self, name: &str, value: &str) {
        self.separate();
        percent::encode(name, &mut self.target);
        self.target.push('=');
        percent::encode(value, &mut self.target);
    }

    fn separate(&mut self) {
        let separator = if std::mem::replace(&mut self.has_parameters, true) { '&' } else { '?' };
        self.target.push(separator);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::protocol::testing::{Record, SERVICE};
    use crate::shape::{Shape, Value};

    static SHAPE: Shape = Shape::structure(
        "Input",
        "Input",
        &[
            Member::new("label", "Label").place(&Place::Label),
            Member::new("path", "Path").place(&Place::Label),
            Member::new("query", "Query").place(&Place::Query("q q")),
            Member::new("list", "List").place(&Place::Query("l")),
            Member::new("more", "More").place(&Place::QueryParams),
        ],
    );

    type Lists = HashMap<String, Vec<String>>;

    struct Input {
        label: Option<bool>,
        path: Option<&'static str>,
        query: Option<&'static str>,
        list: Option<Vec<Option<i32>>>,
        more: Option<Lists>,
    }

    const INPUT: Input = Input { label: Some(true), path: Some("../a b/ü"), query: None, list: None, more: None };

    fn target(uri: &'static str, input: Input) -> Result<String, BuildError> {
        let values: Vec<Box<dyn Value>> = vec![
            Box::new(input.label),
            Box::new(input.path.map(String::from)),
            Box::new(input.query.map(String::from)),
            Box::new(input.list),
            Box::new(input.more),
        ];
        request_target(&Operation::new(&SERVICE, "Test").http("GET", uri), &Record::new(&SHAPE, values))
    }

    #[track_caller]
    fn check(uri: &'static str, input: Input, expected: &str) {
        assert_eq!(target(uri, input).unwrap(), expected);
    }

    #[test]
    fn fills_labels() {
        check("/", INPUT, "/");
        check("/a/{Label}/{Path+}/b/", INPUT, "/a/true/../a%20b/%C3%BC/b/");
        check("/a/{Path}", INPUT, "/a/..%2Fa%20b%2F%C3%BC");
        check("/(a+)+", INPUT, "/(a+)+");
    }

    #[track_caller]
    fn check_error(uri: &'static str, input: Input, expected: &str) {
        assert_eq!(target(uri, input).unwrap_err().to_string(), expected);
    }

    #[test]
    fn labels_must_be_set() {
        check_error("/{Label}", Input { label: None, ..INPUT }, "label was missing: cannot be empty or unset");
        check_error("/{Path+}", Input { path: Some(""), ..INPUT }, "path was missing: cannot be empty or unset");
        check_error("/", Input { path: None, ..INPUT }, "path was missing: cannot be empty or unset");
        check_error("/{Query}", INPUT, "error during request construction");
    }

    #[test]
    fn adds_parameters() {
        check("/?a=b&c", INPUT, "/?a=b&c");
        check("/?a", Input { query: Some(""), ..INPUT }, "/?a&q%20q=");
        check(
            "/",
            Input { query: Some("=&"), list: Some(vec![Some(1), None, Some(-2)]), ..INPUT },
            "/?q%20q=%3D%26&l=1&l=-2",
        );
        check("/", Input { list: Some(Vec::new()), ..INPUT }, "/");
    }

    #[test]
    fn named_parameters_go_before_those_of_a_map() {
        let more = || {
            let names = ["z", "q q", "l", "a"];
            Some(
                names
                    .map(|name| (name.to_owned(), vec!["1".to_owned(), "2".to_owned()]))
                    .into_iter()
                    .collect::<Lists>(),
            )
        };
        check("/?z", Input { query: Some("x"), more: more(), ..INPUT }, "/?z&q%20q=x&a=1&a=2&l=1&l=2");
    }
}
