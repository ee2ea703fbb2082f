//! Members as headers of a request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::base64;
use aws_smithy_types::error::operation::BuildError;

use super::{header_list, text};
use crate::shape::{List, Member, Place, Structure, TimestampFormat, View, members};

/// Adds the headers that members of `input` are. Those that are bound by name come first, and no header
/// of a map takes the place of one.
pub(crate) fn write_headers(input: &dyn Structure, headers: &mut Headers) -> Result<(), BuildError> {
    for (member, value) in members(input) {
        if let Place::Header(name) = member.http_place()
            && let Some(text) = header_text(member, value.view())?
        {
            insert(headers, member, name.into(), text.into_owned())?;
        }
    }
    for (member, value) in members(input) {
        if let (Place::PrefixHeaders(prefix), View::Map(map)) = (member.http_place(), value.view()) {
            // In an order, for keys that differ in case alone.
            for (key, value) in map.entries().collect::<BTreeMap<_, _>>() {
                let name = format!("{prefix}{key}");
                if !headers.contains_key(&name)
                    && let Some(text) = header_text(member, value.view())?
                {
                    insert(headers, member, name.into(), text.into_owned())?;
                }
            }
        }
    }
    Ok(())
}

/// The value of a header; none where the member is not set.
fn header_text<'v>(member: &'static Member, view: View<'v>) -> Result<Option<Cow<'v, str>>, BuildError> {
    match view {
        View::List(list) => list_text(member, list).map(|text| Some(text.into())),
        View::String(text) if member.own_names().media_type.is_some() => Ok(Some(base64::encode(text).into())),
        view => text::write(member, member, view, TimestampFormat::HttpDate),
    }
}

fn list_text(member: &'static Member, list: &dyn List) -> Result<String, BuildError> {
    let element = member.element();
    let mut text = String::new();
    for item in (0..list.len()).filter_map(|index| list.item(index)) {
        match item.view() {
            View::String(item) if element.own_names().media_type.is_some() => {
                header_list::push(&mut text, &base64::encode(item));
            }
            View::String(item) => header_list::push_text(&mut text, item),
            view => {
                if let Some(item) = text::write(member, element, view, TimestampFormat::HttpDate)? {
                    header_list::push(&mut text, &item);
                }
            }
        }
    }
    Ok(text)
}

/// Adds a header. The error does not say what the value is: it may be a secret.
fn insert(headers: &mut Headers, member: &Member, name: Cow<'static, str>, value: String) -> Result<(), BuildError> {
    let name = http::HeaderName::try_from(name.as_ref()).map_err(|_| {
        BuildError::invalid_field(member.name, format!("`{}` is no name of a header", name.escape_debug()))
    })?;
    match headers.try_insert(name, value) {
        Ok(_) => Ok(()),
        Err(_) => Err(BuildError::invalid_field(member.name, "a control character cannot stand in a header")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_smithy_types::DateTime;

    use super::*;
    use crate::protocol::testing::Record;
    use crate::shape::{Names, Shape, Value};

    #[track_caller]
    fn check(member: Member, value: impl Value + 'static, expected: Option<&str>) {
        let headers = written(vec![(member.place(&Place::Header("X-Header")), Box::new(value))]).unwrap();
        assert_eq!(headers.get("x-header"), expected);
    }

    fn written(members: Vec<(Member, Box<dyn Value>)>) -> Result<Headers, BuildError> {
        let (members, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
        let shape = Box::leak(Box::new(Shape::structure("Input", "Input", members.leak())));
        let mut headers = Headers::new();
        write_headers(&Record::new(shape, values), &mut headers).map(|()| headers)
    }

    const PLAIN: Member = Member::new("member", "member");
    const MEDIA: Member = PLAIN.names(&Names::NONE.media_type("application/json"));
    const EPOCH: Member = PLAIN.timestamp_format(TimestampFormat::EpochSeconds);
    fn instant() -> DateTime {
        DateTime::from_secs(1_576_540_098)
    }

    #[test]
    fn values_are_headers() {
        check(PLAIN, None::<String>, None);
        check(PLAIN, String::new(), Some(""));
        check(PLAIN, "a, \"b\"".to_owned(), Some("a, \"b\""));
        check(PLAIN, "ü".to_owned(), Some("ü"));
        check(PLAIN, Some(f32::NAN), Some("NaN"));
        check(PLAIN, instant(), Some("Mon, 16 Dec 2019 23:48:18 GMT"));
        check(EPOCH, instant(), Some("1576540098"));
        check(MEDIA, "true".to_owned(), Some("dHJ1ZQ=="));
    }

    #[test]
    fn lists_are_one_header() {
        check(PLAIN, Vec::<String>::new(), Some(""));
        check(PLAIN, vec!["a", "b,c", "\"d\\", ""].map_strings(), Some("a, \"b,c\", \"\\\"d\\\\\", \"\""));
        check(PLAIN, vec![Some(true), None, Some(false)], Some("true, false"));
        check(PLAIN, vec![instant(); 2], Some("Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT"));
        check(PLAIN.item(&EPOCH), vec![instant(); 2], Some("1576540098, 1576540098"));
        check(PLAIN.item(&MEDIA), vec!["true", "1"].map_strings(), Some("dHJ1ZQ==, MQ=="));
    }

    trait Strings {
        fn map_strings(self) -> Vec<String>;
    }

    impl Strings for Vec<&str> {
        fn map_strings(self) -> Vec<String> {
            self.into_iter().map(String::from).collect()
        }
    }

    fn map(entries: &[(&str, &str)]) -> Box<dyn Value> {
        let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Box::new(entries.collect::<HashMap<_, _>>())
    }

    #[test]
    fn maps_are_headers_with_a_prefix_and_never_override() {
        let headers = written(vec![
            (PLAIN.place(&Place::PrefixHeaders("")), map(&[("x-Named", "lost"), ("x-map", "kept"), ("empty", "")])),
            (PLAIN.place(&Place::Header("X-Named")), Box::new("named".to_owned())),
        ])
        .unwrap();
        let all: Vec<_> = headers.iter().collect();
        assert_eq!(all, [("x-named", "named"), ("empty", ""), ("x-map", "kept")]);
        let headers = written(vec![(PLAIN.place(&Place::PrefixHeaders("x-meta-")), map(&[("A", "1")]))]).unwrap();
        assert_eq!(headers.get("x-meta-a"), Some("1"));
    }

    #[test]
    fn what_cannot_be_a_header_is_an_error_that_names_the_member_and_not_the_value() {
        let line_feed = written(vec![(PLAIN.place(&Place::Header("x")), Box::new("secret\n".to_owned()))]);
        let text = line_feed.unwrap_err().to_string();
        assert!(text.contains("member") && !text.contains("secret"), "{text}");
        let name = written(vec![(PLAIN.place(&Place::PrefixHeaders("x-")), map(&[("a\n", "1")]))]);
        let text = name.unwrap_err().to_string();
        assert_eq!(text, "invalid field in input: member (details: `x-a\\n` is no name of a header)");
    }
}
