//! Signatures, by a verifier that shares nothing with the signer.

use aws_smithy_async::time::StaticTimeSource;
use serde_json::Value;
use tinsmith_codedeploy::Client;
use tinsmith_codedeploy::config::{Credentials, Region};
use tinsmith_wire_tests::server::{Reply, Request, Server};
use tinsmith_wire_tests::sigv4::verify;

use crate::common::{KEY, SECRET, config, done, noon, put, shared};

#[tokio::test]
async fn the_signature_of_a_call_holds() {
    let server = Server::playing([done()]).await;
    put(&Client::from_conf(config(&server).time_source(StaticTimeSource::new(noon())).build())).await.unwrap();
    let request = server.request();
    let signed = verify(&request, SECRET).unwrap();
    assert_eq!(
        (&*signed.access_key_id, &*signed.day, &*signed.region, &*signed.service),
        (KEY, "20250601", "eu-central-1", "codedeploy")
    );
    assert!(
        ["content-type", "host", "x-amz-date", "x-amz-target"]
            .iter()
            .all(|name| signed.headers.contains(&(*name).into()))
    );
    verify(&request, "another secret").unwrap_err();
    let mut changed = request;
    changed.body[0] = b' ';
    verify(&changed, SECRET).unwrap_err();
}

#[tokio::test]
async fn the_session_token_is_signed_with_the_rest() {
    let server = Server::playing([done()]).await;
    let credentials = Credentials::new(KEY, SECRET, Some("a token/with+signs==".into()), None, "test");
    put(&Client::from_conf(config(&server).credentials_provider(credentials).build())).await.unwrap();
    let signed = verify(&server.request(), SECRET).unwrap();
    assert!(signed.canonical_request.contains("\nx-amz-security-token:a token/with+signs==\n"));
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let server = Server::playing([Reply::error(500, "InternalError", ""), Reply::reset(), done()]).await;
    put(&Client::from_conf(config(&server).build())).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for request in requests {
        verify(&request, SECRET).unwrap();
    }
}

#[tokio::test]
async fn a_base_path_and_other_regions_are_signed() {
    let server = Server::playing([done()]).await;
    let config =
        config(&server).endpoint_url(format!("{}/base/a%20b", server.url())).region(Region::new("us-gov-west-1"));
    put(&Client::from_conf(config.build())).await.unwrap();
    let request = server.request();
    assert_eq!(request.line(), "POST /base/a%20b/ HTTP/1.1");
    let signed = verify(&request, SECRET).unwrap();
    assert_eq!(signed.region, "us-gov-west-1");
    assert!(signed.canonical_request.starts_with("POST\n/base/a%2520b/\n\n"), "{}", signed.canonical_request);
}

/// The verifier accepts what the published examples of the specification sign. Those whose paths are not normalized are for
/// S3, and those with white space or other letters in the path or query are not requests of HTTP.
#[test]
fn the_verifier_agrees_with_the_published_examples() {
    let Some(cases) = shared("conformance/sigv4/cases.json") else { return };
    let cases: Vec<Value> = serde_json::from_str(&cases).unwrap();
    let mut checked = 0;
    for case in cases.iter().filter(|case| case["suite"] == "v4" && case["context"]["normalize"] == true) {
        let name = case["name"].as_str().unwrap();
        let request = parse(case["header_signed_request"].as_str().unwrap());
        let target = request.line().strip_suffix(" HTTP/1.1").unwrap().split_once(' ').unwrap().1.to_owned();
        if target.contains(|it: char| it == ' ' || !it.is_ascii()) || name == "post-sts-header-after" {
            continue;
        }
        let secret = case["context"]["credentials"]["secret_access_key"].as_str().unwrap();
        let signed = verify(&request, secret).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(signed.canonical_request, case["header_canonical_request"].as_str().unwrap(), "{name}");
        verify(&request, "another secret").unwrap_err();
        checked += 1;
    }
    assert!(checked >= 20, "only {checked} examples");
}

/// A request in the form of the examples.
fn parse(text: &str) -> Request {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let head = head.replace("\n ", " ");
    let mut lines = head.lines();
    let mut parsed = format!("{}\r\n", lines.next().unwrap());
    for line in lines {
        let (name, value) = line.split_once(':').unwrap();
        parsed += &format!("{name}: {value}\r\n");
    }
    Request { head: parsed + "\r\n", body: body.into(), connection: 1, arrived: std::time::Instant::now() }
}
