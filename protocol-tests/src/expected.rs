//! What must be in a request.

use crate::body;
use crate::request::{Request, name_of};

/// What must be in a request. What is not said is not looked at.
#[derive(Clone, Debug)]
pub struct ExpectedRequest {
    method: String,
    path: String,
    host: Option<String>,
    auth_scheme: Option<String>,
    query_params: Vec<String>,
    forbidden_query_params: Vec<String>,
    required_query_params: Vec<String>,
    headers: Vec<(String, String)>,
    forbidden_headers: Vec<String>,
    required_headers: Vec<String>,
    body: Option<ExpectedBody>,
}

#[derive(Clone, Debug)]
struct ExpectedBody {
    media_type: String,
    text: String,
}

impl ExpectedRequest {
    /// A request with this method, to this path.
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            host: None,
            auth_scheme: None,
            query_params: Vec::new(),
            forbidden_query_params: Vec::new(),
            required_query_params: Vec::new(),
            headers: Vec::new(),
            forbidden_headers: Vec::new(),
            required_headers: Vec::new(),
            body: None,
        }
    }

    /// It goes to this host.
    pub fn host(self, host: &str) -> Self {
        Self { host: Some(host.to_owned()), ..self }
    }

    /// It proves in this way who sends it: the name of a trait of authentication.
    pub fn auth_scheme(self, scheme: &str) -> Self {
        Self { auth_scheme: Some(scheme.to_owned()), ..self }
    }

    /// It has a query parameter that is sent as `param`. Of one name it has those that are expected, in
    /// their order, and no others.
    pub fn query_param(mut self, param: &str) -> Self {
        self.query_params.push(param.to_owned());
        self
    }

    /// It has no query parameter of this name.
    pub fn forbid_query_param(mut self, name: &str) -> Self {
        self.forbidden_query_params.push(name.to_owned());
        self
    }

    /// It has a query parameter of this name.
    pub fn require_query_param(mut self, name: &str) -> Self {
        self.required_query_params.push(name.to_owned());
        self
    }

    /// It has a header of this value.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// It has no header of this name.
    pub fn forbid_header(mut self, name: &str) -> Self {
        self.forbidden_headers.push(name.to_owned());
        self
    }

    /// It has a header of this name.
    pub fn require_header(mut self, name: &str) -> Self {
        self.required_headers.push(name.to_owned());
        self
    }

    /// It has a body that means the same as `text` in its media type: JSON and CBOR by value, XML as a tree,
    /// forms as a list of fields, and all else to the byte. CBOR is written as base64.
    pub fn body(self, media_type: &str, text: &str) -> Self {
        Self { body: Some(ExpectedBody { media_type: media_type.to_owned(), text: text.to_owned() }), ..self }
    }

    /// It has the body `text`, to the byte.
    pub fn text_body(self, text: &str) -> Self {
        self.body("", text)
    }

    /// It has no body.
    pub fn empty_body(self) -> Self {
        self.body("", "")
    }

    /// Compares.
    ///
    /// # Panics
    /// If anything differs, with all that does.
    #[track_caller]
    pub fn check(&self, request: &Request) {
        let found = self.differences(request);
        assert!(found.is_empty(), "the request is not as expected:\n{}", found.join("\n"));
    }

    fn differences(&self, request: &Request) -> Vec<String> {
        let mut found = Vec::new();
        if request.method != self.method {
            found.push(differs("the method", &self.method, &request.method));
        }
        if request.path != self.path {
            found.push(differs("the path", &self.path, &request.path));
        }
        if let Some(host) = &self.host {
            let header = request.header("host");
            let hosts = [Some(&request.host), header.as_ref()].into_iter().flatten();
            found.extend(hosts.filter(|found| *found != host).map(|found| differs("the host", host, found)));
        }
        found.extend(self.auth_scheme.iter().filter_map(|scheme| auth_difference(scheme, request)));
        self.query_differences(request, &mut found);
        self.header_differences(request, &mut found);
        if let Some(body) = &self.body
            && let Err(difference) = body::compare(&body.media_type, &body.text, &request.body)
        {
            found.push(format!("the body: {difference}"));
        }
        found
    }

    fn query_differences(&self, request: &Request, found: &mut Vec<String>) {
        let params: Vec<(&str, &str)> = request.query_params().collect();
        let has = |wanted: &str| params.iter().any(|(name, _)| *name == wanted);
        let mut names: Vec<&str> = self.query_params.iter().map(|param| name_of(param)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let expected: Vec<&str> =
                self.query_params.iter().map(String::as_str).filter(|param| name_of(param) == name).collect();
            let sent: Vec<&str> = params.iter().filter(|(known, _)| *known == name).map(|(_, param)| *param).collect();
            if expected != sent {
                found.push(differs(&format!("the query parameter `{name}`"), &expected.join("&"), &sent.join("&")));
            }
        }
        let forbidden = self.forbidden_query_params.iter().filter(|name| has(name));
        found.extend(forbidden.map(|name| format!("there is a query parameter `{name}`, which may not be there")));
        let missing = self.required_query_params.iter().filter(|name| !has(name));
        found.extend(missing.map(|name| format!("there is no query parameter `{name}`")));
    }

    fn header_differences(&self, request: &Request, found: &mut Vec<String>) {
        for (name, expected) in &self.headers {
            match request.header(name) {
                Some(value) if value == *expected => {}
                Some(value) => found.push(differs(&format!("the header `{name}`"), expected, &value)),
                None => found.push(format!("there is no header `{name}`\n  expected: {expected}")),
            }
        }
        for name in &self.forbidden_headers {
            if let Some(value) = request.header(name) {
                found.push(format!("there is a header `{name}`, which may not be there\n  found:    {value}"));
            }
        }
        let missing = self.required_headers.iter().filter(|name| request.header(name).is_none());
        found.extend(missing.map(|name| format!("there is no header `{name}`")));
    }
}

