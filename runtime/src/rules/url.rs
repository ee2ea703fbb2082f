//! `parseURL`: the parts of an endpoint's URL that rules look at.

use std::net::Ipv6Addr;
use std::ops::Range;

use super::host_label::is_ipv4_shaped;
use super::text::Text;

/// A URL that was parsed. Its text is kept whole; parts are taken out of it when asked for.
#[derive(Debug)]
pub(super) struct Url<'a> {
    text: Text<'a>,
    parts: Parts,
}

#[derive(Debug)]
struct Parts {
    scheme: &'static str,
    authority: Range<usize>,
    path: Range<usize>,
    is_ip: bool,
}

impl<'a> Url<'a> {
    /// Parses an `http` or `https` URL without query; nothing where `text` is not one.
    pub(super) fn parse(text: Text<'a>) -> Option<Self> {
        let parts = parse_parts(text.as_str())?;
        Some(Self { text, parts })
    }

    /// `http` or `https`.
    pub(super) fn scheme(&self) -> &'static str {
        self.parts.scheme
    }

    /// The host, and the port where the URL has one. No user information.
    pub(super) fn authority(&self) -> Text<'a> {
        self.text.slice(self.parts.authority.clone())
    }

    /// The path as it was written; empty where there is none.
    pub(super) fn path(&self) -> Text<'a> {
        self.text.slice(self.parts.path.clone())
    }

    /// The path with a slash at each end.
    pub(super) fn normalized_path(&self) -> Text<'a> {
        let path = self.path();
        match path.as_str() {
            "" => Text::Borrowed("/"),
            // A path that is not empty starts with the slash that ends the authority.
            text if text.ends_with('/') => path,
            text => Text::from(format!("{text}/")),
        }
    }

    /// Whether the host is an IPv4 or IPv6 address.
    pub(super) fn is_ip(&self) -> bool {
        self.parts.is_ip
    }
}

fn parse_parts(text: &str) -> Option<Parts> {
    let (written_scheme, rest) = text.split_once("://")?;
    let mut schemes = ["https", "http"].into_iter();
    let scheme = schemes.find(|scheme| scheme.eq_ignore_ascii_case(written_scheme))?;
    let rest = rest.split_once('#').map_or(rest, |(rest, _fragment)| rest);
    if rest.contains('?') {
        return None;
    }
    let start = written_scheme.len() + "://".len();
    let path = rest.find('/').unwrap_or(rest.len());
    let host = rest.get(..path)?.rfind('@').map_or(0, |at| at + 1);
    let is_ip = parse_authority(rest.get(host..path)?)?;
    if rest.get(path..)?.bytes().any(|byte| byte.is_ascii_control() || byte == b' ') {
        return None;
    }
    Some(Parts { scheme, authority: start + host..start + path, path: start + path..start + rest.len(), is_ip })
}

/// Whether the host of this authority is an IP address; nothing where it is not an authority.
fn parse_authority(authority: &str) -> Option<bool> {
    if let Some(literal) = authority.strip_prefix('[') {
        let (address, port) = literal.split_once(']')?;
        address.parse::<Ipv6Addr>().ok()?;
        return is_port(port).then_some(true);
    }
    let (host, port) = match authority.find(':') {
        Some(colon) => authority.split_at(colon),
        None => (authority, ""),
    };
    let valid = !host.is_empty() && host.bytes().all(is_host_byte) && is_port(port);
    valid.then(|| is_ipv4_shaped(host))
}

/// Nothing, or a colon and a port number.
fn is_port(text: &str) -> bool {
    let digits = text.strip_prefix(':').unwrap_or(text);
    let is_number = || digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    text.is_empty() || (text.starts_with(':') && is_number())
}

/// What RFC 3986 allows in a registered name. Host labels are not validated here.
fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(url: &str, expected: (&str, &str, &str, &str, bool)) {
        let url = Url::parse(Text::Borrowed(url)).unwrap();
        let (authority, path, normalized) = (url.authority(), url.path(), url.normalized_path());
        let found = (url.scheme(), authority.as_str(), path.as_str(), normalized.as_str(), url.is_ip());
        assert_eq!(found, expected);
    }

    #[test]
    fn urls_have_parts() {
        check("https://example.com", ("https", "example.com", "", "/", false));
        check("HTTPS://example.com/", ("https", "example.com", "/", "/", false));
        check("http://example.com:80/foo/bar", ("http", "example.com:80", "/foo/bar", "/foo/bar/", false));
        check("https://127.0.0.1", ("https", "127.0.0.1", "", "/", true));
        check("https://127.0.0.1:8000/a/", ("https", "127.0.0.1:8000", "/a/", "/a/", true));
        check("https://[fe80::1]", ("https", "[fe80::1]", "", "/", true));
        check("https://[fe80::1]:443", ("https", "[fe80::1]:443", "", "/", true));
        check("http://99_ab-.com", ("http", "99_ab-.com", "", "/", false));
        check("http://user:secret@a.com/b", ("http", "a.com", "/b", "/b/", false));
        check("http://a.com/b#c", ("http", "a.com", "/b", "/b/", false));
        check("http://1.2.3.4.5", ("http", "1.2.3.4.5", "", "/", false));
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "example.com",
            "://a",
            "https:a",
            "https://",
            "https:///a",
            "https://:80",
            "acbd://example.com",
            "http://abc.com:a/foo",
            "http://abc.com:/foo",
            "http://abc.com:65536",
            "http://abc.com:+80",
            "http://a:1:2",
            "http://[::1",
            "http://[::1]1",
            "http://[nothing]",
            "http://a b.com",
            "http://é.com",
            "http://a.com/b c",
            "http://a.com\n",
            "https://example.com/path?query1=foo",
            "https://example.com?",
        ] {
            assert!(Url::parse(Text::Borrowed(text)).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "(https?://)?[\\[@:/?#a.1 é\\]]{0,20}|.*") {
            if let Some(url) = Url::parse(Text::Borrowed(&text)) {
                prop_assert!(text.contains(url.authority().as_str()));
                let normalized = url.normalized_path();
                let normalized = normalized.as_str();
                prop_assert!(normalized.starts_with('/') && normalized.ends_with('/'));
            }
        }
    }
}
