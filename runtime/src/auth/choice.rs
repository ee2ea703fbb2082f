//! Which scheme a call goes by: of those that its operation takes, one that the client has an identity for,
//! by the user's preference; where the endpoint names schemes, one of those, by its order.

use aws_smithy_runtime_api::box_error::BoxError;

use crate::auth::{Proves, Scheme};
use crate::config::Settings;
use crate::operation::{Auth, Operation};

/// The schemes that a call can go by.
#[derive(Debug, Default)]
pub(crate) struct Offered {
    /// The preferred one first; none where the call proves nothing.
    schemes: Vec<&'static dyn Scheme>,
    /// How many of them the user prefers.
    preferred: usize,
}

impl Offered {
    /// Whether a call may be signed with credentials.
    pub(crate) fn wants_credentials(&self) -> bool {
        self.schemes.iter().any(|scheme| scheme.proves() == Proves::Credentials)
    }
}

/// The schemes of a call of `operation` that the client has an identity for.
///
/// # Errors
/// If it has none, and needs one.
pub(crate) fn offered(operation: &Operation, settings: &Settings) -> Result<Offered, BoxError> {
    let (all, optional) = match operation.auth {
        Auth::Service => (operation.service.auth, false),
        Auth::Schemes(schemes) => (schemes, false),
        Auth::Optional(schemes) => (schemes, true),
        Auth::None => (&[][..], true),
    };
    let mut schemes = available(all, &|scheme| is_configured(scheme, settings));
    if schemes.is_empty() && !optional {
        // Credentials may be in the environment, where nothing at all is configured.
        schemes = available(all, &|scheme| scheme.proves() == Proves::Credentials);
        if schemes.is_empty() && !all.is_empty() && !settings.allow_no_auth.unwrap_or(false) {
            return Err(nothing_to_offer(operation, all));
        }
    }
    let mut rest = std::mem::take(&mut schemes);
    for id in settings.auth_scheme_preference.clone().into_iter().flatten() {
        schemes.extend(rest.iter().filter(|scheme| scheme.id() == id.inner()));
        rest.retain(|scheme| scheme.id() != id.inner());
    }
    let preferred = schemes.len();
    schemes.append(&mut rest);
    Ok(Offered { schemes, preferred })
}

