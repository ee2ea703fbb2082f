//! Headers and status of a response into members.

use std::borrow::Cow;
use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::Headers;
use aws_smithy_types::base64;

use super::header_list::Elements;
use crate::shape::{List, Map, Member, Place, Slot, Structure, TimestampFormat, Value};
use crate::text;

/// Why a header cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct HeaderError {
    header: String,
    message: Cow<'static, str>,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}`: {}", self.header, self.message)
    }
}

impl std::error::Error for HeaderError {}

/// Reads the members of `structure` that travel outside of the body.
pub(crate) fn read_head(response: &HttpResponse, structure: &mut dyn Structure) -> Result<(), HeaderError> {
    let headers = response.headers();
    for (index, member) in structure.shape().members.iter().enumerate() {
        let place = member.http_place();
        // Asking for a member to write to brings it into being.
        let is_there = match place {
            Place::Header(name) => is_readable(name, headers),
            Place::PrefixHeaders(_) | Place::StatusCode => true,
            Place::Body
            | Place::Label
            | Place::Query(_)
            | Place::QueryParams
            | Place::Payload
            | Place::StructurePayload
            | Place::EventHeader(_)
            | Place::EventPayload => false,
        };
        let Some(value) = structure.get_mut(index).filter(|_| is_there) else { continue };
        match (place, value.slot()) {
            (Place::Header(name), Slot::List(list)) => read_list(name, headers, member.element(), list)?,
            (Place::Header(name), _) => read_scalar(name, headers, member, value)?,
            (Place::PrefixHeaders(prefix), Slot::Map(map)) => read_prefixed(prefix, headers, member, map)?,
            (Place::StatusCode, Slot::Integer(slot)) => *slot = response.status().as_u16().into(),
            // A status is an integer and prefixed headers are a map: models that say otherwise are refused.
            _ => {}
        }
    }
    Ok(())
}

/// Whether the header is there and may be read. `Expires` counts as absent where it is no date: recipients
/// must bear with that, and services do send `0` ("RFC 9111, section 5.3").
fn is_readable(name: &str, headers: &Headers) -> bool {
    match headers.get(name) {
        Some(date) if name.eq_ignore_ascii_case("expires") => {
            crate::timestamp::read(date.trim(), TimestampFormat::HttpDate).is_some()
        }
        found => found.is_some(),
    }
}

/// Reads a header that is one value; lines of the same name are joined.
fn read_scalar(
    name: &str,
    headers: &Headers,
    member: &'static Member,
    value: &mut dyn Value,
) -> Result<(), HeaderError> {
    let mut lines = headers.get_all(name).map(str::trim);
    let first = lines.next().unwrap_or_default();
    let text = lines.fold(Cow::Borrowed(first), |text, line| format!("{text}, {line}").into());
    read_value(text, member, value).map_err(|message| error(name, message))
}

/// Reads one value, an element of a list or all of a header.
fn read_value(text: Cow<'_, str>, member: &'static Member, value: &mut dyn Value) -> Result<(), Cow<'static, str>> {
    match value.slot() {
        Slot::String(slot) if member.own_names().media_type.is_some() => {
            let bytes = base64::decode(&*text).map_err(|_| "expected base64 text")?;
            *slot = String::from_utf8(bytes).map_err(|_| "expected base64 of UTF-8 text")?;
            Ok(())
        }
        slot => text::read(member, text, TimestampFormat::HttpDate, slot),
    }
}

fn read_list(name: &str, headers: &Headers, element: &'static Member, list: &mut dyn List) -> Result<(), HeaderError> {
    list.clear();
    for line in headers.get_all(name) {
        let mut elements = Elements::new(line);
        while !elements.is_empty() {
            let value = list.push();
            let format = element.timestamp_format.unwrap_or(TimestampFormat::HttpDate);
            let is_date = matches!(value.slot(), Slot::Timestamp(_)) && format == TimestampFormat::HttpDate;
            let text =
                elements.next(is_date.into()).ok_or_else(|| error(name, "expected a list with proper quotes"))?;
            read_value(text, element, value).map_err(|message| error(name, message))?;
        }
    }
    Ok(())
}

/// Reads the headers that begin with `prefix`, in whatever case, under the rest of their names.
fn read_prefixed(
    prefix: &str,
    headers: &Headers,
    member: &'static Member,
    map: &mut dyn Map,
) -> Result<(), HeaderError> {
    map.clear();
    for (name, text) in headers {
        let Some((start, key)) = name.split_at_checked(prefix.len()) else { continue };
        if start.eq_ignore_ascii_case(prefix) {
            let value = map.insert(key);
            read_value(text.trim().into(), member.element(), value).map_err(|message| error(name, message))?;
        }
    }
    Ok(())
}

