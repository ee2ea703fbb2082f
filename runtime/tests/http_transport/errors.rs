//! What failures are called, which decides whether they are retried.

use std::net::{IpAddr, Ipv4Addr};

use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns, ResolveDnsError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use tokio::net::TcpListener;

use crate::bodies::Frames;
use crate::server::{OK, serve, serve_always};
use crate::{builder, chain, connector, fetch, fetch_error, get, request};

#[tokio::test]
async fn refused_connection_is_io() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = fetch_error(&connector(&builder().build()), get(&format!("http://{address}/"))).await;
    assert!(error.is_io(), "{error:?}");
}

#[tokio::test]
async fn connection_closed_before_the_head_is_transient() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
    })
    .await;
    let error = fetch_error(&connector(&builder().build()), get(&server.url("/"))).await;
    assert_eq!(error.as_other(), Some(ErrorKind::TransientError), "{error:?}");
}

#[tokio::test]
async fn connection_closed_in_the_head_is_transient() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        peer.write("HTTP/1.1 200 OK\r\ncontent-le").await;
    })
    .await;
    let error = fetch_error(&connector(&builder().build()), get(&server.url("/"))).await;
    assert_eq!(error.as_other(), Some(ErrorKind::TransientError), "{error:?}");
}

#[tokio::test]
async fn connection_reset_in_the_head_is_io() {
    let server = serve(|mut peer, _| async move {
        peer.request().await;
        peer.write("HTTP/1.1 200 OK\r\ncontent-le").await;
        peer.get_ref().set_zero_linger().unwrap();
    })
    .await;
    let error = fetch_error(&connector(&builder().build()), get(&server.url("/"))).await;
    assert!(error.is_io(), "{error:?}");
}

#[tokio::test]
async fn response_that_is_not_http_is_not_retried() {
    let server = serve_always("SSH-2.0-OpenSSH_9.6\r\n\r\n").await;
    let error = fetch_error(&connector(&builder().build()), get(&server.url("/"))).await;
    assert!(error.is_other(), "{error:?}");
    assert_eq!(error.as_other(), None);
}

#[tokio::test]
async fn request_body_that_fails_is_the_users() {
    let server = serve_always(OK).await;
    let body = SdkBody::from_body_1_x(Frames::new([Ok("some"), Err("the disk is gone")]));
    let error = fetch_error(&connector(&builder().build()), request("PUT", &server.url("/"), body)).await;
    assert!(error.is_user(), "{error:?}");
    assert!(chain(&error).contains("the disk is gone"), "{}", chain(&error));
}

#[tokio::test]
async fn unknown_scheme_is_refused() {
    let error = fetch_error(&connector(&builder().build()), get("ftp://127.0.0.1/")).await;
    assert!(chain(&error).contains("cannot connect to ftp://, only to http:// and https://"), "{}", chain(&error));
}

#[tokio::test]
async fn name_that_does_not_resolve_is_io() {
    let client = builder().dns_resolver(OneName).build();
    let error = fetch_error(&connector(&client), get("http://another.invalid/")).await;
    assert!(error.is_io(), "{error:?}");
    assert!(chain(&error).contains("no such name"), "{}", chain(&error));
}

#[tokio::test]
async fn given_resolver_resolves_names() {
    let server = serve_always(OK).await;
    let client = builder().dns_resolver(OneName).build();
    let url = format!("http://name.invalid:{}/", server.address().port());
    assert_eq!(fetch(&connector(&client), get(&url)).await.status, 200);
}

#[cfg(not(any(feature = "rustls", feature = "aws-lc")))]
#[tokio::test]
async fn https_is_the_users_error_in_a_build_without_tls() {
    let server = serve_always(OK).await;
    let url = format!("https://{}/", server.address());
    let error = fetch_error(&connector(&builder().build()), get(&url)).await;
    assert!(error.is_user(), "{error:?}");
    assert!(chain(&error).contains("https:// needs TLS, and tinsmith was built without it"), "{}", chain(&error));
    assert_eq!(server.accepted(), 0);
}

#[derive(Debug)]
struct OneName;

impl ResolveDns for OneName {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(match name {
            "name.invalid" => Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)]),
            _ => Err(ResolveDnsError::new("no such name")),
        })
    }
}
