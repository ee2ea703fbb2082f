//! How requests prove who sent them, over real sockets: by every scheme, by the preference of the operation, the user
//! and the endpoint.

use std::sync::{Arc, LazyLock};

use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use tinsmith::auth::{HttpApiKey, HttpBasic, HttpBearer, SigV4, SigV4a, ids};
use tinsmith::client::Core;
use tinsmith::config::Settings;
use tinsmith::error::Unhandled;
use tinsmith::operation::{Auth, Call, LazyRules, Operation, Service, StaticParam};
use tinsmith::protocol::AWS_JSON_1_0;
use tinsmith::rules::RuleSet;
use tinsmith::shape::{Shape, Structure, Value};
use tinsmith::types::{Credentials, Login, Region, SharedCredentialsProvider, SigningRegionSet, Token};
use tinsmith_wire_tests::server::{Reply, Request, Server};
use tinsmith_wire_tests::sigv4::verify;

/// Endpoints that take the schemes that a call asks for.
static RULES: LazyRules = LazyLock::new(|| {
    RuleSet::parse(
        r#"{
            "version": "1.0",
            "parameters": {
                "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint", "required": true },
                "Takes": { "type": "string" },
                "OrElse": { "type": "string" }
            },
            "rules": [
                {
                    "type": "endpoint",
                    "conditions": [
                        { "fn": "isSet", "argv": [{ "ref": "Takes" }] }, { "fn": "isSet", "argv": [{ "ref": "OrElse" }] }
                    ],
                    "endpoint": {
                        "url": { "ref": "Endpoint" },
                        "properties": {
                            "authSchemes": [
                                { "name": "{Takes}", "signingName": "other", "signingRegionSet": ["*"] },
                                { "name": "{OrElse}", "signingName": "else", "signingRegion": "there" }
                            ]
                        }
                    }
                },
                { "type": "endpoint", "conditions": [], "endpoint": { "url": { "ref": "Endpoint" } } }
            ]
        }"#,
    )
});

static SERVICE: Service = Service {
    sdk_id: "Vault",
    shape_name: "Vault",
    version: "2026-01-01",
    signing_name: Some("vault"),
    auth: &[&SigV4, &SigV4a, &HttpBearer],
    protocols: &[&AWS_JSON_1_0],
    query_compatible: false,
    xml_namespace: None,
    package_version: "0.0.0",
    endpoint_rules: &RULES,
    customization: &tinsmith::customizations::NONE,
    endpoint_params: EndpointResolverParams::new,
};

/// A structure without members.
#[derive(Debug)]
struct Nothing;

impl Structure for Nothing {
    fn empty() -> Self {
        Self
    }

    fn shape(&self) -> &'static Shape {
        const SHAPE: &Shape = &Shape::structure("Nothing", "Nothing", &[]);
        SHAPE
    }

    fn get(&self, _: usize) -> Option<&dyn Value> {
        None
    }

    fn get_mut(&mut self, _: usize) -> Option<&mut dyn Value> {
        None
    }
}

enum VaultError {
    Unhandled(Unhandled),
}

tinsmith::operation_error! { VaultError into AnyError; }

enum AnyError {
    Unhandled(Unhandled),
}

tinsmith::service_error! { AnyError; }

macro_rules! operations {
    ($($name:ident { $($fact:tt)* })*) => {
        $(
            struct $name;

            impl Call for $name {
                type Input = Nothing;
                type Output = Nothing;
                type Error = VaultError;
                const OPERATION: &'static Operation = &Operation::new(&SERVICE, stringify!($name))$($fact)*;
            }
        )*
    };
}

