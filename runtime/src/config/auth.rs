//! The macros that let clients set the identities of their service's schemes of authentication, but for
//! credentials, which all have. Each makes setters of the official names.

/// The settings of services that take tokens (`httpBearerAuth`).
#[macro_export]
macro_rules! bearer_auth_config {
    () => {
        $crate::identity_setters! {
            /// Sets the token that calls are made with.
            bearer_token: $crate::types::Token,
            /// Sets where tokens come from.
            bearer_token_resolver: $crate::auth::ids::HTTP_BEARER;
        }

        impl Builder {
            /// Sets where tokens come from.
            #[inline]
            pub fn token_provider(mut self, provider: impl $crate::types::ProvideToken + 'static) -> Self {
                let provider = $crate::types::SharedTokenProvider::new(provider);
                self.set_token_provider(::core::option::Option::Some(provider));
                self
            }

            /// Sets or removes where tokens come from.
            #[inline]
            pub fn set_token_provider(
                &mut self,
                provider: ::core::option::Option<$crate::types::SharedTokenProvider>,
            ) -> &mut Self {
                self.settings.set_token_provider(provider);
                self
            }
        }
    };
}

/// The settings of services that take keys (`httpApiKeyAuth`).
#[macro_export]
macro_rules! api_key_auth_config {
    () => {
        $crate::identity_setters! {
            /// Sets the key that calls are made with.
            api_key: $crate::types::Token,
            /// Sets where keys come from.
            api_key_resolver: $crate::auth::ids::HTTP_API_KEY;
        }
    };
}

/// The settings of services that take names and passwords (`httpBasicAuth`).
#[macro_export]
macro_rules! basic_auth_config {
    () => {
        $crate::identity_setters! {
            /// Sets the name and the password that calls are made with.
            basic_auth_login: $crate::types::Login,
            /// Sets where names and passwords come from.
            basic_auth_login_resolver: $crate::auth::ids::HTTP_BASIC;
        }
    };
}

/// The settings of services that take signatures that are good for several regions (`sigv4a`).
#[macro_export]
macro_rules! sigv4a_config {
    () => {
        $crate::config_setters! {
            /// Sets the regions that signatures of SigV4A are good for, with commas between them. Without it they
            /// are what the endpoint says, or else the client's region.
            sigv4a_signing_region_set, set_sigv4a_signing_region_set: $crate::types::SigningRegionSet,
                impl ::core::convert::Into<$crate::types::SigningRegionSet>, |value| value.into();
        }

        impl Config {
            /// The regions that signatures of SigV4A are good for.
            #[inline]
            pub fn sigv4a_signing_region_set(&self) -> ::core::option::Option<&$crate::types::SigningRegionSet> {
                self.settings.sigv4a_signing_region_set.as_ref()
            }
        }
    };
}

/// The settings of services that make sessions for resources of theirs (`sigv4-s3express`).
#[macro_export]
macro_rules! s3_express_config {
    () => {
        impl Builder {
            /// Sets where the credentials come from that calls to directory buckets are signed with. Without it
            /// they are those of sessions, which the client makes.
            #[inline]
            pub fn express_credentials_provider(mut self, provider: impl ProvideCredentials + 'static) -> Self {
                let provider = SharedCredentialsProvider::new(provider);
                self.set_express_credentials_provider(::core::option::Option::Some(provider));
                self
            }

            /// Sets or removes where the credentials come from that calls to directory buckets are signed with.
            #[inline]
            pub fn set_express_credentials_provider(
                &mut self,
                provider: ::core::option::Option<SharedCredentialsProvider>,
            ) -> &mut Self {
                let provider = provider.map($crate::types::SharedIdentityResolver::new);
                self.settings.set_identity_resolver($crate::auth::ids::S3_EXPRESS, provider);
                self
            }
        }
    };
}

