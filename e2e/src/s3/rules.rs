//! Rules of a bucket: what becomes of its objects, where they are copied and listed, and who hears of them.

use anyhow::{Context, Result, ensure};
use tinsmith_s3::types::{
    BucketLifecycleConfiguration, BucketLoggingStatus, DeleteMarkerReplication, DeleteMarkerReplicationStatus,
    Destination, Event, ExpirationStatus, FilterRule, FilterRuleName, InventoryConfiguration, InventoryDestination,
    InventoryFormat, InventoryFrequency, InventoryIncludedObjectVersions, InventoryS3BucketDestination,
    InventorySchedule, LifecycleExpiration, LifecycleRule, LifecycleRuleFilter, LoggingEnabled,
    NotificationConfiguration, NotificationConfigurationFilter, QueueConfiguration, ReplicationConfiguration,
    ReplicationRule, ReplicationRuleFilter, ReplicationRuleStatus, S3KeyFilter, Transition, TransitionStorageClass,
};

use super::World;
use crate::check::{passes, refused, same};
use crate::report::Report;

pub(super) async fn run(world: &World, report: &mut Report) {
    report.step("PutBucketLifecycleConfiguration", put_lifecycle(world).await);
    report.step("GetBucketLifecycleConfiguration", lifecycle(world).await);
    report.step("DeleteBucketLifecycle", delete_lifecycle(world).await);
    report.step("PutBucketReplication", put_replication(world).await);
    report.step("GetBucketReplication", replication(world).await);
    report.step("DeleteBucketReplication", delete_replication(world).await);
    report.step("PutBucketInventoryConfiguration", put_inventory(world).await);
    report.step("GetBucketInventoryConfiguration", inventory(world).await);
    report.step("ListBucketInventoryConfigurations", inventories(world).await);
    report.step("PutBucketNotificationConfiguration", put_notifications(world).await);
    report.step("GetBucketNotificationConfiguration", notifications(world).await);
    report.step("PutBucketNotificationConfiguration, of nobody", put_no_notifications(world).await);
    report.step("PutBucketLogging, into a bucket that does not exist", put_logging(world).await);
    report.step("GetBucketLogging", logging(world).await);
}

fn rule() -> Result<LifecycleRule> {
    let rule = LifecycleRule::builder()
        .id("old orders")
        .status(ExpirationStatus::Enabled)
        .filter(LifecycleRuleFilter::builder().prefix("orders/").build())
        .transitions(Transition::builder().days(30).storage_class(TransitionStorageClass::StandardIa).build())
        .transitions(Transition::builder().days(90).storage_class(TransitionStorageClass::Glacier).build())
        .expiration(LifecycleExpiration::builder().days(365).build());
    Ok(rule.build()?)
}

async fn put_lifecycle(world: &World) -> Result<()> {
    let configuration = BucketLifecycleConfiguration::builder().rules(rule()?).build()?;
    let call = world.client.put_bucket_lifecycle_configuration().bucket(&world.bucket);
    passes(call.lifecycle_configuration(configuration).send().await).map(drop)
}

async fn lifecycle(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_lifecycle_configuration().bucket(&world.bucket).send().await)?;
    same("the rules", output.rules(), [rule()?])
}

async fn delete_lifecycle(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_lifecycle().bucket(&world.bucket).send().await)?;
    let result = world.client.get_bucket_lifecycle_configuration().bucket(&world.bucket).send().await;
    let message = "The lifecycle configuration does not exist";
    refused(result, "NoSuchLifecycleConfiguration", message, 404)
}

async fn put_replication(world: &World) -> Result<()> {
    let markers = DeleteMarkerReplication::builder().status(DeleteMarkerReplicationStatus::Disabled).build();
    let rule = ReplicationRule::builder()
        .id("all")
        .priority(7)
        .status(ReplicationRuleStatus::Enabled)
        .filter(ReplicationRuleFilter::builder().prefix("").build())
        .delete_marker_replication(markers)
        .destination(Destination::builder().bucket("arn:aws:s3:::elsewhere").build()?)
        .build()?;
    let role = "arn:aws:iam::123456789012:role/replication";
    let configuration = ReplicationConfiguration::builder().role(role).rules(rule).build()?;
    let call = world.client.put_bucket_replication().bucket(&world.archive);
    passes(call.replication_configuration(configuration).send().await).map(drop)
}

