//! S3's directory buckets over real sockets: calls are signed with the credentials of sessions, which are made when they are
//! needed and no more often.

#[path = "wire/log.rs"]
mod log;

use std::time::{Duration, SystemTime};

use aws_smithy_async::test_util::ManualTimeSource;
use aws_smithy_types::Document;
use tinsmith_s3::Client;
use tinsmith_s3::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use tinsmith_s3::config::retry::RetryConfig;
use tinsmith_s3::config::{Builder, Credentials, Region, RequestChecksumCalculation};
use tinsmith_s3::primitives::ByteStream;
use tinsmith_wire_tests::server::{Reply, Request, Server};
use tinsmith_wire_tests::sigv4::{Signed, verify};

use crate::log::Log;

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "the-token-of-the-user";
const BUCKET: &str = "logs--use1-az4--x-s3";
const OTHER_BUCKET: &str = "media--use1-az4--x-s3";

/// When all tests begin: an hour before noon on 2026-01-01.
fn eleven() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_265_200)
}

fn config(server: &Server) -> Builder {
    Builder::new()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(credentials(KEY))
        .http_client(tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build())
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .time_source(ManualTimeSource::new(eleven()))
}

fn credentials(key: &str) -> Credentials {
    Credentials::new(key, SECRET, Some(TOKEN.to_owned()), None, "test")
}

fn client(server: &Server) -> Client {
    Client::from_conf(config(server).build())
}

/// The answer to `CreateSession`: the session of this number, which expires at this minute past eleven.
fn session(number: u32, minute: u32) -> Reply {
    Reply::new(
        200,
        &[],
        format!(
            "<CreateSessionResult><Credentials><SessionToken>token-{number}</SessionToken>\
             <SecretAccessKey>secret-{number}</SecretAccessKey><AccessKeyId>ASIA{number}</AccessKeyId>\
             <Expiration>2026-01-01T11:{minute:02}:00Z</Expiration></Credentials></CreateSessionResult>"
        ),
    )
}

fn object() -> Reply {
    Reply::new(200, &[], "content")
}

fn error(status: u16, code: &str) -> Reply {
    Reply::new(status, &[], format!("<Error><Code>{code}</Code><Message>why</Message></Error>"))
}

