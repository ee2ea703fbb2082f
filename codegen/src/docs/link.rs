//! Where links lead: only to http and https.

use std::collections::BTreeMap;

use super::spans::Spans;
use super::tag::Tag;
use super::{entity, part, rest};

/// Where an element that is a link leads, if that is the web.
pub(super) fn target_of(tag: &Tag<'_>) -> Option<String> {
    let address = tag.attribute("href").or_else(|| tag.attribute("url"))?;
    target(&entity::decoded(address))
}

/// The address to write in a link, if the link is one to the web.
pub(super) fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let host = rest(address, scheme.len());
    host.starts_with(|first: char| first.is_alphanumeric()).then(|| without_references(&encoded(address)))
}

/// `address` without the characters that would end a link early.
fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for char in address.chars() {
        match char {
            ' ' | '(' | ')' | '<' | '>' | '[' | ']' | '\\' | '`' | '"' | '*' | '|' | '{' | '}' | '^' => {
                encoded.push_str(&format!("%{:02X}", u32::from(char)));
            }
            _ if char.is_control() || char.is_whitespace() || !super::escape::is_visible(char) => {}
            _ => encoded.push(char),
        }
    }
    encoded
}

/// `address` without ampersands that Markdown would read as character references.
fn without_references(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for (at, char) in address.char_indices() {
        match char {
            '&' if entity::reference(rest(address, at)).is_some() => safe.push_str("%26"),
            _ => safe.push(char),
        }
    }
    safe
}

/// Appends the address that goes on with `text`, which starts with `://`. Returns how much of it that took.
pub(super) fn push_url(spans: &mut Spans, text: &str) -> Option<usize> {
    if !text.starts_with("://") || spans.in_link() {
        return None;
    }
    let len = address(text)?;
    let scheme = ["https", "http"].into_iter().find(|scheme| spans.take_back(scheme))?;
    let address = part(text, 0, len);
    spans.atom(&format!("<{scheme}{}>", without_references(&address.replace("&amp;", "&"))));
    Some(len)
}

/// How long the address is that goes on with `text`, less the punctuation of the sentence that it stands in.
fn address(text: &str) -> Option<usize> {
    let start = "://".len();
    let ends = |(at, char): &(usize, char)| match char {
        '<' | '>' | '"' | '`' | '*' | '{' | '}' | '|' | '\\' | '^' | '[' | ']' => true,
        '&' => entity::decode(rest(text, start + at)).is_some_and(|(char, _)| char != '&'),
        _ => !char.is_ascii() || char.is_ascii_whitespace() || char.is_ascii_control(),
    };
    let inner = rest(text, start);
    let len = inner.char_indices().find(ends).map_or(inner.len(), |(at, _)| at);
    let address = without_punctuation(part(inner, 0, len));
    let host = address.split(['/', '?', '#', ':']).next()?;
    let named = host.starts_with(|first: char| first.is_ascii_alphanumeric()) && host.contains('.');
    named.then_some(start + address.len())
}

/// `address` without the punctuation at its end.
fn without_punctuation(address: &str) -> &str {
    let marks: &[char] = match address.contains('(') {
        true => &['.', ',', ';', ':', '!', '?', '\'', '_', '~'],
        false => &['.', ',', ';', ':', '!', '?', '\'', '_', '~', ')'],
    };
    let mut bare = address.trim_end_matches(marks);
    // A character reference does not end in the middle.
    while rest(address, bare.len()).starts_with(';') {
        let before = bare.trim_end_matches(|char: char| char.is_ascii_alphanumeric());
        let Some(before) = before.strip_suffix('&').filter(|_| before.len() < bare.len()) else { break };
        bare = before.trim_end_matches(marks);
    }
    bare
}

/// How long a label may be.
const LONGEST_LABEL: usize = 999;

/// The reference definitions of a CommonMark text: `[label]: https://…`.
#[derive(Debug, Default)]
pub(super) struct References(BTreeMap<String, String>);

impl References {
    /// All that `text` defines.
    pub(super) fn read(text: &str) -> Self {
        if !text.contains("]:") {
            return Self::default();
        }
        let mut found = BTreeMap::new();
        for (label, address) in text.lines().filter_map(definition) {
            found.entry(label.to_lowercase()).or_insert_with(|| address.to_owned());
        }
        Self(found)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address that is known by this label.
    pub(super) fn get(&self, label: &str) -> Option<&str> {
        if label.len() > LONGEST_LABEL {
            return None;
        }
        self.0.get(&label.to_lowercase()).map(String::as_str)
    }
}

/// The label and the address, if a line is a definition.
pub(super) fn definition(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_start().strip_prefix('[')?;
    let (label, behind) = inner.split_once("]:")?;
    let address = behind.split_whitespace().next()?;
    let address = address.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(address);
    (!label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']'])).then_some((label, address))
}
