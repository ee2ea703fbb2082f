//! Who may do what with a bucket: its policy, its access control list, and what is blocked.

use anyhow::{Context, Result};
use tinsmith_s3::types::{
    BucketCannedAcl, ObjectOwnership, OwnershipControls, OwnershipControlsRule, Permission,
    PublicAccessBlockConfiguration,
};

use super::World;
use crate::check::{passes, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutBucketPolicy", put_policy(world).await);
    report.step("GetBucketPolicy", policy(world).await);
    report.step("GetBucketPolicyStatus", policy_status(world).await);
    report.step("DeleteBucketPolicy", delete_policy(world).await);
    report.step("PutBucketOwnershipControls", put_ownership(world).await);
    report.step("GetBucketOwnershipControls", ownership(world).await);
    report.step("PutBucketAcl", put_acl(world, BucketCannedAcl::PublicRead).await);
    report.step("GetBucketAcl", acl(world).await);
    report.step("PutBucketAcl, with grants", put_grants(world).await);
    report.step("DeleteBucketOwnershipControls", delete_ownership(world).await);
    report.step("PutPublicAccessBlock", put_block(world).await);
    report.step("GetPublicAccessBlock", block(world).await);
    report.step("DeletePublicAccessBlock", delete_block(world).await);
}

/// The text of a policy that lets everyone read.
fn text(world: &World) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::{}/*"}}]}}"#,
        world.bucket
    )
}

async fn put_policy(world: &World) -> Result<()> {
    passes(world.client.put_bucket_policy().bucket(&world.bucket).policy(text(world)).send().await).map(drop)
}

async fn policy(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_policy().bucket(&world.bucket).send().await)?;
    same("policy", output.policy(), Some(text(world).as_str()))
}

async fn policy_status(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_policy_status().bucket(&world.bucket).send().await)?;
    same("is_public", output.policy_status().and_then(|status| status.is_public()), Some(true))
}

async fn delete_policy(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_policy().bucket(&world.bucket).send().await)?;
    let result = world.client.get_bucket_policy().bucket(&world.bucket).send().await;
    refused(result, "NoSuchBucketPolicy", "The bucket policy does not exist", 404)
}

fn preferred() -> Result<OwnershipControlsRule> {
    Ok(OwnershipControlsRule::builder().object_ownership(ObjectOwnership::BucketOwnerPreferred).build()?)
}

async fn put_ownership(world: &World) -> Result<()> {
    let controls = OwnershipControls::builder().rules(preferred()?).build()?;
    let call = world.client.put_bucket_ownership_controls().bucket(&world.bucket).ownership_controls(controls);
    passes(call.send().await).map(drop)
}

async fn ownership(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_ownership_controls().bucket(&world.bucket).send().await)?;
    same("the rules", output.ownership_controls().map(|controls| controls.rules()), Some(&[preferred()?][..]))
}

async fn delete_ownership(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_ownership_controls().bucket(&world.bucket).send().await).map(drop)
}

async fn put_acl(world: &World, acl: BucketCannedAcl) -> Result<()> {
    passes(world.client.put_bucket_acl().bucket(&world.bucket).acl(acl).send().await).map(drop)
}

async fn acl(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_acl().bucket(&world.bucket).send().await)?;
    let everyone = output.grants().iter().find(|grant| grant.grantee().is_some_and(|grantee| grantee.uri().is_some()));
    let everyone = everyone.context("nobody else may read")?;
    same("permission", everyone.permission(), Some(&Permission::Read))?;
    same("the kind of grantee", everyone.grantee().map(|grantee| grantee.r#type().as_str()), Some("Group"))
}

async fn put_grants(world: &World) -> Result<()> {
    let call = world.client.put_bucket_acl().bucket(&world.bucket);
    passes(call.grant_read(r#"uri="http://acs.amazonaws.com/groups/s3/LogDelivery""#).send().await)?;
    put_acl(world, BucketCannedAcl::Private).await
}

fn some() -> PublicAccessBlockConfiguration {
    let block = PublicAccessBlockConfiguration::builder().block_public_acls(true).ignore_public_acls(false);
    block.block_public_policy(true).restrict_public_buckets(false).build()
}

async fn put_block(world: &World) -> Result<()> {
    let call = world.client.put_public_access_block().bucket(&world.bucket);
    passes(call.public_access_block_configuration(some()).send().await).map(drop)
}

async fn block(world: &World) -> Result<()> {
    let output = passes(world.client.get_public_access_block().bucket(&world.bucket).send().await)?;
    same("what is blocked", output.public_access_block_configuration(), Some(&some()))
}

async fn delete_block(world: &World) -> Result<()> {
    passes(world.client.delete_public_access_block().bucket(&world.bucket).send().await)?;
    let result = world.client.get_public_access_block().bucket(&world.bucket).send().await;
    let message = "The public access block configuration was not found";
    refused(result, "NoSuchPublicAccessBlockConfiguration", message, 404)
}
