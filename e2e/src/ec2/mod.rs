//! EC2, by ec2Query: instances, and what they stand on.

mod firewall;
mod instances;
mod places;
mod tags;

use tinsmith_ec2::Client;

use crate::client::{client, unique};
use crate::report::Report;

/// What the steps share.
struct World {
    client: Client,
    /// The name of all that is created; new for each run.
    name: String,
    image: String,
    vpc: String,
    subnet: String,
    key_pair: String,
    group: String,
    instances: Vec<String>,
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let mut world = World::new(endpoint);
    places::run(&mut world, report).await;
    firewall::run(&mut world, report).await;
    instances::run(&mut world, report).await;
    tags::run(&world, report).await;
    instances::end(&world, report).await;
    firewall::end(&world, report).await;
}

impl World {
    fn new(endpoint: &str) -> World {
        World {
            client: client!(tinsmith_ec2, endpoint),
            name: unique("shop"),
            image: String::new(),
            vpc: String::new(),
            subnet: String::new(),
            key_pair: String::new(),
            group: String::new(),
            instances: Vec::new(),
        }
    }
}
