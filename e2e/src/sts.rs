//! STS, by awsQuery: identities, and sessions of every origin.

use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, ensure};
use tinsmith_sts::config::{Credentials, Region};
use tinsmith_sts::error::ProvideErrorMetadata;
use tinsmith_sts::primitives::DateTime;
use tinsmith_sts::types::{AssumedRoleUser, PolicyDescriptorType, Tag};
use tinsmith_sts::{Client, Config};

use crate::check::{failure, passes, same};
use crate::client::{ACCOUNT, REGION, client};
use crate::report::Report;

/// A role that nobody has created: the server does not mind.
const ROLE: &str = "arn:aws:iam::123456789012:role/deployer";

/// What a form must escape, and XML too.
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Sid":"a&b <ü>"}]}"#;

/// A SAML assertion, as far as the server reads it: for the session `build@42`, of half an hour.
const ASSERTION: &str = r#"
<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">
  <a:Assertion><a:AttributeStatement>
    <a:Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName">
      <a:AttributeValue>build@42</a:AttributeValue>
    </a:Attribute>
    <a:Attribute Name="https://aws.amazon.com/SAML/Attributes/SessionDuration">
      <a:AttributeValue>1800</a:AttributeValue>
    </a:Attribute>
    <a:Attribute Name="https://aws.amazon.com/SAML/Attributes/Role">
      <a:AttributeValue>arn:aws:iam::123456789012:role/deployer,arn:aws:iam::123456789012:saml-provider/idp</a:AttributeValue>
    </a:Attribute>
  </a:AttributeStatement></a:Assertion>
</p:Response>"#;

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let client = client!(tinsmith_sts, endpoint);
    report.step("GetCallerIdentity", identity(&client).await);
    report.step("GetAccessKeyInfo", key_info(&client).await);
    let session = report.step("AssumeRole", assume(&client).await);
    report.step("GetCallerIdentity, of a session", identity_of_session(endpoint, session).await);
    report.step("AssumeRole, with a name that is too long", assume_too_long(&client).await);
    report.step("AssumeRoleWithWebIdentity", assume_by_token(endpoint).await);
    report.step("AssumeRoleWithSAML", assume_by_assertion(endpoint).await);
    report.step("GetSessionToken", session_token(&client).await);
    report.step("GetFederationToken", federation_token(&client).await);
}

/// Credentials that are complete, and that expire in about `seconds`.
fn check(credentials: Option<&tinsmith_sts::types::Credentials>, seconds: u64) -> Result<Credentials> {
    let credentials = credentials.context("credentials is absent")?;
    ensure!(credentials.access_key_id().len() >= 16, "the key is {}", credentials.access_key_id());
    let secret_and_token = (credentials.secret_access_key().len(), credentials.session_token().len());
    ensure!(secret_and_token >= (40, 100), "secret and token have {secret_and_token:?} characters");
    let expected = DateTime::from(SystemTime::now() + Duration::from_secs(seconds));
    let distance = credentials.expiration().as_secs_f64() - expected.as_secs_f64();
    ensure!(distance.abs() < 60.0, "they expire at {}", credentials.expiration());
    ensure!(!format!("{credentials:?}").contains(credentials.secret_access_key()), "the secret is shown");
    let (key, secret) = (credentials.access_key_id(), credentials.secret_access_key());
    Ok(Credentials::new(key, secret, Some(credentials.session_token().to_owned()), None, "e2e"))
}

async fn identity(client: &Client) -> Result<()> {
    let output = passes(client.get_caller_identity().send().await)?;
    same("account", output.account(), Some(ACCOUNT))?;
    same("arn", output.arn(), Some("arn:aws:sts::123456789012:user/moto"))?;
    same("user_id", output.user_id(), Some("AKIAIOSFODNN7EXAMPLE"))
}

async fn key_info(client: &Client) -> Result<()> {
    let output = passes(client.get_access_key_info().access_key_id("AKIAIOSFODNN7EXAMPLE").send().await)?;
    same("account", output.account(), Some(ACCOUNT))
}

