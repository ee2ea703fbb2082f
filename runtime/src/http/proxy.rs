//! Which requests go through a proxy. How they get there is the business of `dial`.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::base64;
use http::{HeaderValue, Uri};

/// Which requests go through a proxy.
///
/// `http://` requests are handed to the proxy as they are; for `https://` the proxy is asked for a tunnel, and sees the host and
/// the port only. User and password in a proxy's URL are sent to it as basic authentication.
#[derive(Clone)]
pub struct Proxies(Source);

#[derive(Clone)]
enum Source {
    Environment,
    Nowhere,
    Given(Arc<Rules>),
}

impl Proxies {
    /// What the environment says when the first request is made: `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY`, in upper or
    /// lower case, less the hosts in `NO_PROXY`.
    pub fn from_env() -> Self {
        Self(Source::Environment)
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(Source::Nowhere)
    }

    /// The proxy at `url` for all requests, but for those to the hosts in `except`, a list in the form of `NO_PROXY`.
    ///
    /// # Errors
    ///
    /// If `url` is not the URL of an `http://` or `https://` proxy.
    pub fn all(url: &str, except: &str) -> Result<Self, InvalidProxy> {
        check(url)?;
        let rules = Rules { http: None, https: None, all: Proxy::parse(url), except: except.to_owned() };
        Ok(Self(Source::Given(Arc::new(rules))))
    }

    /// The rules, or `None` if there are none. Reads the environment if it is to be asked.
    pub(super) fn rules(&self) -> Option<Arc<Rules>> {
        match &self.0 {
            Source::Environment => Rules::from_variables(&|name| std::env::var(name).ok()).map(Arc::new),
            Source::Nowhere => None,
            Source::Given(rules) => Some(rules.clone()),
        }
    }
}

/// Says where the rules come from; the rules may hold passwords.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::Environment => "Proxies::from_env()",
            Source::Nowhere => "Proxies::none()",
            Source::Given(_) => "Proxies::all(..)",
        })
    }
}

/// A proxy for each scheme, and the hosts that are spoken to without one.
pub(super) struct Rules {
    http: Option<Proxy>,
    https: Option<Proxy>,
    /// Of both schemes, where they have none of their own.
    all: Option<Proxy>,
    /// In the form of `NO_PROXY`.
    except: String,
}

impl Rules {
    /// The rules in the variables of an environment: none in that of a CGI program, where `HTTP_PROXY` comes from whoever made
    /// the request, as a header of it.
    fn from_variables(variable: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        if variable("REQUEST_METHOD").is_some() {
            return None;
        }
        let either = |name: &str| variable(&name.to_ascii_uppercase()).or_else(|| variable(name)).unwrap_or_default();
        Some(Self {
            http: Proxy::parse(&either("http_proxy")),
            https: Proxy::parse(&either("https_proxy")),
            all: Proxy::parse(&either("all_proxy")),
            except: either("no_proxy"),
        })
    }

    /// The proxy on the way to `server`.
    pub(super) fn proxy(&self, server: &Uri) -> Option<&Proxy> {
        let of_scheme = match server.scheme_str() {
            Some("http") => &self.http,
            Some("https") => &self.https,
            _ => return None,
        };
        let proxy = of_scheme.as_ref().or(self.all.as_ref())?;
        if is_excepted(bare_host(server), &self.except) { None } else { Some(proxy) }
    }
}

/// A proxy, and what it is to be told.
pub(super) struct Proxy {
    /// Scheme, host and port; neither user nor password.
    pub(super) uri: Uri,
    /// The value of `Proxy-Authorization`, if the URL names a user.
    pub(super) authorization: Option<HeaderValue>,
}

impl Proxy {
    /// Reads a variable of the environment, whose scheme may be missing. What cannot be read is no proxy; SOCKS is one that
    /// cannot be connected to, lest requests go where they should not.
    fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = uri.scheme_str().unwrap_or("http");
        if !matches!(scheme, "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h") {
            return None;
        }
        let authority = uri.authority()?.as_str();
        let (user, address) = match authority.split_once('@') {
            Some((user, address)) => (Some(user), address),
            None => (None, authority),
        };
        let uri = [scheme, "://", address, "/"].concat().parse().ok()?;
        Some(Self { uri, authorization: user.and_then(basic_authorization) })
    }
}

