//! TLS: which certificates are trusted, when they are read, and the handshake.
//!
//! The platform's certificates take some 10 ms to read. They are read once a process, on a thread for blocking work, and only
//! when a connection needs them: while its name is looked up and TCP connects.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, OnceLock};

use aws_smithy_runtime_api::box_error::BoxError;
use hyper_util::rt::TokioIo;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;

use super::conn::{Conn, Version};

/// Which certificates a server may prove itself with.
///
/// ```no_run
/// use tinsmith::http::{Builder, TlsTrust};
///
/// let company = std::fs::read("company.pem")?;
/// let client = Builder::new().tls_trust(TlsTrust::native().with_pem(&company)?).build();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TlsTrust {
    native: bool,
    given: RootCertStore,
}

impl TlsTrust {
    /// The platform's root certificates, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
    pub fn native() -> Self {
        Self { native: true, given: RootCertStore::empty() }
    }

    /// None but those that [`with_pem`](Self::with_pem) adds.
    pub fn none() -> Self {
        Self { native: false, given: RootCertStore::empty() }
    }

    /// Trusts the certificates in `pem`, too: one or more, in PEM.
    ///
    /// # Errors
    ///
    /// If there is no certificate in `pem`, or one that cannot be read.
    pub fn with_pem(mut self, pem: &[u8]) -> Result<Self, InvalidRoots> {
        let before = self.given.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|source| InvalidRoots::new("malformed PEM", source))?;
            self.given.add(certificate).map_err(|source| InvalidRoots::new("malformed certificate", source))?;
        }
        if self.given.len() == before {
            return Err(InvalidRoots { problem: "there is no certificate in the PEM", source: None });
        }
        Ok(self)
    }

    fn roots(&self) -> Result<Arc<RootCertStore>, NoRoots> {
        if self.native && self.given.is_empty() {
            return if NATIVE_ROOTS.is_empty() { Err(NoRoots) } else { Ok(NATIVE_ROOTS.clone()) };
        }
        let mut roots = self.given.clone();
        if self.native {
            roots.extend(NATIVE_ROOTS.roots.iter().cloned());
        }
        if roots.is_empty() {
            return Err(NoRoots);
        }
        Ok(Arc::new(roots))
    }
}

/// Trusts the platform: [`TlsTrust::native`].
impl Default for TlsTrust {
    fn default() -> Self {
        Self::native()
    }
}

/// The platform's root certificates, less those that cannot be read: it is usual that a few of them are too old for webpki.
static NATIVE_ROOTS: LazyLock<Arc<RootCertStore>> = LazyLock::new(|| {
    let loaded = rustls_native_certs::load_native_certs();
    for error in &loaded.errors {
        tracing::warn!(%error, "some of the platform's root certificates cannot be read");
    }
    let mut roots = RootCertStore::empty();
    let (trusted, ignored) = roots.add_parsable_certificates(loaded.certs);
    tracing::debug!(trusted, ignored, "read the platform's root certificates");
    Arc::new(roots)
});

/// The TLS of one client: its configuration is made when the first connection needs it.
#[derive(Clone)]
pub(super) struct Tls(Arc<Shared>);

struct Shared {
    trust: TlsTrust,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    pub(super) fn new(trust: TlsTrust) -> Self {
        Self(Arc::new(Shared { trust, config: OnceLock::new() }))
    }

    /// Begins to read certificates if that is still to be done, so that the caller can do something else meanwhile.
    pub(super) fn prepare(&self) -> Result<Preparation, BoxError> {
        if let Some(config) = self.0.config.get() {
            return Ok(Preparation::Done(config.clone()));
        }
        let shared = self.0.clone();
        let config = tokio::task::spawn_blocking(move || shared.config());
        Ok(Preparation::Running(config))
    }
}

impl Shared {
    fn config(&self) -> Result<Arc<ClientConfig>, BoxError> {
        if let Some(config) = self.config.get() {
            return Ok(config.clone());
        }
        let mut config = ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(self.trust.roots()?)
            .with_no_client_auth();
        #[cfg(feature = "http2")]
        config.alpn_protocols.push(HTTP_2.to_vec());
        config.alpn_protocols.push(b"http/1.1".to_vec());
        Ok(self.config.get_or_init(|| Arc::new(config)).clone())
    }
}

/// How HTTP/2 is called where protocols are agreed upon ("RFC 9113, section 3.1").
#[cfg(feature = "http2")]
const HTTP_2: &[u8] = b"h2";

/// What is spoken where this was agreed upon.
fn version(agreed: Option<&[u8]>) -> Version {
    match agreed {
        #[cfg(feature = "http2")]
        Some(HTTP_2) => Version::Http2,
        _ => Version::Http1,
    }
}

#[cfg(feature = "aws-lc")]
fn provider() -> CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

#[cfg(not(feature = "aws-lc"))]
fn provider() -> CryptoProvider {
    super::crypto::provider()
}

/// The configuration of a handshake to come.
pub(super) enum Preparation {
    Done(Arc<ClientConfig>),
    Running(JoinHandle<Result<Arc<ClientConfig>, BoxError>>),
}

impl Preparation {
    /// Secures `conn`, whose other end has to prove that it is `host`. Boxed, since it is a large future, and part of
    /// two others.
    pub(super) fn handshake(
        self,
        host: &str,
        conn: Conn,
    ) -> Pin<Box<dyn Future<Output = Result<Conn, BoxError>> + Send + '_>> {
        Box::pin(self.secure(host, conn))
    }

    async fn secure(self, host: &str, conn: Conn) -> Result<Conn, BoxError> {
        let config = match self {
            Self::Done(config) => config,
            Self::Running(config) => config.await??,
        };
        let name = ServerName::try_from(host.to_owned())?;
        let (io, rewrap) = conn.into_parts();
        let secured = TlsConnector::from(config)
            .connect(name, TokioIo::new(io))
            .await
            .map_err(|source| HandshakeFailed { host: host.to_owned(), source })?;
        let version = version(secured.get_ref().1.alpn_protocol());
        Ok(rewrap(Box::new(TokioIo::new(secured))).speaking(version))
    }
}

/// Root certificates that cannot be trusted, because they cannot be read.
#[derive(Debug)]
pub struct InvalidRoots {
    problem: &'static str,
    source: Option<BoxError>,
}

impl InvalidRoots {
    fn new(problem: &'static str, source: impl Into<BoxError>) -> Self {
        Self { problem, source: Some(source.into()) }
    }
}

impl fmt::Display for InvalidRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot trust the given root certificates: {}", self.problem)
    }
}

impl Error for InvalidRoots {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[derive(Debug)]
struct NoRoots;

impl fmt::Display for NoRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there are no root certificates to check the server's against: install some, name a file of them in \
             SSL_CERT_FILE, or give them to the client as its TlsTrust",
        )
    }
}

impl Error for NoRoots {}

#[derive(Debug)]
struct HandshakeFailed {
    host: String,
    source: io::Error,
}

impl fmt::Display for HandshakeFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no TLS connection with {}", self.host)
    }
}

impl Error for HandshakeFailed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
