//! CloudWatch, by awsQuery and by awsJson1_0. The server does not speak rpcv2Cbor, which is the default.

mod alarms;
mod dashboards;
mod metrics;
mod rules;

use tinsmith_cloudwatch::Client;
use tinsmith_cloudwatch::config::protocol::{AWS_JSON_1_0, AWS_QUERY, Protocol};

use crate::client::{ACCOUNT, REGION, client, unique};
use crate::report::Report;

/// What the steps share: a client, and what they name.
struct World {
    client: Client,
    /// The namespace of the metrics; new for each run and protocol, as all other names are that begin
    /// with it.
    namespace: String,
    /// What the steps' names end with: the protocol.
    by: &'static str,
}

impl World {
    /// The ARN of something of this service.
    fn arn(&self, resource: &str) -> String {
        format!("arn:aws:cloudwatch:{REGION}:{ACCOUNT}:{resource}")
    }

    /// The name of a step.
    fn step(&self, name: &str) -> String {
        format!("{name}, {}", self.by)
    }
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let protocols: [(&'static dyn Protocol, _); 2] = [(&AWS_QUERY, "by awsQuery"), (&AWS_JSON_1_0, "by awsJson1_0")];
    for (protocol, by) in protocols {
        let config = client!(tinsmith_cloudwatch, endpoint).config().to_builder().protocol(protocol).build();
        let namespace = unique("Shop").replace('-', "");
        let world = World { client: Client::from_conf(config), namespace, by };
        metrics::run(&world, report).await;
        alarms::run(&world, report).await;
        dashboards::run(&world, report).await;
        rules::run(&world, report).await;
    }
}