/// Basic authorization for a `user:password` as it is in a URL.
fn basic_authorization(user: &str) -> Option<HeaderValue> {
    let mut plain = percent_decoded(user);
    if !user.contains(':') {
        plain.push(b':');
    }
    let encoded = base64::encode(String::from_utf8_lossy(&plain).as_bytes());
    let mut value = HeaderValue::from_str(&["Basic ", &encoded].concat()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match (byte, digit(bytes.get(at)), digit(bytes.get(at + 1))) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 2;
            }
            _ => decoded.push(byte),
        }
    }
    decoded
}

/// The host of a URL; an IPv6 address without its brackets.
pub(super) fn bare_host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Whether `host` is in a list in the form of `NO_PROXY`: of domains, addresses and networks, and `*` for all domains.
fn is_excepted(host: &str, list: &str) -> bool {
    let ip = host.parse().ok();
    for entry in list.split(',') {
        let entry = entry.trim_ascii();
        let found = match ip {
            Some(ip) => is_in_network(ip, entry),
            None => is_in_domain(host, entry),
        };
        if found {
            return true;
        }
    }
    false
}

/// Whether `ip` is an address, or in a network such as `10.0.0.0/8`.
fn is_in_network(ip: IpAddr, network: &str) -> bool {
    let (base, length) = match network.split_once('/') {
        Some((base, length)) => (base, Some(length)),
        None => (network, None),
    };
    let Ok(base) = base.parse() else {
        return false;
    };
    let (ip, base, bits) = match (ip, base) {
        (IpAddr::V4(ip), IpAddr::V4(base)) => (ip.to_bits().into(), base.to_bits().into(), 32),
        (IpAddr::V6(ip), IpAddr::V6(base)) => (ip.to_bits(), base.to_bits(), 128),
        _ => return false,
    };
    let differing: u128 = ip ^ base;
    match length.map_or(Ok(bits), str::parse) {
        Ok(length) if length <= bits => differing.checked_shr(bits - length).unwrap_or(0) == 0,
        _ => false,
    }
}

/// Whether `host` is a domain, with or without a leading dot, or below it.
fn is_in_domain(host: &str, domain: &str) -> bool {
    if domain == "*" {
        return true;
    }
    if domain.is_empty() || domain.parse::<IpAddr>().is_ok() {
        return false;
    }
    let domain = domain.strip_prefix('.').unwrap_or(domain);
    let split = host.len().checked_sub(domain.len()).and_then(|at| host.split_at_checked(at));
    split.is_some_and(|(below, end)| end.eq_ignore_ascii_case(domain) && (below.is_empty() || below.ends_with('.')))
}

fn check(url: &str) -> Result<(), InvalidProxy> {
    let uri: Uri =
        url.parse().map_err(|source| InvalidProxy { reason: "it is not a URL", source: Some(Box::new(source)) })?;
    let invalid = |reason| InvalidProxy { reason, source: None };
    match uri.scheme_str() {
        Some("http" | "https") => {}
        _ => return Err(invalid("it does not begin with http:// or https://")),
    }
    match uri.host() {
        None | Some("") => Err(invalid("it has no host")),
        Some(_) => Ok(()),
    }
}

/// A proxy that cannot be used. It does not show the URL, which may hold a password.
#[derive(Debug)]
pub struct InvalidProxy {
    reason: &'static str,
    source: Option<BoxError>,
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy's URL cannot be used: {}", self.reason)
    }
}

impl Error for InvalidProxy {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(variables: &[(&str, &str)]) -> Option<Rules> {
        Rules::from_variables(&|name| {
            let variable = variables.iter().find(|(known, _)| *known == name);
            variable.map(|(_, value)| value.to_string())
        })
    }

    /// Where a request to `server` goes, and what the proxy is told.
    fn way(variables: &[(&str, &str)], server: &str) -> Option<(String, Option<String>)> {
        let rules = rules(variables)?;
        let proxy = rules.proxy(&server.parse().unwrap())?;
        let told = proxy.authorization.as_ref().map(|value| value.to_str().unwrap().to_owned());
        Some((proxy.uri.to_string(), told))
    }

    #[track_caller]
    fn check_url(url: &str, expected: Option<(&str, Option<&str>)>) {
        let expected = expected.map(|(uri, told)| (uri.to_owned(), told.map(str::to_owned)));
        assert_eq!(way(&[("HTTPS_PROXY", url)], "https://server"), expected);
    }

