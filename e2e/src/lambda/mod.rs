//! Lambda, by restJson1: functions, what is set for them, and calls. The server runs no code: a call gets
//! back what it sends.

mod calls;
mod functions;
mod layers;
mod settings;
mod sources;
mod versions;

use tinsmith_lambda::Client;
use tinsmith_lambda::primitives::Blob;

use crate::client::{ACCOUNT, REGION, client, unique};
use crate::report::Report;

/// The role that functions run with. The server has it from the start.
const ROLE: &str = "arn:aws:iam::123456789012:role/tinsmith-e2e";

/// What the steps share.
struct World {
    client: Client,
    /// The name of the function; new for each run.
    function: String,
    layer: String,
}

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let world = World::new(endpoint);
    functions::run(&world, report).await;
    calls::run(&world, report).await;
    versions::run(&world, report).await;
    settings::run(&world, report).await;
    sources::run(&world, endpoint, report).await;
    layers::run(&world, report).await;
    functions::end(&world, report).await;
}

impl World {
    fn new(endpoint: &str) -> World {
        World { client: client!(tinsmith_lambda, endpoint), function: unique("greet"), layer: unique("words") }
    }

    /// The ARN of the function, with what follows its name.
    fn arn(&self, qualifier: &str) -> String {
        format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{}{qualifier}", self.function)
    }
}

/// A zip archive with nothing in it: the record of its end.
fn archive() -> Blob {
    let mut record = b"PK\x05\x06".to_vec();
    record.resize(22, 0);
    Blob::new(record)
}