/// Who a session is: a session of the role, by its name.
fn check_user(user: Option<&AssumedRoleUser>, session: &str) -> Result<()> {
    let user = user.context("assumed_role_user is absent")?;
    same("arn", user.arn(), format!("arn:aws:sts::{ACCOUNT}:assumed-role/deployer/{session}").as_str())?;
    ensure!(user.assumed_role_id().ends_with(&format!(":{session}")), "the ID is {}", user.assumed_role_id());
    Ok(())
}

async fn assume(client: &Client) -> Result<Credentials> {
    let call = client
        .assume_role()
        .role_arn(ROLE)
        .role_session_name("ci+build=42")
        .policy_arns(PolicyDescriptorType::builder().arn("arn:aws:iam::aws:policy/ReadOnlyAccess").build())
        .policy_arns(PolicyDescriptorType::builder().arn("arn:aws:iam::aws:policy/AWSSupportAccess").build())
        .policy(POLICY)
        .duration_seconds(900)
        .tags(Tag::builder().key("team").value("Zoë & Co").build()?)
        .transitive_tag_keys("team")
        .external_id("customer/7");
    let output = passes(call.send().await)?;
    check_user(output.assumed_role_user(), "ci+build=42")?;
    same("packed_policy_size", output.packed_policy_size(), Some(6))?;
    same("source_identity", output.source_identity(), None)?;
    check(output.credentials(), 900)
}

/// The session's credentials sign the next call, the token along with them.
async fn identity_of_session(endpoint: &str, session: Option<Credentials>) -> Result<()> {
    let credentials = session.context("there is no session")?;
    let config = Config::builder().region(Region::new(REGION)).endpoint_url(endpoint);
    let client = Client::from_conf(config.credentials_provider(credentials).build());
    let output = passes(client.get_caller_identity().send().await)?;
    same("arn", output.arn(), Some("arn:aws:sts::123456789012:assumed-role/deployer/ci+build=42"))?;
    same("account", output.account(), Some(ACCOUNT))
}

/// An error that the model does not know.
async fn assume_too_long(client: &Client) -> Result<()> {
    let name = "n".repeat(65);
    let (error, status) = failure(client.assume_role().role_arn(ROLE).role_session_name(&name).send().await)?;
    same("the status", status, 400)?;
    same("the error's code", error.code(), Some("ValidationError"))?;
    let message = error.message().context("the error has no message")?;
    ensure!(message.contains(&format!("'{name}' at 'roleSessionName'")), "the message is {message}");
    Ok(())
}

/// A client without credentials will do: the call is not signed.
async fn assume_by_token(endpoint: &str) -> Result<()> {
    let call = unsigned(endpoint).assume_role_with_web_identity().role_arn(ROLE).role_session_name("pod-7");
    let output = passes(call.web_identity_token("e30.e30.c2ln").send().await)?;
    check_user(output.assumed_role_user(), "pod-7")?;
    check(output.credentials(), 3600).map(drop)
}

async fn assume_by_assertion(endpoint: &str) -> Result<()> {
    let call = unsigned(endpoint)
        .assume_role_with_saml()
        .role_arn(ROLE)
        .principal_arn("arn:aws:iam::123456789012:saml-provider/idp")
        .saml_assertion(aws_smithy_types::base64::encode(ASSERTION));
    let output = passes(call.send().await)?;
    check_user(output.assumed_role_user(), "build@42")?;
    same("subject_type", output.subject_type(), Some("persistent"))?;
    same("issuer", output.issuer(), Some("http://localhost:3000/"))?;
    same("packed_policy_size", output.packed_policy_size(), Some(123))?;
    check(output.credentials(), 1800).map(drop)
}

/// A client that has nothing to sign with.
fn unsigned(endpoint: &str) -> Client {
    Client::from_conf(Config::builder().region(Region::new(REGION)).endpoint_url(endpoint).build())
}

async fn session_token(client: &Client) -> Result<()> {
    let output = passes(client.get_session_token().duration_seconds(1000).send().await)?;
    check(output.credentials(), 1000).map(drop)
}

async fn federation_token(client: &Client) -> Result<()> {
    let output = passes(client.get_federation_token().name("zoe").policy(POLICY).send().await)?;
    let user = output.federated_user().context("federated_user is absent")?;
    same("federated_user_id", user.federated_user_id(), "123456789012:zoe")?;
    same("arn", user.arn(), "arn:aws:sts::123456789012:federated-user/zoe")?;
    check(output.credentials(), 43200).map(drop)
}
