//! The client: hands out connectors, one for each pair of timeouts. It sends nothing itself.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Mutex, PoisonError};
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
#[derive(Clone, Copy, PartialEq, Eq)]
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
    /// A program has a pair of timeouts or two, so a list serves better than a map.
    connectors: Mutex<Vec<(Key, SharedHttpConnector)>>,
    pool: legacy::Builder,
    resolver: Resolver,
    proxies: Proxies,
    tls: Tls,
}

impl Client {
    pub(super) fn new(pool: legacy::Builder, resolver: Resolver, proxies: Proxies, tls: Tls) -> Self {
        Self { connectors: Mutex::default(), pool, resolver, proxies, tls }
    }

    fn connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> Connector {
        let limits = Limits::new(settings, components.sleep_impl());
        let proxies = self.proxies.rules();
        let dialer = Dialer::new(self.resolver.clone(), self.tls.clone(), proxies.clone(), limits.connect);
        Connector::new(self.pool.build(dialer), proxies, limits.read, components.time_source())
    }
}

impl HttpClient for Client {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        let key = Key::from(settings);
        let mut connectors = self.connectors.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, connector)) = connectors.iter().find(|(known, _)| *known == key) {
            return connector.clone();
        }
        tracing::debug!(?settings, "new HTTP connector");
        let connector = SharedHttpConnector::new(self.connector(settings, components));
        connectors.push((key, connector.clone()));
        connector
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
