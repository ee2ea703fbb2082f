//! Where calls go: the service's endpoint rules, evaluated and kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::endpoint::ResolveEndpoint;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint;
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::region::{Region, SigningRegionSet};

use crate::auth::{Offered, Scheme, choose};
use crate::client::signing::Scope;
use crate::config::{Settings, switches};
use crate::context_params::member_value;
use crate::operation::{Operation, Service, StaticParam};
use crate::rules::{ParamValue, Parameter, Params, RuleSet};
use crate::shape::Structure;

/// What becomes of an endpoint's host in a call.
#[derive(Debug)]
pub(crate) enum Host {
    /// It stays.
    Endpoint,
    /// This goes before it (`endpoint`).
    Prefixed(String),
    /// This stands in its place.
    Other(String),
}

/// Where requests go, and what they are signed for.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// Scheme, host and base path, without a slash at the end.
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, String)>,
    /// What requests are signed for where the endpoint says nothing of it.
    scope: Scope,
    /// The schemes that the endpoint takes, with what requests are signed for; none where it leaves the choice.
    schemes: Vec<(String, Scope)>,
}

impl Resolved {
    /// The scheme that a call goes by, of those that are offered, and what its request is signed for.
    pub(crate) fn choose(&self, offered: &Offered) -> Result<Option<(&'static dyn Scheme, &Scope)>, BoxError> {
        let names: Vec<&str> = self.schemes.iter().map(|(name, _)| name.as_str()).collect();
        let chosen = choose(offered, &names)?;
        Ok(chosen.map(|(scheme, index)| {
            let found = index.and_then(|index| self.schemes.get(index));
            (scheme, found.map_or(&self.scope, |(_, scope)| scope))
        }))
    }

    /// The URI for `target`, which is a path and perhaps a query, at `host`. `trims_path` says that a target without a path of its own adds no slash to that of the endpoint.
    pub(crate) fn uri(&self, host: &Host, target: &str, trims_path: bool) -> String {
        let (scheme, rest) = self.url.split_once("://").unwrap_or(("https", &self.url));
        let bare = target.strip_prefix('/').filter(|rest| rest.is_empty() || rest.starts_with('?'));
        let target = bare.filter(|_| trims_path && rest.contains('/')).unwrap_or(target);
        match host {
            Host::Endpoint => [scheme, "://", rest, target].concat(),
            Host::Prefixed(prefix) => [scheme, "://", prefix, rest, target].concat(),
            Host::Other(host) => {
                let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default();
                [scheme, "://", host, path, target].concat()
            }
        }
    }
}

/// Finds the endpoint of a call. The last one found is kept: most clients have one only.
#[derive(Debug)]
pub(crate) struct Finder {
    service: &'static Service,
    /// The parameters that the configuration gives, by name.
    values: Vec<(&'static str, ParamValue)>,
    region: Option<Region>,
    /// The regions that signatures for several are good for, if the user says so.
    region_set: Option<SigningRegionSet>,
    /// The index of the parameter that is the account of the credentials, once it is known.
    account_id: OnceLock<Option<usize>>,
    last: Mutex<Option<(Params, Arc<Resolved>)>>,
}

impl Finder {
    pub(crate) fn new(service: &'static Service, settings: &Settings) -> Self {
        let mut values: Vec<(&'static str, ParamValue)> = settings.client_params.clone();
        values.extend(switches::of_environment(service, &values, |name| std::env::var(name).ok()));
        let mode = settings.account_id_endpoint_mode.clone().unwrap_or_default();
        let built_ins = [
            ("AWS::Region", settings.region.as_ref().map(|region| region.as_ref().into())),
            ("SDK::Endpoint", settings.endpoint_url.as_deref().map(ParamValue::from)),
            ("AWS::UseFIPS", settings.use_fips.map(ParamValue::from)),
            ("AWS::UseDualStack", settings.use_dual_stack.map(ParamValue::from)),
            ("AWS::Auth::AccountIdEndpointMode", Some(mode.to_string().into())),
        ];
        for (name, value) in built_ins {
            values.extend(value.map(|value| (name, value)));
        }
        let account_id = OnceLock::new();
        let (region, region_set) = (settings.region.clone(), settings.sigv4a_signing_region_set.clone());
        Self { service, values, region, region_set, account_id, last: Mutex::default() }
    }

    /// The parameter that is the account of the credentials, if the rules want to know it: then the
    /// credentials have to be there before the endpoint is.
    pub(crate) fn account_id(&self, settings: &Settings) -> Option<usize> {
        if settings.account_id_endpoint_mode == Some(AccountIdEndpointMode::Disabled) {
            return None;
        }
        *self.account_id.get_or_init(|| {
            let built_in = |parameter: &Parameter| parameter.built_in.as_deref() == Some("AWS::Auth::AccountId");
            self.rules().ok()?.parameters().iter().position(built_in)
        })
    }

    /// The parameters of a call of `operation` with `input`. What the operation fixes or takes from its
    /// input goes over what the client has.
    pub(crate) fn params(&self, operation: &Operation, input: &dyn Structure) -> Result<Params, BoxError> {
        let rules = self.rules()?;
        let mut params = rules.params();
        for (index, parameter) in rules.parameters().iter().enumerate() {
            let is_it = |(name, _): &&(&str, ParamValue)| {
                *name == parameter.name || parameter.built_in.as_deref() == Some(*name)
            };
            if let Some((_, value)) = self.values.iter().find(is_it) {
                params.set_at(index, Some(value.clone()))?;
            }
        }
        for (name, value) in operation.static_params {
            params.set(name, static_value(*value))?;
        }
        for (name, member) in operation.context_params {
            if let Some(value) = input.get(*member).and_then(|value| member_value(value.view())) {
                params.set(name, value)?;
            }
        }
        if let Some(deeper) = operation.operation_context_params {
            for (name, value) in deeper.params(input)? {
                params.set(name, value)?;
            }
        }
        Ok(params)
    }

    fn rules(&self) -> Result<&'static RuleSet, BoxError> {
        self.service.endpoint_rules.as_ref().map_err(|error| format!("the endpoint rules are broken: {error}").into())
    }

