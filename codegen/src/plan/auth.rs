//! Who a call proves to be from: the schemes of authentication of the service, and those of operations that
//! differ.

use serde_json::Value;

use crate::ir::{Auth, AuthSchemes, Operation, SessionMaker};
use crate::model::{AuthScheme, ShapeId, Traits};
use crate::schemes::names_scheme;

/// SigV4A, as rules name it.
const SIGV4A: &str = "sigv4a";

/// The schemes of a service, the preferred one first. `takes_sigv4a` is what [`names_sigv4a`] says of the rules of its
/// endpoints: asked once, since an operation costs less than a look through them.
pub(super) fn of_service<'o>(
    traits: &Traits,
    takes_sigv4a: bool,
    operations: impl Iterator<Item = &'o Auth>,
) -> AuthSchemes {
    let schemes = ordered(traits, traits.auth(), takes_sigv4a);
    let mut all = schemes.clone();
    for auth in operations {
        let own = match auth {
            Auth::Service | Auth::None => &[][..],
            Auth::Schemes(own) | Auth::Optional(own) => own,
        };
        let new: Vec<_> = own.iter().filter(|scheme| !all.contains(scheme)).cloned().collect();
        all.extend(new);
    }
    let is_sigv4a = |scheme: &AuthScheme| matches!(scheme, AuthScheme::SigV4a(_));
    let is_first = schemes.first().is_some_and(is_sigv4a);
    let needs_sigv4a = all.iter().any(is_sigv4a) && (is_first || takes_sigv4a);
    AuthSchemes { schemes, all, needs_sigv4a, sessions: None }
}

/// How an operation of the service with these traits and endpoints proves who sends it: its own `auth` trait goes
/// before what the service has.
pub(super) fn of_operation(traits: &Traits, service: &Traits, takes_sigv4a: bool) -> Auth {
    let schemes = ordered(service, traits.auth().or(service.auth()), takes_sigv4a);
    if traits.optional_auth() {
        // Signatures with credentials are left out where they may be: a client always has some, and those
        // who ask for them with such a call, do not.
        let is_own = |scheme: &AuthScheme| !matches!(scheme, AuthScheme::SigV4(_) | AuthScheme::SigV4a(_));
        let own: Vec<AuthScheme> = schemes.into_iter().filter(is_own).collect();
        return if own.is_empty() { Auth::None } else { Auth::Optional(own) };
    }
    if schemes == ordered(service, service.auth(), takes_sigv4a) {
        Auth::Service
    } else if schemes.is_empty() {
        Auth::None
    } else {
        Auth::Schemes(schemes)
    }
}

/// The operation that makes sessions, of those that are planned.
pub(super) fn session_maker(maker: &ShapeId, operations: &[Operation]) -> Option<SessionMaker> {
    let operation = operations.iter().find(|operation| operation.name == maker.name())?;
    Some(SessionMaker { module: operation.module.clone(), input: operation.input.ident.clone() })
}

/// The name that requests are signed for.
pub(super) fn signing_name(traits: &Traits) -> Option<String> {
    traits.auth_schemes().find_map(|scheme| match scheme {
        AuthScheme::SigV4(name) | AuthScheme::SigV4a(name) => Some(name.clone()),
        AuthScheme::HttpBasic | AuthScheme::HttpBearer | AuthScheme::HttpApiKey { .. } => None,
    })
}

/// The schemes of a service that are named, in that order, or all of them. Where endpoints take SigV4A, it
/// goes with SigV4: their rules say so for single requests, and models seldom do.
fn ordered(service: &Traits, named: Option<&Vec<String>>, takes_sigv4a: bool) -> Vec<AuthScheme> {
    let find = |name: &String| service.auth_schemes().find(|scheme| scheme.trait_id() == name);
    let mut schemes: Vec<AuthScheme> = match named {
        Some(names) => names.iter().filter_map(find).cloned().collect(),
        None => service.auth_schemes().cloned().collect(),
    };
    let sigv4 = schemes.iter().find_map(|scheme| match scheme {
        AuthScheme::SigV4(name) => Some(name.clone()),
        AuthScheme::SigV4a(_) | AuthScheme::HttpBasic | AuthScheme::HttpBearer | AuthScheme::HttpApiKey { .. } => None,
    });
    let has_sigv4a = schemes.iter().any(|scheme| matches!(scheme, AuthScheme::SigV4a(_)));
    if let Some(name) = sigv4.filter(|_| !has_sigv4a && takes_sigv4a) {
        schemes.push(AuthScheme::SigV4a(name));
    }
    schemes
}

