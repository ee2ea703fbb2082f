//! What can be set about the transport. It holds settings and reads nothing: neither files, nor the environment.

use std::time::Duration;

use aws_smithy_runtime_api::client::dns::{ResolveDns, SharedDnsResolver};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::client::Client;
use super::proxy::Proxies;
use super::resolve::Resolver;
use super::tls::Tls;
#[cfg(feature = "_tls")]
use super::tls::TlsTrust;

/// Builds an HTTP client that differs from [`default_client`](super::default_client).
///
/// ```
/// use std::time::Duration;
/// let client = tinsmith::http::Builder::new().pool_idle_timeout(Duration::from_secs(20)).build();
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    #[cfg(feature = "_tls")]
    trust: TlsTrust,
    proxies: Proxies,
    resolver: Resolver,
    pool_idle_timeout: Option<Duration>,
    pool_max_idle_per_host: usize,
}

impl Builder {
    /// All settings at their defaults.
    pub fn new() -> Self {
        Self {
            #[cfg(feature = "_tls")]
            trust: TlsTrust::native(),
            proxies: Proxies::from_env(),
            resolver: Resolver::system(),
            pool_idle_timeout: Some(Duration::from_secs(90)),
            pool_max_idle_per_host: usize::MAX,
        }
    }

    /// Which certificates a server may prove itself with. Default: [`TlsTrust::native`].
    #[cfg(feature = "_tls")]
    #[must_use]
    pub fn tls_trust(mut self, trust: TlsTrust) -> Self {
        self.trust = trust;
        self
    }

    /// Which requests go through a proxy. Default: [`Proxies::from_env`].
    #[must_use]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Looks names up with `resolver` in place of the operating system.
    #[must_use]
    pub fn dns_resolver(mut self, resolver: impl ResolveDns + 'static) -> Self {
        self.resolver = Resolver::custom(SharedDnsResolver::new(resolver));
        self
    }

    /// How long a connection may be idle before it is closed; `None` for no limit. Default: 90 seconds.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.pool_idle_timeout = timeout.into();
        self
    }

    /// How many idle connections are kept for each host. Default: no limit.
    #[must_use]
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool_max_idle_per_host = connections;
        self
    }

    /// The client, with a pool of its own.
    pub fn build(self) -> SharedHttpClient {
        let pool = self.pool();
        #[cfg(feature = "_tls")]
        let tls = Tls::new(self.trust);
        #[cfg(not(feature = "_tls"))]
        let tls = Tls;
        SharedHttpClient::new(Client::new(pool, self.resolver, self.proxies, tls))
    }

    fn pool(&self) -> legacy::Builder {
        let mut pool = legacy::Client::builder(TokioExecutor::new());
        // Without a timer hyper closes an idle connection only when it next looks at it.
        pool.pool_timer(TokioTimer::new());
        pool.pool_idle_timeout(self.pool_idle_timeout);
        pool.pool_max_idle_per_host(self.pool_max_idle_per_host);
        pool
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}