fn differs(what: &str, expected: &str, found: &str) -> String {
    format!("{what} is another\n  expected: {expected}\n  found:    {found}")
}

/// What the request proves its sender with, if it is something else than `scheme`.
fn auth_difference(scheme: &str, request: &Request) -> Option<String> {
    let start = match scheme {
        "sigv4" => "AWS4-HMAC-SHA256 ",
        "sigv4a" => "AWS4-ECDSA-P256-SHA256 ",
        "httpBasicAuth" => "Basic ",
        "httpDigestAuth" => "Digest ",
        "httpBearerAuth" => "Bearer ",
        // A key may be anywhere: what must be where is said of headers and parameters.
        _ => return None,
    };
    let value = request.header("authorization").unwrap_or_default();
    (!value.starts_with(start)).then(|| differs("the header `authorization`", &format!("{start}…"), &value))
}

#[cfg(test)]
mod tests {
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

    use super::*;

    /// A request with a bit of everything.
    fn request() -> Request {
        let mut request = HttpRequest::new(aws_smithy_types::body::SdkBody::empty());
        request.set_method("PUT").unwrap();
        request.set_uri("https://a.example.com/x%20y/z?b=1&b=2&c&d=").unwrap();
        for (name, value) in [("X-List", "1"), ("x-list", "2"), ("content-type", "application/json")] {
            request.headers_mut().append(name, value);
        }
        Request::new(&request, br#"{"a":1}"#.to_vec())
    }

    fn expected() -> ExpectedRequest {
        ExpectedRequest::new("PUT", "/x%20y/z")
    }

    #[track_caller]
    fn check(expected: ExpectedRequest, differences: &[&str]) {
        let found = expected.differences(&request());
        let firsts: Vec<&str> = found.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, differences);
    }

    #[test]
    fn what_is_not_said_is_not_looked_at() {
        check(expected(), &[]);
    }

    #[test]
    fn target() {
        check(ExpectedRequest::new("POST", "/x%20y/z"), &["the method is another"]);
        check(ExpectedRequest::new("PUT", "/x y/z"), &["the path is another"]);
        check(ExpectedRequest::new("PUT", "/x%20y/z/"), &["the path is another"]);
        check(expected().host("a.example.com"), &[]);
        check(expected().host("example.com"), &["the host is another"]);
    }

    #[test]
    fn query_params() {
        check(expected().query_param("b=1").query_param("b=2").query_param("c").query_param("d="), &[]);
        check(expected().query_param("b=1"), &["the query parameter `b` is another"]);
        check(expected().query_param("b=2").query_param("b=1"), &["the query parameter `b` is another"]);
        check(expected().query_param("c="), &["the query parameter `c` is another"]);
        check(expected().query_param("e=1"), &["the query parameter `e` is another"]);
        check(expected().forbid_query_param("e").require_query_param("c"), &[]);
        check(expected().forbid_query_param("c"), &["there is a query parameter `c`, which may not be there"]);
        check(expected().require_query_param("e"), &["there is no query parameter `e`"]);
    }

    #[test]
    fn headers() {
        check(expected().header("X-LIST", "1, 2").require_header("Content-Type").forbid_header("accept"), &[]);
        check(expected().header("x-list", "1"), &["the header `x-list` is another"]);
        check(expected().header("accept", ""), &["there is no header `accept`"]);
        check(expected().require_header("accept"), &["there is no header `accept`"]);
        check(expected().forbid_header("X-List"), &["there is a header `X-List`, which may not be there"]);
    }

    #[test]
    fn bodies() {
        check(expected().body("application/json", r#"{ "a": 1.0 }"#), &[]);
        check(expected().body("application/json", "{}"), &["the body: $.a is too much"]);
        check(expected().text_body(r#"{"a":1}"#), &[]);
        check(expected().text_body(r#"{"a": 1}"#), &["the body: it is another"]);
        check(expected().empty_body(), &["the body: it is another"]);
    }

    #[test]
    fn auth_schemes() {
        let signed = |value: &str| Request { headers: vec![("authorization".into(), value.into())], ..request() };
        let by = |scheme: &str, value: &str| expected().auth_scheme(scheme).differences(&signed(value)).is_empty();
        assert!(by("sigv4", "AWS4-HMAC-SHA256 Credential=…"));
        assert!(!by("sigv4a", "AWS4-HMAC-SHA256 Credential=…"));
        assert!(by("httpBearerAuth", "Bearer x"));
        assert!(!by("httpBasicAuth", "Bearer x"));
        check(expected().auth_scheme("sigv4"), &["the header `authorization` is another"]);
    }

    #[test]
    #[should_panic(expected = "the path is another\n  expected: /\n  found:    /x%20y/z\nthere is no header `accept`")]
    fn all_that_differs_is_said() {
        ExpectedRequest::new("PUT", "/").require_header("accept").check(&request());
    }
}
