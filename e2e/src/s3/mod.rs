//! S3, by restXml: buckets and their settings, and objects: whole, in ranges, in parts, in versions and in lists.

mod access;
mod buckets;
mod listing;
mod multipart;
mod objects;
mod rules;
mod settings;
mod versions;

use anyhow::{Context, Result};
use tinsmith_s3::Client;
use tinsmith_s3::primitives::ByteStream;

use crate::client::{client, unique};
use crate::report::Report;

/// What the steps share.
struct World {
    client: Client,
    /// A bucket; new for each run.
    bucket: String,
    /// A bucket that keeps versions and has Object Lock.
    archive: String,
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let world = World::new(endpoint);
    buckets::run(&world, report).await;
    settings::run(&world, report).await;
    access::run(&world, report).await;
    rules::run(&world, report).await;
    objects::run(&world, report).await;
    listing::run(&world, report).await;
    multipart::run(&world, report).await;
    versions::run(&world, report).await;
    buckets::end(&world, report).await;
}

impl World {
    fn new(endpoint: &str) -> World {
        let client = client!(tinsmith_s3, endpoint);
        // The server's address has no host names for buckets.
        let config = client.config().to_builder().force_path_style(true).build();
        World { client: Client::from_conf(config), bucket: unique("shop"), archive: unique("archive") }
    }

    /// Puts a small object.
    async fn put(&self, key: &str, text: &'static str) -> Result<()> {
        let body = ByteStream::from_static(text.as_bytes());
        let call = self.client.put_object().bucket(&self.bucket).key(key).body(body);
        crate::check::passes(call.send().await).map(drop)
    }
}

/// The whole of a body, as text.
async fn text(body: ByteStream) -> Result<String> {
    let bytes = body.collect().await.context("the body broke off")?.into_bytes();
    String::from_utf8(bytes.to_vec()).context("the body is no text")
}