fn error(header: &str, message: impl Into<Cow<'static, str>>) -> HeaderError {
    HeaderError { header: header.to_owned(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use aws_smithy_types::{Blob, DateTime};
    use proptest::prelude::*;

    use super::*;
    use crate::protocol::testing::{Record, response};
    use crate::shape::{Names, Shape};

    /// The structure of one member that `member` describes, after reading these headers, as `Debug` shows it.
    fn read(member: Member, value: impl Value + 'static, headers: &[(&'static str, &str)]) -> Result<String, String> {
        let shape = Box::leak(Box::new(Shape::structure("Output", "Output", vec![member].leak())));
        let mut output = Record::new(shape, vec![Box::new(value)]);
        read_head(&response(201, headers), &mut output).map_err(|error| error.to_string())?;
        let text = format!("{output:?}");
        let value = text.strip_prefix("Output { member: ").and_then(|rest| rest.strip_suffix(" }"));
        Ok(value.unwrap_or(&text).to_owned())
    }

    const PLAIN: Member = Member::new("member", "member");
    const HEADER: Member = PLAIN.place(&Place::Header("X-Header"));
    const MEDIA: Member = HEADER.names(&Names::NONE.media_type("application/json"));
    const DATE_TIME: Member = HEADER.timestamp_format(TimestampFormat::DateTime);

    #[track_caller]
    fn check<T: Value + 'static>(member: Member, lines: &[&str], expected: &str) {
        let headers: Vec<_> = lines.iter().map(|line| ("X-header", *line)).collect();
        let read = read(member, None::<T>, &headers);
        assert_eq!(read.unwrap_or_else(|error| error), expected);
    }

    #[test]
    fn headers_are_values() {
        check::<String>(HEADER, &[], "None");
        check::<String>(HEADER, &[""], "\"\"");
        check::<String>(HEADER, &[" a, \"b\" ", "c"], "\"a, \\\"b\\\", c\"");
        check::<i32>(HEADER, &[" 7"], "7");
        check::<i32>(HEADER, &["7", "8"], "the header `X-Header`: expected an integer, found `7, 8`");
        check::<Blob>(HEADER, &["dmFsdWU="], "[118, 97, 108, 117, 101]");
        check::<String>(MEDIA, &["dHJ1ZQ=="], "\"true\"");
        check::<String>(MEDIA, &["//8="], "the header `X-Header`: expected base64 of UTF-8 text");
        check::<String>(MEDIA, &["?"], "the header `X-Header`: expected base64 text");
    }

    #[test]
    fn timestamps_have_offsets_and_fractions() {
        let instant = |seconds, nanos| format!("{:?}", DateTime::from_secs_and_nanos(seconds, nanos));
        check::<DateTime>(DATE_TIME, &["2019-12-17T00:48:18+01:00"], &instant(1_576_540_098, 0));
        check::<DateTime>(DATE_TIME, &["2019-12-16T23:48:18.123Z"], &instant(1_576_540_098, 123_000_000));
        check::<DateTime>(HEADER, &["Mon, 16 Dec 2019 23:48:18.5 GMT"], &instant(1_576_540_098, 500_000_000));
        check::<DateTime>(
            HEADER,
            &["0"],
            "the header `X-Header`: expected a timestamp in the form HttpDate, found `0`",
        );
    }

    #[test]
    fn lists_are_taken_apart() {
        check::<Vec<String>>(HEADER, &[], "None");
        check::<Vec<String>>(HEADER, &[""], "[]");
        check::<Vec<String>>(HEADER, &["\"b,c\", \"\\\"def\\\"\"", "a"], "[\"b,c\", \"\\\"def\\\"\", \"a\"]");
        check::<Vec<i32>>(HEADER, &["1, 2,3"], "[1, 2, 3]");
        check::<Vec<Option<bool>>>(HEADER, &["true,false"], "[true, false]");
        check::<Vec<bool>>(HEADER, &["true,1"], "the header `X-Header`: expected `true` or `false`, found `1`");
        check::<Vec<String>>(HEADER, &["\"a"], "the header `X-Header`: expected a list with proper quotes");
        let date = "Mon, 16 Dec 2019 23:48:18 GMT";
        let instant = DateTime::from_secs(1_576_540_098);
        check::<Vec<DateTime>>(HEADER, &[&format!("{date}, {date}")], &format!("{:?}", [instant; 2]));
    }

    #[test]
    fn the_date_of_expiry_may_be_none() {
        let expires = PLAIN.place(&Place::Header("Expires"));
        let read = |text| read(expires.clone(), None::<DateTime>, &[("expires", text)]).unwrap();
        assert_eq!(read("0"), "None");
        assert_eq!(read("Mon, 16 Dec 2019 23:48:18 GMT"), format!("{:?}", DateTime::from_secs(1_576_540_098)));
    }

    #[test]
    fn prefixed_headers_are_a_map() {
        let read = |headers: &[(&'static str, &str)]| {
            let prefixed = PLAIN.place(&Place::PrefixHeaders("X-Foo-"));
            read(prefixed, None::<HashMap<String, String>>, headers).unwrap()
        };
        assert_eq!(read(&[]), "{}");
        assert_eq!(read(&[("X-FOO-A", " 1"), ("x-fo", "2"), ("y", "3")]), "{\"a\": \"1\"}");
        assert_eq!(read(&[("x-foo-", "1")]), "{\"\": \"1\"}");
    }

    #[test]
    fn the_status_is_a_value() {
        assert_eq!(read(PLAIN.place(&Place::StatusCode), None::<i32>, &[]).unwrap(), "201");
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_refused(text in "[ -~é]*") {
            let lines: &[(&'static str, &str)] = &[("x-header", &text)];
            let _ = read(HEADER, None::<Vec<DateTime>>, lines);
            let _ = read(HEADER, None::<Vec<String>>, lines);
            let _ = read(HEADER, None::<f64>, lines);
            let _ = read(DATE_TIME, None::<DateTime>, lines);
            let _ = read(MEDIA, None::<String>, lines);
        }
    }
}
