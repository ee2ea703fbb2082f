//! Requests that are signed now and sent later by somebody who knows nothing of the client: over a socket, byte by byte.

#[path = "wire/log.rs"]
mod log;

use std::time::{Duration, SystemTime};

use tinsmith_s3::Client;
use tinsmith_s3::config::{Builder, Credentials, Region};
use tinsmith_s3::presigning::{PresignedRequest, PresigningConfig};
use tinsmith_s3::primitives::ByteStream;
use tinsmith_s3::types::ChecksumAlgorithm;
use tinsmith_wire_tests::server::{Reply, Request, Server};
use tinsmith_wire_tests::sigv4::{Signed, verify, verify_presigned};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::log::Log;

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "the token/of+the user=";
const BUCKET: &str = "documents";
const DIRECTORY_BUCKET: &str = "logs--use1-az4--x-s3";

fn config(server: &Server) -> Builder {
    Builder::new()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::new(KEY, SECRET, Some(TOKEN.to_owned()), None, "test"))
        .http_client(tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build())
        .force_path_style(true)
}

fn client(server: &Server) -> Client {
    Client::from_conf(config(server).build())
}

/// For ten minutes from noon of 2026-01-01 on.
fn noon() -> PresigningConfig {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_268_800);
    PresigningConfig::builder().start_time(start).expires_in(Duration::from_secs(600)).build().unwrap()
}

/// Sends a request with `body`, as anybody may, and gives what arrived.
async fn send(server: &Server, presigned: &PresignedRequest, body: &str) -> Request {
    let before = server.requests().len();
    let request = presigned.make_http_1x_request(());
    assert_eq!((request.method().as_str(), &*request.uri().to_string()), (presigned.method(), presigned.uri()));
    let target = request.uri().path_and_query().unwrap();
    let mut text = format!("{} {target} HTTP/1.1\r\nhost: {}\r\n", presigned.method(), server.address());
    let mut has_length = false;
    for (name, value) in presigned.headers() {
        has_length |= name == "content-length";
        text += &format!("{name}: {value}\r\n");
    }
    if !has_length {
        text += &format!("content-length: {}\r\n", body.len());
    }
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(format!("{text}\r\n{body}").as_bytes()).await.unwrap();
    assert!(stream.read_u8().await.is_ok());
    server.requests().remove(before)
}

#[track_caller]
fn check(request: &Request, secret: &str, expected: (&str, &str, &[&str])) -> Signed {
    let signed = verify_presigned(request, secret).unwrap();
    let headers: Vec<&str> = signed.headers.iter().map(String::as_str).collect();
    assert_eq!((&*signed.access_key_id, &*signed.service, &*headers), expected);
    assert_eq!(signed.time, "20260101T120000Z");
    assert!(request.line().contains("X-Amz-Expires=600"), "{}", request.line());
    signed
}

fn done() -> Reply {
    Reply::new(200, &[], "")
}

#[tokio::test]
async fn an_object_is_fetched_by_anybody() {
    let server = Server::playing([done()]).await;
    let presigned = client(&server).get_object().bucket(BUCKET).key("a b/ü+").presigned(noon()).await.unwrap();
    assert!(server.requests().is_empty());
    assert_eq!(presigned.headers().count(), 0);
    let request = send(&server, &presigned, "").await;
    assert!(request.line().starts_with("GET /documents/a%20b/%C3%BC%2B?x-id=GetObject&X-Amz-"), "{}", request.line());
    let token = "X-Amz-Security-Token=the%20token%2Fof%2Bthe%20user%3D";
    assert!(request.line().contains(token), "{}", request.line());
}

#[tokio::test]
async fn an_object_is_put_by_anybody_with_any_body() {
    let server = Server::playing([done(), done()]).await;
    let put = || client(&server).put_object().bucket(BUCKET).key("key");
    let presigned = put().presigned(noon()).await.unwrap();
    assert_eq!(presigned.headers().count(), 0);
    check(&send(&server, &presigned, "anything").await, SECRET, (KEY, "s3", &["host"]));

    let presigned = put()
        .body(ByteStream::from_static(b"of which nothing is signed"))
        .checksum_algorithm(ChecksumAlgorithm::Sha256)
        .content_type("text/plain")
        .content_length(4)
        .metadata("color", "red")
        .presigned(noon())
        .await
        .unwrap();
    let covered = ["content-length", "content-type", "host", "x-amz-meta-color", "x-amz-sdk-checksum-algorithm"];
    check(&send(&server, &presigned, "four").await, SECRET, (KEY, "s3", &covered));
}