    /// The endpoint for `params`, by the user's resolver if there is one.
    pub(crate) async fn find(&self, params: &Params, settings: &Settings) -> Result<Arc<Resolved>, BoxError> {
        if let Some(resolver) = &settings.endpoint_resolver {
            let params = (self.service.endpoint_params)(params.clone());
            let endpoint = resolver.resolve_endpoint(&params).await?;
            return self.resolved(&endpoint).map(Arc::new);
        }
        if let Some((_, resolved)) = self.last().as_ref().filter(|(last, _)| last == params) {
            return Ok(Arc::clone(resolved));
        }
        let endpoint = self.rules()?.resolve(params)?;
        let resolved = Arc::new(self.resolved(&endpoint)?);
        *self.last() = Some((params.clone(), Arc::clone(&resolved)));
        Ok(resolved)
    }

    fn last(&self) -> std::sync::MutexGuard<'_, Option<(Params, Arc<Resolved>)>> {
        self.last.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn resolved(&self, endpoint: &Endpoint) -> Result<Resolved, BoxError> {
        let mut headers = Vec::new();
        for (name, values) in endpoint.headers() {
            for value in values {
                headers.push((name.to_owned(), value.to_owned()));
            }
        }
        let url = endpoint.url().trim_end_matches('/').to_owned();
        let mut schemes = Vec::new();
        if let Some(Document::Array(all)) = endpoint.properties().get("authSchemes") {
            for scheme in all.iter().filter_map(Document::as_object) {
                if let Some(name) = scheme.get("name").and_then(Document::as_string) {
                    schemes.push((name.to_owned(), self.scope(scheme)));
                }
            }
        }
        Ok(Resolved { url, headers, scope: self.scope(&HashMap::new()), schemes })
    }

    /// What a scheme of an endpoint says of signing, and the client's region and service for the rest.
    fn scope(&self, scheme: &HashMap<String, Document>) -> Scope {
        let text = |key: &str| scheme.get(key).and_then(Document::as_string).map(String::from);
        let region =
            text("signingRegion").or_else(|| self.region.as_ref().map(ToString::to_string)).unwrap_or_default();
        let region_set = match (&self.region_set, scheme.get("signingRegionSet")) {
            (Some(regions), _) => regions.as_ref().to_owned(),
            (None, Some(Document::Array(regions))) => {
                regions.iter().filter_map(Document::as_string).collect::<Vec<_>>().join(",")
            }
            (None, _) => region.clone(),
        };
        Scope {
            region,
            region_set,
            service: text("signingName").or(self.service.signing_name.map(String::from)).unwrap_or_default(),
            double_encode: !scheme.get("disableDoubleEncoding").and_then(Document::as_bool).unwrap_or(false),
            content_hash: self.service.customization.sends_content_hash(),
        }
    }
}

fn static_value(value: StaticParam) -> ParamValue {
    match value {
        StaticParam::String(text) => text.into(),
        StaticParam::Boolean(value) => value.into(),
        StaticParam::StringArray(items) => items.iter().map(ToString::to_string).collect::<Vec<_>>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, host: Host, target: &str, trims_path: bool, expected: &str) {
        let (scope, schemes) = (Scope::default(), Vec::new());
        let resolved = Resolved { url: url.to_owned(), headers: Vec::new(), scope, schemes };
        assert_eq!(resolved.uri(&host, target, trims_path), expected);
    }

    #[test]
    fn uris_are_below_the_endpoint() {
        check("https://example.com", Host::Endpoint, "/", false, "https://example.com/");
        check("https://example.com/custom", Host::Endpoint, "/a?b", false, "https://example.com/custom/a?b");
        check(
            "http://example.com:80/custom",
            Host::Prefixed("a.b.".to_owned()),
            "/",
            false,
            "http://a.b.example.com:80/custom/",
        );
        let other = || Host::Other("b.test:81".to_owned());
        check("http://example.com:80/custom", other(), "/a", false, "http://b.test:81/custom/a");
        check("https://example.com", other(), "/", false, "https://b.test:81/");
    }

    #[test]
    fn a_bucket_in_the_path_has_no_slash_behind_it() {
        check("https://example.com", Host::Endpoint, "/?list", true, "https://example.com/?list");
        check("https://example.com/bucket", Host::Endpoint, "/?list", true, "https://example.com/bucket?list");
        check("https://example.com/bucket", Host::Endpoint, "/", true, "https://example.com/bucket");
        check("https://example.com/bucket", Host::Endpoint, "/key", true, "https://example.com/bucket/key");
    }
}
