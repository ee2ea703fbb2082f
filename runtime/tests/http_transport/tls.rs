//! Which servers are trusted. Certificates are made on the spot.

use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use rcgen::generate_simple_self_signed;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tinsmith::http::TlsTrust;
use tokio_rustls::TlsAcceptor;

use crate::server::{OK, Peer, Server, serve};
use crate::{builder, chain, connector, connector_with_timeouts, fetch, fetch_error, get};

/// A server with a certificate of its own, for `name`, and that certificate as PEM.
pub(crate) async fn serve_tls(name: &str) -> (Server, String) {
    // A server that would rather speak HTTP/2 must not be led to believe that the client does.
    let protocols: &[&str] = if cfg!(feature = "http2") { &["http/1.1"] } else { &["h2", "http/1.1"] };
    let (acceptor, pem) = acceptor(name, protocols);
    let server = serve(move |peer, _| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(stream) = acceptor.accept(peer.into_inner()).await else {
                return;
            };
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
            let mut peer = Peer::new(stream);
            while peer.request().await.is_some() {
                peer.write(OK).await;
            }
        }
    })
    .await;
    (server, pem)
}

/// What secures connections with a certificate of its own, for `name`, and that certificate as PEM.
pub(crate) fn acceptor(name: &str, protocols: &[&str]) -> (TlsAcceptor, String) {
    let certified = generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    (TlsAcceptor::from(Arc::new(config)), certified.cert.pem())
}

pub(crate) fn trusting(pem: &str) -> TlsTrust {
    TlsTrust::none().with_pem(pem.as_bytes()).unwrap()
}

fn client(trust: TlsTrust) -> SharedHttpClient {
    builder().tls_trust(trust).build()
}

fn url(server: &Server) -> String {
    format!("https://{}/", server.address())
}

#[tokio::test]
async fn trusted_server_is_spoken_to_and_its_connection_kept() {
    let (server, pem) = serve_tls("127.0.0.1").await;
    let connector = connector(&client(trusting(&pem)));
    for _ in 0..2 {
        assert_eq!(fetch(&connector, get(&url(&server))).await.body, b"ok");
    }
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn self_signed_certificate_is_refused() {
    let (server, _) = serve_tls("127.0.0.1").await;
    let (_, another) = serve_tls("127.0.0.1").await;
    let error = fetch_error(&connector(&client(trusting(&another))), get(&url(&server))).await;
    assert!(error.is_io(), "{error:?}");
    let text = chain(&error);
    assert!(text.contains("no TLS connection with 127.0.0.1"), "{text}");
    assert!(text.contains("invalid peer certificate"), "{text}");
}

#[tokio::test]
async fn certificate_for_another_name_is_refused() {
    let (server, pem) = serve_tls("localhost").await;
    let error = fetch_error(&connector(&client(trusting(&pem))), get(&url(&server))).await;
    let text = chain(&error);
    assert!(text.contains("certificate not valid for name"), "{text}");
}

#[tokio::test]
async fn without_roots_the_error_says_what_to_do() {
    let (server, _) = serve_tls("127.0.0.1").await;
    let error = fetch_error(&connector(&client(TlsTrust::none())), get(&url(&server))).await;
    let text = chain(&error);
    assert!(text.contains("there are no root certificates"), "{text}");
    assert!(text.contains("SSL_CERT_FILE"), "{text}");
}

#[tokio::test]
async fn given_roots_are_trusted_besides_those_of_the_platform() {
    let (server, pem) = serve_tls("127.0.0.1").await;
    let trust = TlsTrust::native().with_pem(pem.as_bytes()).unwrap();
    assert_eq!(fetch(&connector(&client(trust)), get(&url(&server))).await.status, 200);
}

#[tokio::test]
async fn platform_does_not_trust_a_self_signed_certificate() {
    let (server, _) = serve_tls("127.0.0.1").await;
    let error = fetch_error(&connector(&client(TlsTrust::native())), get(&url(&server))).await;
    assert!(error.is_io(), "{error:?}");
}

#[tokio::test]
async fn connect_timeout_covers_the_handshake() {
    let server = serve(|peer, _| async move {
        let _kept_open = peer;
        std::future::pending().await
    })
    .await;
    let (_, pem) = serve_tls("127.0.0.1").await;
    let soon = Some(Duration::from_millis(100));
    let connector = connector_with_timeouts(&client(trusting(&pem)), soon, None);
    let error = fetch_error(&connector, get(&url(&server))).await;
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(server.accepted(), 1);
}

#[test]
fn roots_that_cannot_be_read_are_refused_with_a_reason() {
    #[track_caller]
    fn check(pem: &str, expected: &str) {
        let error = TlsTrust::none().with_pem(pem.as_bytes()).unwrap_err();
        assert!(chain(&error).contains(expected), "{}", chain(&error));
    }
    check("", "there is no certificate in the PEM");
    check("-----BEGIN CERTIFICATE-----\nAAAA", "malformed PEM");
    check("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "malformed certificate");
}