#[tokio::test]
async fn other_calls_are_presigned_too() {
    let server = Server::playing([done(), done(), done()]).await;
    let client = client(&server);
    let head = client.head_object().bucket(BUCKET).key("key").presigned(noon()).await.unwrap();
    let delete = client.delete_object().bucket(BUCKET).key("key").presigned(noon()).await.unwrap();
    let part = client.upload_part().bucket(BUCKET).key("key").upload_id("u").part_number(1);
    let part = part.customize().config_override(Builder::new().region(Region::new("eu-west-1")));
    let part = part.presigned(noon()).await.unwrap();
    for (presigned, method, region) in
        [(head, "HEAD", "us-east-1"), (delete, "DELETE", "us-east-1"), (part, "PUT", "eu-west-1")]
    {
        let request = send(&server, &presigned, "").await;
        assert!(request.line().starts_with(method), "{}", request.line());
        assert_eq!(check(&request, SECRET, (KEY, "s3", &["host"])).region, region);
    }
}

#[tokio::test]
async fn what_users_change_in_a_request_is_signed() {
    let server = Server::playing([done()]).await;
    let call = client(&server).get_object().bucket(BUCKET).key("key").customize();
    let call = call.mutate_request(|request| drop(request.headers_mut().insert("x-color", "red")));
    let request = send(&server, &call.presigned(noon()).await.unwrap(), "").await;
    assert_eq!(request.header("x-color"), Some("red"));
    check(&request, SECRET, (KEY, "s3", &["host", "x-color"]));
}

/// The session is made now; its token is a parameter of its own.
#[tokio::test]
async fn calls_to_directory_buckets_are_presigned_with_a_session() {
    let session = "<CreateSessionResult><Credentials><SessionToken>to/ken</SessionToken><SecretAccessKey>secret\
        </SecretAccessKey><AccessKeyId>ASIA</AccessKeyId><Expiration>2999-01-01T12:00:00Z</Expiration></Credentials>\
        </CreateSessionResult>";
    let server = Server::playing([Reply::new(200, &[], session), done(), done()]).await;
    let client = client(&server);
    let get = client.get_object().bucket(DIRECTORY_BUCKET).key("key").presigned(noon()).await.unwrap();
    let put = client.put_object().bucket(DIRECTORY_BUCKET).key("key").presigned(noon()).await.unwrap();
    let create = server.request();
    assert_eq!(create.line(), format!("GET /{DIRECTORY_BUCKET}?session HTTP/1.1"));
    assert_eq!(verify(&create, SECRET).unwrap().service, "s3express");
    for presigned in [get, put] {
        let request = send(&server, &presigned, "").await;
        check(&request, "secret", ("ASIA", "s3express", &["host"]));
        assert!(request.line().contains("&X-Amz-S3session-Token=to%2Fken"), "{}", request.line());
        assert!(!request.line().contains("X-Amz-Security-Token"), "{}", request.line());
    }
}

#[tokio::test]
async fn what_cannot_be_signed_is_an_error() {
    let server = Server::playing([Reply::new(403, &[], "<Error><Code>AccessDenied</Code></Error>")]).await;
    let call = client(&server).get_object().bucket(DIRECTORY_BUCKET).key("key");
    let error = call.presigned(noon()).await.unwrap_err();
    let error = tinsmith_s3::error::DisplayErrorContext(error).to_string();
    assert!(error.contains("CreateSession made no session"), "{error}");
    let call = client(&server).get_object().bucket(BUCKET);
    assert!(call.presigned(noon()).await.is_err());
}

/// Whoever knows the query may make the call.
#[tokio::test]
async fn nothing_of_it_is_told() {
    let server = Server::playing([]).await;
    Log::listen();
    let presigned = client(&server).get_object().bucket(BUCKET).key("key").presigned(noon()).await.unwrap();
    let (_, signature) = presigned.uri().split_once("X-Amz-Signature=").unwrap();
    let shown = format!("{}\n{presigned:?}", Log::end());
    for secret in [SECRET, "the%20token", TOKEN, &signature[..64]] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}
