//! The HTTP transport: what carries a finished request to its server and brings the response back.
//!
//! It implements the official [`HttpClient`](aws_smithy_runtime_api::client::http::HttpClient) over hyper, with a pool of
//! kept-alive connections, and TLS by rustls. It behaves as the default client of the official SDKs does in what a caller can
//! observe: what the two timeouts cover, which failures are worth a retry, when a connection is reused or given up, and which
//! proxies the environment asks for. Any other official `HttpClient` can take its place, and it can serve official clients.
//!
//! | module | what it decides |
//! |---|---|
//! | `builder` | what can be set, and its defaults |
//! | `client` | one connector, and so one pool, for each pair of timeouts |
//! | `connector` | one exchange: request out, response head in |
//! | `proxy` | which requests go through a proxy |
//! | `dial`, `conn`, `tunnel` | how a connection is opened: name, proxy, TCP, TLS |
//! | `tls` | which certificates are trusted, and when they are read |
//! | `errors`, `timeout` | what a failure is called, which decides whether it is retried |
//!
//! What it is not: it retries nothing but a request that hyper never began to send, signs nothing, buffers no body (request and
//! response bodies stream), follows no redirect and decompresses nothing. It needs a tokio runtime. HTTP/2 is spoken under the
//! feature `http2`, with servers that choose it when a connection is secured.
//!
//! Logs go to `tracing`, at debug when a connection is opened and at trace for each exchange. They name methods, hosts and
//! statuses; never headers, bodies, paths or query strings, which may hold secrets.

mod builder;
mod client;
mod conn;
mod connector;
#[cfg(all(feature = "_tls", not(feature = "aws-lc")))]
mod crypto;
mod dial;
mod errors;
mod proxy;
mod resolve;
mod timeout;
#[cfg(feature = "_tls")]
mod tls;
#[cfg(not(feature = "_tls"))]
#[path = "no_tls.rs"]
mod tls;
mod tunnel;

use aws_smithy_runtime_api::client::http::SharedHttpClient;

pub use builder::Builder;
pub use proxy::{InvalidProxy, Proxies};
#[cfg(feature = "_tls")]
pub use tls::{InvalidRoots, TlsTrust};

/// A client with every setting at its default: the platform's root certificates, the proxies of the environment, and a pool
/// whose idle connections live for 90 seconds.
///
/// Each call makes a client with a pool of its own; clones share it. Nothing is read or opened before the first request:
/// root certificates in particular are read once a process, when the first `https://` connection is opened, while its name is
/// looked up and TCP connects. A process that speaks `http://` only never reads them.
pub fn default_client() -> SharedHttpClient {
    Builder::new().build()
}
