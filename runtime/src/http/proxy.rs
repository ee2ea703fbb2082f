//! Which requests go through a proxy. How they get there is the business of `dial`.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

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
    Given(Arc<Matcher>),
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
        let matcher = Matcher::builder().all(url).no(except).build();
        Ok(Self(Source::Given(Arc::new(matcher))))
    }

    /// The rules, or `None` if there are none. Reads the environment if it is to be asked.
    pub(super) fn matcher(&self) -> Option<Arc<Matcher>> {
        match &self.0 {
            Source::Environment => Some(Arc::new(Matcher::from_env())),
            Source::Nowhere => None,
            Source::Given(matcher) => Some(matcher.clone()),
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