    #[test]
    fn urls() {
        check_url("", None);
        check_url("http://proxy", Some(("http://proxy/", None)));
        check_url("https://proxy:8080/path?query", Some(("https://proxy:8080/", None)));
        check_url("127.0.0.1:3128", Some(("http://127.0.0.1:3128/", None)));
        check_url("http://[::1]:3128", Some(("http://[::1]:3128/", None)));
        check_url("socks5h://u:p@proxy", Some(("socks5h://proxy/", Some("Basic dTpw"))));
        check_url("ftp://proxy", None);
        check_url("no proxy", None);
        check_url("/path", None);
        check_url("http://user@", None);
    }

    #[test]
    fn users() {
        check_url("http://Aladdin:opensesame@proxy", Some(("http://proxy/", Some("Basic QWxhZGRpbjpvcGVuc2VzYW1l"))));
        check_url("Aladdin:opensesame@proxy", Some(("http://proxy/", Some("Basic QWxhZGRpbjpvcGVuc2VzYW1l"))));
        check_url("http://Aladdin@proxy", Some(("http://proxy/", Some("Basic QWxhZGRpbjo="))));
        // a%3Ab, with an at sign as password; `%zz` and `%4` stand for themselves.
        check_url("http://a%3Ab:%40@proxy", Some(("http://proxy/", Some("Basic YTpiOkA="))));
        check_url("http://a%3Ab@proxy", Some(("http://proxy/", Some("Basic YTpiOg=="))));
        check_url("http://u:%zz%4@proxy", Some(("http://proxy/", Some("Basic dTolenolNA=="))));
        // Bytes that are not UTF-8 are replaced.
        check_url("http://u:%ff@proxy", Some(("http://proxy/", Some("Basic dTrvv70="))));
    }

    #[track_caller]
    fn check_variables(variables: &[(&str, &str)], http: Option<&str>, https: Option<&str>) {
        let way = |server| way(variables, server).map(|(proxy, _)| proxy);
        assert_eq!((way("http://server").as_deref(), way("https://server").as_deref()), (http, https));
        assert_eq!(way("ftp://server"), None);
    }

    #[test]
    fn variables() {
        check_variables(&[], None, None);
        check_variables(&[("HTTP_PROXY", "a")], Some("http://a/"), None);
        check_variables(&[("https_proxy", "a")], None, Some("http://a/"));
        check_variables(&[("all_proxy", "a"), ("http_proxy", "b")], Some("http://b/"), Some("http://a/"));
        check_variables(&[("ALL_PROXY", "a"), ("all_proxy", "b")], Some("http://a/"), Some("http://a/"));
        // One that is empty is set.
        check_variables(&[("HTTP_PROXY", ""), ("http_proxy", "b")], None, None);
        check_variables(&[("ALL_PROXY", "a"), ("REQUEST_METHOD", "GET")], None, None);
    }

    #[track_caller]
    fn check_except(list: &str, excepted: &[&str], others: &[&str]) {
        let is_excepted =
            |host: &str| way(&[("ALL_PROXY", "proxy"), ("NO_PROXY", list)], &format!("http://{host}/")).is_none();
        for host in excepted {
            assert!(is_excepted(host), "{host} is in {list}");
        }
        for host in others {
            assert!(!is_excepted(host), "{host} is not in {list}");
        }
    }

    #[test]
    fn exceptions() {
        check_except("", &[], &["a", "127.0.0.1"]);
        for list in ["foo.bar", ".foo.bar", " x , FOO.bar,"] {
            check_except(
                list,
                &["foo.bar", "Foo.Bar:80", "www.foo.bar", "a.b.foo.bar"],
                &["notfoo.bar", "bar", "o.bar"],
            );
        }
        check_except("*", &["a", "a.b"], &["127.0.0.1", "[::1]"]);
        check_except("10.1.2.3, ::1", &["10.1.2.3", "10.1.2.3:80", "[::1]:80"], &["10.1.2.4", "a.10.1.2.3", "[::2]"]);
        check_except("10.0.0.0/8", &["10.1.2.3", "10.255.0.0"], &["11.0.0.0", "[::1]"]);
        check_except("192.168.1.130/25", &["192.168.1.128", "192.168.1.255"], &["192.168.1.127", "192.168.2.130"]);
        check_except("0.0.0.0/0", &["1.2.3.4", "255.255.255.255"], &["[::1]", "a"]);
        check_except("2001:db8::/32", &["[2001:db8:1::1]"], &["[2001:db9::1]", "32.1.13.184"]);
        check_except("::/0", &["[2001:db8:1::1]"], &["1.2.3.4"]);
        check_except("10.0.0.0/33, 10.0.0.0/, 10.0.0/8, /8", &[], &["10.0.0.0"]);
    }
}