async fn replication(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_replication().bucket(&world.archive).send().await)?;
    let rule = output.replication_configuration().and_then(|all| all.rules().first()).context("there is no rule")?;
    same("the ID", rule.id(), Some("all"))?;
    same("the priority", rule.priority(), Some(7))?;
    same("the filter", rule.filter().and_then(|filter| filter.prefix()), Some(""))?;
    let bucket = rule.destination().map(|destination| destination.bucket());
    same("the destination", bucket, Some("arn:aws:s3:::elsewhere"))
}

async fn delete_replication(world: &World) -> Result<()> {
    passes(world.client.delete_bucket_replication().bucket(&world.archive).send().await)?;
    let result = world.client.get_bucket_replication().bucket(&world.archive).send().await;
    let message = "The replication configuration was not found";
    refused(result, "ReplicationConfigurationNotFoundError", message, 404)
}

fn weekly(world: &World) -> Result<InventoryConfiguration> {
    let bucket = InventoryS3BucketDestination::builder().bucket(format!("arn:aws:s3:::{}", world.archive));
    let bucket = bucket.format(InventoryFormat::Parquet).prefix("lists").build()?;
    let configuration = InventoryConfiguration::builder()
        .id("weekly")
        .is_enabled(true)
        .included_object_versions(InventoryIncludedObjectVersions::All)
        .schedule(InventorySchedule::builder().frequency(InventoryFrequency::Weekly).build()?)
        .destination(InventoryDestination::builder().s3_bucket_destination(bucket).build());
    Ok(configuration.build()?)
}

async fn put_inventory(world: &World) -> Result<()> {
    let call = world.client.put_bucket_inventory_configuration().bucket(&world.bucket).id("weekly");
    passes(call.inventory_configuration(weekly(world)?).send().await).map(drop)
}

async fn inventory(world: &World) -> Result<()> {
    let call = world.client.get_bucket_inventory_configuration().bucket(&world.bucket).id("weekly");
    same("the inventory", passes(call.send().await)?.inventory_configuration(), Some(&weekly(world)?))
}

async fn inventories(world: &World) -> Result<()> {
    let output = passes(world.client.list_bucket_inventory_configurations().bucket(&world.bucket).send().await)?;
    same("the inventories", output.inventory_configuration_list(), [weekly(world)?])
}

fn orders() -> Result<QueueConfiguration> {
    let rule = FilterRule::builder().name(FilterRuleName::Prefix).value("orders/").build();
    let keys = S3KeyFilter::builder().filter_rules(rule).build();
    let queue = QueueConfiguration::builder()
        .id("orders")
        .queue_arn("arn:aws:sqs:eu-central-1:123456789012:orders")
        .events(Event::S3ObjectCreated)
        .events(Event::S3ObjectRemovedDelete)
        .filter(NotificationConfigurationFilter::builder().key(keys).build());
    Ok(queue.build()?)
}

async fn put_notifications(world: &World) -> Result<()> {
    let configuration = NotificationConfiguration::builder().queue_configurations(orders()?).build();
    let call = world.client.put_bucket_notification_configuration().bucket(&world.bucket);
    passes(call.notification_configuration(configuration).skip_destination_validation(true).send().await).map(drop)
}

async fn notifications(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_notification_configuration().bucket(&world.bucket).send().await)?;
    same("the queues", output.queue_configurations(), [orders()?])
}

async fn put_no_notifications(world: &World) -> Result<()> {
    let nobody = NotificationConfiguration::builder().build();
    let call = world.client.put_bucket_notification_configuration().bucket(&world.bucket);
    passes(call.notification_configuration(nobody).send().await)?;
    let output = passes(world.client.get_bucket_notification_configuration().bucket(&world.bucket).send().await)?;
    same("the number of queues", output.queue_configurations().len(), 0)
}

async fn put_logging(world: &World) -> Result<()> {
    let enabled = LoggingEnabled::builder().target_bucket("no-such-bucket-anywhere").target_prefix("log/").build()?;
    let status = BucketLoggingStatus::builder().logging_enabled(enabled).build();
    let call = world.client.put_bucket_logging().bucket(&world.bucket).bucket_logging_status(status);
    let message = "The target bucket for logging does not exist.";
    refused(call.send().await, "InvalidTargetBucketForLogging", message, 400)
}

async fn logging(world: &World) -> Result<()> {
    let output = passes(world.client.get_bucket_logging().bucket(&world.bucket).send().await)?;
    ensure!(output.logging_enabled().is_none(), "access is logged: {output:?}");
    Ok(())
}
