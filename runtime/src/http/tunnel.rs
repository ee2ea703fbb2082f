//! Asks a proxy for a tunnel: a CONNECT request, and the head of the response to it.
//!
//! All of it is one function to poll, without types of its caller's: it is in every program, and few ever run it.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_runtime_api::box_error::BoxError;
use http::Uri;
use hyper::rt::{Read, ReadBuf, Write};

use super::conn::Conn;
use super::proxy::Proxy;

/// How long the head of a response may be.
const MAX_HEAD: usize = 8 * 1024;

/// Makes of a connection with `proxy` one with `server`.
pub(super) async fn open(conn: &mut Conn, server: &Uri, proxy: &Proxy) -> Result<(), NoTunnel> {
    let mut exchange = Exchange { request: request(server, proxy)?, sent: 0, head: vec![0; MAX_HEAD], read: 0 };
    poll_fn(|cx| exchange.poll(conn, cx)).await
}

fn request(server: &Uri, proxy: &Proxy) -> Result<Vec<u8>, NoTunnel> {
    let host = server.host().ok_or_else(|| NoTunnel::because("missing destination host"))?;
    let port = server.port_u16().unwrap_or(443);
    let mut request = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n").into_bytes();
    if let Some(authorization) = &proxy.authorization {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(authorization.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    Ok(request)
}

struct Exchange {
    request: Vec<u8>,
    sent: usize,
    head: Vec<u8>,
    read: usize,
}

impl Exchange {
    fn poll(&mut self, conn: &mut Conn, cx: &mut Context<'_>) -> Poll<Result<(), NoTunnel>> {
        let mut conn = Pin::new(conn);
        while self.sent < self.request.len() {
            match ready!(conn.as_mut().poll_write(cx, &self.request[self.sent..])) {
                Ok(0) => return Poll::Ready(Err(NoTunnel::io(io::ErrorKind::WriteZero.into()))),
                Ok(sent) => self.sent += sent,
                Err(error) => return Poll::Ready(Err(NoTunnel::io(error))),
            }
        }
        ready!(conn.as_mut().poll_flush(cx)).map_err(NoTunnel::io)?;
        loop {
            let mut free = ReadBuf::new(&mut self.head[self.read..]);
            ready!(conn.as_mut().poll_read(cx, free.unfilled())).map_err(NoTunnel::io)?;
            match free.filled().len() {
                0 => return Poll::Ready(Err(NoTunnel::because("unexpected end of file"))),
                read => self.read += read,
            }
            match status(&self.head[..self.read]) {
                Status::Unfinished if self.read < MAX_HEAD => {}
                Status::Unfinished => return Poll::Ready(Err(NoTunnel::because("proxy response headers too long"))),
                Status::Is([b'2', b'0', b'0']) => return Poll::Ready(Ok(())),
                Status::Is([b'4', b'0', b'7']) => {
                    return Poll::Ready(Err(NoTunnel::because("proxy authorization required")));
                }
                Status::Is(_) | Status::Malformed => return Poll::Ready(Err(NoTunnel::because("unsuccessful"))),
            }
        }
    }
}

enum Status {
    Unfinished,
    Malformed,
    Is([u8; 3]),
}

/// The status in the head of a response, once all of the head is there.
fn status(mut head: &[u8]) -> Status {
    while let [b'\r' | b'\n', rest @ ..] = head {
        head = rest;
    }
    let start = b"HTTP/1.";
    if !head.iter().zip(start).all(|(read, expected)| read == expected) {
        return Status::Malformed;
    }
    let ends_here = |at: usize| matches!(head[at..], [b'\n', b'\n', ..] | [b'\n', b'\r', b'\n', ..]);
    if !(0..head.len()).any(ends_here) {
        return Status::Unfinished;
    }
    match head.get(start.len()..) {
        Some([b'0' | b'1', b' ', code @ ..]) => match code {
            [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', b' ' | b'\r' | b'\n', ..] => Status::Is([*a, *b, *c]),
            _ => Status::Malformed,
        },
        _ => Status::Malformed,
    }
}

/// There is no tunnel. It does not show what the proxy was told, which may be a password.
#[derive(Debug)]
pub(super) struct NoTunnel {
    reason: &'static str,
    source: Option<BoxError>,
}

impl NoTunnel {
    fn because(reason: &'static str) -> Self {
        Self { reason, source: None }
    }

    fn io(source: io::Error) -> Self {
        Self { reason: "io error establishing tunnel", source: Some(source.into()) }
    }

    /// The proxy cannot be connected to.
    pub(super) fn unreachable(source: BoxError) -> Self {
        Self { reason: "failed to create underlying connection", source: Some(source) }
    }
}

impl fmt::Display for NoTunnel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tunnel error: {}", self.reason)
    }
}

impl Error for NoTunnel {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: Option<Result<&str, ()>>) {
        let found = match status(head.as_bytes()) {
            Status::Unfinished => None,
            Status::Malformed => Some(Err(())),
            Status::Is(code) => Some(Ok(code)),
        };
        let expected = expected.map(|expected| expected.map(|code| code.as_bytes().try_into().unwrap()));
        assert_eq!(found, expected, "{head:?}");
    }

    #[test]
    fn heads() {
        check("HTTP/1.1 200 Connection established\r\n\r\n", Some(Ok("200")));
        check("HTTP/1.0 200\r\nVia: x\r\n\r\nearly", Some(Ok("200")));
        check("\r\nHTTP/1.1 407 No\nVia: x\n\n", Some(Ok("407")));
        check("HTTP/1.1 200 OK\r\nVia: x\r\n\r", None);
        check("HTTP/1.1 200 OK\r\n", None);
        check("HT", None);
        check("", None);
        check("SSH-2", Some(Err(())));
        check("HTTP/2", Some(Err(())));
        check("HTTP/1.1 2000 OK\r\n\r\n", Some(Err(())));
        check("HTTP/1.2 200 OK\r\n\r\n", Some(Err(())));
        check("HTTP/1.1\r\n\r\n", Some(Err(())));
    }
}
