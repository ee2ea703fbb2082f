//! CodeDeploy, by awsJson1_1.

mod applications;
mod deployments;
mod groups;
mod tags;
mod world;

use crate::report::Report;
use world::World;

pub(crate) async fn run(endpoint: &str, report: &mut Report) {
    let mut world = World::new(endpoint);
    applications::run(&mut world, report).await;
    groups::run(&mut world, report).await;
    deployments::run(&mut world, report).await;
    tags::run(&world, report).await;
}