/// The two setters of a scheme: of an identity that does not change, and of what finds them.
#[doc(hidden)]
#[macro_export]
macro_rules! identity_setters {
    (
        $(#[$attribute:meta])* $name:ident: $ty:ty,
        $(#[$resolver_attribute:meta])* $resolver:ident: $id:path;
    ) => {
        impl Builder {
            $(#[$attribute])*
            #[inline]
            pub fn $name(self, identity: $ty) -> Self {
                self.$resolver(identity)
            }

            $(#[$resolver_attribute])*
            #[inline]
            pub fn $resolver(mut self, resolver: impl $crate::types::ResolveIdentity + 'static) -> Self {
                let resolver = $crate::types::IntoShared::<$crate::types::SharedIdentityResolver>::into_shared(resolver);
                self.settings.set_identity_resolver($id, ::core::option::Option::Some(resolver));
                self
            }
        }
    };
}

use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::identity::http::Token;
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use crate::auth::ids;
use crate::config::Settings;
use crate::operation::Service;

impl Settings {
    /// Where the identity of the scheme `id` comes from, if that is configured.
    pub(crate) fn identity_resolver(&self, id: &str) -> Option<&SharedIdentityResolver> {
        self.identity_resolvers.iter().find(|(known, _)| *known == id).map(|(_, resolver)| resolver)
    }

    /// Sets or removes where the identity of the scheme `id` comes from.
    pub fn set_identity_resolver(&mut self, id: &'static str, resolver: Option<SharedIdentityResolver>) {
        self.identity_resolvers.retain(|(known, _)| *known != id);
        self.identity_resolvers.extend(resolver.map(|resolver| (id, resolver)));
    }

    /// Sets or removes where tokens come from.
    pub fn set_token_provider(&mut self, provider: Option<SharedTokenProvider>) {
        self.set_identity_resolver(ids::HTTP_BEARER, provider.map(SharedIdentityResolver::new));
    }

    /// Takes the tokens that `config` holds for `service`. One that is in the environment for the service
    /// alone is preferred to credentials ("AWS SDKs and Tools Reference Guide", `AWS_BEARER_TOKEN_…`).
    pub(super) fn set_tokens(&mut self, config: &SdkConfig, service: &Service) {
        if !service.auth.iter().any(|scheme| scheme.id() == ids::HTTP_BEARER) {
            return;
        }
        self.set_token_provider(config.token_provider());
        let Some(token) = service.signing_name.and_then(|name| token_of_environment(config, name)) else { return };
        let token = Token::new(token, None);
        self.set_identity_resolver(ids::HTTP_BEARER, Some(SharedIdentityResolver::new(token)));
        self.auth_scheme_preference.get_or_insert_with(|| [AuthSchemeId::new(ids::HTTP_BEARER)].into());
    }
}

/// The token for the services that are signed for by `signing_name`.
fn token_of_environment(config: &SdkConfig, signing_name: &'static str) -> Option<String> {
    let key = ServiceConfigKey::builder().service_id(signing_name).env("AWS_BEARER_TOKEN").profile("").build().ok()?;
    config.service_config()?.load_config(key).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use aws_credential_types::provider::token::SharedTokenProvider;
    use aws_types::service_config::LoadServiceConfig;

    use super::*;
    use crate::auth::{HttpBearer, SigV4};
    use crate::protocol::testing::SERVICE;

    /// The environment of a process, as `aws-config` shows it.
    #[derive(Debug)]
    struct Environment(&'static [(&'static str, &'static str)]);

    impl LoadServiceConfig for Environment {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            let name = format!("{}_{}", key.env(), key.service_id().to_uppercase());
            self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        }
    }

    /// Whether a client of `service` has tokens, and whether it prefers them.
    fn tokens(
        service: Service,
        has_provider: bool,
        environment: &'static [(&'static str, &'static str)],
    ) -> (bool, bool) {
        let mut config = SdkConfig::builder().service_config(Environment(environment));
        if has_provider {
            config = config.token_provider(SharedTokenProvider::new(Token::new("t", None)));
        }
        let settings = Settings::from_sdk_config(&config.build(), &service);
        (settings.identity_resolver(ids::HTTP_BEARER).is_some(), settings.auth_scheme_preference.is_some())
    }

    #[test]
    fn tokens_are_for_services_that_take_them() {
        const ENVIRONMENT: &[(&str, &str)] = &[("AWS_BEARER_TOKEN_SHOP", "t"), ("AWS_BEARER_TOKEN_EMPTY", "")];
        let with = |name| Service { signing_name: Some(name), auth: &[&SigV4, &HttpBearer], ..SERVICE };
        assert_eq!(tokens(with("shop"), true, &[]), (true, false));
        assert_eq!(tokens(with("shop"), false, &[]), (false, false));
        assert_eq!(tokens(with("shop"), true, ENVIRONMENT), (true, true));
        assert_eq!(tokens(with("shop"), false, ENVIRONMENT), (true, true));
        assert_eq!(tokens(with("other"), false, ENVIRONMENT), (false, false));
        assert_eq!(tokens(with("empty"), false, ENVIRONMENT), (false, false));
        let without = Service { signing_name: Some("shop"), auth: &[&SigV4], ..SERVICE };
        assert_eq!(tokens(without, true, ENVIRONMENT), (false, false));
    }
}