async fn get(client: &Client, bucket: &str) -> Result<(), String> {
    let got = client.get_object().bucket(bucket).key("key").send().await;
    let output = got.map_err(|error| chain(&error))?;
    assert_eq!(output.body.collect().await.unwrap().into_bytes(), "content");
    Ok(())
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Checks that a request asks for a session as the user, and for nothing more.
#[track_caller]
fn check_session(request: &Request, bucket: &str, key: &str) {
    assert_eq!(request.line(), format!("GET /{bucket}?session HTTP/1.1"));
    check_signed_by_user(request, key);
    assert_eq!(request.header("x-amz-create-session-mode"), None);
}

#[track_caller]
fn check_signed_by_user(request: &Request, key: &str) {
    check_scope(&verify(request, SECRET).unwrap(), key);
    assert_eq!(request.header("x-amz-security-token"), Some(TOKEN));
    assert_eq!(request.header("x-amz-s3session-token"), None);
}

/// Checks that a request is signed with the session of this number.
#[track_caller]
fn check_call(request: &Request, line: &str, number: u32) {
    assert_eq!(request.line(), format!("{line} HTTP/1.1"));
    let signed = verify(request, &format!("secret-{number}")).unwrap();
    check_scope(&signed, &format!("ASIA{number}"));
    let token: Vec<_> = request.headers().filter(|(name, _)| *name == "x-amz-s3session-token").collect();
    assert_eq!(token, [("x-amz-s3session-token", &*format!("token-{number}"))]);
    assert!(signed.headers.iter().any(|name| name == "x-amz-s3session-token"), "{signed:?}");
    assert_eq!(request.header("x-amz-security-token"), None);
}

#[track_caller]
fn check_get(request: &Request, bucket: &str, number: u32) {
    check_call(request, &format!("GET /{bucket}/key?x-id=GetObject"), number);
}

#[track_caller]
fn check_scope(signed: &Signed, key: &str) {
    assert_eq!((&*signed.access_key_id, &*signed.service, &*signed.region), (key, "s3express", "us-east-1"));
}

#[tokio::test]
async fn one_session_signs_many_calls() {
    let empty = Reply::new(200, &[], "<ListBucketResult></ListBucketResult>");
    let server = Server::playing([session(1, 5), object(), Reply::new(200, &[], ""), empty, object()]).await;
    let client = client(&server);
    get(&client, BUCKET).await.unwrap();
    let body = ByteStream::from_static(b"content");
    client.put_object().bucket(BUCKET).key("key").body(body).send().await.unwrap();
    client.list_objects_v2().bucket(BUCKET).send().await.unwrap();
    get(&client.clone(), BUCKET).await.unwrap();

    let [create, first, put, list, last] = server.requests().try_into().unwrap();
    check_session(&create, BUCKET, KEY);
    check_get(&first, BUCKET, 1);
    check_call(&put, &format!("PUT /{BUCKET}/key?x-id=PutObject"), 1);
    assert!(put.header("x-amz-checksum-crc32").is_some());
    check_call(&list, &format!("GET /{BUCKET}?list-type=2"), 1);
    check_get(&last, BUCKET, 1);
}

#[tokio::test]
async fn each_bucket_and_each_user_has_a_session() {
    let replies = [session(1, 5), object(), session(2, 5), object(), session(3, 5), object(), object(), object()];
    let server = Server::playing(replies).await;
    let client = client(&server);
    get(&client, BUCKET).await.unwrap();
    get(&client, OTHER_BUCKET).await.unwrap();
    let other_user = Builder::new().credentials_provider(credentials("AKIDOTHER"));
    let call = client.get_object().bucket(BUCKET).key("key").customize().config_override(other_user);
    call.send().await.unwrap();
    get(&client, OTHER_BUCKET).await.unwrap();
    get(&client, BUCKET).await.unwrap();

    let requests = server.requests();
    check_session(&requests[0], BUCKET, KEY);
    check_session(&requests[2], OTHER_BUCKET, KEY);
    check_session(&requests[4], BUCKET, "AKIDOTHER");
    check_get(&requests[5], BUCKET, 3);
    check_get(&requests[6], OTHER_BUCKET, 2);
    check_get(&requests[7], BUCKET, 1);
}

#[tokio::test]
async fn a_session_is_renewed_shortly_before_it_expires() {
    let server = Server::playing([session(1, 5), object(), object(), session(2, 10), object()]).await;
    let time = ManualTimeSource::new(eleven());
    let client = Client::from_conf(config(&server).time_source(time.clone()).build());
    get(&client, BUCKET).await.unwrap();
    time.set_time(eleven() + Duration::from_secs(289));
    get(&client, BUCKET).await.unwrap();
    time.set_time(eleven() + Duration::from_secs(296));
    get(&client, BUCKET).await.unwrap();

    let requests = server.requests();
    check_get(&requests[2], BUCKET, 1);
    check_session(&requests[3], BUCKET, KEY);
    check_get(&requests[4], BUCKET, 2);
}

#[tokio::test]
async fn a_session_that_is_refused_is_renewed() {
    for code in ["ExpiredToken", "InvalidToken", "InvalidAccessKeyId"] {
        let server = Server::playing([session(1, 5), object(), error(403, code), session(2, 5), object()]).await;
        let client = client(&server);
        get(&client, BUCKET).await.unwrap();
        get(&client, BUCKET).await.unwrap();
        let requests = server.requests();
        check_get(&requests[2], BUCKET, 1);
        check_session(&requests[3], BUCKET, KEY);
        check_get(&requests[4], BUCKET, 2);
    }
}

#[tokio::test]
async fn a_session_is_not_renewed_for_ever() {
    let refused = || error(400, "ExpiredToken");
    let replies = [session(1, 5), refused(), session(2, 5), refused(), session(3, 5), refused()];
    let server = Server::playing(replies).await;
    let error = get(&client(&server), BUCKET).await.unwrap_err();
    assert!(error.contains("ExpiredToken"), "{error}");
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn other_errors_leave_the_session() {
    let server = Server::playing([session(1, 5), error(403, "AccessDenied"), object()]).await;
    let client = client(&server);
    let error = get(&client, BUCKET).await.unwrap_err();
    assert!(error.contains("AccessDenied"), "{error}");
    get(&client, BUCKET).await.unwrap();
    check_get(&server.requests()[2], BUCKET, 1);
}

#[tokio::test]
async fn calls_at_once_share_a_session() {
    let slow = session(1, 5).after(Duration::from_millis(100));
    let server = Server::playing(std::iter::once(slow).chain((0..20).map(|_| object()))).await;
    let client = client(&server);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { get(&client, BUCKET).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let requests = server.requests();
    check_session(&requests[0], BUCKET, KEY);
    assert_eq!(requests.len(), 21);
    requests[1..].iter().for_each(|request| check_get(request, BUCKET, 1));
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_the_session_to_others() {
    let server = Server::playing([Reply::silence(), session(1, 5), object()]).await;
    let client = client(&server);
    let (first, second) = (get(&client, BUCKET), get(&client, BUCKET));
    tokio::join!(
        async {
            let given_up = tokio::time::timeout(Duration::from_millis(100), first).await;
            assert!(given_up.is_err());
        },
        async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            second.await.unwrap();
        }
    );
    let requests = server.requests();
    check_session(&requests[1], BUCKET, KEY);
    check_get(&requests[2], BUCKET, 1);
}

#[tokio::test]
async fn without_a_session_the_call_fails() {
    let server = Server::playing([error(403, "AccessDenied"), session(1, 5), object()]).await;
    let client = client(&server);
    let error = get(&client, BUCKET).await.unwrap_err();
    assert!(error.contains("CreateSession made no session to sign the call with: "), "{error}");
    assert!(error.contains("AccessDenied"), "{error}");
    check_session(&server.request(), BUCKET, KEY);
    get(&client, BUCKET).await.unwrap();
}

#[tokio::test]
async fn a_session_without_credentials_is_none() {
    let incomplete = "<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>told-to-nobody</SecretAccessKey>";
    for content in [String::new(), format!("{incomplete}</Credentials>")] {
        let body = format!("<CreateSessionResult>{content}</CreateSessionResult>");
        let server = Server::playing([Reply::new(200, &[], body)]).await;
        let error = get(&client(&server), BUCKET).await.unwrap_err();
        assert!(error.ends_with("CreateSession gave no credentials"), "{error}");
    }
}

#[tokio::test]
async fn the_making_of_a_session_is_tried_again() {
    let server = Server::playing([error(503, "SlowDown"), session(1, 5), object()]).await;
    get(&client(&server), BUCKET).await.unwrap();
    let requests = server.requests();
    check_session(&requests[1], BUCKET, KEY);
    check_get(&requests[2], BUCKET, 1);
}

#[tokio::test]
async fn users_may_do_without_sessions() {
    let server = Server::playing([object(), object(), session(1, 5), object()]).await;
    let without = Client::from_conf(config(&server).disable_s3_express_session_auth(true).build());
    get(&without, BUCKET).await.unwrap();
    let client = client(&server);
    let call = client.get_object().bucket(BUCKET).key("key").customize();
    call.config_override(Builder::new().disable_s3_express_session_auth(true)).send().await.unwrap();
    get(&client, BUCKET).await.unwrap();

    let requests = server.requests();
    check_signed_by_user(&requests[0], KEY);
    check_signed_by_user(&requests[1], KEY);
    check_session(&requests[2], BUCKET, KEY);
    check_get(&requests[3], BUCKET, 1);
}

#[tokio::test]
async fn users_may_bring_sessions_of_their_own() {
    let server = Server::playing([object(), object()]).await;
    let own = Credentials::new("ASIA7", "secret-7", Some("token-7".to_owned()), None, "test");
    let client = Client::from_conf(config(&server).express_credentials_provider(own).build());
    get(&client, BUCKET).await.unwrap();
    get(&client, "general-purpose").await.unwrap();
    let requests = server.requests();
    check_get(&requests[0], BUCKET, 7);
    assert_eq!(verify(&requests[1], SECRET).unwrap().service, "s3");
    assert_eq!(requests[1].header("x-amz-s3session-token"), None);
}

/// The model says of some operations that they go without a session.
#[tokio::test]
async fn some_calls_go_without_a_session() {
    let copied = Reply::new(200, &[], "<CopyObjectResult></CopyObjectResult>");
    let server = Server::playing([copied, session(1, 5)]).await;
    let client = client(&server);
    let copy = client.copy_object().bucket(BUCKET).key("copy").copy_source(format!("{BUCKET}/key"));
    copy.send().await.unwrap();
    let created = client.create_session().bucket(BUCKET).send().await.unwrap();
    assert_eq!(created.credentials().unwrap().access_key_id(), "ASIA1");
    let requests = server.requests();
    check_signed_by_user(&requests[0], KEY);
    check_session(&requests[1], BUCKET, KEY);
}

#[tokio::test]
async fn a_checksum_that_must_be_is_a_crc32() {
    let deleted = Reply::new(200, &[], "<DeleteResult></DeleteResult>");
    let server = Server::playing([session(1, 5), deleted]).await;
    let config = config(&server).request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
    let client = Client::from_conf(config.build());
    let object = tinsmith_s3::types::ObjectIdentifier::builder().key("key").build().unwrap();
    let delete = tinsmith_s3::types::Delete::builder().objects(object).build().unwrap();
    client.delete_objects().bucket(BUCKET).delete(delete).send().await.unwrap();
    let requests = server.requests();
    check_call(&requests[1], &format!("POST /{BUCKET}?delete"), 1);
    assert!(requests[1].header("x-amz-checksum-crc32").is_some());
    assert_eq!(requests[1].header("content-md5"), None);
}

#[tokio::test]
async fn nothing_of_a_session_is_told() {
    let server = Server::playing([session(1, 5), object(), error(403, "AccessDenied")]).await;
    let client = client(&server);
    Log::listen();
    get(&client, BUCKET).await.unwrap();
    let error = client.get_object().bucket(BUCKET).key("key").send().await.unwrap_err();
    let log = Log::end();
    assert!(log.contains("CreateSession"), "{log}");
    let shown = format!("{log}\n{client:?}\n{:?}\n{error:?}", client.config());
    for secret in ["secret-1", "token-1", SECRET, TOKEN] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

#[tokio::test]
async fn a_session_that_cannot_be_used_is_not_told() {
    let broken = "<CreateSessionResult><Credentials><SessionToken>token-1&#10;</SessionToken><SecretAccessKey>secret-1\
        </SecretAccessKey><AccessKeyId>ASIA1</AccessKeyId><Expiration>2026-01-01T12:00:00Z</Expiration></Credentials>\
        </CreateSessionResult>";
    let server = Server::playing([Reply::new(200, &[], broken)]).await;
    Log::listen();
    let error = get(&client(&server), BUCKET).await.unwrap_err();
    let shown = format!("{}\n{error}", Log::end());
    assert!(!shown.contains("token-1") && !shown.contains("secret-1"), "{shown}");
}

/// A resolver by which every call wants a session.
#[derive(Debug)]
struct Insistent(String);

impl ResolveEndpoint for Insistent {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        let scheme = [("name".to_owned(), Document::from("sigv4-s3express"))];
        let schemes = vec![Document::Object(scheme.into())];
        EndpointFuture::ready(Ok(Endpoint::builder().url(self.0.clone()).property("authSchemes", schemes).build()))
    }
}

#[tokio::test]
async fn the_making_of_a_session_wants_none() {
    let server = Server::playing([]).await;
    let config = config(&server).endpoint_resolver(Insistent(server.url()));
    let error = get(&Client::from_conf(config.build()), BUCKET).await.unwrap_err();
    assert!(error.ends_with("CreateSession makes sessions, and cannot be signed with one"), "{error}");
    assert!(server.requests().is_empty());
}