/// Those of `all` that are built in, and that `keep` keeps.
fn available(all: &[&'static dyn Scheme], keep: &dyn Fn(&dyn Scheme) -> bool) -> Vec<&'static dyn Scheme> {
    all.iter().copied().filter(|scheme| scheme.is_available() && keep(*scheme)).collect()
}

fn nothing_to_offer(operation: &Operation, all: &[&'static dyn Scheme]) -> BoxError {
    let (name, names) = (operation.name, names(all));
    match all.iter().find(|scheme| !scheme.is_available()) {
        Some(scheme) => format!("{name} takes {names}: without the feature `{}` there is none", scheme.id()).into(),
        None => format!("{name} takes {names}, and no identity for it is configured").into(),
    }
}

fn is_configured(scheme: &dyn Scheme, settings: &Settings) -> bool {
    match scheme.proves() {
        Proves::Credentials => settings.credentials_provider.is_some(),
        Proves::Own => settings.identity_resolver(scheme.id()).is_some(),
    }
}

/// A scheme, and its index among those of the endpoint, if that names any.
pub(crate) type Choice = (&'static dyn Scheme, Option<usize>);

/// Chooses among what is offered; `endpoint` has the names of the schemes that the endpoint takes, all where
/// there are none. Gives nothing where the call proves nothing.
///
/// # Errors
/// If the endpoint takes none of them.
pub(crate) fn choose(offered: &Offered, endpoint: &[&str]) -> Result<Option<Choice>, BoxError> {
    let Some(first) = offered.schemes.first() else { return Ok(None) };
    if endpoint.is_empty() {
        return Ok(Some((*first, None)));
    }
    let index_of = |scheme: &&'static dyn Scheme| endpoint.iter().position(|name| is_called(*scheme, name));
    let preferred = offered.schemes.iter().take(offered.preferred);
    let mut preferred = preferred.filter_map(|scheme| Some((*scheme, Some(index_of(scheme)?))));
    let found = preferred.next().or_else(|| {
        let mut known = endpoint.iter().enumerate();
        known.find_map(|(index, name)| {
            let scheme = offered.schemes.iter().find(|scheme| is_called(**scheme, name))?;
            Some((*scheme, Some(index)))
        })
    });
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(format!(
            "the endpoint takes {}, and the call can go by {} only",
            endpoint.join(" or "),
            names(&offered.schemes)
        )
        .into()),
    }
}

/// Whether a scheme goes by `name` in an endpoint, where bearer tokens have a name of their own.
fn is_called(scheme: &dyn Scheme, name: &str) -> bool {
    scheme.id() == name || (name == "bearer" && scheme.id() == crate::auth::ids::HTTP_BEARER)
}

fn names(schemes: &[&'static dyn Scheme]) -> String {
    schemes.iter().map(|scheme| scheme.id()).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_smithy_runtime_api::client::auth::AuthSchemeId;
    use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
    use aws_smithy_runtime_api::client::identity::http::Token;

    use super::*;
    use crate::auth::{HttpApiKey, HttpBasic, HttpBearer, SigV4, Signing, ids};
    use crate::protocol::testing::SERVICE;
    use aws_smithy_runtime_api::client::identity::Identity;
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

    /// A scheme that is not built in.
    #[derive(Debug)]
    struct Missing;

    impl Scheme for Missing {
        fn id(&self) -> &'static str {
            "missing"
        }

        fn proves(&self) -> Proves {
            Proves::Credentials
        }

        fn is_available(&self) -> bool {
            false
        }

        fn sign(&self, _: &mut HttpRequest, _: &Identity, _: &Signing<'_>) -> Result<Option<String>, BoxError> {
            Err("it is missing".into())
        }
    }

    static API_KEY: HttpApiKey = HttpApiKey::Query { name: "key" };
    static ALL: &[&dyn Scheme] = &[&SigV4, &HttpBearer, &API_KEY, &HttpBasic];

    /// What is configured: `credentials`, and identities for schemes.
    fn settings(configured: &[&'static str]) -> Settings {
        let mut settings = Settings::default();
        for id in configured {
            if *id == "credentials" {
                let credentials = Credentials::new("key", "secret", None, None, "test");
                settings.credentials_provider = Some(SharedCredentialsProvider::new(credentials));
            } else {
                settings.set_identity_resolver(id, Some(SharedIdentityResolver::new(Token::new("t", None))));
            }
        }
        settings
    }

    /// The scheme of a call that takes `auth`, at an endpoint that takes `endpoint`.
    fn chosen(auth: Auth, settings: &Settings, endpoint: &[&str]) -> String {
        let operation = Operation::new(&SERVICE, "Get").auth(auth);
        let offered = offered(&operation, settings);
        let found = offered.and_then(|offered| choose(&offered, endpoint));
        match found {
            Ok(Some((scheme, index))) => format!("{} {index:?}", scheme.id()),
            Ok(None) => "nothing".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[track_caller]
    fn check(auth: Auth, configured: &[&'static str], expected: &str) {
        assert_eq!(chosen(auth, &settings(configured), &[]), expected, "{configured:?}");
    }

    #[test]
    fn the_first_scheme_that_there_is_an_identity_for() {
        check(Auth::Schemes(ALL), &["credentials"], "sigv4 None");
        check(Auth::Schemes(ALL), &["credentials", ids::HTTP_BEARER], "sigv4 None");
        check(Auth::Schemes(ALL), &[ids::HTTP_BEARER], "httpBearerAuth None");
        check(Auth::Schemes(ALL), &[ids::HTTP_BASIC, ids::HTTP_API_KEY], "httpApiKeyAuth None");
        check(Auth::Schemes(ALL), &[], "sigv4 None");
        check(Auth::Service, &[], "sigv4 None");
        check(
            Auth::Schemes(&[&HttpBearer, &HttpBasic]),
            &["credentials"],
            "Get takes httpBearerAuth or httpBasicAuth, and no identity for it is configured",
        );
    }

    #[test]
    fn a_call_may_prove_nothing() {
        check(Auth::None, &["credentials", ids::HTTP_BEARER], "nothing");
        check(Auth::Schemes(&[]), &["credentials"], "nothing");
        check(Auth::Optional(&[&HttpBearer]), &["credentials"], "nothing");
        check(Auth::Optional(&[&HttpBearer]), &[ids::HTTP_BEARER], "httpBearerAuth None");
        let allowed = Settings { allow_no_auth: Some(true), ..Settings::default() };
        assert_eq!(chosen(Auth::Schemes(&[&HttpBearer]), &allowed, &[]), "nothing");
    }

    #[test]
    fn a_scheme_may_not_be_built_in() {
        check(Auth::Schemes(&[&Missing, &SigV4]), &["credentials"], "sigv4 None");
        check(
            Auth::Schemes(&[&Missing]),
            &["credentials"],
            "Get takes missing: without the feature `missing` there is none",
        );
    }

    #[track_caller]
    fn check_preference(preference: &[&'static str], endpoint: &[&str], expected: &str) {
        let ids: Vec<AuthSchemeId> = preference.iter().map(|id| AuthSchemeId::new(id)).collect();
        let mut settings = settings(&["credentials", ids::HTTP_BEARER, ids::HTTP_API_KEY]);
        settings.auth_scheme_preference = Some(ids.into());
        assert_eq!(chosen(Auth::Schemes(ALL), &settings, endpoint), expected, "{preference:?}");
    }

    #[test]
    fn users_have_preferences() {
        check_preference(&["httpBearerAuth"], &[], "httpBearerAuth None");
        check_preference(&["unknown", "httpBasicAuth", "httpApiKeyAuth", "sigv4"], &[], "httpApiKeyAuth None");
        check_preference(&["httpBearerAuth"], &["sigv4", "bearer"], "httpBearerAuth Some(1)");
        check_preference(&["httpBearerAuth"], &["sigv4"], "sigv4 Some(0)");
    }

    #[test]
    fn endpoints_have_a_say() {
        let settings = settings(&["credentials", ids::HTTP_BEARER]);
        let check = |endpoint: &[&str], expected: &str| {
            assert_eq!(chosen(Auth::Schemes(ALL), &settings, endpoint), expected, "{endpoint:?}");
        };
        check(&["sigv4"], "sigv4 Some(0)");
        check(&["sigv4a", "sigv4"], "sigv4 Some(1)");
        check(&["bearer", "sigv4"], "httpBearerAuth Some(0)");
        check(&["httpBearerAuth"], "httpBearerAuth Some(0)");
        check(
            &["sigv4-s3express"],
            "the endpoint takes sigv4-s3express, and the call can go by sigv4 or httpBearerAuth only",
        );
        assert_eq!(chosen(Auth::None, &settings, &["sigv4"]), "nothing");
    }
}