operations! {
    Default {}
    Unsigned { .unsigned_payload() }
    Anonymous { .auth(Auth::None) }
    Optional { .auth(Auth::Optional(&[&HttpBearer])) }
    Bearer { .auth(Auth::Schemes(&[&HttpBearer])) }
    Basic { .auth(Auth::Schemes(&[&HttpBasic])) }
    Key { .auth(Auth::Schemes(&[&HttpApiKey::Header { name: "X-Key", scheme: None }])) }
    NamedKey { .auth(Auth::Schemes(&[
        &HttpApiKey::Header { name: "Authorization", scheme: Some("Key") },
    ])) }
    QueryKey { .auth(Auth::Schemes(&[&HttpApiKey::Query { name: "key" }])) }
    Regional { .auth(Auth::Schemes(&[&SigV4a, &SigV4])) }
    RegionalEndpoint { .static_params(&[
        ("Takes", StaticParam::String("sigv4a")), ("OrElse", StaticParam::String("sigv4")),
    ]) }
    OtherEndpoint { .static_params(&[
        ("Takes", StaticParam::String("unheard-of")), ("OrElse", StaticParam::String("sigv4")),
    ]) }
    BearerEndpoint { .static_params(&[
        ("Takes", StaticParam::String("bearer")), ("OrElse", StaticParam::String("sigv4")),
    ]) }
    ForeignEndpoint { .static_params(&[
        ("Takes", StaticParam::String("unheard-of")), ("OrElse", StaticParam::String("httpBasicAuth")),
    ]) }
}

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// Settings with credentials, and with an identity of every other kind.
fn everything() -> Settings {
    let mut settings = credentials();
    let token = |text: &str| SharedIdentityResolver::new(Token::new(text, None));
    settings.set_identity_resolver(ids::HTTP_BEARER, Some(token("t0ken")));
    settings.set_identity_resolver(ids::HTTP_API_KEY, Some(token("k&y")));
    let login = Login::new("name", "password", None);
    settings.set_identity_resolver(ids::HTTP_BASIC, Some(SharedIdentityResolver::new(login)));
    settings
}

fn credentials() -> Settings {
    let credentials = Credentials::new("AKIDEXAMPLE", SECRET, None, None, "test");
    Settings {
        region: Some(Region::from_static("here")),
        credentials_provider: Some(SharedCredentialsProvider::new(credentials)),
        http_client: Some(tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build()),
        ..Settings::default()
    }
}

/// The request that a call comes to, or the reason why there is none.
async fn request<C: Call<Input = Nothing, Error = VaultError>>(settings: Settings) -> Result<Request, String> {
    let server = Server::playing([Reply::output("{}")]).await;
    let settings = Settings { endpoint_url: Some(server.url()), ..settings };
    match Core::new(&SERVICE, Arc::new(settings)).send::<C>(Nothing).await {
        Ok(_) => Ok(server.request()),
        Err(error) => {
            let error = AnyError::from(error);
            let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
            assert!(server.requests().is_empty());
            Err(causes.last().unwrap().to_string())
        }
    }
}

/// Checks the header of a request, of which what is secret or changes is a star.
#[track_caller]
fn check(request: Result<Request, String>, name: &str, expected: Option<&str>) {
    let request = request.unwrap();
    let value = request.header(name).map(|value| match value.split_once(" Credential=AKIDEXAMPLE/") {
        Some((algorithm, rest)) => {
            let scope = rest.split(',').next().unwrap().split_once('/').unwrap().1;
            format!("{algorithm} {scope}")
        }
        None => value.to_owned(),
    });
    assert_eq!(value.as_deref(), expected);
}

#[tokio::test]
async fn each_scheme_has_its_place() {
    check(request::<Bearer>(everything()).await, "authorization", Some("Bearer t0ken"));
    check(request::<Basic>(everything()).await, "authorization", Some("Basic bmFtZTpwYXNzd29yZA=="));
    check(request::<Key>(everything()).await, "x-key", Some("k&y"));
    check(request::<Key>(everything()).await, "authorization", None);
    check(request::<NamedKey>(everything()).await, "authorization", Some("Key k&y"));
    assert_eq!(request::<QueryKey>(everything()).await.unwrap().line(), "POST /?key=k%26y HTTP/1.1");
    check(request::<Anonymous>(everything()).await, "authorization", None);
}