/// Whether rules name SigV4A as a scheme of some endpoint.
pub(super) fn names_sigv4a(rules: &Value) -> bool {
    names_scheme(rules, SIGV4A)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Trait;

    fn service(auth: Option<&[&str]>) -> Traits {
        let schemes = [AuthScheme::SigV4("shop".to_owned()), AuthScheme::HttpBasic, AuthScheme::HttpBearer];
        schemes.into_iter().map(Trait::AuthScheme).chain(auth.map(names)).collect()
    }

    fn names(names: &[&str]) -> Trait {
        Trait::Auth(names.iter().map(ToString::to_string).collect())
    }

    #[track_caller]
    fn check(service: &Traits, rules: Value, expected: &[&str]) {
        let found = of_service(service, names_sigv4a(&rules), [].iter());
        assert_eq!(found.schemes.iter().map(AuthScheme::trait_id).collect::<Vec<_>>(), expected);
    }

    const SIGV4: &str = "aws.auth#sigv4";
    const ASYMMETRIC: &str = "aws.auth#sigv4a";
    const BASIC: &str = "smithy.api#httpBasicAuth";
    const BEARER: &str = "smithy.api#httpBearerAuth";

    #[test]
    fn services_have_an_order() {
        check(&service(None), json!({}), &[SIGV4, BASIC, BEARER]);
        check(&service(Some(&[BEARER, SIGV4, "x#unknown"])), json!({}), &[BEARER, SIGV4]);
        check(&service(Some(&[])), json!({}), &[]);
        let rules = json!({"rules": [{"endpoint": {"properties": {"authSchemes": [{"name": "sigv4a"}]}}}]});
        check(&service(Some(&[SIGV4])), rules.clone(), &[SIGV4, ASYMMETRIC]);
        check(&service(Some(&[BEARER])), rules, &[BEARER]);
        assert!(of_service(&service(None), true, [].iter()).needs_sigv4a);
        assert!(!of_service(&service(None), false, [].iter()).needs_sigv4a);
    }

    #[test]
    fn sigv4a_is_needed_where_it_comes_first() {
        let both = |auth: &[&str]| -> Traits {
            let schemes = [AuthScheme::SigV4("shop".to_owned()), AuthScheme::SigV4a("shop".to_owned())];
            schemes.into_iter().map(Trait::AuthScheme).chain([names(auth)]).collect()
        };
        let needs = |auth: &[&str]| of_service(&both(auth), false, [].iter()).needs_sigv4a;
        assert!(!needs(&[SIGV4, ASYMMETRIC]));
        assert!(needs(&[ASYMMETRIC, SIGV4]));
        assert!(needs(&[ASYMMETRIC]));
        assert!(!needs(&[]));
    }

    #[test]
    fn operations_have_schemes_of_their_own() {
        let service = service(Some(&[SIGV4]));
        let operations = [
            Auth::Service,
            Auth::Schemes(vec![AuthScheme::HttpBearer]),
            Auth::Optional(vec![AuthScheme::HttpBearer, AuthScheme::HttpBasic]),
        ];
        let all = of_service(&service, false, operations.iter()).all;
        assert_eq!(all.iter().map(AuthScheme::trait_id).collect::<Vec<_>>(), [SIGV4, BEARER, BASIC]);
    }

    #[test]
    fn operations_differ() {
        let service = service(Some(&[SIGV4, BEARER]));
        let of = |traits: Vec<Trait>| of_operation(&traits.into_iter().collect(), &service, false);
        assert_eq!(of(vec![]), Auth::Service);
        assert_eq!(of(vec![names(&[SIGV4, BEARER])]), Auth::Service);
        assert_eq!(of(vec![names(&[])]), Auth::None);
        assert_eq!(of(vec![names(&[BASIC])]), Auth::Schemes(vec![AuthScheme::HttpBasic]));
        assert_eq!(of(vec![Trait::OptionalAuth]), Auth::Optional(vec![AuthScheme::HttpBearer]));
        assert_eq!(of(vec![Trait::OptionalAuth, names(&[SIGV4])]), Auth::None);
    }
}
