//! Opens connections: finds the way to a server, through a proxy if there is one, and goes it. Pooling is hyper's business.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::box_error::BoxError;
use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector as TcpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

use super::conn::{Conn, Route};
use super::resolve::Resolver;
use super::timeout::Limit;
use super::tls::Tls;

type Opening = Pin<Box<dyn Future<Output = Result<Conn, BoxError>> + Send>>;

/// Opens connections to the servers of requests, within a limit of time.
#[derive(Clone)]
pub(super) struct Dialer {
    hop: Hop,
    proxies: Option<Arc<Matcher>>,
    limit: Option<Limit>,
}

impl Dialer {
    pub(super) fn new(resolver: Resolver, tls: Tls, proxies: Option<Arc<Matcher>>, limit: Option<Limit>) -> Self {
        let mut tcp = TcpConnector::new_with_resolver(resolver);
        tcp.set_nodelay(true);
        // Which schemes there are is for `Hop` to say.
        tcp.enforce_http(false);
        Self { hop: Hop { tcp, tls }, proxies, limit }
    }

    async fn dial(mut self, server: Uri) -> Result<Conn, BoxError> {
        let proxy = self.proxies.as_ref().and_then(|proxies| proxies.intercept(&server));
        let conn = match proxy {
            None => self.hop.call(server.clone()).await?,
            Some(proxy) if server.scheme() == Some(&Scheme::HTTPS) => self.tunnel(server.clone(), proxy).await?,
            Some(proxy) => {
                let conn = self.hop.call(proxy.uri().clone()).await?;
                conn.routed(Route::Forwarded)
            }
        };
        tracing::debug!(
            scheme = server.scheme_str(),
            host = server.host(),
            port = server.port_u16(),
            route = ?conn.route(),
            "connected"
        );
        Ok(conn)
    }

    async fn tunnel(self, server: Uri, proxy: Intercept) -> Result<Conn, BoxError> {
        let preparation = self.hop.tls.prepare()?;
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.hop);
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        let conn = tunnel.call(server.clone()).await?;
        let conn = preparation.handshake(host(&server), conn).await?;
        Ok(conn.routed(Route::Tunnelled))
    }
}

impl Service<Uri> for Dialer {
    type Response = Conn;
    type Error = BoxError;
    type Future = Opening;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, server: Uri) -> Opening {
        let limit = self.limit.clone();
        Box::pin(Limit::enforce(limit, self.clone().dial(server)))
    }
}

/// Opens a connection to one machine: a server, or a proxy.
#[derive(Clone)]
struct Hop {
    tcp: TcpConnector<Resolver>,
    tls: Tls,
}

impl Hop {
    async fn open(mut self, to: Uri) -> Result<Conn, BoxError> {
        match to.scheme_str() {
            Some("http") => Ok(Conn::over_tcp(self.tcp.call(to).await?)),
            Some("https") => {
                let preparation = self.tls.prepare()?;
                let conn = Conn::over_tcp(self.tcp.call(to.clone()).await?);
                preparation.handshake(host(&to), conn).await
            }
            scheme => Err(UnknownScheme(scheme.unwrap_or_default().to_owned()).into()),
        }
    }
}

impl Service<Uri> for Hop {
    type Response = Conn;
    type Error = BoxError;
    type Future = Opening;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Opening {
        Box::pin(self.clone().open(to))
    }
}

/// The host that a certificate has to be for; an IPv6 address without its brackets.
fn host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[derive(Debug)]
struct UnknownScheme(String);

impl fmt::Display for UnknownScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot connect to {}://, only to http:// and https://", self.0)
    }
}

impl std::error::Error for UnknownScheme {}
