//! What goes before the host of an endpoint, for operations that say so ("Smithy specification, Endpoint
//! traits").

use aws_smithy_types::error::operation::BuildError;

use crate::rules::is_valid_host_label;
use crate::shape::{Structure, View, members};

/// The host prefix of `pattern` with its labels filled from `input`.
///
/// # Errors
/// A member that fills a label and is not set, or cannot stand in a host name: the request could go to
/// somebody else's.
pub(crate) fn host_prefix(pattern: &str, input: &dyn Structure) -> Result<String, BuildError> {
    let mut prefix = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((literal, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        prefix.push_str(literal);
        prefix.push_str(label(name, input)?);
        rest = after;
    }
    prefix.push_str(rest);
    Ok(prefix)
}

/// What stands in the place of the label `name`.
fn label<'i>(name: &str, input: &'i dyn Structure) -> Result<&'i str, BuildError> {
    let Some((member, value)) = members(input).find(|(member, _)| member.host_label && member.wire_name == name) else {
        return Err(BuildError::other(format!("nothing fills the label `{name}` of the host")));
    };
    match value.view() {
        View::String("") | View::Absent => Err(BuildError::missing_field(member.name, "cannot be empty or unset")),
        View::String(text) if is_valid_host_label(text, true) => Ok(text),
        _ => Err(BuildError::invalid_field(member.name, "must be what can stand in a host name")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::Record;
    use crate::shape::{Member, Shape};

    static SHAPE: Shape = Shape::structure(
        "Input",
        "Input",
        &[Member::new("label", "Label").host_label(), Member::new("other", "Other")],
    );

    #[track_caller]
    fn check(pattern: &str, label: Option<&str>, expected: Result<&str, &str>) {
        let input = Record::new(&SHAPE, vec![Box::new(label.map(String::from)), Box::new("other".to_owned())]);
        let prefix = host_prefix(pattern, &input).map_err(|error| error.to_string());
        assert_eq!(prefix.as_deref(), expected.map_err(String::from).as_ref().map(|text| *text));
    }

    #[test]
    fn labels_are_filled() {
        check("foo.", None, Ok("foo."));
        check("foo.{Label}.", Some("bar"), Ok("foo.bar."));
        check("{Label}-{Label}.x.", Some("a.b-1"), Ok("a.b-1-a.b-1.x."));
    }

    #[test]
    fn what_is_no_host_label_is_an_error() {
        let missing = Err("label was missing: cannot be empty or unset");
        check("{Label}.", None, missing);
        check("{Label}.", Some(""), missing);
        let invalid = Err("invalid field in input: label (details: must be what can stand in a host name)");
        for label in ["a/b", "a@b", "a:1", "a?b", "a#", "-a", "a b", "é", "a..b", "a."] {
            check("{Label}.", Some(label), invalid);
        }
        check("{Other}.", Some("a"), Err("error during request construction"));
        check("{Label", Some("a"), Ok("a"));
    }
}
