//! What the steps share: a client, and what they have created.

use std::time::{SystemTime, UNIX_EPOCH};

use tinsmith_codedeploy::config::{BehaviorVersion, Credentials, Region};
use tinsmith_codedeploy::{Client, Config};

/// The region that the client signs for, and that ARNs name.
const REGION: &str = "eu-central-1";

/// The account that moto's server takes everyone for.
const ACCOUNT: &str = "123456789012";

/// What the steps share.
pub(crate) struct World {
    pub(crate) client: Client,
    /// The name of the application; new for each run, so that a server can be used again.
    pub(crate) application: String,
    pub(crate) application_id: String,
    pub(crate) group: &'static str,
    pub(crate) group_id: String,
    pub(crate) deployment_id: String,
}

impl World {
    pub(crate) fn new(endpoint: &str) -> World {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("testing", "testing", None, None, "e2e"))
            .endpoint_url(endpoint)
            .build();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        World {
            client: Client::from_conf(config),
            application: format!("shop-{now}"),
            application_id: String::new(),
            group: "production",
            group_id: String::new(),
            deployment_id: String::new(),
        }
    }

    /// The ARN of the application.
    pub(crate) fn application_arn(&self) -> String {
        format!("arn:aws:codedeploy:{REGION}:{ACCOUNT}:application:{}", self.application)
    }
}
