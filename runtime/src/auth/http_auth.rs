//! The schemes of HTTP: a token, a name with a password, or a key, sent as they are.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::identity::http::{Login, Token};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::base64;
use http::{HeaderName, HeaderValue};

use crate::auth::{Proves, Scheme, Signing, ids};
use crate::percent;

/// A token (`smithy.api#httpBearerAuth`; RFC 6750).
#[derive(Debug)]
pub struct HttpBearer;

impl Scheme for HttpBearer {
    fn id(&self) -> &'static str {
        ids::HTTP_BEARER
    }

    fn proves(&self) -> Proves {
        Proves::Own
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        let token = identity.data::<Token>().ok_or_else(|| wrong(self, "a token"))?;
        insert(request, AUTHORIZATION, &format!("Bearer {}", token.token()))?;
        Ok(None)
    }
}

/// A name and a password (`smithy.api#httpBasicAuth`; RFC 7617).
#[derive(Debug)]
pub struct HttpBasic;

impl Scheme for HttpBasic {
    fn id(&self) -> &'static str {
        ids::HTTP_BASIC
    }

    fn proves(&self) -> Proves {
        Proves::Own
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        let login = identity.data::<Login>().ok_or_else(|| wrong(self, "a login"))?;
        let pair = base64::encode(format!("{}:{}", login.user(), login.password()));
        insert(request, AUTHORIZATION, &format!("Basic {pair}"))?;
        Ok(None)
    }
}

/// A key (`smithy.api#httpApiKeyAuth`).
#[derive(Debug)]
pub enum HttpApiKey {
    /// In this header.
    Header {
        /// The header.
        name: &'static str,
        /// What goes before the key.
        scheme: Option<&'static str>,
    },
    /// In the parameter of this name of the query.
    Query {
        /// The parameter.
        name: &'static str,
    },
}

impl Scheme for HttpApiKey {
    fn id(&self) -> &'static str {
        ids::HTTP_API_KEY
    }

    fn proves(&self) -> Proves {
        Proves::Own
    }

    fn sign(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: &Signing<'_>,
    ) -> Result<Option<String>, BoxError> {
        let key = identity.data::<Token>().ok_or_else(|| wrong(self, "a key"))?.token();
        match self {
            Self::Header { name, scheme: Some(scheme) } => insert(request, name, &format!("{scheme} {key}"))?,
            Self::Header { name, scheme: None } => insert(request, name, key)?,
            Self::Query { name } => add_to_query(request, name, key)?,
        }
        Ok(None)
    }
}

const AUTHORIZATION: &str = "authorization";

fn wrong(scheme: &dyn Scheme, what: &str) -> BoxError {
    format!("the identity for {} is not {what}", scheme.id()).into()
}

/// Sets a header. What is wrong with it is not said with its value, which is a secret.
fn insert(request: &mut HttpRequest, name: &str, value: &str) -> Result<(), BoxError> {
    let unfit = |_| BoxError::from(format!("the identity has characters that the header `{name}` cannot have"));
    let value = HeaderValue::from_str(value).map_err(unfit)?;
    let name = HeaderName::from_bytes(name.as_bytes())?;
    request.headers_mut().try_insert(name, value)?;
    Ok(())
}

/// Adds a parameter to the query.
pub(crate) fn add_to_query(request: &mut HttpRequest, name: &str, value: &str) -> Result<(), BoxError> {
    let mut uri = request.uri().to_owned();
    uri.push(if uri.contains('?') { '&' } else { '?' });
    percent::encode(name, &mut uri);
    uri.push('=');
    percent::encode(value, &mut uri);
    request.set_uri(uri)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use aws_smithy_types::body::SdkBody;

    use super::*;
    use crate::client::{Payload, Scope};

    const KEY_OF_HEADER: HttpApiKey = HttpApiKey::Header { name: "X-Api-Key", scheme: None };
    const KEY_WITH_SCHEME: HttpApiKey = HttpApiKey::Header { name: "Authorization", scheme: Some("ApiKey") };
    const KEY_OF_QUERY: HttpApiKey = HttpApiKey::Query { name: "api key" };

    fn sign(scheme: &dyn Scheme, uri: &str, identity: &Identity) -> Result<HttpRequest, String> {
        let mut request = HttpRequest::new(SdkBody::empty());
        request.set_uri(uri).unwrap();
        let scope = Scope::default();
        let (time, payload) = (SystemTime::UNIX_EPOCH, Payload::Signed);
        let signing = Signing { scope: &scope, time, payload, token_name: None, expires_in: None };
        scheme.sign(&mut request, identity, &signing).map_err(|error| error.to_string())?;
        Ok(request)
    }

    fn token(text: &str) -> Identity {
        Identity::new(Token::new(text, None), None)
    }

    fn login(user: &str, password: &str) -> Identity {
        Identity::new(Login::new(user, password, None), None)
    }

    #[track_caller]
    fn check_header(scheme: &dyn Scheme, identity: &Identity, name: &str, expected: &str) {
        let request = sign(scheme, "https://a.test/", identity).unwrap();
        assert_eq!(request.headers().get(name), Some(expected));
    }

    #[test]
    fn identities_are_in_headers() {
        check_header(&HttpBearer, &token("t0ken"), "authorization", "Bearer t0ken");
        check_header(
            &HttpBasic,
            &login("Aladdin", "open sesame"),
            "authorization",
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        );
        check_header(&HttpBasic, &login("", "ü:"), "authorization", "Basic OsO8Og==");
        check_header(&KEY_OF_HEADER, &token("k"), "x-api-key", "k");
        check_header(&KEY_WITH_SCHEME, &token("k"), "authorization", "ApiKey k");
    }

    #[track_caller]
    fn check_query(uri: &str, key: &str, expected: &str) {
        assert_eq!(sign(&KEY_OF_QUERY, uri, &token(key)).unwrap().uri(), expected);
    }

    #[test]
    fn identities_are_in_queries() {
        check_query("https://a.test/", "k", "https://a.test/?api%20key=k");
        check_query("https://a.test/x?y=z", "k&l=m ü", "https://a.test/x?y=z&api%20key=k%26l%3Dm%20%C3%BC");
    }

    #[test]
    fn what_does_not_fit_is_an_error_that_keeps_the_secret() {
        let check = |scheme: &dyn Scheme, identity: Identity, expected: &str| {
            assert_eq!(sign(scheme, "https://a.test/", &identity).unwrap_err(), expected);
        };
        check(&HttpBearer, login("a", "b"), "the identity for httpBearerAuth is not a token");
        check(&HttpBasic, token("a"), "the identity for httpBasicAuth is not a login");
        check(&KEY_OF_QUERY, login("a", "b"), "the identity for httpApiKeyAuth is not a key");
        let unfit = "the identity has characters that the header `authorization` cannot have";
        check(&HttpBearer, token("a\r\nb: c"), unfit);
    }
}
