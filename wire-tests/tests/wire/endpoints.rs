//! The endpoint tests of the service's model, in every way in which its rules can be asked.

use aws_smithy_http_client::test_util::capture_request;
use aws_smithy_types::endpoint::Endpoint;
use serde_json::Value;
use tinsmith::rules::RuleSet;
use tinsmith_codedeploy::config::endpoint::{DefaultResolver, Params, ResolveEndpoint};
use tinsmith_codedeploy::config::{Credentials, Region};
use tinsmith_codedeploy::error::BoxError;
use tinsmith_codedeploy::{Client, Config};

use crate::common::{KEY, SECRET, chain, put};

/// The test cases of the model.
fn cases() -> Vec<Value> {
    let model: Value = serde_json::from_str(include_str!("../../../models/codedeploy/codedeploy.json")).unwrap();
    let shapes = model["shapes"].as_object().unwrap();
    let tests = shapes.values().find_map(|shape| shape["traits"].get("smithy.rules#endpointTests")).unwrap();
    let cases = tests["testCases"].as_array().unwrap().clone();
    assert!(cases.len() > 40, "only {} cases", cases.len());
    cases
}

fn text<'a>(case: &'a Value, name: &str) -> Option<&'a str> {
    case["params"].get(name).map(|value| value.as_str().unwrap())
}

fn flag(case: &Value, name: &str) -> Option<bool> {
    case["params"].get(name).map(|value| value.as_bool().unwrap())
}

#[track_caller]
fn check(case: &Value, found: Result<Endpoint, BoxError>) {
    let what = &case["documentation"];
    match (case["expect"]["error"].as_str(), found) {
        (Some(expected), Err(error)) => assert!(chain(&*error).contains(expected), "{what}: {error}"),
        (None, Ok(endpoint)) => {
            let expected = &case["expect"]["endpoint"];
            assert_eq!(expected["url"], endpoint.url(), "{what}");
            assert!(expected.get("headers").is_none() && endpoint.headers().count() == 0, "{what}");
            assert!(expected.get("properties").is_none() && endpoint.properties().is_empty(), "{what}");
        }
        (_, found) => panic!("{what}: {found:?}"),
    }
}

#[test]
fn the_rules_of_the_generated_client_pass_the_models_tests() {
    let rules = RuleSet::parse(include_str!("../../../generated/codedeploy/src/endpoint_rules.json")).unwrap();
    for case in cases() {
        let mut params = rules.params();
        for (name, value) in case["params"].as_object().unwrap() {
            match value {
                Value::String(text) => params.set(name, text.as_str()).unwrap(),
                Value::Bool(flag) => params.set(name, *flag).unwrap(),
                other => panic!("{name}: {other}"),
            }
        }
        check(&case, rules.resolve(&params).map_err(Into::into));
    }
}

#[tokio::test]
async fn its_resolver_passes_the_models_tests() {
    for case in cases() {
        let mut params = Params::builder();
        params = params.set_region(text(&case, "Region").map(String::from));
        params = params.set_endpoint(text(&case, "Endpoint").map(String::from));
        params = params.set_use_fips(flag(&case, "UseFIPS")).set_use_dual_stack(flag(&case, "UseDualStack"));
        let params = params.build().unwrap();
        assert_eq!((params.region(), params.endpoint()), (text(&case, "Region"), text(&case, "Endpoint")));
        check(&case, DefaultResolver::new().resolve_endpoint(&params).await);
    }
}

/// The same for whole calls: what the client sends a request to.
#[tokio::test]
async fn its_calls_pass_the_models_tests() {
    for case in cases() {
        let (http, requests) = capture_request(None);
        let mut config = Config::builder().http_client(http);
        config = config.credentials_provider(Credentials::new(KEY, SECRET, None, None, "test"));
        config.set_region(text(&case, "Region").map(|region| Region::new(region.to_owned())));
        config.set_endpoint_url(text(&case, "Endpoint").map(String::from));
        config.set_use_fips(flag(&case, "UseFIPS")).set_use_dual_stack(flag(&case, "UseDualStack"));
        let result = put(&Client::from_conf(config.build())).await;
        let what = &case["documentation"];
        match case["expect"]["error"].as_str() {
            Some(expected) => {
                requests.expect_no_request();
                let error = result.expect_err(expected);
                assert!(chain(&error).contains(expected), "{what}: {}", chain(&error));
            }
            // An endpoint without a region is no error of the rules, but nothing can be signed for it.
            None if text(&case, "Region").is_none() => {
                requests.expect_no_request();
                assert!(chain(&result.unwrap_err()).contains("no region to sign for"), "{what}");
            }
            None => {
                let url = case["expect"]["endpoint"]["url"].as_str().unwrap();
                assert_eq!(requests.expect_request().uri(), format!("{}/", url.trim_end_matches('/')), "{what}");
            }
        }
    }
}

/// A resolver of the user's: everything goes to one host, and it sees the parameters.
#[derive(Debug)]
struct Mine;

impl ResolveEndpoint for Mine {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> tinsmith_codedeploy::config::endpoint::EndpointFuture<'a> {
        let url = format!("https://{}.mine.test/base", params.region().unwrap_or("nowhere"));
        let endpoint = Endpoint::builder().url(url).header("x-amz-mine", "yes");
        tinsmith_codedeploy::config::endpoint::EndpointFuture::ready(Ok(endpoint.build()))
    }
}

#[tokio::test]
async fn a_resolver_of_the_user_takes_the_place_of_the_rules() {
    let (http, requests) = capture_request(None);
    let config = Config::builder()
        .http_client(http)
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new(KEY, SECRET, None, None, "test"))
        .endpoint_resolver(Mine);
    put(&Client::from_conf(config.build())).await.unwrap();
    let request = requests.expect_request();
    assert_eq!(request.uri(), "https://eu-central-1.mine.test/base/");
    assert_eq!(request.headers().get("x-amz-mine"), Some("yes"));
}
