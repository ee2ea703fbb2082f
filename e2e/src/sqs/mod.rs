//! SQS, by awsJson1_0.

mod access;
mod batches;
mod fifo;
mod messages;
mod queues;

use tinsmith_sqs::Client;

use crate::client::{ACCOUNT, REGION, client, unique};
use crate::report::Report;

/// What the steps share: a client, and the queue that they use.
struct World {
    client: Client,
    /// The name of the queue; new for each run.
    name: String,
    url: String,
}

impl World {
    /// The ARN of a queue.
    fn arn(&self, name: &str) -> String {
        format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
    }
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let mut world = World { client: client!(tinsmith_sqs, endpoint), name: unique("orders"), url: String::new() };
    queues::run(&mut world, report).await;
    access::run(&world, report).await;
    messages::run(&world, report).await;
    batches::run(&world, report).await;
    fifo::run(&world, report).await;
    queues::end(&world, report).await;
}
