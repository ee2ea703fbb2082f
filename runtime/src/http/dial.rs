//! Opens connections: finds the way to a server, through a proxy if there is one, and goes it. Pooling is hyper's business.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::box_error::BoxError;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;
use tower_service::Service;

use super::conn::{Conn, Route};
use super::proxy::{Rules, bare_host};
use super::resolve::Resolver;
use super::timeout::Limit;
use super::tls::Tls;
use super::tunnel::{self, NoTunnel};

/// Opens connections to the servers of requests, within a limit of time.
#[derive(Clone)]
pub(super) struct Dialer {
    tcp: TcpConnector<Resolver>,
    tls: Tls,
    proxies: Option<Arc<Rules>>,
    limit: Option<Limit>,
}

impl Dialer {
    pub(super) fn new(resolver: Resolver, tls: Tls, proxies: Option<Arc<Rules>>, limit: Option<Limit>) -> Self {
        let mut tcp = TcpConnector::new_with_resolver(resolver);
        tcp.set_nodelay(true);
        // Which schemes there are is for `open` to say.
        tcp.enforce_http(false);
        Self { tcp, tls, proxies, limit }
    }

    async fn dial(self, server: Uri) -> Result<Conn, BoxError> {
        let proxy = self.proxies.as_ref().and_then(|proxies| proxies.proxy(&server));
        let route = match proxy {
            None => Route::Direct,
            Some(_) if server.scheme_str() == Some("https") => Route::Tunnelled,
            Some(_) => Route::Forwarded,
        };
        let in_tunnel = if route == Route::Tunnelled { Some(self.tls.prepare()?) } else { None };
        let next = proxy.map_or(&server, |proxy| &proxy.uri);
        let mut conn = match open(self.tcp, &self.tls, next).await {
            Err(error) if route == Route::Tunnelled => return Err(NoTunnel::unreachable(error).into()),
            opened => opened?,
        };
        if let (Some(proxy), Some(preparation)) = (proxy, in_tunnel) {
            tunnel::open(&mut conn, &server, proxy).await?;
            conn = preparation.handshake(bare_host(&server), conn).await?;
        }
        tracing::debug!(
            scheme = server.scheme_str(),
            host = server.host(),
            port = server.port_u16(),
            ?route,
            "connected"
        );
        Ok(conn.routed(route))
    }
}

/// Opens a connection to one machine: a server, or a proxy.
async fn open(mut tcp: TcpConnector<Resolver>, tls: &Tls, to: &Uri) -> Result<Conn, BoxError> {
    let preparation = match to.scheme_str() {
        Some("http") => None,
        // Certificates are read while TCP connects.
        Some("https") => Some(tls.prepare()?),
        scheme => return Err(UnknownScheme(scheme.unwrap_or_default().to_owned()).into()),
    };
    let conn = Conn::over_tcp(tcp.call(to.clone()).await?);
    match preparation {
        None => Ok(conn),
        Some(preparation) => preparation.handshake(bare_host(to), conn).await,
    }
}

impl Service<Uri> for Dialer {
    type Response = Conn;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Conn, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Self::Future {
        Box::pin(Limit::enforce(self.limit.clone(), self.clone().dial(server)))
    }
}

#[derive(Debug)]
struct UnknownScheme(String);

impl fmt::Display for UnknownScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot connect to {}://, only to http:// and https://", self.0)
    }
}

impl std::error::Error for UnknownScheme {}
