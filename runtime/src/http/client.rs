//! The client: hands out connectors, one for each pair of timeouts. It sends nothing itself.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use hyper_util::client::legacy;

use super::connector::Connector;
use super::dial::Dialer;
use super::proxy::Proxies;
use super::resolve::Resolver;
use super::timeout::Limits;
use super::tls::Tls;

/// What tells two connectors of one client apart. The rest of a client's settings are the same for all of them, and its
/// runtime components are those of the first call, as with the official client.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
}

impl From<&HttpConnectorSettings> for Key {
    fn from(settings: &HttpConnectorSettings) -> Self {
        Self { connect_timeout: settings.connect_timeout(), read_timeout: settings.read_timeout() }
    }
}

pub(super) struct Client {
    connectors: RwLock<HashMap<Key, SharedHttpConnector>>,
    pool: legacy::Builder,
    resolver: Resolver,
    proxies: Proxies,
    tls: Tls,
}

impl Client {
    pub(super) fn new(pool: legacy::Builder, resolver: Resolver, proxies: Proxies, tls: Tls) -> Self {
        Self { connectors: RwLock::default(), pool, resolver, proxies, tls }
    }

    fn cached(&self, key: Key) -> Option<SharedHttpConnector> {
        let connectors = self.connectors.read().unwrap_or_else(PoisonError::into_inner);
        connectors.get(&key).cloned()
    }

    fn connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> Connector {
        let limits = Limits::new(settings, components.sleep_impl());
        let matcher = self.proxies.matcher();
        let dialer = Dialer::new(self.resolver.clone(), self.tls.clone(), matcher.clone(), limits.connect);
        Connector::new(self.pool.build(dialer), matcher, limits.read, components.time_source())
    }
}

impl HttpClient for Client {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let key = Key::from(settings);
        if let Some(connector) = self.cached(key) {
            return connector;
        }
        let mut connectors = self.connectors.write().unwrap_or_else(PoisonError::into_inner);
        connectors
            .entry(key)
            .or_insert_with(|| {
                tracing::debug!(?settings, "new HTTP connector");
                SharedHttpConnector::new(self.connector(settings, components))
            })
            .clone()
    }

    /// The same as the official default client, as it becomes part of the user agent.
    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        Some(ConnectorMetadata::new("hyper", Some(Cow::Borrowed("1.x"))))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("tinsmith::http::Client")
            .field("resolver", &self.resolver)
            .field("proxies", &self.proxies)
            .finish_non_exhaustive()
    }
}
