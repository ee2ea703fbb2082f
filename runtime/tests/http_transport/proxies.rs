//! Which requests go through a proxy, and how.

use std::process::Command;

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use tinsmith::http::Proxies;
use tokio::sync::mpsc;

use crate::server::{OK, Received, Server, serve, serve_always};
use crate::{chain, connector, fetch, get};

/// A proxy that answers in place of the server, and shows what it was asked.
async fn forwarder() -> (Server, mpsc::UnboundedReceiver<Received>) {
    let (send, requests) = mpsc::unbounded_channel();
    let server = serve(move |mut peer, _| {
        let send = send.clone();
        async move {
            while let Some(request) = peer.request().await {
                send.send(request).unwrap();
                peer.write(OK).await;
            }
        }
    })
    .await;
    (server, requests)
}

fn through(proxies: Proxies) -> tinsmith::http::Builder {
    tinsmith::http::Builder::new().proxies(proxies)
}

#[tokio::test]
async fn http_is_forwarded() {
    let (proxy, mut requests) = forwarder().await;
    let url = format!("http://user:secret@{}", proxy.address());
    let connector = connector(&through(Proxies::all(&url, "").unwrap()).build());
    let captured = CaptureSmithyConnection::new();
    let mut request = get("http://server.invalid/path?query=1");
    request.add_extension(captured.clone());
    assert_eq!(fetch(&connector, request).await.status, 200);
    let received = requests.recv().await.unwrap();
    assert_eq!(received.line(), "GET http://server.invalid/path?query=1 HTTP/1.1");
    assert_eq!(received.header("host"), Some("server.invalid"));
    assert_eq!(received.header("proxy-authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
    assert!(format!("{:?}", captured.get().unwrap()).contains("is_proxied: true"));
}

#[tokio::test]
async fn excepted_host_is_spoken_to_directly() {
    let (proxy, mut requests) = forwarder().await;
    let server = serve_always(OK).await;
    let proxies = Proxies::all(&proxy.url(""), "127.0.0.1").unwrap();
    fetch(&connector(&through(proxies).build()), get(&server.url("/"))).await;
    assert_eq!(server.accepted(), 1);
    assert!(requests.try_recv().is_err());
}

#[cfg(feature = "rustls")]
mod tunnels {
    use super::*;
    use crate::fetch_error;
    use crate::server::Peer;
    use crate::tls::{serve_tls, trusting};
    use tokio::net::TcpStream;

    /// A proxy that opens tunnels, and shows what it was asked.
    async fn tunneller() -> (Server, mpsc::UnboundedReceiver<Received>) {
        let (send, requests) = mpsc::unbounded_channel();
        let server = serve(move |mut peer: Peer<TcpStream>, _| {
            let send = send.clone();
            async move {
                let request = peer.request().await.unwrap();
                let target = request.line().split(' ').nth(1).unwrap().to_owned();
                send.send(request).unwrap();
                let mut server = TcpStream::connect(target).await.unwrap();
                peer.write("HTTP/1.1 200 Connection established\r\n\r\n").await;
                let _ = tokio::io::copy_bidirectional(&mut peer.into_inner(), &mut server).await;
            }
        })
        .await;
        (server, requests)
    }

    #[tokio::test]
    async fn https_goes_through_a_tunnel() {
        let (proxy, mut requests) = tunneller().await;
        let (server, pem) = serve_tls("127.0.0.1").await;
        let url = format!("http://user:secret@{}", proxy.address());
        let client = through(Proxies::all(&url, "").unwrap()).tls_trust(trusting(&pem));
        let connector = connector(&client.build());
        let captured = CaptureSmithyConnection::new();
        let mut request = get(&format!("https://{}/", server.address()));
        request.add_extension(captured.clone());
        assert_eq!(fetch(&connector, request).await.body, b"ok");
        let received = requests.recv().await.unwrap();
        assert_eq!(received.line(), format!("CONNECT {} HTTP/1.1", server.address()));
        assert_eq!(received.header("proxy-authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
        assert!(format!("{:?}", captured.get().unwrap()).contains("is_proxied: true"));
    }

    #[tokio::test]
    async fn proxy_that_refuses_a_tunnel_is_an_io_error() {
        let proxy = serve_always("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
        let client = through(Proxies::all(&proxy.url(""), "").unwrap()).build();
        let error = fetch_error(&connector(&client), get("https://server.invalid/")).await;
        assert!(error.is_io(), "{error:?}");
        assert!(chain(&error).contains("proxy authorization required"), "{}", chain(&error));
    }
}

/// Runs itself again in a process whose environment names the proxy.
#[tokio::test]
async fn environment_is_asked_by_default() {
    const CHILD: &str = "TINSMITH_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        let connector = connector(&tinsmith::http::default_client());
        assert_eq!(fetch(&connector, get("http://server.invalid/")).await.status, 200);
        return;
    }
    let (proxy, mut requests) = forwarder().await;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "proxies::environment_is_asked_by_default"])
        .env(CHILD, "1")
        .env("HTTP_PROXY", proxy.url(""))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env_remove("REQUEST_METHOD");
    let output = tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(requests.recv().await.unwrap().line(), "GET http://server.invalid/ HTTP/1.1");
}

#[test]
fn proxy_that_cannot_be_used_is_refused_with_a_reason() {
    #[track_caller]
    fn check(url: &str, expected: &str) {
        let error = Proxies::all(url, "").unwrap_err();
        assert!(chain(&error).contains(expected), "{}", chain(&error));
        assert!(!format!("{error:?} {}", chain(&error)).contains("secret"));
    }
    check("http://u:secret@ho st/", "it is not a URL");
    check("socks5://u:secret@host", "it does not begin with http:// or https://");
    check("host:3128", "it does not begin with http:// or https://");
}

#[test]
fn settings_do_not_show_passwords() {
    let proxies = Proxies::all("http://user:secret@host", "").unwrap();
    let builder = through(proxies);
    let shown = format!("{builder:?} {:?}", builder.clone().build());
    assert!(!shown.contains("secret"), "{shown}");
}