#[tokio::test]
async fn signatures_are_those_of_the_service() {
    let signed = request::<Default>(everything()).await.unwrap();
    verify(&signed, SECRET).unwrap();
    check(Ok(signed), "authorization", Some("AWS4-HMAC-SHA256 here/vault/aws4_request"));
    let unsigned = request::<Unsigned>(everything()).await.unwrap();
    verify(&unsigned, SECRET).unwrap();
    check(Ok(unsigned), "x-amz-content-sha256", Some("UNSIGNED-PAYLOAD"));
}

#[tokio::test]
async fn signatures_may_be_good_for_several_regions() {
    let found = request::<Regional>(everything()).await.unwrap();
    check(Ok(found.clone()), "authorization", Some("AWS4-ECDSA-P256-SHA256 vault/aws4_request"));
    check(Ok(found), "x-amz-region-set", Some("here"));
    let regions = Some(SigningRegionSet::from("here,there"));
    let settings = Settings { sigv4a_signing_region_set: regions, ..everything() };
    check(request::<Regional>(settings).await, "x-amz-region-set", Some("here,there"));
}

#[tokio::test]
async fn endpoints_say_what_they_take() {
    let regional = request::<RegionalEndpoint>(everything()).await.unwrap();
    check(Ok(regional.clone()), "authorization", Some("AWS4-ECDSA-P256-SHA256 other/aws4_request"));
    check(Ok(regional), "x-amz-region-set", Some("*"));
    let other = request::<OtherEndpoint>(everything()).await.unwrap();
    verify(&other, SECRET).unwrap();
    check(Ok(other), "authorization", Some("AWS4-HMAC-SHA256 there/else/aws4_request"));
    check(request::<BearerEndpoint>(everything()).await, "authorization", Some("Bearer t0ken"));
    check(
        request::<BearerEndpoint>(credentials()).await,
        "authorization",
        Some("AWS4-HMAC-SHA256 there/else/aws4_request"),
    );
    let error = request::<ForeignEndpoint>(credentials()).await.unwrap_err();
    let expected = "the endpoint takes unheard-of or httpBasicAuth, and the call can go by sigv4 or sigv4a only";
    assert_eq!(error, expected);
}

#[tokio::test]
async fn users_have_preferences() {
    let settings = |ids: &[&'static str]| {
        let ids: Vec<AuthSchemeId> = ids.iter().map(|id| AuthSchemeId::new(id)).collect();
        Settings { auth_scheme_preference: Some(ids.into()), ..everything() }
    };
    let bearer = Some("Bearer t0ken");
    check(request::<Default>(settings(&["httpBearerAuth"])).await, "authorization", bearer);
    check(request::<Default>(settings(&["unheard-of", "httpBearerAuth", "sigv4"])).await, "authorization", bearer);
    let regional = Some("AWS4-ECDSA-P256-SHA256 vault/aws4_request");
    check(request::<Default>(settings(&["sigv4a"])).await, "authorization", regional);
    let here = Some("AWS4-HMAC-SHA256 here/vault/aws4_request");
    check(request::<Regional>(settings(&["sigv4"])).await, "authorization", here);
}

#[tokio::test]
async fn a_call_without_an_identity_goes_out_only_where_it_may() {
    check(request::<Optional>(credentials()).await, "authorization", None);
    check(request::<Optional>(everything()).await, "authorization", Some("Bearer t0ken"));
    let error = request::<Bearer>(credentials()).await.unwrap_err();
    assert_eq!(error, "Bearer takes httpBearerAuth, and no identity for it is configured");
    check(request::<Bearer>(Settings { allow_no_auth: Some(true), ..credentials() }).await, "authorization", None);
    let without_region = Settings { region: None, ..credentials() };
    assert_eq!(request::<Default>(without_region).await.unwrap_err(), "no region to sign for is configured");
}
