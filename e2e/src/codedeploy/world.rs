//! What the steps share: a client, and what they have created.

use tinsmith_codedeploy::Client;

use crate::client::{ACCOUNT, REGION, client, unique};

/// What the steps share.
pub(super) struct World {
    pub(super) client: Client,
    /// The name of the application; new for each run.
    pub(super) application: String,
    pub(super) application_id: String,
    pub(super) group: &'static str,
    pub(super) group_id: String,
    pub(super) deployment_id: String,
}

impl World {
    pub(super) fn new(endpoint: &str) -> World {
        World {
            client: client!(tinsmith_codedeploy, endpoint),
            application: unique("shop"),
            application_id: String::new(),
            group: "production",
            group_id: String::new(),
            deployment_id: String::new(),
        }
    }

    /// The ARN of the application.
    pub(super) fn application_arn(&self) -> String {
        format!("arn:aws:codedeploy:{REGION}:{ACCOUNT}:application:{}", self.application)
    }
}
