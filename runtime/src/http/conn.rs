//! An open connection, whatever it runs over. Boxed, so that hyper's state machines are compiled for one type only.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Extensions;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpInfo};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Bytes in, bytes out.
pub(super) trait Io: Read + Write + Send + Unpin {}

impl<T: Read + Write + Send + Unpin> Io for T {}

/// How a connection reaches the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// Without a proxy.
    Direct,
    /// To a proxy that forwards requests; their targets are absolute.
    Forwarded,
    /// Through a tunnel that a proxy opened.
    Tunnelled,
}

pub(super) struct Conn {
    io: Box<dyn Io>,
    addresses: Option<HttpInfo>,
    route: Route,
    version: Version,
}

/// What is spoken over a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    Http1,
    /// As both sides have agreed upon when the connection was secured.
    #[cfg(all(feature = "_tls", feature = "http2"))]
    Http2,
}

impl Conn {
    pub(super) fn over_tcp(tcp: TokioIo<TcpStream>) -> Self {
        let mut extras = Extensions::new();
        tcp.connected().get_extras(&mut extras);
        Self { addresses: extras.remove(), io: Box::new(tcp), route: Route::Direct, version: Version::Http1 }
    }

    /// Takes the bytes out, to put a layer around them. What is known about the connection stays.
    #[cfg(feature = "_tls")]
    pub(super) fn into_parts(self) -> (Box<dyn Io>, impl FnOnce(Box<dyn Io>) -> Self) {
        let Self { io, addresses, route, version } = self;
        let rewrap = move |io| Self { io, addresses, route, version };
        (io, rewrap)
    }

    #[cfg(feature = "_tls")]
    pub(super) fn speaking(self, version: Version) -> Self {
        Self { version, ..self }
    }

    pub(super) fn routed(self, route: Route) -> Self {
        Self { route, ..self }
    }
}

impl Connection for Conn {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.route == Route::Forwarded).extra(self.route);
        let connected = match self.version {
            Version::Http1 => connected,
            #[cfg(all(feature = "_tls", feature = "http2"))]
            Version::Http2 => connected.negotiated_h2(),
        };
        match &self.addresses {
            Some(addresses) => connected.extra(addresses.clone()),
            None => connected,
        }
    }
}

impl Read for Conn {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buffer)
    }
}

impl Write for Conn {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
