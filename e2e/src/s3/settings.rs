//! Settings of a bucket: tags, CORS, encryption, website, versions and acceleration.

use anyhow::{Context, Result};
use tinsmith_s3::types::{
    AccelerateConfiguration, BucketAccelerateStatus, BucketVersioningStatus, CorsConfiguration, CorsRule,
    IndexDocument, ServerSideEncryption, ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration,
    ServerSideEncryptionRule, Tag, Tagging, VersioningConfiguration, WebsiteConfiguration,
};

use super::World;
use crate::check::{passes, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutBucketTagging", put_tags(world).await);
    report.step("GetBucketTagging", tags(world).await);
    report.step("DeleteBucketTagging", delete_tags(world).await);
    report.step("PutBucketCors", put_cors(world).await);
    report.step("GetBucketCors", cors(world).await);
    report.step("DeleteBucketCors", delete_cors(world).await);
    report.step("PutBucketEncryption", put_encryption(world).await);
    report.step("GetBucketEncryption", encryption(world).await);
    report.step("DeleteBucketEncryption", delete_encryption(world).await);
    report.step("PutBucketWebsite", put_website(world).await);
    report.step("GetBucketWebsite", website(world).await);
    report.step("DeleteBucketWebsite", delete_website(world).await);
    report.step("GetBucketVersioning, of a bucket that never had any", versioning(world, None).await);
    report.step("PutBucketVersioning", suspend_versioning(world).await);
    let suspended = BucketVersioningStatus::Suspended;
    report.step("GetBucketVersioning", versioning(world, Some(&suspended)).await);
    report.step("PutBucketAccelerateConfiguration", accelerate(world).await);
    report.step("GetBucketAccelerateConfiguration", acceleration(world).await);
}

async fn put_tags(world: &World) -> Result<()> {
    let team = Tag::builder().key("team").value("checkout & <more>").build()?;
    let empty = Tag::builder().key("empty").value("").build()?;
    let tagging = Tagging::builder().tag_set(team).tag_set(empty).build()?;
    passes(world.client.put_bucket_tagging().bucket(&world.bucket).tagging(tagging).send().await).map(drop)
}

async fn tags(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_tagging().bucket(&world.bucket).send().await)?;
    let mut tags: Vec<_> = output.tag_set().iter().map(|tag| (tag.key(), tag.value())).collect();
    tags.sort_unstable();
    same("the tags", tags, [("empty", ""), ("team", "checkout & <more>")])
}

async fn delete_tags(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_tagging().bucket(&world.bucket).send().await)?;
    let result = world.client.get_bucket_tagging().bucket(&world.bucket).send().await;
    refused(result, "NoSuchTagSet", "The TagSet does not exist", 404)
}

fn rule() -> Result<CorsRule> {
    let rule = CorsRule::builder().allowed_methods("GET").allowed_methods("PUT").allowed_origins("https://*.example");
    Ok(rule.expose_headers("x-amz-request-id").max_age_seconds(300).build()?)
}

async fn put_cors(world: &World) -> Result<()> {
    let configuration = CorsConfiguration::builder().cors_rules(rule()?).build()?;
    let call = world.client.put_bucket_cors().bucket(&world.bucket).cors_configuration(configuration);
    passes(call.send().await).map(drop)
}

async fn cors(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_cors().bucket(&world.bucket).send().await)?;
    let found = output.cors_rules().first().context("there is no rule")?;
    let expected = rule()?;
    same("the number of rules", output.cors_rules().len(), 1)?;
    same("the methods", found.allowed_methods(), expected.allowed_methods())?;
    same("the origins", found.allowed_origins(), expected.allowed_origins())?;
    same("the headers", found.expose_headers(), expected.expose_headers())?;
    same("max_age_seconds", found.max_age_seconds(), Some(300))
}

async fn delete_cors(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_cors().bucket(&world.bucket).send().await)?;
    let result = world.client.get_bucket_cors().bucket(&world.bucket).send().await;
    refused(result, "NoSuchCORSConfiguration", "The CORS configuration does not exist", 404)
}

async fn put_encryption(world: &World) -> Result<()> {
    let default = ServerSideEncryptionByDefault::builder().sse_algorithm(ServerSideEncryption::AwsKms);
    let default = default.kms_master_key_id("alias/shop").build()?;
    let rule = ServerSideEncryptionRule::builder().apply_server_side_encryption_by_default(default);
    let rule = rule.bucket_key_enabled(true).build();
    let configuration = ServerSideEncryptionConfiguration::builder().rules(rule).build()?;
    let call = world.client.put_bucket_encryption().bucket(&world.bucket);
    passes(call.server_side_encryption_configuration(configuration).send().await).map(drop)
}

async fn encryption(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_encryption().bucket(&world.bucket).send().await)?;
    let rule = output.server_side_encryption_configuration().and_then(|all| all.rules().first()).context("no rule")?;
    let default = rule.apply_server_side_encryption_by_default().context("no default")?;
    same("the algorithm", default.sse_algorithm(), &ServerSideEncryption::AwsKms)?;
    same("the key", default.kms_master_key_id(), Some("alias/shop"))?;
    same("bucket_key_enabled", rule.bucket_key_enabled(), Some(true))
}

async fn delete_encryption(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_encryption().bucket(&world.bucket).send().await).map(drop)
}

fn index() -> Result<IndexDocument> {
    Ok(IndexDocument::builder().suffix("index.html").build()?)
}

async fn put_website(world: &World) -> Result<()> {
    let configuration = WebsiteConfiguration::builder().index_document(index()?).build();
    let call = world.client.put_bucket_website().bucket(&world.bucket).website_configuration(configuration);
    passes(call.send().await).map(drop)
}

async fn website(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_website().bucket(&world.bucket).send().await)?;
    same("index_document", output.index_document(), Some(&index()?))
}

async fn delete_website(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_website().bucket(&world.bucket).send().await)?;
    let result = world.client.get_bucket_website().bucket(&world.bucket).send().await;
    let message = "The specified bucket does not have a website configuration";
    refused(result, "NoSuchWebsiteConfiguration", message, 404)
}

async fn versioning(world: &World, expected: Option<&BucketVersioningStatus>) -> Result<()> {
    let output = passes(world.client.get_bucket_versioning().bucket(&world.bucket).send().await)?;
    same("status", output.status(), expected)
}

async fn suspend_versioning(world: &World) -> Result<()> {
    let suspended = VersioningConfiguration::builder().status(BucketVersioningStatus::Suspended).build();
    let call = world.client.put_bucket_versioning().bucket(&world.bucket).versioning_configuration(suspended);
    passes(call.send().await).map(drop)
}

async fn accelerate(world: &World) -> Result<()> {
    let configuration = AccelerateConfiguration::builder().status(BucketAccelerateStatus::Enabled).build();
    let call = world.client.put_bucket_accelerate_configuration().bucket(&world.bucket);
    passes(call.accelerate_configuration(configuration).send().await).map(drop)
}

async fn acceleration(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_accelerate_configuration().bucket(&world.bucket).send().await)?;
    same("status", output.status(), Some(&BucketAccelerateStatus::Enabled))
}
